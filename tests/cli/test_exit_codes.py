"""Every exit code of the contract, each with its JSON object, and what stands on the disk afterwards."""

import shutil

import pytest

from cli.conftest import Ejarchive

PACK = ("--group", "11-ПК", "--term", "2025-1", "--engine", "plutoprint", "--jobs", "1")


@pytest.fixture
def journal(college, tmp_path):
    """A copy of the sample college that a test may spoil."""
    return shutil.copytree(college, tmp_path / "journal")


def spoil(journal, table, old, new):
    file = journal / f"{table}.csv"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_0_a_pack_is_made(ejarchive: Ejarchive, college, tmp_path):
    run = ejarchive("pack", college, *PACK, "-o", "out", "--json")
    assert run.code == 0, run.stderr
    made = {artifact["kind"]: artifact for artifact in run.json["artifacts"]}
    assert set(made) == {"pack", "readiness"}
    assert made["pack"]["path"] == str(tmp_path / "out" / "pack-11pk-2025-1.pdf")
    assert made["pack"]["group_id"] == "g-pk25"
    assert made["pack"]["term_id"] == "2025-1"
    assert made["pack"]["pages"] >= made["pack"]["sheets"] > 0
    assert {file.name for file in (tmp_path / "out").iterdir()} == {
        artifact["path"].rpartition("/")[2] for artifact in made.values()
    }


def test_0_our_own_earlier_pack_is_replaced(ejarchive: Ejarchive, college):
    digests = [ejarchive("pack", college, *PACK, "-o", "out", "--json").json["artifacts"] for _ in range(2)]
    assert digests[0] == digests[1]


@pytest.mark.parametrize("arguments", [
    ("--group", "99-ХХ"),
    ("--term", "1999-1"),
    ("--from-sheet", "5"),
    ("--accept-gaps", " "),
])  # fmt: skip
def test_2_a_pack_of_nothing(ejarchive: Ejarchive, college, tmp_path, arguments):
    run = ejarchive("pack", college, *arguments, "-o", "out", "--json")
    assert run.code == 2
    assert len(run.json["findings"]) == 1
    assert not (tmp_path / "out").exists()


def test_2_a_journal_that_does_not_know_its_moment(ejarchive: Ejarchive, journal, tmp_path):
    for name in ("sources.csv", "datapackage.json"):
        (journal / name).unlink()
    for table in ("lessons", "tasks", "entries", "grades", "corrections"):
        _without_stamps(journal / f"{table}.csv")
    run = ejarchive("pack", journal, *PACK, "-o", "out", "--json")
    assert run.code == 2
    assert "--as-of" in run.json["findings"][0]["message"]
    assert ejarchive("pack", journal, *PACK, "-o", "out", "--as-of", "2026-07-01").code == 0


def _without_stamps(file):
    import csv

    if not file.exists():
        return
    with file.open(encoding="utf-8", newline="") as text:
        rows = list(csv.reader(text))
    kept = [i for i, name in enumerate(rows[0]) if not name.endswith(("_at",)) and name != "at"]
    if file.stem == "corrections":
        file.unlink()
        return
    with file.open("w", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows([[row[i] for i in kept] for row in rows])


@pytest.mark.parametrize("content", [None, b"", b"not a workbook", b"PK\x03\x04broken"])
@pytest.mark.parametrize("command", ["check", "convert", "pack"])
def test_3_what_cannot_be_read(ejarchive: Ejarchive, tmp_path, content, command):
    if content is not None:
        (tmp_path / "journal.xlsx").write_bytes(content)
    out = () if command == "check" else ("-o", "out")
    run = ejarchive(command, "journal.xlsx", *out, "--json")
    assert run.code == 3
    assert len(run.json["findings"]) == 1
    assert not (tmp_path / "out").exists()


def test_3_settings_that_cannot_be_read(ejarchive: Ejarchive, college, tmp_path):
    assert ejarchive("check", college, "--config", "none.toml", "--json").code == 3
    (tmp_path / "bad.toml").write_text("[college", "utf-8")
    assert ejarchive("check", college, "--config", "bad.toml", "--json").json["ok"] is False


def test_4_a_journal_with_an_error(ejarchive: Ejarchive, journal, tmp_path):
    spoil(journal, "entries", ",н,", ",щщ,")
    checked = ejarchive("check", journal, "--json")
    assert checked.code == 4
    found = [one for one in checked.json["findings"] if one["severity"] == "error"]
    assert len(found) == 1
    assert found[0]["source"]["file"] == "entries.csv"
    assert found[0]["source"]["row"] > 1

    packed = ejarchive("pack", journal, *PACK, "-o", "out", "--json")
    assert packed.code == 4
    assert found[0] in packed.json["findings"]
    assert packed.json["artifacts"] == []
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", ["pack", "bundle"])
@pytest.mark.parametrize("table", ["groups", "terms"])
def test_4_a_journal_without_groups_or_terms_is_told_with_all_its_faults(
    ejarchive: Ejarchive, journal, tmp_path, command, table
):
    file = journal / f"{table}.csv"
    file.write_text(file.read_text("utf-8").partition("\n")[0] + "\n", "utf-8")
    run = ejarchive(command, journal, "-o", "out", "--json")
    assert run.code == 4
    found = {(one["code"], one["source"]["file"]) for one in run.json["findings"]}
    assert ("J115", file.name) in found
    assert ("J104", "courses.csv") in found
    assert not (tmp_path / "out").exists()


def test_4_goes_when_the_error_is_not_asked_for(ejarchive: Ejarchive, journal):
    spoil(journal, "entries", ",н,", ",щщ,")
    code = ejarchive("check", journal, "--json").json["findings"][0]["code"]
    assert ejarchive("check", journal, "--ignore", code).code == 0
    only = ejarchive("check", journal, "--select", code, "--json")
    assert only.code == 4
    assert {one["code"] for one in only.json["findings"]} == {code}
    assert ejarchive("check", journal, "--select", "Щ999").code == 2


def test_4_nothing_is_converted_that_was_not_read(ejarchive: Ejarchive, journal, tmp_path):
    spoil(journal, "lessons", "2025-09-0", "2025-99-0")
    run = ejarchive("convert", journal, "-o", "new", "--json")
    assert run.code == 4
    assert not (tmp_path / "new").exists()


def test_5_a_template_that_fails(ejarchive: Ejarchive, journal, tmp_path):
    (journal / "own" / "pack").mkdir(parents=True)
    (journal / "own" / "pack" / "title.html.j2").write_text("{{ nothing.like.this }}", "utf-8")
    settings = journal / "ejarchive.toml"
    settings.write_text(settings.read_text("utf-8").replace("[print]", '[print]\ntemplates = "own"'), "utf-8")
    run = ejarchive("pack", journal, *PACK, "-o", "out", "--json")
    assert run.code == 5
    assert list((tmp_path / "out").iterdir()) == [], "the readiness page of a pack that failed stays behind"


def test_7_an_engine_that_is_not_there(ejarchive: Ejarchive, college, tmp_path):
    (tmp_path / "plutoprint.py").write_text("raise ImportError('no such engine')", "utf-8")
    run = ejarchive("pack", college, *PACK, "--no-cache", "-o", "out", "--json", PYTHONPATH=str(tmp_path))
    assert run.code == 7
    assert "pip install" in run.json["findings"][0]["message"]


def test_8_something_in_the_way(ejarchive: Ejarchive, college, tmp_path):
    (tmp_path / "out").mkdir()
    stranger = tmp_path / "out" / "pack-11pk-2025-1.pdf"
    stranger.write_bytes(b"somebody's own file")
    run = ejarchive("pack", college, *PACK, "-o", "out", "--json")
    assert run.code == 8
    assert stranger.read_bytes() == b"somebody's own file"


@pytest.mark.parametrize("command", [("pack", *PACK), ("convert",)])
def test_8_a_file_where_the_folder_should_be(ejarchive: Ejarchive, college, tmp_path, command):
    (tmp_path / "out").write_text("a file", "utf-8")
    run = ejarchive(*command, college, "-o", "out", "--json")
    assert run.code == 8
    assert (tmp_path / "out").read_text("utf-8") == "a file"


def test_70_a_bug_of_ours_shows_places_and_no_data(ejarchive: Ejarchive, college, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import ejarchive.cli.report, ejarchive.recipes.templates as t\n"
        "def broken(target): raise RuntimeError('Иванов Иван')\n"
        "import ejarchive.cli.commands.templates as c\nc.copy_templates = broken\n",
        "utf-8",
    )
    for verbose in ((), ("-v",)):
        run = ejarchive("templates", "copy", "x", "--json", *verbose, PYTHONPATH=str(tmp_path))
        assert run.code == 70
        assert run.json["findings"][0]["severity"] == "error"
        assert "Иванов" not in run.stderr + run.stdout
        assert "Traceback" not in run.stderr
    assert "sitecustomize.py:2" in run.stderr
