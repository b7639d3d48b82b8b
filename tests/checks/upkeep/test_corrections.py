"""Corrections: within the calendar week in which a student may dispute a mark, and none after the period."""

import pytest

from checks.upkeep.small_college import cell, lesson

SET = "2025-10-06T12:00:00+04:00"


def corrected(at, **more):
    row = {
        "correction_id": "k1", "at": at, "course_id": "c1", "lesson_id": "l1", "student_id": "s1", "field": "text",
        "before": "3", "after": "4", "kind": "correction", "author_id": "p2",
    }  # fmt: skip
    found = {**row, **more}
    return {name: value for name, value in found.items() if value is not None}


def facts(*corrections, set_at=SET, **more):
    entries = [cell(str(corrections[-1].get("after", "4")), mark_recorded_at=set_at)]
    if set_at is None:
        del entries[0]["mark_recorded_at"]
    return {"lessons": [lesson()], "entries": entries, "corrections": list(corrections), **more}


@pytest.mark.parametrize(
    ("at", "late", "after"),
    [
        ("2025-10-13T23:59:59+04:00", ["in_time"], ["in_time"]),
        ("2025-10-14T00:00:00+04:00", ["breach"], ["in_time"]),
        ("2025-12-28T23:59:59+04:00", ["breach"], ["in_time"]),
        ("2025-12-29T00:00:00+04:00", [], ["breach"]),  # one fact: after the period, and not late besides
    ],
)
def test_a_mark_is_corrected_within_the_week_and_within_the_period(verdicts, at, late, after):
    given = facts(corrected(at))
    assert verdicts("correction_late", **given) == late
    assert verdicts("correction_after_period", **given) == after


def test_the_week_of_a_mark_set_on_the_last_day_reaches_past_the_period(verdicts):
    given = facts(corrected("2026-01-02T10:00:00+04:00"), set_at="2025-12-27T12:00:00+04:00")
    assert verdicts("correction_late", **given) == ["in_time"]
    assert verdicts("correction_after_period", **given) == ["in_time"]


def test_the_week_has_seven_calendar_days_whatever_the_other_terms_have(verdicts):
    given = facts(corrected("2025-10-14T00:01:00+04:00"))
    assert verdicts("correction_late", days="working", **given) == ["breach"]


@pytest.mark.parametrize("kind", ["absence_reason", "correction", None])
@pytest.mark.parametrize(("before", "after"), [("н", "б"), ("н", "п"), ("п", "б"), ("н4", "б4")])
def test_a_change_among_reasons_is_no_correction_whatever_it_is_called(verdicts, kind, before, after):
    given = facts(corrected("2026-01-20T10:00:00+04:00", before=before, after=after, kind=kind))
    assert verdicts("correction_late", **given) == verdicts("correction_after_period", **given) == []


def test_a_change_of_the_mark_is_one_even_when_it_is_called_a_reason(verdicts):
    given = facts(corrected("2025-10-20T10:00:00+04:00", before="н3", after="б4", kind="absence_reason"))
    assert verdicts("correction_late", **given) == ["breach"]


def test_without_the_stamp_of_the_mark_nobody_can_tell(verdicts):
    assert verdicts("correction_late", **facts(corrected("2025-10-20T10:00:00+04:00"), set_at=None)) == ["no_data"]


def test_a_topic_may_be_corrected_until_the_period_is_over(verdicts):
    for at, verdict in (("2025-12-20T10:00:00+04:00", "in_time"), ("2026-01-20T10:00:00+04:00", "breach")):
        given = facts(corrected(at, field="topic", before="Соль", after="Соли", student_id=None))
        assert verdicts("correction_after_period", **given) == [verdict]
        assert verdicts("correction_late", **given) == []


def test_a_period_grade_is_corrected_within_its_own_week(verdicts):
    grades = [
        {"course_id": "c1", "student_id": "s1", "period": "2025-1", "kind": "result", "value": "4",
         "recorded_at": "2025-12-29T10:00:00+04:00"},
    ]  # fmt: skip
    for at, verdict in (("2026-01-05T20:00:00+04:00", "in_time"), ("2026-01-06T00:00:00+04:00", "breach")):
        given = facts(corrected(at, field="value", lesson_id=None), grades=grades)
        assert verdicts("correction_late", **given) == [verdict]
        assert verdicts("correction_after_period", **given) == []


def test_two_corrections_of_a_cell_are_one_fact(judged):
    first = corrected("2025-10-20T10:00:00+04:00")
    given = facts(first, corrected("2025-10-25T10:00:00+04:00", correction_id="k2", before="4", after="5"))
    (row,) = judged("correction_late", **given)
    assert (row["verdict"], row["done_at"].day) == ("breach", 20)


def test_it_counts_in_the_month_it_was_made(judged):
    (row,) = judged("correction_late", **facts(corrected("2025-11-29T10:00:00+04:00")))
    assert str(row["matured"].date()) == "2025-11-29"


def test_an_act_that_names_no_week_asks_for_none(verdicts):
    given = facts(corrected("2025-10-20T10:00:00+04:00"))
    assert verdicts("correction_late", regulation="bgsht-2022", **given) == []
    assert verdicts("correction_after_period", regulation="bgsht-2022", **given) == ["in_time"]
