"""`ejarchive file` as a person runs it: the state folder found as for the other records, words, codes, JSON."""

import pytest

from recipes.filing import Registry, without_engine


@pytest.fixture
def college_folder(tmp_path):
    """A folder with the settings and the records of a college whose first semester is printed."""
    registry = Registry(tmp_path / "college")
    registry.state = registry.journal / "ejarchive-state"
    with pytest.MonkeyPatch.context() as patched:
        without_engine(registry, patched.setattr)
        registry.pack()
    return registry.journal


def test_the_records_are_found_beside_the_settings_of_the_current_folder(ejarchive, college_folder, tmp_path):
    marked = ejarchive(
        "file", "mark", "--group", "21-ТМ", "--term", "2025-1", "signed", "--date", "12.01.2026", cwd=college_folder
    )
    assert marked.code == 0, marked.stderr
    assert "подписан 12.01.2026" in marked.stdout
    for arguments in (("--config", college_folder / "ejarchive.toml"), ("--state", college_folder / "ejarchive-state")):
        assert ejarchive("file", "status", *arguments).stdout == marked.stdout
    assert "ещё нет" in ejarchive("file", "status").stdout
    assert not (tmp_path / "ejarchive-state").exists()


def test_the_sheet_and_the_table_are_told_as_json(ejarchive, college_folder):
    run = ejarchive(
        "file", "status", "--group", "g1", "-o", "учёт", "--engine", "plutoprint", "--json", cwd=college_folder
    )
    assert run.code == 0, run.stderr
    assert run.json["command"] == "file status"
    assert [(one["kind"], one["group_id"], one["path"].rpartition("/")[2]) for one in run.json["artifacts"]] == [
        ("register", "g1", "group-file-21tm.pdf"),
        ("register", "g1", "group-file-21tm.csv"),
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "hint"),
    [
        (["mark", "signed"], 2, "--group"),
        (["mark", "--group", "g1", "burnt"], 2, "burnt"),
        (["mark", "--group", "g1", "--term", "2025-1", "stitched"], 2, "signed"),
        (["mark", "--group", "g9", "signed"], 2, "21-ТМ (g1)"),
        (["mark", "--group", "g1", "--term", "2025-1", "signed", "--date", "2999-01-01"], 2, "ещё не наступил"),
        (["rebuild", "none"], 3, "none"),
        (["status", "--group", "g9"], 2, "21-ТМ (g1)"),
    ],
)
def test_what_cannot_be_is_refused_in_russian_with_its_code(ejarchive, college_folder, arguments, code, hint):
    run = ejarchive("file", *arguments, cwd=college_folder)
    assert run.code == code
    assert run.out == b""
    assert hint in run.stderr
