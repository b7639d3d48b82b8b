"""The head of every course page: group and period, code and full name, who teaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ejarchive.document import Geometry
from ejarchive.model.courses import Course
from ejarchive.reports.context import PackContext
from ejarchive.reports.measure import line_count, plain
from ejarchive.reports.names import staff_name
from ejarchive.reports.styles import COURSE, COURSE_LONG, META
from ejarchive.russian import bound

GEOMETRY = Geometry(bottom=8)
"""The foot line stands inside the page, in the flow, so that every engine reads it last."""
PAGE_WIDTH = 170.0
PAGE_HEIGHT = 261.5
"""What a page holds between its head margin and its foot line."""
RIGHT_COLUMN = 64.0
"""Width of the right column of the head: the period, the lessons of the page."""
_GAP = 2.0


@dataclass(frozen=True, slots=True)
class Head:
    """Group and period; title; teacher and which lessons the page holds; further facts, a line each."""

    group: str
    term: str
    title: str
    style: str
    teacher: str
    facts: tuple[str, ...] = ()

    @property
    def height(self) -> float:
        """Height in millimetres, the gap below included."""
        return round(_GAP + sum(self._heights().values()) + sum(_height(fact, PAGE_WIDTH) for fact in self.facts), 2)

    def view(self, lessons: str = "") -> dict[str, object]:
        """Return the head of one page; `lessons` says which ones it holds."""
        return {
            "group": self.group,
            "term": self.term,
            "title": self.title,
            "style": self.style,
            "teacher": self.teacher,
            "lessons": lessons,
            "facts": [{"text": fact, "height": _height(fact, PAGE_WIDTH)} for fact in self.facts],
            "heights": self._heights(),
            "height": self.height,
        }

    def _heights(self) -> dict[str, float]:
        style = COURSE if self.style == "course" else COURSE_LONG
        narrow = PAGE_WIDTH - RIGHT_COLUMN
        return {
            "group": max(_height(self.group, narrow), _height(self.term, RIGHT_COLUMN)),
            "title": round(line_count(self.title, PAGE_WIDTH, style) * style.leading + 1.0, 2),
            "teacher": _height(self.teacher, narrow),
        }


def course_head(context: PackContext, course: Course, facts: Sequence[str] = ()) -> Head:
    """Make the head; `facts` are further lines (dates, place and order of a practice)."""
    title = course_title(course)
    return Head(
        group=bound(f"Группа {plain(context.group.name)}{subgroup_text(course)}"),
        term=bound(plain(context.term_title)),
        title=title,
        style="course" if line_count(title, PAGE_WIDTH, COURSE) <= 2 else "course-long",
        teacher=teacher_line(context, course),
        facts=tuple(bound(plain(fact)) for fact in facts),
    )


def course_title(course: Course) -> str:
    """Return code and full name: «МДК.01.01 Назначение и общее устройство …»."""
    return bound(plain(" ".join(filter(None, (course.code, course.name)))))


def subgroup_text(course: Course) -> str:
    """Return «, подгруппа 1», or nothing when the course is the whole group's."""
    subgroup = plain(course.subgroup)
    if not subgroup:
        return ""
    return f", {subgroup}" if "групп" in subgroup.casefold() else f", подгруппа\u00a0{subgroup}"


def teacher_line(context: PackContext, course: Course) -> str:
    """Return «Преподаватель: Золотарёв Михаил Игнатьевич», the word being the master's in a practice."""
    word = {"training_practice": "Мастер производственного обучения", "work_placement": "Руководитель практики"}
    name = staff_name(context.journal, course.teacher_id)
    return bound(f"{word.get(course.kind or '', 'Преподаватель')}: {plain(name) or 'не указан'}")


def _height(text: str, width: float) -> float:
    return round(line_count(text, width, META) * META.leading, 2)
