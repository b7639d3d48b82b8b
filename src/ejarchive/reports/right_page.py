"""A right page: №, date, hours, kind, topic, homework, substitution of each lesson of its left neighbour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ejarchive.model.courses import Course
from ejarchive.model.lessons import LESSON_KINDS, Lesson
from ejarchive.regulation import Regulation
from ejarchive.reports.context import PackContext
from ejarchive.reports.course_head import PAGE_WIDTH
from ejarchive.reports.course_order import is_practice
from ejarchive.reports.measure import line_count, plain
from ejarchive.reports.names import staff_short_name
from ejarchive.reports.ruling import Ruling, edges
from ejarchive.reports.styles import LEAST, SMALL, TOPIC
from ejarchive.russian import bound, number_text
from ejarchive.typeface import TextStyle

HEADING_ROW, BLOCK_ROW, LEAST_ROW = 8.4, 6.2, 6.4
PADDING = 1.0
_ABOVE_AND_BELOW = 2.2
# The sizes of a row's long texts, and the most lines each may take before the next smaller one is chosen.
_SIZES = (("", TOPIC, 14), ("small", SMALL, 30), ("least", LEAST, 10_000))
_SHORT_KINDS = {
    "practical": "практ. занятие",
    "laboratory": "лаб. занятие",
    "coursework": "курсовая работа",
    "control": "контр. работа",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the right page: its heading, width and size of its text."""

    name: str
    title: str
    width: float
    style: TextStyle = TOPIC


@dataclass(frozen=True, slots=True)
class Row:
    """A lesson's row: the text of each field, and the height it needs."""

    lesson_id: str
    texts: dict[str, str]
    height: float
    size: str = ""


@dataclass(frozen=True, slots=True)
class RightPage:
    """The rows of a course, ready to be cut: `fields` are the columns, the topic taking what is left."""

    fields: tuple[Field, ...]
    lessons: tuple[Row, ...]
    block: tuple[Row, ...] = field(default=())

    def height(self, lessons: range, block: range) -> float:
        """Return the height of the table with these lessons, and with this much of the block."""
        rows = sum(self.lessons[index].height for index in lessons) + sum(self.block[index].height for index in block)
        return HEADING_ROW + rows + (BLOCK_ROW if block else 0.0)

    def view(self, lessons: range, block: range) -> dict[str, object]:
        """Return the table of one right page."""
        rows: list[dict[str, object]] = [_row(self.lessons[index], str(index + 1)) for index in lessons]
        heading = len(rows) if block else None
        if heading is not None:
            rows.append({"heading": "Консультации и промежуточная аттестация", "height": BLOCK_ROW})
            rows += [_row(self.block[index], str(index + 1)) for index in block]
        widths = [each.width for each in self.fields]
        ruling = Ruling(edges(widths), edges([HEADING_ROW, *(float(str(row["height"])) for row in rows)]))
        ruling.rows(range(len(ruling.ys)))
        if heading is None:
            ruling.columns(range(len(ruling.xs)))
        else:
            ruling.columns([0, len(ruling.xs) - 1])
            inner = range(1, len(ruling.xs) - 1)
            ruling.columns(inner, last=heading + 1)
            ruling.columns(inner, first=heading + 2)
        return {
            "ruling": ruling.view(),
            "xs": list(ruling.xs),
            "ys": list(ruling.ys),
            "widths": widths,
            "fields": [{"name": each.name, "title": each.title} for each in self.fields],
            "heading_row": HEADING_ROW,
            "rows": rows,
        }


def right_pages(context: PackContext, course: Course, lessons: Sequence[Lesson], block: Sequence[Lesson]) -> RightPage:
    """Measure every row of a course."""
    fields = _fields(context.regulation, course)
    return RightPage(
        fields,
        tuple(_measured(context, course, fields, lesson) for lesson in lessons),
        tuple(_measured(context, course, fields, lesson) for lesson in block),
    )


def _fields(regulation: Regulation, course: Course) -> tuple[Field, ...]:
    """No homework where the regulation has none (masters' practice), no kind where all is practice."""
    practice = is_practice(course)
    homework = course.kind is None or course.kind in regulation.homework_kinds
    sides = [
        Field("number", "№", 7.0),
        Field("date", "Дата", 11.5),
        Field("hours", "Часов", 9.5),
        *([] if practice else [Field("kind", "Вид занятия", 17.0, SMALL)]),
    ]
    tail = [
        *([Field("homework", "Домашнее задание", 38.0)] if homework else []),
        Field("note", "Замена, перенос", 21.0, SMALL),
    ]
    rest = PAGE_WIDTH - sum(each.width for each in (*sides, *tail))
    topic = Field("topic", "Виды работ" if practice else "Тема занятия", round(rest, 2))
    return (*sides, topic, *tail)


def _measured(context: PackContext, course: Course, fields: Sequence[Field], lesson: Lesson) -> Row:
    texts = {
        "date": f"{lesson.date:%d.%m}",
        "hours": number_text(lesson.hours) if lesson.hours is not None else "",
        "kind": _SHORT_KINDS.get(lesson.kind or "", LESSON_KINDS.get(lesson.kind or "", plain(lesson.kind))),
        "topic": bound(plain(lesson.topic)),
        "homework": bound(plain(lesson.homework)),
        "note": bound(_note(context, course, lesson)),
    }
    size, style = next((name, style) for name, style, most in _SIZES if _lines(texts, fields, style) <= most)
    heights = (_lines(texts, [each], style) * _style(each, style).leading for each in fields)
    height = max(LEAST_ROW, round(max(heights) + _ABOVE_AND_BELOW, 2))
    names = {each.name for each in fields}
    return Row(lesson.lesson_id, {name: text for name, text in texts.items() if name in names}, height, size)


def _lines(texts: dict[str, str], fields: Sequence[Field], style: TextStyle) -> int:
    return max(line_count(texts.get(each.name, ""), each.width - 2 * PADDING, _style(each, style)) for each in fields)


def _style(column: Field, style: TextStyle) -> TextStyle:
    """Return the size of a column's text where long texts are set in `style`."""
    return style if column.style is TOPIC else column.style


def _note(context: PackContext, course: Course, lesson: Lesson) -> str:
    """Who stood in that day, and from which day the lesson was moved."""
    substitute = lesson.teacher_id if lesson.teacher_id != course.teacher_id else None
    name = staff_short_name(context.journal, substitute) if substitute else ""
    moved = f"перенос с\u00a0{lesson.moved_from:%d.%m}" if lesson.moved_from else ""
    return "; ".join(filter(None, (name, moved)))


def _row(row: Row, number: str) -> dict[str, object]:
    return {
        "lesson": row.lesson_id,
        "height": row.height,
        "size": row.size,
        "texts": {"number": number, **row.texts},
    }
