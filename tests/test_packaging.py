"""The package as shipped: what lies in the wheel, and that it works where this checkout cannot be seen.

Why: templates, fonts and samples lie beside `src`, so a test that runs in the checkout never misses one.
"""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from checkout import ROOT, project_files
from judges import qpdf_check

SHIPPED = {   # folder of the checkout → folder of the wheel, and the kinds of files each may hold
    "src/ejarchive": ("ejarchive", {".py", ".toml", ".json", ".typed"}),
    "templates": ("ejarchive/templates", {".j2", ".css", ".js", ".svg", ".md", ".toml", ".icc"}),
    "fonts": ("ejarchive/fonts", {".ttf", ".txt", ".md", ".conf"}),
    "samples": ("ejarchive/samples", {".csv", ".json", ".toml", ".xlsx", ".zip", ".md", ".py", ".txt"}),
}  # fmt: skip


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built through an sdist as a release is; without the network, since hatchling is in the lock."""
    out = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def bare(wheel, tmp_path_factory) -> Path:
    """The `ejarchive` program of a new environment that has the wheel and its dependencies, and no checkout."""
    folder = tmp_path_factory.mktemp("bare")
    venv.create(folder, with_pip=False, symlinks=True)
    site = Path(sysconfig.get_path("purelib", vars={"base": str(folder)}))
    subprocess.run(
        [
            *(sys.executable, "-m", "uv", "pip", "install", "--offline", "--no-deps", "--quiet"),
            *("--python", str(folder / "bin" / "python"), str(wheel)),
        ],
        check=True,
    )
    # The dependencies are borrowed from ours, file by file; the editable install, which leads back here, is not.
    ours = Path(sysconfig.get_path("purelib"))
    for entry in ours.iterdir():
        if "ejarchive" not in entry.name and entry.suffix != ".pth" and not (site / entry.name).exists():
            (site / entry.name).symlink_to(entry)
    return folder / "bin" / "ejarchive"


def run_bare(bare: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "LANG": "C.UTF-8", "TMPDIR": str(folder)}
    return subprocess.run(
        [str(bare), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
        env=environment,
    )


def in_checkout(folder: str) -> set[str]:
    """The files of a folder of the checkout, by their path below it."""
    return {path.relative_to(ROOT / folder).as_posix() for path in project_files(folder)}


def test_the_wheel_carries_everything_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as archive:
        carried = {name for name in archive.namelist() if not name.endswith("/")}
    code = {name for name in carried if ".dist-info/" not in name}
    expected = {f"{target}/{name}" for source, (target, _) in SHIPPED.items() for name in in_checkout(source)}
    assert code == expected
    for needed in ("py.typed", "finding.py", "fonts/LiberationSerif-Regular.ttf", "fonts/PTSansNarrow-OFL.txt"):
        assert f"ejarchive/{needed}" in code
    for folder in ("templates", "samples", "regulations"):
        assert any(name.startswith(f"ejarchive/{folder}/") for name in code), f"no {folder} in the wheel"
    info = {name.split("/", 1)[1] for name in carried - code}
    assert {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE"} <= info


@pytest.mark.parametrize("source", SHIPPED)
def test_only_expected_kinds_of_files_ship(source):
    allowed = SHIPPED[source][1]
    assert {name for name in in_checkout(source) if Path(name).suffix not in allowed} == set()


def test_the_wheel_is_the_same_when_built_again(wheel, tmp_path):
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(tmp_path), str(ROOT)],
        capture_output=True,
        check=True,
    )
    assert next(tmp_path.glob("*.whl")).read_bytes() == wheel.read_bytes()


def test_the_installed_program_sees_nothing_of_this_checkout(bare, tmp_path):
    done = subprocess.run(
        [str(bare.with_name("python")), "-c", "import ejarchive, sys; print(ejarchive.__file__, *sys.path, sep='\\n')"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={"PATH": os.defpath},
    )
    assert str(ROOT / "src") not in done.stdout
    assert done.stdout.startswith(str(bare.parents[1]))


def test_the_installed_program_makes_everything_of_the_demo(bare, tmp_path):
    done = run_bare(bare, tmp_path, "--engine", "plutoprint", "demo", "out")
    assert done.returncode == 0, done.stdout + done.stderr
    made = sorted((tmp_path / "out").rglob("*.pdf"))
    assert made, done.stdout
    for pdf in made:
        assert qpdf_check(pdf) == []


def test_the_installed_program_finds_itself_whole(bare, tmp_path):
    done = run_bare(bare, tmp_path, "doctor")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_installed_program_begins_a_college(bare, tmp_path):
    done = run_bare(bare, tmp_path, "init", "college")
    assert done.returncode == 0, done.stdout + done.stderr
    assert {path.name for path in (tmp_path / "college").iterdir()} == {"ejarchive.toml", "journal.xlsx"}
