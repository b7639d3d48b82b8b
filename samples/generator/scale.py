"""A college of any size for benchmarks and tests: legal, plain, and written in seconds.

Why apart from the sample: that one is hand-made and planted; here only size, types and legality matter. Each
group has its own grid of weekly pairs, shifted within a block of groups, so that the teachers of a block never
stand in two places.
"""

from __future__ import annotations

import csv
import datetime as dt
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random

from generator.calendar import HOLIDAYS, RETRIEVED_AT, TERM_IDS, TERMS, at, begins, days, ends, is_holiday
from generator.tables import COLUMNS, Row, Tables, empty_tables, write_tables

PAIRS = 3  # lessons a week of every course
CELLS = [(weekday, slot) for slot in (1, 2, 3, 4) for weekday in range(6)]
_FIRST = ("Анна", "Борис", "Вера", "Глеб", "Дарья", "Егор", "Зоя", "Иван", "Кира", "Лев", "Мария", "Никита", "Ольга")
_STEMS = ("Абрам", "Белозёр", "Ворон", "Горбун", "Дворник", "Ершов", "Журавл", "Звонар", "Игнат", "Колесник", "Луговск",
          "Мельник", "Назар", "Огород", "Плотник", "Родион", "Скворц", "Тимофе", "Уваров", "Фомич", "Хлебник", "Черныш")  # fmt: skip
_TEXTS = ("5", "4", "4", "3", "5-", "2", "н", "п", "б", "о", "о4", "б4", "4/3", "5", "4", "3")


@dataclass(frozen=True)
class Size:
    """How large the college is to be; courses and entries are met as nearly as whole lessons allow."""

    groups: int
    students: int
    courses: int
    entries: int

    @property
    def disciplines(self) -> int:
        """Disciplines of a group; each is a course in both terms."""
        return max(1, min(len(CELLS) // PAIRS, round(self.courses / self.groups / 2)))


@dataclass(frozen=True)
class Taught:
    """A course with its students and the days and pairs of its lessons."""

    row: Row
    students: list[str]
    places: list[tuple[dt.date, int]]


def write_scale(folder: Path, size: Size, seed: int) -> None:
    """Write the tables of a large college into `folder`."""
    tables = empty_tables()
    rng = Random(f"{seed}/scale/{size}")
    _add_people(tables, size)
    taught = _add_courses(tables, size)
    cells = sum(len(course.students) * len(course.places) for course in taught)
    share = min(1.0, size.entries / cells)
    write_tables({name: rows for name, rows in tables.items() if rows}, folder)
    _write_pages(taught, folder, share, rng)


def _add_people(tables: Tables, size: Size) -> None:
    for number, (starts, over) in TERMS.items():
        tables["terms"].append({"term_id": TERM_IDS[number], "starts": starts, "ends": over, "kind": "semester"})
    tables["holidays"] = [{"starts": a, "ends": b, "name": name} for a, b, name in HOLIDAYS]
    blocks = -(-size.groups // size.disciplines)
    for number in range(blocks * size.disciplines):
        tables["staff"].append({
            "person_id": f"p{number + 1:04}", "last_name": f"{_STEMS[number % len(_STEMS)]}ин",
            "first_name": _FIRST[number % len(_FIRST)], "roles": "teacher", "position": "Преподаватель",
        })  # fmt: skip
    for number in range(size.groups):
        tables["groups"].append({
            "group_id": f"g-{number + 1:03}", "name": f"{1 + number % 4}{number + 1:02}-М",
            "programme_code": "35.02.16", "programme_kind": "speciality", "year_of_study": 1 + number % 4,
            "programme_name": "Эксплуатация и ремонт сельскохозяйственной техники и оборудования",
            "study_form": "full_time", "curator_id": f"p{number % len(tables['staff']) + 1:04}",
        })  # fmt: skip
    for number in range(size.students):
        tables["students"].append({
            "student_id": f"s{number + 1:06}", "group_id": f"g-{number % size.groups + 1:03}",
            "last_name": _STEMS[number // 13 % len(_STEMS)] + ("ина" if number % 13 % 2 == 0 else "ин"),
            "first_name": _FIRST[number % 13], "birth_date": dt.date(2008, 1, 1) + dt.timedelta(days=number % 700),
            "diary": "refused" if number % 40 == 0 else "uses",
        })  # fmt: skip
    tables["sources"].append({"name": "scale.json", "kind": "school_system_export", "retrieved_at": RETRIEVED_AT})


def _add_courses(tables: Tables, size: Size) -> list[Taught]:
    dates = {number: _dates(number) for number in TERMS}
    taught: list[Taught] = []
    for number, group in enumerate(tables["groups"]):
        members = [row["student_id"] for row in tables["students"][number :: size.groups]]
        for discipline in range(size.disciplines):
            cells = _cells(number, discipline, size)
            for term, term_id in TERM_IDS.items():
                row: Row = {
                    "course_id": f"c-{number + 1:03}-{discipline + 1:02}-{term}", "group_id": group["group_id"],
                    "term_id": term_id, "code": f"ОП.{discipline + 1:02}", "name": f"Дисциплина № {discipline + 1}",
                    "kind": "discipline", "control": "exam" if term == 2 else "other", "plan_order": discipline + 1,
                    "teacher_id": f"p{number // size.disciplines * size.disciplines + discipline + 1:04}",
                    "discipline_id": f"d-{number + 1:03}-{discipline + 1:02}",
                }  # fmt: skip
                places = [(day, slot) for day in dates[term] for weekday, slot in cells if day.weekday() == weekday]
                row["planned_hours"] = 2 * len(places)
                tables["courses"].append(row)
                taught.append(Taught(row, members, places))
    return taught


def _cells(group: int, discipline: int, size: Size) -> list[tuple[int, int]]:
    """Return the weekly cells of a discipline: a Latin square over the groups of a block."""
    place = (discipline + group) % size.disciplines * PAIRS
    return CELLS[place : place + PAIRS]


def _dates(term: int) -> list[dt.date]:
    starts, over = TERMS[term]
    return [day for day in days(starts, min(over, starts + dt.timedelta(weeks=17))) if not is_holiday(day)]


def _write_pages(taught: list[Taught], folder: Path, share: float, rng: Random) -> None:
    """Write lessons, tasks, cells and grades row by row: half a million rows need no memory."""
    with ExitStack() as stack:
        out: dict[str, csv.DictWriter[str]] = {}
        for name in ("lessons", "tasks", "entries", "grades"):
            file = stack.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8", newline=""))
            out[name] = csv.DictWriter(file, COLUMNS[name].split(), lineterminator="\n")
            out[name].writeheader()
        number = 0
        for course in taught:
            for place in course.places:
                number += 1
                _write_lesson(out, course, place, number, share, rng)
            closed = at(TERMS[int(course.row["term_id"][-1])][1], 12).isoformat()
            for student in course.students:
                out["grades"].writerow({
                    "course_id": course.row["course_id"], "student_id": student, "period": course.row["term_id"],
                    "kind": "result", "value": rng.choice("5443"), "recorded_at": closed,
                    "recorded_by": course.row["teacher_id"],
                })  # fmt: skip


def _write_lesson(
    out: dict[str, csv.DictWriter[str]],
    course: Taught,
    place: tuple[dt.date, int],
    number: int,
    share: float,
    rng: Random,
) -> None:
    day, slot = place
    lesson, task = f"l{number:06}", f"t{number:06}"
    over = ends(day, slot, 2)
    stamp, opened = over.isoformat(), begins(day, slot).isoformat()
    out["lessons"].writerow({
        "lesson_id": lesson, "course_id": course.row["course_id"], "date": day.isoformat(), "slot": slot, "hours": 2,
        "kind": "lesson", "topic": f"Тема {number % 50 + 1}. Учебное занятие по программе дисциплины",
        "homework": f"§ {number % 50 + 1}, вопросы", "status": "held", "recorded_at": stamp,
        "homework_published_at": stamp,
    })  # fmt: skip
    out["tasks"].writerow({
        "task_id": task, "lesson_id": lesson, "kind": "answer", "title": "Ответ на занятии", "published_at": opened,
    })  # fmt: skip
    graded = (over + dt.timedelta(minutes=30)).isoformat()
    for student in course.students:
        if rng.random() >= share:
            continue
        text = _TEXTS[int(rng.random() * len(_TEXTS))]
        absent, marked = text[0] in "нпбо", len(text) > 1 or text in "5432"
        out["entries"].writerow({
            "lesson_id": lesson, "student_id": student, "text": text, "task_ids": task if marked else "",
            "mark_recorded_at": graded if marked else "", "absence_recorded_at": stamp if absent else "",
            "recorded_by": course.row["teacher_id"],
        })  # fmt: skip
