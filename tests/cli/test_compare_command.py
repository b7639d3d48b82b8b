"""`ejarchive compare` as a person runs it: what is said, where, and with which exit code."""

import shutil

import pytest

from cli.conftest import Ejarchive


@pytest.fixture
def journals(root, tmp_path):
    """Two copies of the sound journal, the second with a later mark."""
    first, second = (shutil.copytree(root / "tests/bad/sound", tmp_path / name) for name in ("было", "стало"))
    entries = (second / "entries.csv").read_text("utf-8").splitlines(keepends=True)
    row = next(number for number, line in enumerate(entries) if ",5," in line)
    entries[row] = entries[row].replace(",5,", ",2,", 1)
    (second / "entries.csv").write_text("".join(entries), "utf-8")
    return first, second


def test_a_difference_is_4_and_tells_place_and_values(ejarchive: Ejarchive, journals):
    run = ejarchive("compare", *journals)
    assert run.code == 4
    assert "Запись была «5», стала «2»" in run.stdout
    assert "записи в исправлениях нет" in run.stdout
    assert "Найдено: 1 изменение" in run.stdout.replace("\u00a0", " ")


def test_json_holds_one_finding_for_each_change_and_the_act(ejarchive: Ejarchive, journals, tmp_path):
    run = ejarchive("compare", *journals, "-o", "акт.pdf", "--engine", "plutoprint", "--json")
    answer = run.json
    assert (run.code, answer["command"], answer["ok"]) == (4, "compare", False)
    [finding] = answer["findings"]
    assert (finding["code"], finding["severity"], finding["source"]["file"]) == ("C103", "warning", "entries.csv")
    [artifact] = answer["artifacts"]
    assert (artifact["kind"], artifact["path"]) == ("act", str(tmp_path / "акт.pdf"))


def test_no_difference_is_0(ejarchive: Ejarchive, journals):
    run = ejarchive("compare", journals[0], journals[0], "--json")
    assert (run.code, run.json["findings"]) == (0, [])


def test_what_is_not_there_is_3_and_what_stands_in_the_way_8(ejarchive: Ejarchive, journals, tmp_path):
    assert ejarchive("compare", journals[0], "absent").code == 3
    (tmp_path / "act.pdf").write_text("mine")
    assert ejarchive("compare", *journals, "-o", "act.pdf", "--engine", "plutoprint").code == 8
    assert (tmp_path / "act.pdf").read_text() == "mine"
