"""A college of one group and two students, to be judged with one thing changed."""

import datetime as dt
from functools import cache

from ejarchive.model.journal import Journal
from ejarchive.model.schema import TABLES
from ejarchive.model.tables import frame_of_text

MONDAY = dt.date(2025, 10, 6)
LATER = "2026-07-01T10:00:00+04:00"
BASE = {
    "groups": [{"group_id": "g1", "name": "11-А"}],
    "staff": [
        {"person_id": person, "last_name": "Н", "first_name": "Н", "roles": "teacher"}
        for person in ("p2", "p3", "p4", "p5")
    ],
    "students": [
        {"student_id": student, "group_id": "g1", "last_name": "О", "first_name": "О"} for student in ("s1", "s2")
    ],
    "terms": [
        {"term_id": "2025-1", "starts": "2025-09-01", "ends": "2025-12-28"},
        {"term_id": "2025-2", "starts": "2026-01-12", "ends": "2026-06-28"},
    ],
    "courses": [
        {"course_id": "c1", "group_id": "g1", "term_id": "2025-1", "name": "Химия", "kind": "discipline",
         "teacher_id": "p2"},
    ],
    "entries": [],
    "grades": [],
}  # fmt: skip


@cache
def _base():
    return {name: frame_of_text(TABLES[name], rows) for name, rows in BASE.items()}


def journal_of(**tables):
    """Make a journal of rows of text; a table given replaces that of the base."""
    frames = _base() | {name: frame_of_text(TABLES[name], found) for name, found in tables.items()}
    return Journal(frames, {name: frozenset(frame.columns) for name, frame in frames.items()})


def lesson(number=1, day=MONDAY, **more):
    """A lesson of a careful teacher: topic and homework written at noon of the day."""
    noon = f"{day}T12:00:00+04:00"
    row = {
        "lesson_id": f"l{number}", "course_id": "c1", "date": str(day), "slot": "1", "hours": "2", "kind": "lesson",
        "topic": "Соли", "homework": "§ 1", "status": "held", "recorded_at": noon, "homework_published_at": noon,
    }  # fmt: skip
    return {name: value for name, value in {**row, **more}.items() if value is not None}


def cell(text, number=1, student="s1", **more):
    """A cell of a lesson, written by the teacher of the course."""
    return {"lesson_id": f"l{number}", "student_id": student, "text": text, "recorded_by": "p2", **more}
