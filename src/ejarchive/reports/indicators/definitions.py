"""What is counted, in words a deputy can check: title, formula, what stands above and below the line.

Formulas of results: «Сетевой город», see `model.results`; of absence: `model.absence`; of plan and fact:
`reports.course_hours`. Timeliness: verdicts of `upkeep`, where «срок не наступил» and «нет данных» stand apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """How a numerator and a denominator become the figure."""

    SHARE = "share"  # numerator · 100 / denominator, in %
    RATE = "rate"  # numerator / denominator
    COUNT = "count"  # the numerator itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One figure: `formula` as it stands in the report; `term_only`: it has no sense for a month."""

    key: str
    title: str
    formula: str
    unit: Unit = Unit.SHARE
    places: int = 1
    rule: str | None = None  # the rule of `upkeep` whose verdicts it counts
    term_only: bool = False


_ALL = (
    Indicator(key="lessons", title="Проведено занятий", formula="число проведённых занятий", unit=Unit.COUNT, places=0),
    Indicator(key="hours", title="Дано часов", formula="сумма часов проведённых занятий", unit=Unit.COUNT, places=2),
    Indicator(key="entries", title="Записей в клетках", formula="число заполненных клеток", unit=Unit.COUNT, places=0),
    Indicator(
        key="topics",
        title="Темы записаны",
        formula="занятия с темой · 100 / проведённые занятия",
    ),
    Indicator(
        key="homework",
        title="Домашние задания указаны",
        formula="занятия с домашним заданием · 100 / занятия, на которых оно задаётся",
    ),
    Indicator(
        key="attendance_in_time",
        title="Отсутствующие отмечены в срок",
        formula="отмечено в срок · 100 / (в срок + с нарушением)",
        rule="attendance_late",
    ),
    Indicator(
        key="marks_in_time",
        title="Оценки выставлены в срок",
        formula="выставлено в срок · 100 / (в срок + с нарушением)",
        rule="marks_late",
    ),
    Indicator(
        key="homework_in_time",
        title="Домашние задания опубликованы в срок",
        formula="опубликовано в срок · 100 / (в срок + с нарушением)",
        rule="homework_late",
    ),
    Indicator(
        key="grades_set",
        title="Оценки за период выставлены",
        formula="выставлено · 100 / (выставлено + не выставлено по истечении срока)",
        rule="grade_missing",
    ),
    Indicator(
        key="grades_in_time",
        title="Оценки за период выставлены в срок",
        formula="выставлено в срок · 100 / (в срок + с нарушением)",
        rule="grades_late",
    ),
    Indicator(
        key="plan",
        title="Выполнение учебного плана",
        formula="дано часов · 100 / часов по плану на период (без самостоятельной работы)",
        term_only=True,
    ),
    Indicator(
        key="marks_per_lesson",
        title="Оценок на занятие",
        formula="оценки в клетках / проведённые занятия без консультаций",
        unit=Unit.RATE,
        places=2,
    ),
    Indicator(
        key="lessons_with_marks",
        title="Занятия с оценками",
        formula="занятия хотя бы с одной оценкой · 100 / проведённые занятия без консультаций",
    ),
    Indicator(
        key="current_average",
        title="Средний балл текущих оценок",
        formula="сумма оценок / число оценок; «ЗЧ» и «НЗ» не входят, «5+» и «5-» — это 5",
        unit=Unit.RATE,
        places=2,
    ),
    Indicator(
        key="attendance",
        title="Посещаемость",
        formula="(плановые человеко-часы − пропуски н, п, б) · 100 / плановые человеко-часы; опоздание — присутствие",
    ),
    Indicator(
        key="success",
        title="Успеваемость",
        formula="(n5 + n4 + n3) · 100 / N; N — оценки за период с «н/а», без «осв.», «ЗЧ» и «НЗ»",
        term_only=True,
    ),
    Indicator(key="quality", title="Качество знаний", formula="(n5 + n4) · 100 / N", term_only=True),
    Indicator(
        key="learning",
        title="СОУ",
        formula="(100·n5 + 64·n4 + 36·n3 + 16·n2 + 7·n(н/а)) / N, в процентах",
        unit=Unit.RATE,
        places=2,
        term_only=True,
    ),
    Indicator(
        key="average",
        title="Средний балл за период",
        formula="сумма оценок / число оценок без «н/а», «осв.», «ЗЧ» и «НЗ»",
        unit=Unit.RATE,
        places=2,
        term_only=True,
    ),
)
INDICATORS = {indicator.key: indicator for indicator in _ALL}
"""All indicators by key, in the order of the report."""
