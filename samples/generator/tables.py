"""The tables of a journal folder as lists of rows, and how they become CSV files.

Why: plain lists and the standard library only, so that the sample is independent of the product
it tests; the columns repeat the published format on purpose.
"""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Tables = dict[str, list[Row]]

COLUMNS: dict[str, str] = {
    "groups": "group_id name programme_code programme_name programme_kind year_of_study study_form curator_id"
    " department",
    "group_years": "group_id academic_year name year_of_study curator_id",
    "group_events": "group_id date kind other_group_id order_number order_date",
    "staff": "person_id last_name first_name middle_name roles position",
    "students": "student_id group_id last_name first_name middle_name birth_date diary",
    "movements": "movement_id student_id date kind order_number order_date group_id from_group_id to_group_id"
    " former_last_name",
    "individual_plans": "student_id starts ends order_number order_date free_attendance",
    "terms": "term_id starts ends kind title group_id",
    "holidays": "starts ends name",
    "courses": "course_id group_id term_id code name kind teacher_id subgroup planned_hours control discipline_id"
    " module_id plan_order",
    "course_hours": "course_id kind planned",
    "course_students": "course_id student_id",
    "practices": "course_id subgroup starts ends hours place order_number order_date agreement head_id result_form",
    "plan": "course_id position topic hours kind",
    "lessons": "lesson_id course_id date slot hours kind topic homework status moved_from teacher_id plan_position"
    " recorded_at homework_published_at",
    "tasks": "task_id lesson_id kind title marks_due published_at",
    "entries": "lesson_id student_id text absent_hours task_ids mark_recorded_at absence_recorded_at recorded_by",
    "grades": "course_id student_id period kind value exported_average recorded_at recorded_by sheet_number"
    " make_up_until make_up_form basis",
    "attempts": "course_id student_id period number date value kind document_number",
    "remarks": "remark_id date author_id responsible_id group_id course_id lesson_id code text due state issued_at"
    " explanation resolved_at resolution repeats",
    "corrections": "correction_id at author_id course_id lesson_id student_id field before after reason kind",
    "consents": "student_id kind given date",
    "outages": "starts_at ends_at note",
    "sources": "name kind sha256 retrieved_at",
}


def empty_tables() -> Tables:
    """Return every table of the format, without rows."""
    return {name: [] for name in COLUMNS}


def cell(value: object) -> str:
    """Write one value the way the journal folder wants it; None is an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, (dt.datetime, dt.date)):
        return value.isoformat()
    return str(value)


def write_tables(tables: Tables, folder: Path) -> None:
    """Write one CSV a table of `tables` into `folder` (UTF-8, comma, LF); a value without a column is a mistake."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in tables:
        header = COLUMNS[name].split()
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            for row in tables[name]:
                if unknown := row.keys() - set(header):
                    raise KeyError(f"{name}: no column {sorted(unknown)}")
                writer.writerow([cell(row.get(column)) for column in header])
