"""The files around the code: the lock, the fonts, the pages people read, and `run`."""

import hashlib
import re
import subprocess
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from checkout import ROOT, project_files

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = (ROOT / "requirements.lock").read_text("utf-8")

# Places of one machine, and addresses of registries: nothing in a project may depend on either.
# Written so that this file does not contain them itself.
FOREIGN = [
    "/wo" + "rk/",
    "../sha" + "red",
    "." + "library/",
    "sub" + "agent",
    "py" + "pi.org",
    "python" + "hosted.org",
    "registry.npm" + "js",
    "deb." + "debian.org",
]


def dependencies(*, lists: str = "all") -> set[str]:
    project, groups = PROJECT["project"], PROJECT["dependency-groups"]
    always = project["dependencies"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    wanted = {"all": [*always, *extras, *groups["dev"]], "user": [*always, *extras]}[lists]
    return {canonicalize_name(Requirement(line).name) for line in wanted}


def test_the_project_files_were_found():
    names = {path.relative_to(ROOT).as_posix() for path in project_files()}
    assert {"pyproject.toml", "run", ".ci/run", "src/ejarchive/__init__.py", "tests/test_house.py"} <= names


@pytest.mark.parametrize("foreign", FOREIGN)
def test_no_file_names_a_place_outside_the_project(foreign):
    assert [str(p.relative_to(ROOT)) for p in project_files() if foreign.encode() in p.read_bytes()] == []


def test_the_lock_holds_every_dependency_with_hashes_and_nothing_else():
    locked = re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", LOCK, flags=re.MULTILINE)
    assert dependencies() <= {canonicalize_name(name) for name, _ in locked}, "./run lock"
    for line in LOCK.splitlines():
        assert re.match(r"[A-Za-z0-9._-]+==\S+ .*\\$|    --hash=sha256:[0-9a-f]{64}( \\)?$", line), line
    for block in re.split(r"\n(?=\S)", LOCK):
        assert "--hash=sha256:" in block, block.splitlines()[0]


def test_the_lock_satisfies_the_bounds():
    locked: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", LOCK, flags=re.MULTILINE):
        locked.setdefault(canonicalize_name(name), []).append(version)
    for line in [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]:
        wanted = Requirement(line)
        for version in locked[canonicalize_name(wanted.name)]:
            assert wanted.specifier.contains(version), f"{line}: the lock has {version}; ./run lock"


def test_each_dependency_has_its_reason_and_each_reason_its_dependency():
    page = (ROOT / "docs/explanation/dependencies.md").read_text("utf-8").split("## From the system")[0]
    explained = set()
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and not line.startswith(("| package", "|---", "| extra")):
            explained.add(cells[1] if cells[0].startswith("`") else cells[0])
    assert explained == dependencies()


def test_fonts_are_the_ones_their_page_names():
    page = (ROOT / "fonts/README.md").read_text("utf-8")
    named = dict(re.findall(r"^\| (\S+\.ttf) .* ([0-9a-f]{64}) \|$", page, flags=re.MULTILINE))
    there = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (ROOT / "fonts").glob("*.?tf")}
    assert named == there
    assert len(there) == 6
    for licence in ("LiberationSerif-OFL.txt", "PTSansNarrow-OFL.txt"):
        assert "SIL OPEN FONT LICENSE Version 1.1" in (ROOT / "fonts" / licence).read_text("utf-8")


def test_the_version_is_the_same_everywhere():
    init = (ROOT / "src/ejarchive/__init__.py").read_text("utf-8")
    assert f'__version__ = "{PROJECT["project"]["version"]}"' in init
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"## [{PROJECT['project']['version']}]" in changes or "## [Unreleased]" in changes


def test_links_between_pages_lead_somewhere():
    broken = []
    pages = [path for path in project_files() if path.suffix == ".md"]
    for page in pages:
        for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
            where = target.partition("#")[0]
            if (
                where
                and "://" not in target
                and not target.startswith("mailto:")
                and not (page.parent / where).exists()
            ):
                broken.append(f"{page.relative_to(ROOT)}: {target}")
    assert pages
    assert broken == []


def test_no_loose_ends_are_left_in_the_code():
    words = re.compile(r"\b(TO" + "DO|FIX" + "ME|XX" + r"X)\b")
    code = [path for path in project_files() if path.suffix in {".py", ".j2", ".css"}]
    assert [str(path.relative_to(ROOT)) for path in code if words.search(path.read_text("utf-8"))] == []


def in_run(script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run lines of bash with the functions of `run` at hand, none of its jobs started."""
    return subprocess.run(
        ["bash", "-c", f'source "$1"; {script}', "bash", str(ROOT / "run")],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        env={"PATH": "/usr/bin:/bin", **environment},
    )


def test_run_helps_and_knows_its_jobs():
    done = in_run("main help")
    assert done.returncode == 0
    for job in ("demo", "test", "lint", "bench", "lock"):
        assert f"./run {job}" in done.stdout
    assert in_run("main frobnicate").returncode == 2


def test_run_explains_in_both_languages_what_to_do_without_pango(tmp_path):
    done = in_run(f'VENV="{tmp_path}"; pango_works() {{ return 1; }}; apt_install() {{ return 1; }}; ensure_pango')
    assert done.returncode == 1
    assert "sudo apt-get install libpango-1.0-0" in done.stderr
    assert "Нет библиотеки Pango" in done.stderr
    assert "--engine plutoprint" in done.stderr


def test_run_demo_uses_the_other_engine_without_pango(tmp_path):
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin/ejarchive"
    program.write_text('#!/bin/sh\nmkdir -p "$2"; echo "$@"\n')
    program.chmod(0o755)
    done = in_run(
        f'VENV="{tmp_path}"; setup() {{ :; }}; pango_works() {{ return 1; }}; apt_install() {{ return 1; }}; '
        f'cd "{tmp_path}"; main demo "с пробелом"'
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "demo с пробелом --engine plutoprint"
    assert f"{tmp_path}/с пробелом" in done.stderr


def test_run_installs_pango_where_it_may(tmp_path):
    done = in_run(
        f'VENV="{tmp_path}"; pango_works() {{ [ -e "{tmp_path}/installed" ]; }}; '
        f'apt_install() {{ echo "$@"; touch "{tmp_path}/installed"; }}; ensure_pango && ensure_pango'
    )
    assert done.returncode == 0
    assert done.stdout.split() == ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"], (
        "once, then remembered"
    )


def test_run_asks_apt_again_after_refreshing_its_lists(tmp_path):
    (tmp_path / "apt-get").write_text(
        f'#!/bin/sh\necho "$1" >>"{tmp_path}/log"\n[ "$1" = update ] && touch "{tmp_path}/fresh"\n'
        f'[ "$1" = update ] || [ -e "{tmp_path}/fresh" ]\n'
    )
    (tmp_path / "apt-get").chmod(0o755)
    done = in_run('as_root() { "$@"; }; may_install() { :; }; apt_install qpdf', PATH=f"{tmp_path}:/usr/bin:/bin")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "log").read_text().split() == ["install", "update", "install"]


def test_run_needs_a_python_that_is_new_enough(tmp_path):
    (tmp_path / "python3").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "python3").chmod(0o755)
    done = in_run(
        f'have() {{ [ -x "{tmp_path}/$1" ]; }}; apt_install() {{ return 1; }}; python_or_die',
        PATH=f"{tmp_path}:/usr/bin:/bin",
    )
    assert done.returncode == 7
    assert "Python 3.11" in done.stderr
