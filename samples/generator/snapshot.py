"""The journal as it stood at an earlier moment: for snapshots, comparisons and monthly analytics.

What was recorded later is not there yet; corrections made later are taken back; lessons still to come are
«planned». The programme, the timetable and the terms are known from the beginning.
"""

from __future__ import annotations

import copy
import datetime as dt
from typing import Any

from generator.calendar import ends
from generator.tables import Row, Tables

_CODES = "нпбо"


def snapshot(tables: Tables, moment: dt.datetime) -> Tables:
    """Return a copy of the tables as of `moment`."""
    then = copy.deepcopy(tables)
    _take_corrections_back(then, moment)
    then["lessons"] = [_lesson(row, moment) for row in then["lessons"]]
    held = {row["lesson_id"] for row in then["lessons"] if row["status"] == "held"}
    then["entries"] = [row for row in then["entries"] if row["lesson_id"] in held and _cell_then(row, moment)]
    then["tasks"] = [row for row in then["tasks"] if row["published_at"] <= moment]
    known = {row["task_id"] for row in then["tasks"]}
    for row in then["entries"]:
        if "task_ids" in row:
            row["task_ids"] = ";".join(task for task in row["task_ids"].split(";") if task in known)
    then["grades"] = [row for row in then["grades"] if row["recorded_at"] <= moment]
    day = moment.date()
    for table in ("attempts", "consents", "individual_plans", "group_events"):
        column = "starts" if table == "individual_plans" else "date"
        then[table] = [row for row in then[table] if row[column] <= day]
    then["remarks"] = [_remark(row, day) for row in then["remarks"] if row["date"] <= day]
    then["outages"] = [row for row in then["outages"] if row["ends_at"] <= moment]
    _move_people_back(then, day)
    for row in then["sources"]:
        row["retrieved_at"] = moment
    return then


def _lesson(row: Row, moment: dt.datetime) -> Row:
    if row["status"] == "held" and ends(row["date"], row["slot"], row["hours"]) > moment:
        row["status"] = "planned"
    if row["status"] == "planned" or _later(row, "recorded_at", moment):
        for column in ("topic", "recorded_at"):
            row.pop(column, None)
    if row["status"] == "planned" or _later(row, "homework_published_at", moment):
        for column in ("homework", "homework_published_at"):
            row.pop(column, None)
    return row


def _later(row: Row, column: str, moment: dt.datetime) -> bool:
    value: Any = row.get(column)
    return value is not None and value > moment


def _cell_then(row: Row, moment: dt.datetime) -> bool:
    """Take out of a cell what was written later; False when nothing is left."""
    text = row["text"]
    code = text[0] if text[0] in _CODES else ""
    marks = text[len(code) :]
    if marks and _later(row, "mark_recorded_at", moment):
        marks = ""
        for column in ("mark_recorded_at", "task_ids"):
            row.pop(column, None)
    if code and _later(row, "absence_recorded_at", moment):
        code = ""
        for column in ("absence_recorded_at", "absent_hours"):
            row.pop(column, None)
    row["text"] = code + marks
    return bool(row["text"])


def _take_corrections_back(then: Tables, moment: dt.datetime) -> None:
    cells = {(row["lesson_id"], row["student_id"]): row for row in then["entries"]}
    lessons = {row["lesson_id"]: row for row in then["lessons"]}
    for row in sorted(then["corrections"], key=lambda row: row["at"], reverse=True):
        if row["at"] <= moment:
            continue
        if row["field"] == "text":
            cells[row["lesson_id"], row["student_id"]]["text"] = row["before"]
        elif row["field"] == "value":
            grade = next(g for g in then["grades"] if g["course_id"] == row["course_id"] and g["period"] != "2025"
                         and g["student_id"] == row["student_id"] and g["kind"] == "result")  # fmt: skip
            grade["value"] = row["before"]
        else:
            lessons[row["lesson_id"]][row["field"]] = row["before"]
    then["corrections"] = [row for row in then["corrections"] if row["at"] <= moment]


def _remark(row: Row, day: dt.date) -> Row:
    if row.get("resolved_at") and row["resolved_at"] > day:
        row.update(state="acquainted" if row.get("explanation") else "issued", resolved_at=None, resolution=None)
    return row


def _move_people_back(then: Tables, day: dt.date) -> None:
    students = {row["student_id"]: row for row in then["students"]}
    known = {row["student_id"] for row in then["movements"] if row["date"] <= day}
    for row in reversed(then["movements"]):
        if row["date"] > day and row["student_id"] in known:
            student = students[row["student_id"]]
            student["last_name"] = row.get("former_last_name") or student["last_name"]
            student["group_id"] = row.get("from_group_id") or student["group_id"]
    then["movements"] = [row for row in then["movements"] if row["date"] <= day]
    for table in ("students", "consents", "individual_plans", "course_students"):
        then[table] = [row for row in then[table] if row["student_id"] in known]
    then["practices"] = [
        row for row in then["practices"] if not str(row["subgroup"]).startswith("s") or row["subgroup"] in known
    ]
