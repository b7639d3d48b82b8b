"""What is still empty in a group's journal before the director signs it, as values.

`checks.readiness` finds the gaps, `reports` print them, the command line speaks them: so they live here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from ejarchive.russian import counted, number_text


class GapKind(StrEnum):
    """What is empty; the order is the order in which a curator asks for it."""

    TOPIC = "topic"  # a held lesson without a topic
    LESSON = "lesson"  # a lesson whose day is past is still «planned»
    GRADE = "grade"  # a student of the course without the grade of the term
    MAKE_UP = "make_up"  # «н/а» without its term and form (АПТ 4.4)
    HOURS = "hours"  # fewer hours given than planned
    NO_LESSONS = "no_lessons"  # a planned course of which nothing is given yet
    REMARK = "remark"  # a remark not yet eliminated


_REMEDIES = {
    GapKind.TOPIC: "записать темы занятий в электронном журнале",
    GapKind.LESSON: "отметить занятия проведёнными или отменёнными",
    GapKind.GRADE: "выставить оценки за период",
    GapKind.MAKE_UP: "указать срок и форму ликвидации задолженности",
    GapKind.HOURS: "провести занятия или указать причину отставания",
    GapKind.NO_LESSONS: "внести занятия или убрать курс из этого периода",
    GapKind.REMARK: "устранить замечание и отметить устранение",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One thing to fill in: how much of it, in which course, by whom.

    `count` counts lessons, students or remarks; `hours` is the shortage for `HOURS` and `NO_LESSONS`. `dates` are the
    days of the lessons (or of the remark), `student_ids` the students concerned. No person's name.
    """

    kind: GapKind
    count: int = 1
    hours: float = 0
    course_id: str | None = None
    responsible_id: str | None = None
    dates: tuple[dt.date, ...] = ()
    student_ids: tuple[str, ...] = ()

    @property
    def remedy(self) -> str:
        """What to do about it, as an infinitive."""
        return _REMEDIES[self.kind]

    def __str__(self) -> str:
        days = ", ".join(f"{day:%d.%m}" for day in self.dates)
        where = f" ({days})" if days else ""
        match self.kind:
            case GapKind.TOPIC:
                return f"нет темы: {counted(self.count, 'занятие')}{where}"
            case GapKind.LESSON:
                return f"не отмечено проведение: {counted(self.count, 'занятие')}{where}"
            case GapKind.GRADE:
                return f"нет оценки за период: {counted(self.count, 'обучающийся')}"
            case GapKind.MAKE_UP:
                return f"«н/а» без срока и формы ликвидации: {counted(self.count, 'обучающийся')}"
            case GapKind.HOURS:
                return f"недодано по плану: {number_text(self.hours)}\u00a0ч."
            case GapKind.NO_LESSONS:
                return f"нет ни одного занятия: по плану {number_text(self.hours)}\u00a0ч."
            case GapKind.REMARK:
                return f"не устранено: {counted(self.count, 'замечание')}{where}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """The state of one group's journal for one term; ready when nothing is empty."""

    group_id: str
    term_id: str
    gaps: tuple[Gap, ...] = ()

    @property
    def ready(self) -> bool:
        """Tell whether the pack may be printed without «ПРОЕКТ»."""
        return not self.gaps
