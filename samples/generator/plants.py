"""What is planted in the journal: late records, gaps and their mending, month by month.

Why: outside of these plants everything is in time and in place, so a test can demand that the analytics find
exactly them. `samples/planted.toml` lists every one of them with the ids of its rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from generator.calendar import OUTAGE, at
from generator.tables import Row, Tables

D = dt.date
Stamp = dt.datetime
# The month in which the four days after the term are over (АПТ 4.4).
GRADES_MATURE = {"2025-1": "2026-01", "2025-2": "2026-07"}


@dataclass
class Garden:
    """The tables with quick ways to their rows, and the plants so far."""

    tables: Tables
    plants: list[Row] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.courses = {row["course_id"]: row for row in self.tables["courses"]}
        self.by_course: dict[str, list[Row]] = {}
        for row in self.tables["lessons"]:
            self.by_course.setdefault(row["course_id"], []).append(row)
        self.cells: dict[str, list[Row]] = {}
        for row in self.tables["entries"]:
            self.cells.setdefault(row["lesson_id"], []).append(row)

    def pick(self, course: str, month: str, count: int, fits: Callable[[Row], object]) -> list[Row]:
        """Return the first lessons of a course in a month (`2025-10`) that fit, were not used, and had no outage."""
        found = [
            row
            for row in self.by_course[course]
            if row["date"].isoformat().startswith(month)
            and row["status"] == "held"
            and row["lesson_id"] not in self.used
            and "teacher_id" not in row
            and not OUTAGE[0].date() <= row["date"] <= OUTAGE[1].date()
            and fits(row)
        ]
        if len(found) < count:
            raise ValueError(f"{course} {month}: only {len(found)} lessons fit")
        self.used |= {row["lesson_id"] for row in found[:count]}
        return found[:count]

    def note(self, rule: str, month: str, course: str, note: str, **more: object) -> None:
        """Write a plant down; `mended` is the day the fact went away, absent = it never did."""
        row = self.courses[course]
        practical = row["kind"] in {"training_practice", "work_placement"}
        self.plants.append({
            "id": f"P{len(self.plants) + 1:02}", "rule": rule, "month": month,
            "deputy": "practical" if practical else "academic", "responsible_id": row["teacher_id"],
            "group_id": row["group_id"], "course_id": course, **more, "note": note,
        })  # fmt: skip

    def has_absence(self, lesson: Row) -> bool:
        """Whether somebody was away or late."""
        return any("absence_recorded_at" in cell for cell in self.cells.get(lesson["lesson_id"], ()))

    def has_plain_marks(self, lesson: Row) -> bool:
        """Whether marks were given that are due within the ordinary seven days, and nobody was away."""
        return lesson["kind"] in {"lesson", "practice"} and any(
            "mark_recorded_at" in cell for cell in self.cells.get(lesson["lesson_id"], ())
        )


def _later(lesson: Row, days: int, hour: int = 16, minute: int = 20) -> Stamp:
    return at(lesson["date"] + dt.timedelta(days=days), hour, minute)


def attendance_late(garden: Garden, course: str, month: str, count: int, days: int) -> None:
    """Record the absences of lessons more than two days late (АПТ 4.4)."""
    lessons = garden.pick(course, month, count, garden.has_absence)
    for lesson in lessons:
        for cell in garden.cells[lesson["lesson_id"]]:
            if "absence_recorded_at" in cell:
                cell["absence_recorded_at"] = _later(lesson, days)
    note = f"отсутствующие отмечены через {days} дн."
    garden.note("attendance_late", _matures(lessons, 2), course, note, lesson_ids=_ids(lessons))


def marks_late(garden: Garden, course: str, month: str, count: int, days: int) -> None:
    """Record the marks of lessons more than seven days late, without a longer term (АПТ 4.4)."""
    lessons = garden.pick(course, month, count, garden.has_plain_marks)
    for lesson in lessons:
        for cell in garden.cells[lesson["lesson_id"]]:
            if "mark_recorded_at" in cell:
                cell["mark_recorded_at"] = _later(lesson, days)
    note = f"оценки выставлены через {days} дн."
    garden.note("marks_late", _matures(lessons, 7), course, note, lesson_ids=_ids(lessons))


def topic_missing(garden: Garden, course: str, month: str, count: int, mended: D | None = None) -> None:
    """Leave lessons without a topic, for good or until the day `mended`."""
    lessons = garden.pick(course, month, count, lambda row: row["kind"] in {"lesson", "practice", "practical"})
    for number, lesson in enumerate(lessons):
        if mended:
            lesson["recorded_at"] = at(mended, 15, 30 + number)
        else:
            del lesson["topic"]
    garden.note("topic_missing", month, course, "нет темы занятия", lesson_ids=_ids(lessons), mended=mended)


def homework_missing(garden: Garden, course: str, month: str, count: int, mended: D | None = None) -> None:
    """Leave lessons without homework, for good or until the day `mended`."""
    lessons = garden.pick(course, month, count, lambda row: row.get("homework"))
    for number, lesson in enumerate(lessons):
        if mended:
            lesson["homework_published_at"] = at(mended, 15, 40 + number)
        else:
            del lesson["homework"], lesson["homework_published_at"]
    garden.note("homework_missing", month, course, "нет домашнего задания", lesson_ids=_ids(lessons), mended=mended)


def homework_late(garden: Garden, course: str, month: str, hour: int, minute: int) -> None:
    """Publish homework after 19:00 of the lesson's day (АПТ 4.4)."""
    lessons = garden.pick(course, month, 1, lambda row: row.get("homework"))
    lessons[0]["homework_published_at"] = _later(lessons[0], 0, hour, minute)
    garden.note("homework_late", month, course, f"опубликовано в {hour}:{minute:02}", lesson_ids=_ids(lessons))


def lesson_unfilled(garden: Garden, course: str, month: str, mended: D) -> None:
    """Leave a lesson of the timetable empty until the day `mended`."""
    lessons = garden.pick(course, month, 1, lambda row: row.get("homework"))
    lesson = lessons[0]
    lesson["recorded_at"] = lesson["homework_published_at"] = at(mended, 16, 5)
    for cell in garden.cells[lesson["lesson_id"]]:
        for column in ("mark_recorded_at", "absence_recorded_at"):
            if column in cell:
                cell[column] = at(mended, 16, 10)
    garden.note("lesson_unfilled", month, course, "занятие не заполнено", lesson_ids=_ids(lessons), mended=mended)


def never_filled(garden: Garden, course: str, numbers: range) -> None:
    """Empty lessons for which no cell was written (see `marks.UNFILLED`)."""
    lessons = [garden.by_course[course][number] for number in numbers]
    for lesson in lessons:
        for column in ("topic", "homework", "homework_published_at", "recorded_at"):
            lesson.pop(column, None)
    garden.tables["tasks"] = [row for row in garden.tables["tasks"] if row["lesson_id"] not in set(_ids(lessons))]
    month = lessons[0]["date"].isoformat()[:7]
    garden.note("lesson_unfilled", month, course, "занятия не заполнены", lesson_ids=_ids(lessons))


def foreign_author(garden: Garden, course: str, month: str, person: str) -> None:
    """Let somebody who does not teach the group write the cells of a lesson (АПТ 4.4)."""
    lessons = garden.pick(course, month, 1, garden.has_plain_marks)
    for cell in garden.cells[lessons[0]["lesson_id"]]:
        cell["recorded_by"] = person
    garden.note("foreign_author", month, course, f"записи сделал {person}", lesson_ids=_ids(lessons))


def mark_without_task(garden: Garden, course: str, month: str, count: int) -> None:
    """Cut the marks of `count` students loose from their task (БГСХТ 4.2.3.3)."""
    lessons = garden.pick(course, month, 1, garden.has_plain_marks)
    cells = [cell for cell in garden.cells[lessons[0]["lesson_id"]] if "task_ids" in cell][:count]
    for cell in cells:
        del cell["task_ids"]
    students = [cell["student_id"] for cell in cells]
    garden.note(
        "mark_without_task", month, course, "оценка без задания", lesson_ids=_ids(lessons), student_ids=students
    )


def topic_off_plan(garden: Garden, course: str, month: str, topic: str) -> None:
    """Write another topic than the programme has at that place."""
    lessons = garden.pick(course, month, 1, lambda row: row["kind"] == "lesson")
    lessons[0]["topic"] = topic
    garden.note("topic_off_plan", month, course, "тема не по рабочей программе", lesson_ids=_ids(lessons))


def grade_missing(garden: Garden, course: str, students: list[str] | None) -> None:
    """Take the term's grades away (of all students when None), and the year grades that need them."""
    term = garden.courses[course]["term_id"]
    rows = [
        row for row in garden.tables["grades"]
        if row["course_id"] == course and (students is None or row["student_id"] in students)
        and row["period"] in ({term} if term.endswith("1") else {term, "2025", "final"})
    ]  # fmt: skip
    garden.tables["grades"] = [row for row in garden.tables["grades"] if row not in rows]
    found = sorted({row["student_id"] for row in rows})
    if term.endswith("1"):  # the year then rests on the second term alone
        _year_from_second_term(garden, course, set(found))
    garden.note("grade_missing", GRADES_MATURE[term], course, "нет оценки за семестр", student_ids=found)


def _year_from_second_term(garden: Garden, course: str, students: set[str]) -> None:
    discipline = garden.courses[course]["discipline_id"]
    own = [
        row for row in garden.tables["grades"]
        if row["student_id"] in students and garden.courses[row["course_id"]]["discipline_id"] == discipline
    ]  # fmt: skip
    results = {row["student_id"]: row["value"] for row in own if row["period"] == "2025-2" and row["kind"] == "result"}
    for row in own:
        if row["period"] == "2025":
            row["value"] = results[row["student_id"]]


def grades_late(garden: Garden, course: str, when: Stamp) -> None:
    """Set all grades of a course later than four days after the period (АПТ 4.4)."""
    rows = [row for row in garden.tables["grades"] if row["course_id"] == course]
    for row in rows:
        row["recorded_at"] = when
    note = "оценки за семестр выставлены позже 4 дней"
    garden.note("grades_late", when.date().isoformat()[:7], course, note, student_ids=[r["student_id"] for r in rows])


def not_assessed_bare(garden: Garden, course: str, student: str) -> None:
    """Take term and form of making up away from an «н/а»."""
    for row in garden.tables["grades"]:
        if row["course_id"] == course and row["student_id"] == student and row["value"] == "н/а":
            del row["make_up_until"], row["make_up_form"]
    note = "«н/а» без срока и формы ликвидации"
    garden.note("not_assessed_bare", "2026-01", course, note, student_ids=[student])


def _matures(lessons: list[Row], days: int) -> str:
    """Return the month in which the last deadline of these lessons passes: a breach is counted there, once."""
    last: D = max(row["date"] for row in lessons)
    return (last + dt.timedelta(days=days + 1)).isoformat()[:7]


def _ids(lessons: list[Row]) -> list[str]:
    return [row["lesson_id"] for row in lessons]
