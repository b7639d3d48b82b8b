"""Topics against the programme, hours against the plan."""

import datetime as dt

import pytest

from checks.upkeep.small_college import lesson

PLAN = [
    {"course_id": "c1", "position": "1", "topic": "Соли и их свойства"},
    {"course_id": "c1", "position": "2", "topic": "Щёлочи: получение"},
    {"course_id": "c1", "position": "3", "topic": "Электролиз"},
]


@pytest.mark.parametrize(
    ("topic", "verdict"),
    [
        ("Соли и их свойства", "in_time"),
        ("соли  и их СВОЙСТВА.", "in_time"),
        ("Щелочи — получение", "in_time"),
        ("Практическая работа № 2. Соли и их свойства", "in_time"),  # named more fully
        ("Соли и их свойстав", "in_time"),  # a slip of the pen
        ("Электрлиз", "in_time"),
        ("Соли их свойства", "in_time"),
        ("Соли", "in_time"),  # named more shortly
        ("Сол", "breach"),
        ("Соли тяжёлых металлов", "breach"),
        ("—", "breach"),
        ("Решение задач", "breach"),
    ],
)
def test_a_topic_is_one_of_the_programme(verdicts, topic, verdict):
    assert verdicts("topic_off_plan", plan=PLAN, lessons=[lesson(topic=topic)]) == [verdict]


def test_a_course_without_a_programme_tells_nothing(verdicts):
    other = [{"course_id": "c9", "position": "1", "topic": "Соли"}]
    assert verdicts("topic_off_plan", plan=other, lessons=[lesson(topic="Соли")]) == ["no_data"]


@pytest.mark.parametrize("kind", ["exam", "credit", "consultation"])
def test_what_closes_a_course_has_no_topic_of_the_programme(verdicts, kind):
    assert verdicts("topic_off_plan", plan=PLAN, lessons=[lesson(topic="Экзамен", kind=kind)]) == []


def course(hours, kind="discipline"):
    return [
        {"course_id": "c1", "group_id": "g1", "term_id": "2025-1", "name": "Химия", "kind": kind, "teacher_id": "p2",
         "planned_hours": hours},
    ]  # fmt: skip


THREE = [lesson(number, dt.date(2025, 10, 5 + number)) for number in (1, 2, 3)]


@pytest.mark.parametrize(
    ("planned", "at", "verdict", "amount"),
    [
        ("6", "2025-12-29T00:00:00+04:00", "in_time", 0.0),
        ("8", "2025-12-29T00:00:00+04:00", "breach", 2.0),
        ("8", "2025-12-28T23:59:59+04:00", "not_due", 2.0),
        ("4", "2025-12-29T00:00:00+04:00", "in_time", 0.0),  # more than planned is no lag
    ],
)
def test_a_lag_is_told_when_the_period_is_over(judged, planned, at, verdict, amount):
    (row,) = judged("plan_lag", at=at, courses=course(planned), lessons=THREE)
    assert (row["verdict"], row["amount"], str(row["matured"].date())) == (verdict, amount, "2025-12-29")


def test_a_cancelled_lesson_and_one_that_was_not_held_give_no_hours(judged):
    empty = {"topic": None, "homework": None, "recorded_at": None, "homework_published_at": None}
    lessons = [
        THREE[0],
        {**THREE[1], "status": "cancelled"},
        lesson(3, dt.date(2025, 10, 8), status="planned", **empty),
    ]
    (row,) = judged("plan_lag", courses=course("6"), lessons=lessons)
    assert row["amount"] == 4.0


def test_hours_by_kind_make_the_plan_where_the_course_has_none_of_its_own(judged):
    hours = [
        {"course_id": "c1", "kind": "theory", "planned": "6"},
        {"course_id": "c1", "kind": "practical", "planned": "4"},
        {"course_id": "c1", "kind": "self_study", "planned": "20"},
    ]
    (row,) = judged("plan_lag", course_hours=hours, lessons=THREE)
    assert row["amount"] == 4.0, "self-study is not taught"


def test_a_placement_follows_the_enterprise_not_the_timetable(verdicts):
    assert verdicts("plan_lag", courses=course("144", "work_placement")) == []
