"""Where a differing row stands among groups, courses, lessons and people; and who wrote it, when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from ejarchive.checks.comparison.alignment import Aligned, Sides, own_code
from ejarchive.checks.comparison.rows import Raw
from ejarchive.difference import Change

_STAMPED = {
    ("lessons", None): ("recorded_at",),
    ("lessons", "homework"): ("homework_published_at",),
    ("tasks", None): ("published_at",),
    ("entries", None): ("mark_recorded_at", "absence_recorded_at"),
    ("grades", None): ("recorded_at",),
    ("corrections", None): ("at",),
}
_BY = ("recorded_by", "author_id")
_CONTENT: Mapping[str, tuple[str, ...]] = {
    "entries": ("text",), "grades": ("value",), "attempts": ("value",), "lessons": ("topic",), "plan": ("topic",),
    "tasks": ("title",), "movements": ("kind", "order_number"), "individual_plans": ("order_number",),
    "courses": ("code", "name"), "course_hours": ("planned",), "practices": ("place",), "remarks": ("text",),
    "corrections": ("before", "after"), "holidays": ("name",), "group_events": ("kind", "order_number"),
}  # fmt: skip
"""What of a row is shown when it came or went as a whole."""


class Places:
    """The lessons and courses of both journals, the second's first, under the codes of the second."""

    def __init__(self, sides: Sides) -> None:
        self._sides = sides
        self._lessons = _by_code(sides.tables["lessons"], "lesson_id")
        self._courses = _by_code(sides.tables["courses"], "course_id")
        self._students = _by_code(sides.tables["students"], "student_id")

    def facts(self, raw: Raw) -> dict[str, Any]:
        """Return the fields of a `Difference` that follow from where its row stands."""
        aligned = self._sides.tables[raw.table]
        row = _row(aligned, raw)
        lesson = self._lessons.get(row.get("lesson_id", ""), {})
        course_id = row.get("course_id") or lesson.get("course_id", "")
        course = self._courses.get(course_id, {})
        student_id = row.get("student_id", "")
        group_id = row.get("group_id") or course.get("group_id") or self._students.get(student_id, {}).get("group_id")
        day = row.get("date") or lesson.get("date", "")
        facts = {
            "key": tuple(own_code(row[name]) for name in aligned.table.key),
            "group_id": group_id,
            "course_id": course_id,
            "lesson_id": row.get("lesson_id"),
            "student_id": student_id,
            "teacher_id": lesson.get("teacher_id") or row.get("teacher_id") or course.get("teacher_id"),
        }
        shown: dict[str, Any] = {
            name: (value if isinstance(value, tuple) else own_code(value) or None) if value else None
            for name, value in facts.items()
        }
        return shown | {
            "date": dt.date.fromisoformat(day) if day else None,
            "slot": row.get("slot") or lesson.get("slot", ""),
            **_written(row, self._as_it_was(aligned, raw), raw),
        }

    @staticmethod
    def _as_it_was(aligned: Aligned, raw: Raw) -> Mapping[str, str]:
        if raw.before is None or raw.after is None:
            return {}
        return dict(zip(aligned.before.columns, aligned.before.iloc[raw.before], strict=True))

    def course_order(self, course_id: str | None) -> tuple[float, str, str]:
        """Return where a course stands among those of its group: by the plan, then by code and name."""
        course = self._courses.get(course_id or "", {})
        order = course.get("plan_order", "")
        return float(order) if order else 1e9, course.get("code", ""), course.get("name", "")


def content(sides: Sides, raw: Raw) -> tuple[str, str]:
    """Return what was and what is, of a row that came or went as a whole."""
    row, table = _row(sides.tables[raw.table], raw), sides.tables[raw.table].table
    columns = [table.column(name) for name in _CONTENT.get(raw.table, ())]
    values = [column.labels.get(row[column.name], own_code(row[column.name])) for column in columns]
    value = (" → " if raw.table == "corrections" else ", ").join(filter(None, values))
    return ("", value) if raw.change is Change.ADDED else (value, "")


def _row(aligned: Aligned, raw: Raw) -> dict[str, str]:
    """Return the row as it is now; one that is gone, as it was."""
    frame, place = (aligned.before, raw.before) if raw.after is None else (aligned.after, raw.after)
    return dict(zip(frame.columns, frame.iloc[place or 0], strict=True))


def _by_code(aligned: Aligned, code: str) -> Mapping[str, Mapping[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    for frame in (aligned.before, aligned.after):
        rows |= {row[code]: row for row in frame.to_dict("records")}
    return rows


def _written(row: Mapping[str, str], before: Mapping[str, str], raw: Raw) -> dict[str, Any]:
    """Return who wrote what now stands there, and when; nobody knows it of what is gone, or has its old stamp."""
    if raw.change is Change.REMOVED:
        return {}
    stamps = _STAMPED.get((raw.table, raw.column)) or _STAMPED.get((raw.table, None), ())
    written = [dt.datetime.fromisoformat(row[name]) for name in stamps if row[name] and row[name] != before.get(name)]
    other_hand = any(row.get(name) != before.get(name) for name in _BY)
    if before and not written and not other_hand:
        return {}
    by = next((own_code(row[name]) for name in _BY if row.get(name)), None)
    return {"recorded_by": by, "recorded_at": max(written, default=None)}
