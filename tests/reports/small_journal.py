"""A journal made by hand: one group, one course, as many students, lessons and cells as a test asks for."""

import datetime as dt
from dataclasses import replace

import pandas as pd

from ejarchive.model.courses import Course
from ejarchive.model.journal import Journal
from ejarchive.model.schema import TABLES
from ejarchive.model.tables import typed
from ejarchive.regulation import load_regulation
from ejarchive.reports.context import pack_context
from ejarchive.settings import College, PrintSettings, Settings, Signatory

FIRST_DAY = dt.date(2025, 9, 1)
MOMENT = dt.datetime(2025, 12, 30, 14, 0, tzinfo=dt.UTC)
SETTINGS = Settings(
    college=College(full_name="Техникум", timezone="Europe/Samara"),
    signatories={"director": (Signatory(position="Директор", name="Н.В. Гордеева"),)},
)


def tables(students=3, lessons=4, *, topics=None, names=None, kinds=None):
    """The rows of a small journal, table by table, as text; a test changes them before `journal_of`."""
    names = names or [f"Иванов{number:02d} Пётр Сергеевич" for number in range(1, students + 1)]
    split = [(*name.split(" ", 2), "", "")[:3] for name in names]
    return {
        "groups": [{"group_id": "g", "name": "21-ТМ", "programme_name": "Механизация", "year_of_study": "2"}],
        "staff": [
            {"person_id": "p1", "last_name": "Королёва", "first_name": "Татьяна", "middle_name": "Ефимовна"},
            {"person_id": "p2", "last_name": "Заяц-Русак", "first_name": "Андрей", "middle_name": "Викторович"},
        ],
        "students": [
            {"student_id": f"s{n:03d}", "group_id": "g", "last_name": last, "first_name": first, "middle_name": middle}
            for n, (last, first, middle) in enumerate(split, start=1)
        ],
        "terms": [{"term_id": "2025-1", "starts": "2025-09-01", "ends": "2025-12-28", "kind": "semester"}],
        "courses": [
            {
                "course_id": "c1", "group_id": "g", "term_id": "2025-1", "code": "ОП.01", "name": "Материаловедение",
                "kind": "discipline", "teacher_id": "p1", "planned_hours": str(2 * lessons),
            }
        ],
        "lessons": [
            {
                "lesson_id": f"l{n:03d}", "course_id": "c1", "hours": "2", "status": "held",
                "date": str(FIRST_DAY + dt.timedelta(days=n * 100 // max(lessons, 1))),
                "kind": kinds[n % len(kinds)] if kinds else "lesson",
                "topic": topics[n % len(topics)] if topics else f"Тема занятия {n + 1}",
                "homework": f"§ {n + 1}",
            }
            for n in range(lessons)
        ],
        "entries": [
            {"lesson_id": f"l{lesson:03d}", "student_id": f"s{student:03d}", "text": text}
            for lesson in range(lessons)
            for student in range(1, len(names) + 1)
            if (text := ("5", "", "б4", "н", "", "о", "4/3", "")[(lesson * 3 + student) % 8])
        ],
        "grades": [
            {"course_id": "c1", "student_id": f"s{n:03d}", "period": "2025-1", "value": str(3 + n % 3)}
            for n in range(1, len(names) + 1)
        ],
    }  # fmt: skip


def journal_of(rows):
    """Make the journal of rows of text."""
    frames, present = {}, {}
    for name, table_rows in rows.items():
        raw = pd.DataFrame(table_rows, dtype="str")
        raw.index = pd.RangeIndex(2, len(raw) + 2)
        frames[name], bad = typed(TABLES[name], raw)
        assert bad == []
        present[name] = frozenset(raw.columns)
    return Journal(frames=frames, present=present)


def context_of(rows, *, regulation="common", moment=MOMENT, settings=SETTINGS, **print_settings):
    """The context of a pack of the group of `tables`."""
    if print_settings:
        settings = replace(settings, print=PrintSettings(**print_settings))
    rules = load_regulation(regulation) if isinstance(regulation, str) else regulation
    return pack_context(journal_of(rows), settings, rules, group_id="g", term_id="2025-1", moment=moment)


def course_of(context, course_id="c1"):
    """A course of the journal by its id."""
    return next(course for course in context.journal.rows(Course) if course.course_id == course_id)
