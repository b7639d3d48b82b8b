"""Names that people and strangers give to groups, files and folders: nothing is written outside, nothing runs."""

import shutil

import pytest

PACK = ("--group", "g-pk25", "--term", "2025-1", "--engine", "plutoprint")
NAMES = {
    "traversal": "../../etc/cron.d/x",
    "a device of Windows": "CON",
    "dots and spaces": " . .",
    "separators": "a/b\\c:d",
    "template": "{{ cycler.__init__.__globals__ }}",
    "markup": "<img src=file:///etc/passwd>",
    "formula": "=HYPERLINK(1)",
    "long": "Ж" * 300,
    "right to left": "11\u202eКП",
    "tilde": "~root",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_group_of_any_name_is_printed_where_it_should_be(ejarchive, college, tmp_path, name):
    journal = shutil.copytree(college, tmp_path / "journal")
    groups = journal / "groups.csv"
    text = groups.read_text("utf-8")
    assert ",11-ПК," in text
    groups.write_text(text.replace(",11-ПК,", f',"{name}",'), "utf-8")
    for file in ("group_years.csv", "datapackage.json"):
        (journal / file).unlink()
    before = {file for file in tmp_path.rglob("*") if "home" not in file.parts}
    run = ejarchive("pack", journal, *PACK, "-o", "out", "--json")
    made = {file for file in tmp_path.rglob("*") if "home" not in file.parts} - before
    assert all(file.is_relative_to(tmp_path / "out") for file in made)
    assert run.code in {0, 4, 5}, run.stderr  # printed, or refused with a place and a reason
    if run.code == 0:
        assert all(file.name.isascii() and len(file.name) < 120 for file in made)
        assert len(run.json["artifacts"]) == 2
    assert b"root:x:" not in run.out + run.err


def test_paths_in_cyrillic_with_spaces_work_everywhere(ejarchive, college, tmp_path):
    journal = shutil.copytree(college, tmp_path / "Журнал 2025–2026 (копия)")
    run = ejarchive("pack", journal, *PACK, "-o", "На подпись", "--json", LC_ALL="C", PYTHONUTF8="0")
    assert run.code == 0, run.err
    for artifact in run.json["artifacts"]:
        assert (tmp_path / "На подпись" / artifact["path"].rpartition("/")[2]).is_file()


@pytest.mark.parametrize("name", ["-o", "--json", "$(touch x)", "a;b", "%s", "{0}"])
def test_a_journal_named_like_an_option_or_a_format_is_only_a_name(ejarchive, name):
    run = ejarchive("check", "--", name)
    assert run.code == 3
    assert name in run.stderr
