"""Blocks → rows of a journal: the same names give the same codes, so that the two reports of a class meet."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from ejarchive.finding import Finding
from ejarchive.formats.class_reports.blocks import Block
from ejarchive.formats.class_reports.cells import CODES, MEANINGS, Cells
from ejarchive.formats.class_reports.headings import Column, Layout, layout_of
from ejarchive.formats.class_reports.terms import term_of, title_of
from ejarchive.formats.headings import plain
from ejarchive.formats.rows import Rows
from ejarchive.model.place import Place
from ejarchive.naming import slug

_SHOWN = 8


class Making:
    """A journal being made of blocks."""

    def __init__(self) -> None:
        self.rows, self.cells = Rows(), Cells()
        self.students: dict[tuple[str, str, int], str] = {}
        self._seen: Counter[tuple[str, str, object]] = Counter()
        self._courses: dict[tuple[str, str, str], str] = {}
        self._findings: list[Finding] = []
        self._averages_alone = 0
        self._periods: dict[tuple[dt.date, dt.date], str] = {}

    def add(self, block: Block) -> None:
        """Add one student's block."""
        if not (block.year and block.group and block.student):
            self._say("F240", block, block.first)
            return
        layout = layout_of(block)
        if layout is None or not layout.columns:
            self._say("F241", block, block.first)
            return
        if layout.has_days and block.period is None:  # its marks would belong to no term
            self._say("F240", block, block.first)
            return
        for odd in layout.odd:
            self._say("F242", block, layout.body - 1, day=odd)
        group = f"g-{slug(block.group) or 'x'}"
        self.rows.add_once("groups", group_id=group, name=block.group)
        student = self._student(group, block)
        term = self._own_term(block) if block.period else ""
        codes = CODES | _legend(block, layout)
        names: set[str] = set()
        for row in range(layout.body, block.end):
            name = block.text(row, layout.subject)
            if not name:
                break
            if plain(name) in names:
                self._say("F248", block, row, name=name)
                continue
            names.add(plain(name))
            self._add_subject(block, layout, row, (group, student, term, name), codes)

    def findings(self, file: str) -> list[Finding]:
        """Return what was found, what concerns many cells said once."""
        found = list(self._findings)
        place = Place(file=file)
        if total := sum(self.cells.rewritten.values()):
            shown = [f"«{was}» → «{now}» ({n})" for (was, now), n in self.cells.rewritten.most_common(_SHOWN)]
            found.append(Finding("F243", place, {"count": total, "examples": ", ".join(shown)}))
        for text, count in sorted(self.cells.repeated.items()):
            found.append(Finding("F244", place, {"text": text, "count": count}))
        for text, count in sorted(self.cells.unknown.items()):
            found.append(Finding("F245", place, {"text": text, "count": count}))
        if self._averages_alone:
            found.append(Finding("F246", place, {"count": self._averages_alone}))
        for (starts, ends), title in self._periods.items():
            found.append(Finding("F247", place, {"starts": starts, "ends": ends, "title": title}))
        return found

    def _student(self, group: str, block: Block) -> str:
        """Return a student's code; a full namesake in the same report is another person."""
        look = (group, block.student, block.period)
        self._seen[look] += 1
        key = (group, block.student, self._seen[look])
        if key not in self.students:
            number = 1 + sum(one[0] == group for one in self.students)
            self.students[key] = f"{group.removeprefix('g-')}-{number:02}"
            last, first, middle = [*block.student.split(maxsplit=2), "", ""][:3]
            names = {"last_name": last, "first_name": first, "middle_name": middle}
            self.rows.add("students", student_id=self.students[key], group_id=group, **names)
        return self.students[key]

    def _own_term(self, block: Block) -> str:
        """Return the term that the report's period is; its days are told, its number follows from them."""
        starts, ends = block.period or (dt.date.min, dt.date.max)
        kind, number = term_of(starts, ends, block.year)
        if kind:
            term, title = f"{block.year}-{number}", title_of(kind, number, block.year)
        else:
            term, title = str(block.year), f"{block.year}/{block.year + 1} учебный год"
        self._periods[starts, ends] = title
        self.rows.add_once("terms", term_id=term, starts=starts, ends=ends, kind=kind, title=title)
        return term

    def _course(self, group: str, term: str, name: str) -> str:
        key = (group, term, plain(name))
        if key not in self._courses:
            code = "-".join((group.removeprefix("g-"), slug(name) or "x", term))
            self._courses[key] = code if self.rows.add_once("courses", **_facts(code, group, term, name)) else ""
            while not self._courses[key]:  # two names that transliterate alike
                code += "~"
                self._courses[key] = code if self.rows.add_once("courses", **_facts(code, group, term, name)) else ""
        return self._courses[key]

    def _add_subject(
        self, block: Block, layout: Layout, row: int, who: tuple[str, str, str, str], codes: dict[str, str]
    ) -> None:
        group, student, own, name = who
        numbers: Counter[dt.date] = Counter()
        grades: dict[str, dict[str, str]] = {}
        for column in layout.columns:
            if column.role == "day":
                if own and column.day and block.sheet.is_text(row, column.position):
                    numbers[column.day] += 1
                    lesson = self._lesson(self._course(group, own, name), column.day, numbers[column.day])
                    if text := self.cells.read(block.text(row, column.position), codes):
                        self.rows.add_once("entries", lesson_id=lesson, student_id=student, text=text)
            elif period := _period(column, block.year, own):
                grades.setdefault(period, {})[column.role] = block.text(row, column.position)
        terms = [period for period in grades if ":" not in period]
        for period, one in grades.items():
            course = self._course(group, period if period in terms else max(terms, default=own), name)
            self._add_grade(course, student, period, one)

    def _lesson(self, course: str, day: dt.date, number: int) -> str:
        lesson = f"{course}-{day:%m%d}-{number}"
        self.rows.add_once("lessons", lesson_id=lesson, course_id=course, date=day)
        return lesson

    def _add_grade(self, course: str, student: str, period: str, told: dict[str, str]) -> None:
        average, weighted = (_number(told.get(role, "")) for role in ("average", "weighted"))
        value = told.get("grade", "")
        if not value:
            self._averages_alone += bool(average or weighted)
            return
        period, _, kind = period.partition(":")
        facts = {"value": value, "exported_average": average, "exported_weighted_average": weighted}
        self.rows.add_once("grades", course_id=course, student_id=student, period=period, kind=kind, **facts)

    def _say(self, code: str, block: Block, row: int, **facts: object) -> None:
        self._findings.append(Finding(code, block.place(row), facts))


def _facts(code: str, group: str, term: str, name: str) -> dict[str, str]:
    return {"course_id": code, "group_id": group, "term_id": term, "name": name}


def _period(column: Column, year: int, own: str) -> str:
    """Return `term`, or `period:kind` for what is given for the whole year and belongs to its last term's course."""
    if column.term:
        return f"{year}-{column.term[1]}"
    whole = {"year": f"{year}:", "exam": f"{year}:exam", "state_exam": "final:state_exam", "final": "final:"}
    return whole.get(column.whole, own)


def _number(text: str) -> str:
    """Return an average; 0 is how the system writes that there is none."""
    return "" if text in ("0", "") else text


def _legend(block: Block, layout: Layout) -> dict[str, str]:
    """Return the signs that the lines below the table explain."""
    found = {}
    for row in range(layout.body, block.end):
        words = [text for value in range(len(block.sheet.rows[row])) if (text := block.text(row, value))]
        if len(words) == 2 and (code := MEANINGS.get(words[1].casefold().split()[0])):
            found[words[0].casefold()] = code
    return found
