"""A row a teacher: what the deputy needs to know of him this month, the worst first."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ejarchive.model.people import Staff
from ejarchive.remark_life import State, TrackedRemark, tally
from ejarchive.reports.indicators.figures import Figure
from ejarchive.reports.indicators.spans import Span
from ejarchive.reports.upkeep_report.review import Review
from ejarchive.russian import name_key
from ejarchive.upkeep import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class TeacherRow:
    """One teacher under one deputy. Figures are of the month, hours of the term up to its end.

    `lag`: hours by which the programme is behind, None where its verdict is not due or there is no plan.
    `new`, `open`, `overdue`, `repeated`: numbers of remarks; `to_do`: those
    given and not settled, and the proposals, the earliest term first; `to_check`: those
    the data say are mended, for the deputy to confirm.
    """

    person_id: str | None
    journals: int
    lessons: Figure
    topics: Figure
    homework: Figure
    attendance: Figure
    marks: Figure
    published: Figure
    grades: Figure
    plan: Figure
    lag: float | None
    new: int
    open: int
    overdue: int
    repeated: int
    to_do: tuple[TrackedRemark, ...]
    to_check: tuple[TrackedRemark, ...] = ()

    @property
    def breaches(self) -> int:
        """What went wrong this month, added up."""
        return round(sum(figure.short for figure in (self.topics, self.homework, *self.late, self.grades)))

    @property
    def late(self) -> tuple[Figure, ...]:
        """The figures of timeliness."""
        return (self.attendance, self.marks, self.published)

    @property
    def clean(self) -> bool:
        """Tell whether there is nothing to say to this teacher."""
        return not (self.new or self.open or self.breaches)

    @property
    def rank(self) -> tuple[int, ...]:
        """Sort key, the worst first: overdue, then repeated, then open, then new remarks, then breaches."""
        return (-self.overdue, -self.repeated, -self.open, -self.new, -self.breaches)


def teacher_rows(review: Review) -> list[TeacherRow]:
    """Return the rows of all who taught this deputy's courses in the month, answer for one, or owe something."""
    table = review.indicators.facts
    table = table[table["deputy"].eq(review.deputy)]
    days = table["day"].dt.date
    inside = (days >= review.month.first) & (days <= review.month.last)
    taught = table[inside & table["indicator"].eq("lessons")]
    concerned = [*taught["responsible_id"].dropna().unique(), *_owing(review)]
    rows = [_row(review, who) for who in dict.fromkeys(concerned)]
    if taught["responsible_id"].isna().any():
        rows.append(_row(review, None))
    names = {each.person_id: name_key(each.last_name, each.first_name) for each in review.journal.rows(Staff)}
    return sorted(rows, key=lambda row: (row.rank, names.get(row.person_id or "", ()), row.person_id or ""))


def journals_of_month(review: Review, person_id: str | None = "") -> set[str]:
    """Return the courses with a lesson in the month; of one teacher when he is named."""
    rows = review.indicators.rows("lessons", deputy=review.deputy)
    if person_id != "":
        rows = rows[rows["responsible_id"].isna() if person_id is None else rows["responsible_id"].eq(person_id)]
    return set(rows["course_id"])


def _owing(review: Review) -> Iterable[str]:
    """Those with a remark that is open or new, or a breach that matured in the month, though they held no lesson."""
    for remark in review.own_remarks:
        if remark.responsible_id and (remark.pending or remark.month == str(review.month)):
            yield remark.responsible_id


def _row(review: Review, who: str | None) -> TeacherRow:
    remarks = [remark for remark in review.own_remarks if remark.responsible_id == who]
    counts = tally(remarks, str(review.month), review.day)
    waiting = [remark for remark in remarks if remark.state is State.PRESUMED]
    to_do = [
        remark
        for remark in remarks
        if remark.pending or (remark.state is State.PROPOSED and remark.month <= str(review.month))
    ]
    return TeacherRow(
        person_id=who,
        journals=len(journals_of_month(review, who)),
        lessons=review.of_teacher("lessons", who),
        topics=review.of_teacher("topics", who),
        homework=review.of_teacher("homework", who),
        attendance=review.of_teacher("attendance_in_time", who),
        marks=review.of_teacher("marks_in_time", who),
        published=review.of_teacher("homework_in_time", who),
        grades=review.of_teacher("grades_set", who),
        plan=review.of_teacher("plan", who, Span.TERM),
        lag=hours_behind(review, who),
        new=counts.new,
        open=counts.open_,
        overdue=counts.overdue,
        repeated=counts.repeated,
        to_check=tuple(waiting),
        to_do=tuple(sorted(to_do, key=lambda remark: (remark.due or dt.date.max, remark.remark_id))),
    )


def hours_behind(review: Review, who: str | None) -> float | None:
    """Return the hours his courses of the term are behind by the verdicts that are due; None where none is."""
    judged = review.upkeep.judged
    if judged.empty or "plan_lag" not in review.upkeep.rules:
        return None
    rows = judged[judged["rule"].eq("plan_lag") & judged["deputy"].eq(review.deputy)]
    rows = rows[rows["responsible_id"].isna() if who is None else rows["responsible_id"].eq(who)]
    current = set(review.indicators.rows("plan", span=Span.TERM)["course_id"])
    rows = rows[rows["course_id"].isin(current) & rows["matured"].dt.date.le(review.month.last)]
    verdicts = Counter(rows["verdict"])
    if not verdicts[Verdict.BREACH] and not verdicts[Verdict.IN_TIME]:
        return None
    return float(rows.loc[rows["verdict"].eq(Verdict.BREACH), "amount"].sum())
