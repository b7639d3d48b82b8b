"""The journal's own remarks: taken in once, under their own ids, with the facts they speak of."""

import datetime as dt

import pytest

from ejarchive.regulation import load_regulation
from ejarchive.remark_life import Decision, Origin, State, with_events
from ejarchive.remark_life.decisions import decided
from ejarchive.remark_life.importing import imported
from ejarchive.upkeep import Nature
from remark_life.lives import DAY, GAP, LATENESS, breach, look, only
from reports.small_journal import journal_of, tables

REGULATION = load_regulation("common")
LATER = DAY + dt.timedelta(days=30)


def journal_with(*rows):
    everything = tables()
    whole = {"date": "2025-11-05", "author_id": "p2", "responsible_id": "p1", "course_id": "c1", "group_id": "g",
             "text": "Нет темы.", "state": "issued", "due": "2025-11-12", "issued_at": "2025-11-05"}  # fmt: skip
    everything["remarks"] = [{"remark_id": f"r{number}", **whole, **row} for number, row in enumerate(rows, 1)]
    return journal_of(everything)


def taken_in(remarks, journal, found=(), day=DAY):
    return with_events(remarks, imported(remarks, journal, REGULATION, found, day))


@pytest.mark.parametrize("code", [GAP, "U112"])
def test_a_row_that_names_its_rule_holds_all_facts_of_that_rule_and_course(code):
    found = [breach(lesson="l1"), breach(lesson="l2"), breach(LATENESS), breach(lesson="l3", course="c2")]
    remark = only(taken_in({}, journal_with({"code": code}), found))
    assert (remark.rule, [fact.lesson_id for fact in remark.facts]) == (GAP, ["l1", "l2"])
    assert (remark.origin, remark.month, remark.state, remark.text) == (
        Origin.JOURNAL, "2025-10", State.ISSUED, "Нет темы.")  # fmt: skip


def test_a_row_without_a_rule_is_understood_by_its_lesson_where_one_rule_complains_about_it():
    found = [breach(lesson="l1"), breach(lesson="l2"), breach(LATENESS, lesson="l2")]
    assert only(taken_in({}, journal_with({"lesson_id": "l1"}), found)).rule == GAP
    assert only(taken_in({}, journal_with({"lesson_id": "l2"}), found)).rule is None, "two rules: nobody knows which"
    assert only(taken_in({}, journal_with({}), found)).facts == ()


@pytest.mark.parametrize("other", [{"responsible_id": "p2"}, {"course_id": "c2"}, {"date": "2025-10-19"},
                                   {"date": "2025-12-05"}])  # fmt: skip
def test_facts_of_another_person_course_or_time_are_not_its_own(other):
    assert only(taken_in({}, journal_with({"code": GAP, **other}), [breach()])).facts == ()


def test_what_it_holds_is_not_proposed_again():
    remarks = taken_in({}, journal_with({"code": GAP}), [breach()])
    assert look(remarks, [breach()]) == remarks


def test_a_proposal_about_the_same_is_closed_when_the_journal_has_it():
    remarks = look({}, [breach()])
    proposal = only(remarks).remark_id
    after = taken_in(remarks, journal_with({"code": GAP}), [breach()])
    assert (after[proposal].state, after[proposal].resolution) == (State.DROPPED, "Внесено в журнал под кодом r1")
    assert [fact.lesson_id for fact in after["r1"].facts] == ["l1"]
    assert look(after, [breach()]) == after


def test_taking_in_again_adds_only_what_the_journal_has_changed():
    first = taken_in({}, journal_with({}))
    assert taken_in(first, journal_with({})) == first
    settled = taken_in(first, journal_with({"state": "confirmed", "resolved_at": "2025-11-10"}), day=LATER)
    assert (only(settled).state, only(settled).eliminated_on) == (State.CONFIRMED, dt.date(2025, 11, 10))
    assert len(only(settled).history) == 2


def test_what_the_deputy_has_written_since_is_not_written_over_by_what_the_journal_has_not_changed():
    first = taken_in({}, journal_with({}))
    remark = only(first)
    hers = Decision(row=4, remark_id="r1", seen=1, text="Своими словами.", due=dt.date(2025, 11, 20),
                    state=remark.state, issued_on=remark.issued_on)  # fmt: skip
    edited = with_events(first, decided(first, [hers], DAY)[0])
    after = only(taken_in(edited, journal_with({"explanation": "Болел."}), day=LATER))
    assert (after.text, after.due, after.explanation) == ("Своими словами.", dt.date(2025, 11, 20), "Болел.")


def test_a_remark_stays_when_its_row_leaves_the_journal():
    first = taken_in({}, journal_with({}, {}))
    assert taken_in(first, journal_with({})) == first


def test_its_deputy_is_told_by_the_kind_of_its_course_and_its_nature_by_its_rule():
    remark = only(taken_in({}, journal_with({"code": LATENESS}), [breach(LATENESS)]))
    assert (remark.deputy, remark.nature) == ("academic", Nature.FACTUAL)
    assert not remark.overdue(LATER)
    assert only(taken_in({}, journal_with({}))).overdue(LATER), "of the deputy's own words we know nothing better"
