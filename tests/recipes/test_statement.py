"""Statements as they are ordered: numbers, requests, guards, and what a stopped or killed run leaves."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ejarchive.errors import FindingsError, InTheWayError, UsageError
from ejarchive.formats.read import read_journal
from ejarchive.model.people import Staff, Student
from ejarchive.recipes.statement_order import StatementOrder, read_request, refuse_contradictions
from recipes.statements import NOW, REQUEST, Office, without_engine

TODAY = dt.date(2026, 1, 12)
ONE = {"student": "s1"}
WRONG = {
    "nobody": ({}, "чьи ведомости"),
    "two at once": ({**ONE, "refused": True}, "больше, чем нужно"),
    "a student and a group": ({**ONE, "group": "g1"}, "больше, чем нужно"),
    "no last day": ({**ONE, "starts": TODAY}, "один день из двух"),
    "no first day": ({**ONE, "ends": TODAY}, "один день из двух"),
    "the last day first": ({**ONE, "starts": TODAY, "ends": dt.date(2025, 9, 1)}, "позже последнего"),
    "a term and days": ({**ONE, "term": "2025-1", "starts": TODAY, "ends": TODAY}, "и период, и дни"),
    "no recipient": ({**ONE, "request": "17, 12.01.2026"}, "кому выдают"),
    "a recipient of nothing": ({**ONE, "recipient": "student"}, "запроса нет"),
    "a basis of nothing": ({**ONE, "basis": "согласие"}, "запроса нет"),
    "an official without a basis": (
        {**ONE, "request": "1, 12.01.2026", "recipient": "official"},
        "только на основании",
    ),
    "a request and informing": ({**ONE, **REQUEST, "informing": True}, "разные вещи"),
    "an empty reason": ({**ONE, **REQUEST, "override": " "}, "причина"),
}


@pytest.fixture
def office(tmp_path, monkeypatch):
    return without_engine(Office(tmp_path), monkeypatch.setattr)


@pytest.mark.parametrize(("wanted", "words"), WRONG.values(), ids=WRONG)
def test_a_contradictory_order_is_refused_with_what_to_write_instead(wanted, words):
    with pytest.raises(UsageError) as caught:
        refuse_contradictions(StatementOrder(**wanted))
    assert words in caught.value.message
    assert "--" in caught.value.remedy


def test_all_that_is_wrong_with_an_order_is_told_at_once():
    with pytest.raises(UsageError) as caught:
        refuse_contradictions(StatementOrder(starts=TODAY, request="1, 12.01.2026"))
    assert len(caught.value.message.splitlines()) == 3


@pytest.mark.parametrize(
    "text",
    [
        "17, 12.01.2026",
        "№ 17, 12.01.2026",
        "№17 от 12.01.2026",
        "17, 2026-01-12",
        " 17 ,12.1.2026 г.",
        "17, 12.01.2026г.",
    ],
)
def test_a_request_is_read_as_people_write_it(text):
    assert read_request(text, TODAY, "--request") == ("17", TODAY)


@pytest.mark.parametrize("number", ["01-12/45-б", "б/н", "17, повторный", "А от 5"])
def test_a_number_may_be_any_words(number):
    assert read_request(f"{number}, 12.01.2026", TODAY, "--request") == (number, TODAY)


@pytest.mark.parametrize("text", ["17", "12.01.2026", "17, вчера", "17, 32.01.2026", "17, 13.01.2026", ", 12.01.2026"])
def test_a_request_without_number_or_day_or_of_tomorrow_is_refused(text):
    with pytest.raises(UsageError, match="--request"):
        read_request(text, TODAY, "--request")


def test_a_draft_leaves_the_register_alone(office, monkeypatch):
    printed = []

    def print_documents(documents, *_, **__):
        printed.extend(documents)
        return []

    monkeypatch.setattr("ejarchive.recipes.statement_issue.print_documents", print_documents)
    office.issue(group="g1")
    assert [document.watermark for document in printed] == ["Черновик"] * 3
    assert [document.kind for document in printed] == ["statement_batch", "statement", "statement"]
    assert not office.state.exists()


def test_an_issued_statement_shows_its_number_and_its_day(office):
    outcome = office.issue(student="s1", **REQUEST)
    (artifact,), (document,), (line,) = outcome.artifacts, office.documents, office.lines()
    assert (line.number, line.state, line.digest) == (1, "issued", artifact.sha256)
    assert (line.student_id, line.capacity, line.request.number) == ("s1", "representative", "17")
    assert line.request.due == dt.date(2026, 1, 26)
    assert (artifact.kind, artifact.student_id, artifact.path.read_bytes()[:4]) == ("statement", "s1", b"%PDF")
    assert document.watermark == ""
    shown = str(document.parts[0].view)
    assert "12.01.2026" in shown
    assert "№\\xa01'" in shown, "the sheet shows its number"
    assert line.digest not in shown
    office.issue(student="s1", **REQUEST)
    assert [line.copy for line in office.lines()] == [1, 2]
    assert len(office.files()) == 2, "an issued statement is never replaced"


def test_a_group_gets_a_number_each_and_a_file_for_the_printer(office):
    outcome = office.issue(group="21-ТМ", **REQUEST)
    assert [(each.kind, each.student_id) for each in outcome.artifacts] == [
        ("statement", "s1"),
        ("statement", "s2"),
        ("statement_batch", None),
    ]
    assert [(line.number, line.student_id) for line in office.lines()] == [(1, "s1"), (2, "s2")]
    assert all(name.isascii() for name in office.files())
    (request, other) = (line.request for line in office.lines())
    assert (request.number, request.date) == (other.number, other.date)


def test_those_who_refused_the_diary_are_found(office):
    office.issue(refused=True, **REQUEST)
    assert [line.student_id for line in office.lines()] == ["s2"]


def test_a_group_is_informed_under_one_number(office):
    outcome = office.issue(group="g1", informing=True)
    (line,) = office.lines()
    assert (line.student_id, line.group_id, line.copies, line.request) == (None, "g1", 2, None)
    assert line.digest == outcome.artifacts[-1].sha256, "the register keeps the digest of the joined file"
    assert line.sheets == 2
    assert outcome.artifacts[-1].kind == "statement_batch"
    assert office.open_requests() == []


def test_of_who_has_left_nobody_is_informed_but_a_statement_may_be_asked_for(office):
    (office.journal / "movements.csv").write_text(
        "movement_id,student_id,date,kind,order_number,order_date\nm1,s1,2025-12-20,expelled,5-у,2025-12-19\n", "utf-8"
    )
    office.issue(group="g1", informing=True)
    office.issue(group="g1", **REQUEST)
    assert [(line.student_id, line.copies) for line in office.lines()] == [(None, 1), ("s1", 1), ("s2", 1)]


def test_an_adult_is_informed_himself_and_of_unknown_age_the_parents_are(office):
    office.edit("students", "2008-03-01", "2007-03-01")
    office.edit("students", "2008-11-20", "")
    office.issue(group="g1", informing=True)
    assert any("s2" in said and "P106" not in said and "адресована родителям" in said for said in office.talk.said)
    readers = {each.student_id: str(each.parts[0].view) for each in office.documents if each.kind == "statement"}
    assert "родител" in readers["s2"].casefold()
    assert readers["s1"] != readers["s2"]


@pytest.mark.parametrize("born", ["2007-03-01", ""])
def test_of_an_adult_a_representative_is_told_on_a_basis_only(office, born):
    office.edit("students", "2008-03-01", born)
    with pytest.raises(FindingsError) as caught:
        office.issue(student="s1", **REQUEST)
    assert [finding.code for finding in caught.value.findings] == ["P104" if born else "P105"]
    assert "26.01.2026" in caught.value.message
    assert (office.lines(), office.files()) == ([], [])
    (waiting,) = office.open_requests()
    assert (waiting.student_id, waiting.due) == ("s1", dt.date(2026, 1, 26))
    office.issue(student="s1", **REQUEST, basis="согласие от 11.01.2026")
    assert (office.open_requests(), office.lines()[0].basis) == ([], "согласие от 11.01.2026")


def test_to_the_adult_himself_no_basis_is_needed(office):
    office.edit("students", "2008-03-01", "2007-03-01")
    office.issue(student="s1", request="17, 12.01.2026", recipient="student")
    assert office.lines()[0].capacity == "student"


def test_a_classmate_in_a_topic_stops_the_statement_until_a_reason_is_given(office):
    office.edit("lessons", "Скелет", "Скелет. Доклад Осенней Алёны")
    with pytest.raises(FindingsError) as caught:
        office.issue(student="s1", **REQUEST)
    assert [finding.code for finding in caught.value.findings] == ["P101"]
    assert [each.student_id for each in office.open_requests()] == ["s1"]
    office.issue(student="s1", **REQUEST, override="имя героини рассказа")
    (line,) = office.lines()
    assert (line.override, office.open_requests()) == ("имя героини рассказа", [])


def test_a_bad_cell_of_another_student_stops_nothing(office):
    office.edit("entries", "l1,s2,н", "l1,s2,7")
    assert "J203" not in {finding.code for finding in office.issue(student="s1", **REQUEST).findings}
    with pytest.raises(FindingsError) as caught:
        office.issue(student="s2", **REQUEST)
    assert [finding.code for finding in caught.value.findings] == ["J203"]


def test_what_is_not_printed_stops_nothing_and_a_reason_that_was_not_needed_is_not_kept(office):
    office.edit("lessons", "Скелет", "Скелет. Доклад Осенней Алёны")
    office.issue(student="s1", **REQUEST, annex=False)
    office.issue(student="s2", **REQUEST, override="на всякий случай")
    assert [line.override for line in office.lines()] == ["", ""], "her own name on her own sheet is nobody else's"


def test_an_official_sees_no_topic_so_none_can_name_anybody(office):
    office.edit("lessons", "Скелет", "Скелет. Доклад Осенней Алёны")
    office.issue(student="s1", request="3, 12.01.2026", recipient="official", basis="запрос прокурора № 3")
    assert office.lines()[0].capacity == "official"


def test_a_failed_rendering_annuls_the_number_and_the_request_goes_on_waiting(office, monkeypatch):
    def fail(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("ejarchive.recipes.statement_issue.render_documents", fail)
        with pytest.raises(KeyboardInterrupt):
            office.issue(group="g1", **REQUEST)
    assert [line.state for line in office.lines()] == ["annulled", "annulled"]
    assert len(office.open_requests()) == 2
    office.issue(group="g1", **REQUEST)
    assert [line.number for line in office.lines() if line.state == "issued"] == [3, 4]


def test_what_stands_in_the_place_of_a_statement_is_never_touched(office):
    office.issue(student="s1", **REQUEST)
    name = office.files()[0].replace("-1-", "-2-", 1)
    (office.out / name).write_text("чужое")
    with pytest.raises(InTheWayError):
        office.issue(student="s1", **REQUEST)
    assert (office.out / name).read_text() == "чужое"
    assert [line.state for line in office.lines()] == ["issued", "annulled"]


def test_a_due_or_overdue_request_is_told_with_every_issue(tmp_path, monkeypatch):
    office = without_engine(Office(tmp_path), monkeypatch.setattr)
    office.edit("students", "2008-03-01", "2007-03-01")
    with pytest.raises(FindingsError):
        office.issue(student="s1", **REQUEST)
    for day, words in ((14, "рабочих дней осталось: 8"), (26, "последний день"), (27, "просрочен")):
        later = without_engine(Office(tmp_path, now=NOW.replace(day=day)), monkeypatch.setattr)
        later.issue(student="s2", **REQUEST)
        assert [said for said in later.talk.said if words in said], (day, later.talk.said)


def test_a_notice_gives_five_working_days_more_and_a_withdrawn_request_waits_no_longer(office):
    office.edit("students", "2008-03-01", "2007-03-01")
    with pytest.raises(FindingsError):
        office.issue(student="s1", **REQUEST)
    office.register(extend="17, 12.01.2026", reason="журнал сверяется")
    assert [each.due for each in office.open_requests()] == [dt.date(2026, 2, 2)]
    with pytest.raises(UsageError, match="№ 17"):
        office.register(withdraw="18, 12.01.2026", reason="отозван")
    office.register(withdraw="17, 12.01.2026", reason="отозван")
    assert office.open_requests() == []


@pytest.mark.parametrize(
    "wanted", [{"extend": "1, 12.01.2026"}, {"reason": "так"}, {"extend": "1, 12.01.2026", "withdraw": "2, 12.01.2026"}]
)
def test_a_change_of_a_request_needs_one_request_and_a_reason(office, wanted):
    with pytest.raises(UsageError):
        office.register(**wanted)


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"student": "Нездешний Ким"}, "таким кодом"),
        ({"group": "нет такой"}, "Нет группы"),
        ({"student": "s1", "term": "2031-1"}, "Нет учебного периода"),
        ({"student": "s1", "starts": dt.date(2031, 1, 1), "ends": dt.date(2031, 2, 1), "refused": True}, "больше"),
    ],
)
def test_who_or_what_is_not_there_is_a_usage_error(office, wanted, words):
    with pytest.raises(UsageError, match=words) as caught:
        office.issue(**wanted, informing=True)
    assert "Нездешний" not in str(caught.value)
    assert not office.state.exists()


def test_a_student_may_be_called_by_the_full_name(office):
    office.issue(student="осенняя алена", **REQUEST)
    assert office.lines()[0].student_id == "s2"


def test_no_name_is_said_told_or_put_into_a_file_name_or_title(office):
    office.edit("lessons", "Мышцы", "Мышцы. Доклад Весеннего")
    outcome = office.issue(group="g1", **REQUEST)
    office.edit("lessons", "Скелет", "Скелет. Доклад Осенней Алёны")
    with pytest.raises(FindingsError) as caught:
        office.issue(student="s1", **REQUEST)
    journal, _ = read_journal(office.journal)
    people = (*journal.rows(Student), *journal.rows(Staff))
    names = {name for who in people for name in (who.last_name, who.first_name, who.middle_name) if name}
    told = [*office.talk.said, *office.files(), str(caught.value), *(each.title for each in outcome.artifacts)]
    told += [f"{each.message} {each.remedy}" for each in (*outcome.findings, *caught.value.findings)]
    assert [(name, text) for text in told for name in names if name[:-1] in text] == []


@pytest.mark.skipif(sys.platform == "win32", reason="kills a forked process")
def test_killed_while_issuing_one_further_command_leaves_all_issued_or_annulled(tmp_path):
    step = 41
    program = Path(__file__).with_name("killing_statements.py")
    done = subprocess.run(
        [sys.executable, program, tmp_path, str(step)],
        env={**os.environ, "PYTHONPATH": str(program.parents[1])},
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    told = [line.split("\t") for line in done.stdout.splitlines()]
    assert len(told) > 400 / step, "the victim hardly ran"
    assert [(moment, faults) for moment, _, faults in told if faults] == []
    assert {states for _, states, _ in told} >= {"", "annulled", "issued"}
