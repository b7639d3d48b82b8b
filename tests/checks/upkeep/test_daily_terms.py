"""Attendance, marks, homework and topics around the last moment of their terms."""

import datetime as dt

import pytest

from checks.upkeep.small_college import MONDAY, cell, lesson

FRIDAY = dt.date(2025, 10, 10)


def away(at, **more):
    return {"lessons": [lesson(**more)], "entries": [cell("н", absence_recorded_at=at)]}


def marked(at, **more):
    return {"lessons": [lesson(**more)], "entries": [cell("5", mark_recorded_at=at)]}


@pytest.mark.parametrize(
    ("at", "verdict"),
    [
        ("2025-10-06T09:05:00+04:00", "in_time"),
        ("2025-10-08T23:59:59+04:00", "in_time"),
        ("2025-10-09T00:00:00+04:00", "breach"),
        ("2025-10-09T00:01:00+04:00", "breach"),  # two days and one minute
    ],
)
def test_absent_students_are_marked_within_two_days_after_the_lesson(verdicts, at, verdict):
    assert verdicts("attendance_late", **away(at)) == [verdict]


@pytest.mark.parametrize(
    ("at", "verdict"), [("2025-10-13T23:59:59+04:00", "in_time"), ("2025-10-14T00:01:00+04:00", "breach")]
)
def test_marks_are_set_within_seven_days_after_the_lesson(verdicts, at, verdict):
    assert verdicts("marks_late", **marked(at)) == [verdict]


@pytest.mark.parametrize(("zone", "offset"), [
    ("Europe/Kaliningrad", "+02:00"), ("Europe/Moscow", "+03:00"), ("Europe/Samara", "+04:00"),
    ("Asia/Yekaterinburg", "+05:00"), ("Asia/Novosibirsk", "+07:00"), ("Asia/Vladivostok", "+10:00"),
    ("Asia/Kamchatka", "+12:00"),
])  # fmt: skip
@pytest.mark.parametrize(("time", "verdict"), [("19:00:00", "in_time"), ("19:00:01", "breach")])
def test_homework_is_published_by_seven_in_the_evening_where_the_college_is(verdicts, zone, offset, time, verdict):
    lessons = [lesson(homework_published_at=f"2025-10-06T{time}{offset}")]
    assert verdicts("homework_late", zone=zone, lessons=lessons) == [verdict]


def test_homework_published_before_the_lesson_is_in_time(verdicts):
    assert verdicts("homework_late", lessons=[lesson(homework_published_at="2025-10-01T10:00:00+04:00")]) == ["in_time"]


def test_a_moment_is_the_same_in_whatever_zone_it_is_written(verdicts):
    assert verdicts("homework_late", lessons=[lesson(homework_published_at="2025-10-06T15:00:01Z")]) == ["breach"]


@pytest.mark.parametrize(
    ("at", "verdict"), [("2025-10-06T23:59:59+04:00", "in_time"), ("2025-10-07T00:00:00+04:00", "breach")]
)
def test_topics_are_written_on_the_day_where_filling_is_daily(verdicts, at, verdict):
    lessons = [lesson(recorded_at=at)]
    assert verdicts("topic_late", lessons=lessons) == [verdict]
    assert verdicts("topic_late", lessons=lessons, regulation="bgsht-2022") == [verdict]
    assert verdicts("topic_late", lessons=lessons, regulation="apt-2020") == [], "АПТ sets no term for topics"


@pytest.mark.parametrize("rule", ["attendance_late", "marks_late", "homework_late"])
def test_under_daily_filling_everything_ends_with_the_day(verdicts, rule):
    next_day = "2025-10-07T00:00:00+04:00"
    facts = {
        "lessons": [lesson(homework_published_at=next_day)],
        "entries": [cell("н5", absence_recorded_at=next_day, mark_recorded_at=next_day)],
    }
    assert verdicts(rule, regulation="bgsht-2022", **facts) == ["breach"]


# --- days that do not count


HOLIDAY = [{"starts": "2025-10-13", "ends": "2025-10-14", "name": "Праздник"}]


@pytest.mark.parametrize(("days", "holidays", "at", "verdict"), [
    ("calendar", [], "2025-10-12T23:59:00+04:00", "in_time"),
    ("calendar", HOLIDAY, "2025-10-13T00:01:00+04:00", "breach"),
    ("working", [], "2025-10-14T23:59:00+04:00", "in_time"),   # Monday and Tuesday
    ("working", [], "2025-10-15T00:01:00+04:00", "breach"),
    ("working", HOLIDAY, "2025-10-16T23:59:00+04:00", "in_time"),  # Wednesday and Thursday
    ("working", HOLIDAY, "2025-10-17T00:01:00+04:00", "breach"),
])  # fmt: skip
def test_two_days_after_a_friday(verdicts, days, holidays, at, verdict):
    facts = away(at, day=FRIDAY)
    assert verdicts("attendance_late", days=days, holidays=holidays, **facts) == [verdict]


def test_saturday_counts_where_the_week_has_six_days(judged):
    from ejarchive.settings import AnalyticsSettings

    facts = away("2025-10-13T23:59:00+04:00", day=FRIDAY)
    six = judged("attendance_late", days="working", asked=AnalyticsSettings(working_week=6), **facts)
    assert [row["verdict"] for row in six] == ["in_time"]
    assert six[0]["due_at"].tz_convert("Europe/Samara").day == 13


OUTAGE = [{"starts_at": "2025-10-07T08:00:00+04:00", "ends_at": "2025-10-08T20:00:00+04:00"}]  # 36 hours


@pytest.mark.parametrize(
    ("at", "verdict"), [("2025-10-10T11:59:59+04:00", "in_time"), ("2025-10-10T12:00:00+04:00", "breach")]
)
def test_an_outage_prolongs_the_term_by_its_hours(verdicts, at, verdict):
    assert verdicts("attendance_late", outages=OUTAGE, **away(at)) == [verdict]


@pytest.mark.parametrize(
    ("at", "verdict"), [("2025-10-06T20:30:00+04:00", "in_time"), ("2025-10-06T20:30:01+04:00", "breach")]
)
def test_an_outage_before_seven_in_the_evening_moves_the_hour(verdicts, at, verdict):
    outages = [{"starts_at": "2025-10-06T17:00:00+04:00", "ends_at": "2025-10-06T18:30:00+04:00"}]
    assert verdicts("homework_late", outages=outages, lessons=[lesson(homework_published_at=at)]) == [verdict]


def test_outages_that_overlap_give_their_hours_back_once(judged):
    twice = [*OUTAGE, {"starts_at": "2025-10-08T08:00:00+04:00", "ends_at": "2025-10-08T20:00:00+04:00"}]
    once, both = (
        judged("attendance_late", outages=outages, **away("2025-10-06T09:00:00+04:00")) for outages in (OUTAGE, twice)
    )
    assert once == both


def test_an_outage_before_the_lesson_or_after_the_term_gives_nothing(verdicts):
    outages = [
        {"starts_at": "2025-10-04T08:00:00+04:00", "ends_at": "2025-10-05T20:00:00+04:00"},
        {"starts_at": "2025-10-09T08:00:00+04:00", "ends_at": "2025-10-09T20:00:00+04:00"},
    ]
    assert verdicts("attendance_late", outages=outages, **away("2025-10-09T00:01:00+04:00")) == ["breach"]


# --- exceptions of marks and absences


@pytest.mark.parametrize(
    ("at", "verdict"), [("2025-10-20T23:59:00+04:00", "in_time"), ("2025-10-21T00:01:00+04:00", "breach")]
)
def test_a_task_may_name_a_later_day_for_its_marks(verdicts, at, verdict):
    tasks = [{"task_id": "t1", "lesson_id": "l1", "marks_due": "2025-10-20"}, {"task_id": "t2", "lesson_id": "l1"}]
    entries = [cell("5/4", mark_recorded_at=at, task_ids="t2; t1")]
    assert verdicts("marks_late", lessons=[lesson()], tasks=tasks, entries=entries) == [verdict]


def test_a_task_does_not_shorten_the_seven_days(verdicts):
    tasks = [{"task_id": "t1", "lesson_id": "l1", "marks_due": "2025-10-07"}]
    entries = [cell("5", mark_recorded_at="2025-10-13T20:00:00+04:00", task_ids="t1")]
    assert verdicts("marks_late", lessons=[lesson()], tasks=tasks, entries=entries) == ["in_time"]


def test_the_longer_term_of_one_student_s_task_is_not_another_s(verdicts):
    late = "2025-10-15T12:00:00+04:00"
    entries = [
        cell("5", mark_recorded_at=late, task_ids="t1"),
        cell("4", student="s2", mark_recorded_at=late, task_ids="t2"),
    ]
    tasks = [{"task_id": "t1", "lesson_id": "l1", "marks_due": "2025-10-20"}, {"task_id": "t2", "lesson_id": "l1"}]
    assert verdicts("marks_late", lessons=[lesson()], tasks=tasks, entries=entries) == ["breach"]


def test_the_reason_of_an_absence_made_known_later_is_not_late(verdicts):
    change = {
        "correction_id": "k1", "at": "2025-10-20T10:00:00+04:00", "course_id": "c1", "lesson_id": "l1",
        "student_id": "s1", "field": "text", "before": "н", "after": "б", "kind": "absence_reason",
    }  # fmt: skip
    entries = [cell("б", absence_recorded_at="2025-10-06T09:00:00+04:00")]
    facts = {"lessons": [lesson()], "entries": entries, "corrections": [change]}
    assert verdicts("attendance_late", **facts) == ["in_time"]
    assert verdicts("correction_late", **facts) == verdicts("correction_after_period", **facts) == []


def test_a_late_arrival_is_marked_like_an_absence(verdicts):
    entries = [cell("о5", absence_recorded_at="2025-10-12T09:00:00+04:00")]
    assert verdicts("attendance_late", lessons=[lesson()], entries=entries) == ["breach"]


def test_one_late_cell_makes_the_lesson_late_and_is_counted_once(judged):
    entries = [
        cell("н", absence_recorded_at="2025-10-06T09:00:00+04:00"),
        cell("н", student="s2", absence_recorded_at="2025-10-12T09:00:00+04:00"),
    ]
    found = judged("attendance_late", lessons=[lesson()], entries=entries)
    assert [(row["verdict"], row["lesson_id"], row["student_id"]) for row in found] == [("breach", "l1", None)]
    assert found[0]["done_at"].isoformat() == "2025-10-12T05:00:00+00:00"


# --- whose it is, and what has no daily records


def test_a_substituted_lesson_is_judged_on_the_substitute(judged):
    facts = away("2025-10-12T09:00:00+04:00", teacher_id="p3")
    assert [row["responsible_id"] for row in judged("attendance_late", **facts)] == ["p3"]


@pytest.mark.parametrize(
    ("kind", "deputy", "rules"),
    [
        ("mdk", "academic", {"attendance_late", "homework_late", "topic_missing", "homework_missing"}),
        ("training_practice", "practical", {"attendance_late", "topic_missing"}),
        ("work_placement", None, set()),
    ],
)
def test_practice_has_its_own_rules_and_its_own_deputy(judged, kind, deputy, rules):
    courses = [
        {"course_id": "c1", "group_id": "g1", "term_id": "2025-1", "name": "П", "kind": kind, "teacher_id": "p2"}
    ]
    found = [row for row in judged(courses=courses, **away("2025-10-12T09:00:00+04:00")) if row["lesson_id"]]
    assert {row["deputy"] for row in found} <= {deputy}
    asked = {"attendance_late", "homework_late", "topic_missing", "homework_missing"}
    assert {row["rule"] for row in found} & asked == rules


@pytest.mark.parametrize("status", ["cancelled", "planned"])
def test_a_lesson_that_was_cancelled_or_is_to_come_is_not_judged(judged, status):
    day = dt.date(2025, 10, 6) if status == "cancelled" else dt.date(2025, 10, 8)
    bare = lesson(day=day, status=status, topic=None, homework=None, recorded_at=None, homework_published_at=None)
    assert [row for row in judged(at="2025-10-07T09:00:00+04:00", lessons=[bare]) if row["lesson_id"]] == []


# --- the four answers


def test_without_a_stamp_there_are_no_data(judged):
    bare = lesson(recorded_at=None, homework_published_at=None)
    found = judged(lessons=[bare], entries=[cell("н5", recorded_by=None)])
    told = {row["rule"]: (row["verdict"], row["evidence"]) for row in found}
    for rule in ("attendance_late", "marks_late", "homework_late", "topic_late", "foreign_author", "topic_off_plan"):
        assert told[rule] == ("no_data", None), rule


def test_before_the_term_is_over_nothing_is_judged_and_then_it_matures_once(judged):
    facts = away("2025-10-31T20:00:00+04:00", day=dt.date(2025, 10, 29))
    told = {}
    for at in ("2025-10-31T23:00:00+04:00", "2025-11-01T00:00:00+04:00", "2025-12-01T00:00:00+04:00"):
        (row,) = judged("attendance_late", at=at, **facts)
        told[at] = (row["verdict"], str(row["matured"].date()))
    assert list(told.values()) == [("not_due", "2025-11-01"), ("in_time", "2025-11-01"), ("in_time", "2025-11-01")]


def test_what_is_stamped_after_the_moment_is_not_seen(judged):
    facts = away("2025-10-12T09:00:00+04:00")
    assert judged("attendance_late", at="2025-10-11T09:00:00+04:00", **facts) == []


def test_homework_of_the_evening_counts_on_its_own_day(judged):
    (row,) = judged(
        "homework_late", lessons=[lesson(day=dt.date(2025, 10, 31), homework_published_at="2025-10-31T19:00:01+04:00")]
    )
    assert (row["verdict"], str(row["matured"].date())) == ("breach", "2025-10-31")


def test_the_last_moment_in_time_is_told(judged):
    (row,) = judged("marks_late", **marked("2025-10-07T09:00:00+04:00", day=MONDAY))
    assert row["due_at"].tz_convert("Europe/Samara").isoformat() == "2025-10-13T23:59:59.999999+04:00"
