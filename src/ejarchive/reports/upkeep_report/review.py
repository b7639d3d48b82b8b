"""What a справка is made from: the verdicts, the figures and the remarks of one month, for one deputy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ejarchive.model.courses import Course
from ejarchive.model.journal import Journal
from ejarchive.regulation import Regulation
from ejarchive.remark_life import State, TrackedRemark
from ejarchive.reports.indicators.figures import Figure, Indicators
from ejarchive.reports.indicators.spans import Month, Span
from ejarchive.reports.measure import plain
from ejarchive.reports.names import group_name, staff_short_name
from ejarchive.russian import bound
from ejarchive.settings import Role, Settings
from ejarchive.upkeep import Upkeep

if TYPE_CHECKING:
    import pandas as pd

Deputy = Literal["academic", "practical"]
DEPUTIES: tuple[Deputy, ...] = ("academic", "practical")
ROLE: Mapping[Deputy, Role] = {"academic": "deputy_academic", "practical": "deputy_practical"}
CLAUSE = {"academic": "review_academic", "practical": "review_practical"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One deputy's month. `remarks`: all that are known up to `moment`, of both deputies; `moment` in college time."""

    journal: Journal
    settings: Settings
    regulation: Regulation
    upkeep: Upkeep
    indicators: Indicators
    remarks: tuple[TrackedRemark, ...]
    moment: dt.datetime
    deputy: Deputy

    @property
    def month(self) -> Month:
        """The month that is analysed."""
        return self.indicators.month

    @property
    def day(self) -> dt.date:
        """The day the data speak of: terms are overdue or not on it."""
        return self.moment.date()

    @property
    def own_remarks(self) -> tuple[TrackedRemark, ...]:
        """This deputy's remarks, without those she dropped."""
        return tuple(
            remark for remark in self.remarks if remark.deputy == self.deputy and remark.state is not State.DROPPED
        )

    @property
    def concerned(self) -> bool:
        """Whether this deputy has any journal of the term, any lesson of the month, or any remark."""
        return bool(self.indicators.facts["deputy"].eq(self.deputy).any()) or bool(self.own_remarks)

    def figure(self, key: str, span: Span = Span.MONTH) -> Figure:
        """Return a figure of all this deputy's journals."""
        return self.indicators.figure(key, span=span, level="deputy", deputy=self.deputy)

    def of_teacher(self, key: str, person_id: str | None, span: Span = Span.MONTH) -> Figure:
        """Return a figure of one teacher's journals under this deputy."""
        return self.indicators.figure(key, span=span, level="teacher", deputy=self.deputy, responsible_id=person_id)


def month_rows(review: Review) -> pd.DataFrame:
    """Return the verdicts over this deputy's journals whose terms ended in the month."""
    judged: pd.DataFrame = review.upkeep.judged
    if judged.empty:
        return judged
    days = judged["matured"].dt.date
    inside = (days >= review.month.first) & (days <= review.month.last)
    found: pd.DataFrame = judged[inside & judged["deputy"].eq(review.deputy)]
    return found


def person(journal: Journal, person_id: str | None) -> str:
    """Return «Фамилия И.О.», or that nobody is named."""
    return staff_short_name(journal, person_id) or "преподаватель не указан"


def journal_title(journal: Journal, course_id: str | None) -> str:
    """Return «21-ТМ, ОП.03 Электротехника, подгруппа 1»."""
    course = next((row for row in journal.rows(Course) if row.course_id == course_id), None)
    if course is None:
        return ""
    subgroup = f", подгруппа\u00a0{plain(course.subgroup)}" if course.subgroup else ""
    name = " ".join(filter(None, (course.code, course.name)))
    return bound(f"{group_name(journal, course.group_id)}, {plain(name)}{subgroup}")


def own_clause(regulation: Regulation, clause: str) -> str:
    """Return «п. 4.2.2.1» for «БГСХТ 4.2.2.1 (УМР)»: the act itself is named elsewhere."""
    short = clause.replace(f"{regulation.short_title} ", "п. ") if regulation.short_title else clause
    return short.replace("п. Приказ ", "приказ, п. ").partition(" (")[0]


def of_month(remarks: Iterable[TrackedRemark], month: Month) -> list[TrackedRemark]:
    """Return the remarks that count in a month."""
    return [remark for remark in remarks if remark.month == str(month)]
