"""What the sample college's tables say, read with `csv` alone: the other side of the reconciliation."""

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

_ENTERS = {"enrolled", "transferred_in", "reinstated", "returned"}
_LEAVES = {"expelled", "graduated", "leave", "transferred_out"}
BLOCK = {"consultation", "exam"}  # kinds that stand apart from the lessons


@dataclass(frozen=True)
class Course:
    """One course: its outline title, lessons in order, those that stand apart, students, cells, grades."""

    id: str
    title: str
    kind: str
    lessons: list[dict[str, str]]
    block: list[dict[str, str]]
    students: dict[str, str]  # id → name
    cells: dict[tuple[str, str], str]  # (lesson, student) → as written
    grades: dict[tuple[str, str, str], str] = field(default_factory=dict)  # (period, kind, student) → as written


class Records:
    """One group and period of a journal folder."""

    def __init__(self, folder: Path, group: str, term: str):
        self._folder, self.group, self.term = folder, group, term

    def table(self, name):
        with (self._folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    @cached_property
    def span(self):
        rows = [row for row in self.table("terms") if row["term_id"] == self.term]
        row = next((row for row in rows if row["group_id"] == self.group), rows[0])
        return row["starts"], row["ends"]

    @cached_property
    def students(self):
        """Everybody who was in the group on a day of the period: id → name."""
        moves = defaultdict(list)
        for move in self.table("movements"):
            moves[move["student_id"]].append(move)
        return {
            row["student_id"]: " ".join(filter(None, (row["last_name"], row["first_name"], row["middle_name"])))
            for row in self.table("students")
            if self._was_here(sorted(moves[row["student_id"]], key=lambda move: move["date"]))
        }

    def _was_here(self, moves):
        starts, ends = self.span
        came = None
        for move in moves:
            to, away = move["to_group_id"], move["from_group_id"]
            here = (to or move["group_id"]) == self.group
            if (move["kind"] in _ENTERS and here) or (to == self.group != away and away):
                came = move["date"]
            elif came and ((move["kind"] in _LEAVES and here) or (away == self.group != to)):
                if came <= ends and move["date"] > starts:
                    return True
                came = None
        return came is not None and came <= ends

    @cached_property
    def courses(self):
        lessons, listed = defaultdict(list), defaultdict(set)
        for row in self.table("lessons"):
            if row["status"] in {"", "held"}:
                lessons[row["course_id"]].append(row)
        for row in self.table("course_students"):
            listed[row["course_id"]].add(row["student_id"])
        entries = self.table("entries")
        grades = self.table("grades")
        return [
            self._course(row, lessons[row["course_id"]], listed[row["course_id"]], entries, grades)
            for row in self.table("courses")
            if (row["group_id"], row["term_id"]) == (self.group, self.term)
        ]

    def _course(self, row, lessons, listed, entries, grades):
        lessons = sorted(lessons, key=lambda each: (each["date"], int(each["slot"] or 0), each["lesson_id"]))
        shown = {each["lesson_id"] for each in lessons}
        apart = BLOCK if any(each["kind"] not in BLOCK for each in lessons) else set()  # an exam alone is no block
        subgroup = f", подгруппа {row['subgroup']}" if row["subgroup"] else ""
        return Course(
            id=row["course_id"],
            title=f"{row['code']} {row['name']}{subgroup}",
            kind=row["kind"],
            lessons=[each for each in lessons if each["kind"] not in apart],
            block=[each for each in lessons if each["kind"] in apart],
            students={who: name for who, name in self.students.items() if not listed or who in listed},
            cells={
                (each["lesson_id"], each["student_id"]): each["text"] for each in entries if each["lesson_id"] in shown
            },
            grades={
                (each["period"], each["kind"] or "result", each["student_id"]): each["value"]
                for each in grades
                if each["course_id"] == row["course_id"]
            },
        )
