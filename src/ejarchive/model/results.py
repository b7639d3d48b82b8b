"""Results in figures: средний балл, % успеваемости, % качества, СОУ, by the formulas of «Сетевой город».

N = all − exempt («осв.») − without a grade; «н/а» is in N. Credits («ЗЧ», «НЗ») have no place in a formula
of fives and twos: they are counted apart and not in N. «5+» and «5-» count as 5.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GradeScale:
    """Values a period grade may have: numbers with their worth, and the words by what they mean."""

    numbers: Mapping[str, int]
    passed: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    not_assessed: tuple[str, ...] = ()
    exempt: tuple[str, ...] = ()

    @property
    def values(self) -> tuple[str, ...]:
        """All values, in the order of the regulation."""
        return (*self.numbers, *self.passed, *self.failed, *self.not_assessed, *self.exempt)

    def is_debt(self, value: str) -> bool:
        """Tell whether the grade leaves an academic debt: «2», «НЗ», «н/а»."""
        return self.numbers.get(value, 5) <= 2 or value in (*self.failed, *self.not_assessed)


@dataclass(frozen=True, slots=True)
class Results:
    """How many grades of each sort, and the shares that follow; percentages are 0…100, None without grades."""

    fives: int = 0
    fours: int = 0
    threes: int = 0
    twos: int = 0
    not_assessed: int = 0
    passed: int = 0
    failed: int = 0
    exempt: int = 0

    @property
    def counted(self) -> int:
        """N of the formulas."""
        return self.fives + self.fours + self.threes + self.twos + self.not_assessed

    @property
    def success(self) -> float | None:
        """% успеваемости = (n5 + n4 + n3) · 100 / N."""
        return self._share(100 * (self.fives + self.fours + self.threes))

    @property
    def quality(self) -> float | None:
        """% качества знаний = (n5 + n4) · 100 / N."""
        return self._share(100 * (self.fives + self.fours))

    @property
    def learning(self) -> float | None:
        """СОУ (степень обученности) = (100·n5 + 64·n4 + 36·n3 + 16·n2 + 7·n_н/а) / N, already in %."""
        weighted = 100 * self.fives + 64 * self.fours + 36 * self.threes + 16 * self.twos
        return self._share(weighted + 7 * self.not_assessed)

    @property
    def average(self) -> float | None:
        """Средний балл of the number grades alone."""
        number = self.counted - self.not_assessed
        points = 5 * self.fives + 4 * self.fours + 3 * self.threes + 2 * self.twos
        return points / number if number else None

    def _share(self, points: int) -> float | None:
        return points / self.counted if self.counted else None


def count_results(grades: Iterable[str | None], scale: GradeScale) -> Results:
    """Count grades by sort; None and values outside the scale are no grades and count nowhere."""
    sorts = {worth: name for name, worth in (("fives", 5), ("fours", 4), ("threes", 3))}
    counts = dict.fromkeys(Results.__dataclass_fields__, 0)
    for grade in grades:
        if grade is None:
            continue
        if grade in scale.numbers:
            counts[sorts.get(scale.numbers[grade], "twos")] += 1
        for sort in ("passed", "failed", "not_assessed", "exempt"):
            counts[sort] += grade in getattr(scale, sort)
    return Results(**counts)


def average(marks: Iterable[str], worth: Mapping[str, int | None]) -> float | None:
    """Return the mean of the marks that have a worth (5± → 5; ЗЧ, НЗ, н/а have none); None without any."""
    points = [value for value in (worth.get(mark) for mark in marks) if value is not None]
    return sum(points) / len(points) if points else None
