"""`statement`, `register` and `doctor` as a person calls them."""

import datetime as dt

import pytest

from ejarchive.issuance import Period, Request
from ejarchive.state.issue_register import open_register


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        ([], "--student"),
        (["--student", "s005", "--group", "21-ТМ"], "--refused"),
        (["--student", "s005", "--from", "2025-09-01"], "--to"),
        (["--student", "s005", "--request", "17, 12.01.2026"], "--recipient"),
        (["--student", "s005", "--recipient", "mother"], "representative"),
        (["--student", "s005", "--from", "вчера", "--to", "2025-09-01"], "2025-12-29"),
    ],
)
def test_a_wrong_call_ends_with_2_and_leaves_nothing(ejarchive, college, tmp_path, arguments, hint):
    run = ejarchive("statement", college, *arguments, "--state", "state", "-o", "out", "--json")
    assert run.code == 2
    assert hint in run.stderr
    assert len(run.json["findings"]) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_a_statement_is_issued_and_stands_in_the_register(ejarchive, college, tmp_path):
    call = ("statement", college, "--student", "s005", "--term", "2025-1", "--no-annex", "--state", "state")
    run = ejarchive(*call, "--request", "17, 12.10.2025", "--recipient", "student", "-o", "out", "--json")
    assert run.code == 0, run.stderr
    (artifact,) = run.json["artifacts"]
    assert (artifact["kind"], artifact["student_id"], artifact["term_id"]) == ("statement", "s005", "2025-1")
    assert (tmp_path / "out" / "statement-1-s005-2025-1.pdf").read_bytes().startswith(b"%PDF")
    assert not list(tmp_path.glob("home/**/ejarchive/*")), "statements are not cached"
    run = ejarchive("register", college, "--state", "state", "-o", "out", "--json")
    assert [each["kind"] for each in run.json["artifacts"]] == ["register", "register"]


def test_doctor_tells_of_an_overdue_request(ejarchive, tmp_path):
    day = dt.date(2025, 10, 13)
    request = Request(
        number="17", date=day, student_id="s005", group_id=None, capacity="student", basis="",
        period=Period(starts=day, ends=day), due=dt.date(2025, 10, 27),
    )  # fmt: skip
    with open_register(tmp_path / "ejarchive-state", dt.datetime(2025, 10, 13, tzinfo=dt.UTC)) as register:
        register.record([request])
    run = ejarchive("doctor")
    assert run.code == 0
    assert "Запрос № 17 от 13.10.2025 (обучающийся s005): ответ просрочен, срок был 27.10.2025." in run.stdout
    (tmp_path / "ejarchive-state" / "statements.sqlite").write_text("не база")
    run = ejarchive("doctor")
    assert run.code == 0
    assert "не читаются" in run.stdout
