"""Reading a college from a journal folder, against pandas reading the same files raw as text.

    python benchmarks/reading.py [ENTRIES]

1,000 students, 500 courses, 470,000 entries; a time stamp for each lesson, as when a teacher saves a
page, and for each entry, as when every mark is saved by itself.
The aim: at most 4 times the raw reading, foreign keys and cell grammar included.
"""

import datetime as dt
import random
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

from ejarchive.formats.read import read_journal

STUDENTS, GROUPS, COURSES = 1_000, 40, 500
CELLS = ["5", "4", "3", "2", "4/3", "о5", "ЗЧ", "н", "п", "б"]
ROUNDS = 5


def write_college(folder: Path, entries: int, *, stamp_each: bool) -> None:
    """Write a college with as many entries, seeded: the same files every time."""
    folder.mkdir()
    pick = random.Random(2025)
    lessons = max(1, entries // 26)
    day, moment = dt.date(2025, 9, 1), dt.datetime(2025, 9, 1, 8)
    tables = {
        "groups": ["group_id,name", *(f"g{n},Группа {n}" for n in range(GROUPS))],
        "terms": ["term_id,starts,ends", "2025-1,2025-09-01,2025-12-28"],
        "staff": ["person_id,last_name,first_name", *(f"p{n},Иванов{n},Пётр" for n in range(60))],
        "students": [
            "student_id,group_id,last_name,first_name",
            *(f"s{n},g{n % GROUPS},Петрова{n},Анна" for n in range(STUDENTS)),
        ],
        "courses": [
            "course_id,group_id,term_id,name,kind,teacher_id",
            *(f"c{n},g{n % GROUPS},2025-1,Дисциплина {n},discipline,p{n % 60}" for n in range(COURSES)),
        ],
        "lessons": [
            "lesson_id,course_id,date,slot,hours,topic",
            *(
                f"l{n},c{n % COURSES},{day + dt.timedelta(n % 118)},{n % 6 + 1},2,Тема занятия № {n}"
                for n in range(lessons)
            ),
        ],
        "entries": ["lesson_id,student_id,text,absent_hours,mark_recorded_at,absence_recorded_at,recorded_by"],
    }
    for n in range(entries):
        lesson, cell = n % lessons, pick.choice(CELLS)
        absent = cell in "нпб"
        stamp = f"{(moment + dt.timedelta(seconds=(n if stamp_each else lesson) * 20)).isoformat()}+04:00"
        student = f"s{(lesson % COURSES % GROUPS + n // lessons * GROUPS) % STUDENTS}"
        tables["entries"].append(
            f"l{lesson},{student},{cell},{'2' if absent else ''},{'' if absent else stamp},"
            f"{stamp if absent else ''},p{lesson % 60}"
        )
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", "utf-8")


def raw(folder: Path) -> object:
    return [pd.read_csv(file, dtype=str, keep_default_na=False) for file in sorted(folder.glob("*.csv"))]


def ours(folder: Path) -> object:
    journal, findings = read_journal(folder)
    assert not findings
    return journal


def compare(folder: Path) -> None:
    times: dict = {job: [] for job in (raw, ours)}
    for _ in range(ROUNDS):  # in turns, so that a busy machine is unfair to nobody
        for job, seconds in times.items():
            start = time.process_time()
            job(folder)
            seconds.append(time.process_time() - start)
    best = {job: min(seconds) for job, seconds in times.items()}
    for job, seconds in best.items():
        print(f"  {job.__name__:6} {seconds:6.2f} s   × {seconds / best[raw]:4.1f}")


def main() -> None:
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else 470_000
    with tempfile.TemporaryDirectory() as name:
        for stamps, stamp_each in (("a lesson", False), ("an entry", True)):
            folder = Path(name, stamps)
            write_college(folder, entries, stamp_each=stamp_each)
            print(f"{entries} entries, one time stamp {stamps}")
            compare(folder)


if __name__ == "__main__":
    main()
