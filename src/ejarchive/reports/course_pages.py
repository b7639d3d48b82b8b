"""The pages of a course: spreads of a left and a right page that hold the same lessons, cut by measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ejarchive.document import Part, Side
from ejarchive.model.courses import Course, Practice
from ejarchive.reports.context import PackContext, as_of
from ejarchive.reports.course_foot import SIGNATURE, CourseFoot, course_foot, director_line
from ejarchive.reports.course_head import (
    GEOMETRY,
    PAGE_HEIGHT,
    Head,
    course_head,
    course_title,
    subgroup_text,
)
from ejarchive.reports.course_record import CourseRecord, course_record
from ejarchive.reports.cutting import even_runs
from ejarchive.reports.left_page import (
    DAYS,
    GRADE_COLUMN,
    LEAST_ROW,
    MONTHS,
    MOST_ROW,
    Columns,
    column_widths,
    left_page,
    needed,
)
from ejarchive.reports.placement_pages import placement_part, practice_facts
from ejarchive.reports.right_page import right_pages
from ejarchive.reports.spreads import Measures, Spread, cut_spreads

_PAGES_A_PART = 16  # even, a spread stays whole; WeasyPrint takes ~10 MB a page, and a worker has 400 MB
_LEFT_NOTE = 5.0  # what hatched cells mean
_ELSEWHERE = "Темы этих занятий записаны на предыдущем развороте."
_VOID = "Заштриховано время, когда обучающийся не состоял в группе (подгруппе)."


def course_parts(context: PackContext, course: Course) -> tuple[Part, ...]:
    """Return the parts of one course: its spreads; of a work placement the list, and spreads if it has lessons."""
    record = course_record(context, course)
    if course.kind == "work_placement":
        placement = placement_part(context, record)
        return (placement, *_parts(context, record)) if record.held else (placement,)
    return _parts(context, record)


def _parts(context: PackContext, record: CourseRecord) -> tuple[Part, ...]:
    """Return the spreads of a course in parts of a bounded size; only the first stands in the outline."""
    course = record.course
    title = course_title(course)
    pages = _Sheets.of(context, record).pages()
    runs = [pages[start : start + _PAGES_A_PART] for start in range(0, len(pages), _PAGES_A_PART)]
    two_sided = context.settings.print.sides == "two"
    return tuple(
        Part(
            key=f"course-{number}-{course.course_id}",
            template="pack/course.html.j2",
            view={"foot": context.foot, "title": title, "pages": run},
            title="" if number > 1 else title + subgroup_text(course),
            starts=Side.BACK if len(pages) > 1 and two_sided else Side.ANY,
            keeps_with_previous=number > 1,
            geometry=GEOMETRY,
            pages=len(run),
            promises=tuple(_promises(run)),
        )
        for number, run in enumerate(runs, start=1)
    )


@dataclass(frozen=True, slots=True)
class _Sheets:
    """The pages of one course, as the spreads say."""

    context: PackContext
    record: CourseRecord
    head: Head
    foot: CourseFoot
    measures: Measures

    @classmethod
    def of(cls, context: PackContext, record: CourseRecord) -> _Sheets:
        practices = [row for row in context.journal.rows(Practice) if row.course_id == record.course.course_id]
        head = course_head(context, record.course, practice_facts(practices))
        foot = course_foot(context, record)
        signature = SIGNATURE if context.settings.print.director_signs == "sheet" else 0.0
        measures = Measures(
            right=right_pages(context, record.course, record.lessons, record.block),
            needs=tuple(needed(record, context.regulation, lesson) for lesson in record.lessons),
            block_needs=tuple(needed(record, context.regulation, lesson) for lesson in record.block),
            grades=len(record.grade_columns),
            above=head.height + signature,
            foot=foot.height,
        )
        return cls(context, record, head, foot, measures)

    def pages(self) -> list[dict[str, Any]]:
        """Return all pages in order: the left one of a spread, then its right one."""
        if not self.record.held and not self.record.grades:
            return [self._right(Spread(range(0), foot=True), message=self._nothing_yet)]
        pages = []
        for spread in cut_spreads(self.measures):
            for number, students in enumerate(self._student_runs()):
                pages.append(self._left(spread, students))
                message = _ELSEWHERE if number else "" if spread.lessons or spread.block else self._nothing_yet
                pages.append(self._right(replace(spread, foot=spread.foot and not number), message=message))
        return pages

    @property
    def _nothing_yet(self) -> str:
        return f"По состоянию на {as_of(self.context.moment)} занятия не проводились."

    @property
    def _left_signature(self) -> bool:
        """A sheet is signed on its face: in two-sided print that is the right page."""
        return self._right_signature and self.context.settings.print.sides == "one"

    @property
    def _right_signature(self) -> bool:
        return self.context.settings.print.director_signs == "sheet"

    @property
    def _rows_height(self) -> float:
        below = _LEFT_NOTE + (SIGNATURE if self._left_signature else 0.0)
        return PAGE_HEIGHT - self.head.height - MONTHS - DAYS - below

    def _student_runs(self) -> list[Sequence[tuple[int, str]]]:
        students = list(enumerate(self.record.names, start=1))
        most = int(self._rows_height / LEAST_ROW)
        return [students[run.start : run.stop] for run in even_runs(len(students), most)] or [[]]

    def _left(self, spread: Spread, students: Sequence[tuple[int, str]]) -> dict[str, Any]:
        record, measures = self.record, self.measures
        lessons = tuple(record.lessons[index] for index in spread.lessons)
        block = tuple(record.block[index] for index in spread.block)
        needs = measures.date_needs(spread)
        date = column_widths(needs, measures.dates_width(spread))
        columns = Columns(
            lessons or block,  # a block alone stands where lessons do
            record.grade_columns if spread.grades else (),
            block if lessons else (),
        )
        widths = [
            *(round(max(need, date), 2) for need in needs),
            *[GRADE_COLUMN] * len(columns.grades),
            *(measures.block_needs[index] for index in spread.block if lessons),
        ]
        row_height = min(MOST_ROW, int(self._rows_height / max(len(students), 1) * 10) / 10)
        table = left_page(record, self.context.regulation, columns, widths, students, row_height)
        return {
            "side": "left",
            "head": self.head.view(self._range(spread)),
            "table": table,
            "notes": [{"text": _VOID, "height": _LEFT_NOTE}] if table["hatched"] else [],
            "signature": director_line(self.context) if self._left_signature else None,
        }

    def _right(self, spread: Spread, message: str = "") -> dict[str, Any]:
        return {
            "side": "right",
            "head": self.head.view(self._range(spread)),
            "table": None if message else self.measures.right.view(spread.lessons, spread.block),
            "message": message,
            "foot": self.foot.view() if spread.foot else None,
            "signature": director_line(self.context) if self._right_signature else None,
        }

    def _range(self, spread: Spread) -> str:
        """Say which lessons the spread holds; a block alone is said by its heading."""
        run, count = spread.lessons, len(self.record.lessons)
        if not run:
            return ""
        if len(run) == count:
            return f"Занятий: {count}"
        numbers = f"Занятие {run.stop}" if len(run) == 1 else f"Занятия {run.start + 1}–{run.stop}"
        return f"{numbers} из {count}"


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
