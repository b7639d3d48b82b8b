"""The pages of a course: spreads of a left and a right page that hold the same lessons, cut by measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ejarchive.document import Part, Side
from ejarchive.model.courses import Course, Practice
from ejarchive.naming import stem
from ejarchive.reports.context import PackContext, as_of
from ejarchive.reports.course_foot import SIGNATURE, CourseFoot, course_foot, director_line
from ejarchive.reports.course_head import (
    GEOMETRY,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    Head,
    course_head,
    course_title,
    subgroup_text,
)
from ejarchive.reports.course_record import CourseRecord, course_record
from ejarchive.reports.cutting import even_cuts, even_runs
from ejarchive.reports.left_page import (
    DAYS,
    GAP_COLUMN,
    LEAST_ROW,
    MONTHS,
    MOST_ROW,
    MOST_ROWS,
    NAMES,
    NUMBER,
    Columns,
    column_widths,
    grades_width,
    left_page,
    needed,
)
from ejarchive.reports.placement_pages import placement_part, practice_facts
from ejarchive.reports.right_page import RightPage, right_pages

_LEFT_NOTE = 5.0  # what hatched cells mean
_ELSEWHERE = "Темы этих занятий записаны на предыдущем развороте."
_VOID = "Заштриховано время, когда обучающийся не состоял в группе (подгруппе)."


def course_parts(context: PackContext, course: Course) -> tuple[Part, ...]:
    """Return the parts of one course: its spreads; of a work placement the list, and spreads if it has lessons."""
    record = course_record(context, course)
    if course.kind == "work_placement":
        placement = placement_part(context, record)
        return (placement, _part(context, record)) if record.held else (placement,)
    return (_part(context, record),)


def _part(context: PackContext, record: CourseRecord) -> Part:
    course = record.course
    plan = _Plan.of(context, record)
    pages = plan.pages()
    return Part(
        key=f"course-{stem(course.course_id)}",
        template="pack/course.html.j2",
        view={"foot": context.foot, "title": course_title(course), "pages": pages},
        title=course_title(course) + subgroup_text(course),
        starts=Side.BACK if len(pages) > 1 and context.settings.print.sides == "two" else Side.ANY,
        geometry=GEOMETRY,
        pages=len(pages),
        promises=tuple(_promises(pages)),
    )


@dataclass(frozen=True, slots=True)
class _Plan:
    """How one course is cut: runs of lessons, runs of students, and the width of an ordinary date."""

    context: PackContext
    record: CourseRecord
    head: Head
    right: RightPage
    foot: CourseFoot
    needs: tuple[float, ...]

    @classmethod
    def of(cls, context: PackContext, record: CourseRecord) -> _Plan:
        practices = [row for row in context.journal.rows(Practice) if row.course_id == record.course.course_id]
        return cls(
            context,
            record,
            course_head(context, record.course, practice_facts(practices)),
            right_pages(context, record.course, record.lessons, record.block),
            course_foot(context, record),
            tuple(needed(record, context.regulation, lesson) for lesson in record.held),
        )

    def pages(self) -> list[dict[str, Any]]:
        """Return all pages in order: the left one of a spread, then its right one."""
        if not self.record.held and not self.record.grades:
            return [self._empty_page()]
        runs = even_cuts(len(self.record.lessons), self._fits) or [range(0)]
        pages = []
        for run in runs:
            for number, students in enumerate(self._student_runs()):
                pages.append(self._left(run, students))
                pages.append(self._right(run, elsewhere=number > 0))
        return pages

    def _fits(self, start: int, end: int) -> bool:
        below = self.foot.height if self._is_last(end) else 0.0
        height = self.head.height + self.right.height(start, end, block=self._is_last(end)) + below + self._signature
        return sum(self.needs[start:end]) <= self._width(end) and height <= PAGE_HEIGHT

    def _is_last(self, end: int) -> bool:
        return end == len(self.record.lessons)

    def _width(self, end: int) -> float:
        """Return what the dates of a run may take; after the last lesson stand the grades and the block."""
        width = PAGE_WIDTH - NUMBER - NAMES
        if self._is_last(end):
            width -= grades_width(self.record.grade_columns) + sum(self._block_needs)
            width -= GAP_COLUMN if self.record.block else 0.0
        return round(width, 2)

    @property
    def _block_needs(self) -> tuple[float, ...]:
        return self.needs[len(self.record.lessons) :]

    @property
    def _signature(self) -> float:
        return SIGNATURE if self.context.settings.print.director_signs == "sheet" else 0.0

    @property
    def _left_signature(self) -> float:
        """A sheet is signed on its face: in two-sided print that is the right page."""
        return self._signature if self.context.settings.print.sides == "one" else 0.0

    @property
    def _rows_height(self) -> float:
        return PAGE_HEIGHT - self.head.height - MONTHS - DAYS - _LEFT_NOTE - self._left_signature

    def _student_runs(self) -> list[Sequence[tuple[int, str]]]:
        students = list(enumerate(self.record.names, start=1))
        most = min(MOST_ROWS, int(self._rows_height / LEAST_ROW))
        return [students[run.start : run.stop] for run in even_runs(len(students), most)] or [[]]

    def _left(self, run: range, students: Sequence[tuple[int, str]]) -> dict[str, Any]:
        last = self._is_last(run.stop)
        record = self.record
        date = column_widths(self.needs[run.start : run.stop], self._width(run.stop))
        lessons, block = record.lessons[run.start : run.stop], record.block if last else ()
        if not record.lessons:  # an examination and nothing else: its days stand where lessons do
            lessons, block = block, ()
        columns = Columns(lessons, record.grade_columns if last else (), block)
        widths = [
            *(round(max(need, date), 2) for need in self.needs[run.start : run.start + len(lessons)]),
            *[grades_width(record.grade_columns[:1])] * len(columns.grades),
            *(self._block_needs if block else ()),
        ]
        row_height = min(MOST_ROW, int(self._rows_height / max(len(students), 1) * 10) / 10)
        table = left_page(record, self.context.regulation, columns, widths, students, row_height)
        return {
            "side": "left",
            "head": self.head.view(self._range(run)),
            "table": table,
            "notes": [{"text": _VOID, "height": _LEFT_NOTE}] if table["hatched"] else [],
            "signature": director_line(self.context) if self._left_signature else None,
        }

    def _right(self, run: range, *, elsewhere: bool) -> dict[str, Any]:
        last = self._is_last(run.stop)
        page: dict[str, Any] = {
            "side": "right",
            "head": self.head.view(self._range(run)),
            "table": None if elsewhere else self.right.view(run.start, run.stop, block=last),
            "message": _ELSEWHERE if elsewhere else "",
            "foot": self.foot.view() if last and not elsewhere else None,
            "signature": director_line(self.context) if self._signature else None,
        }
        return page

    def _empty_page(self) -> dict[str, Any]:
        message = f"По состоянию на {as_of(self.context.moment)} занятия не проводились."
        return {
            "side": "right",
            "head": self.head.view(),
            "table": None,
            "message": message,
            "foot": self.foot.view(),
            "signature": director_line(self.context) if self._signature else None,
        }

    def _range(self, run: range) -> str:
        count = len(self.record.lessons)
        if not run:
            return ""
        one = run.start + 1 == run.stop
        numbers = f"Занятие {run.stop}" if one else f"Занятия {run.start + 1}–{run.stop}"
        return f"{numbers} из {count}" if len(run) < count else f"Занятий: {count}"


def _promises(pages: Sequence[dict[str, Any]]) -> Sequence[str]:
    """Return what must be found on the pages: each row in its reading order, each date, each topic."""
    found: list[str] = []
    for page in pages:
        table = page["table"]
        if table is None:
            continue
        if page["side"] == "left":
            found.append("".join(day["text"] for day in table["days"]))
            found += [_left_promise(row) for row in table["rows"]]
        else:
            order = [field["name"] for field in table["fields"]]
            for row in table["rows"]:
                found.append(row.get("heading") or "".join(row["texts"][name] for name in order))
    return [promise for promise in found if promise]


def _left_promise(row: dict[str, Any]) -> str:
    cells = "".join(cell["code"] + cell["mark"] for cell in row["cells"] if cell)
    block = "".join(cell["code"] + cell["mark"] for cell in row["block"] if cell)
    return f"{row['number']}{row['name']}{cells}{''.join(row['grades'])}{block}"
