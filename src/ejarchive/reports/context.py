"""What every sheet of one semester pack is made from: the group, its period and the moment of the data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from ejarchive.model.groups import Group, GroupYear, Term
from ejarchive.model.journal import Journal
from ejarchive.model.membership import Membership
from ejarchive.model.people import Movement, Student
from ejarchive.regulation import Regulation
from ejarchive.russian import bound, short_date
from ejarchive.settings import Settings

_TERM_NOUNS = {"semester": "семестр", "trimester": "триместр", "quarter": "четверть", "module": "модуль"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PackContext:
    """One group in one period, as of a moment.

    `group` is the group as it was in that school year (name, year of study, curator); `moment` is
    «по состоянию на», in the college's time zone; `foot` is the line at the foot of every page.
    """

    journal: Journal
    settings: Settings
    regulation: Regulation
    membership: Membership
    group: Group
    term: Term
    academic_year: int
    moment: dt.datetime
    foot: str

    @property
    def year_title(self) -> str:
        """Return «2025/2026»."""
        return year_title(self.academic_year)

    @property
    def term_title(self) -> str:
        """Return «1 семестр 2025/2026 учебного года»."""
        return term_title(self.term)

    @property
    def heading(self) -> str:
        """Return «Группа 21-ТМ · 1 семестр 2025/2026 учебного года»: it stands under a sheet's title."""
        return f"Группа {self.group.name} · {self.term_title}"


def pack_context(
    journal: Journal,
    settings: Settings,
    regulation: Regulation,
    *,
    group_id: str,
    term_id: str,
    moment: dt.datetime,
) -> PackContext:
    """Gather the context of a pack; `KeyError` when the journal knows no such group or period."""
    journal = _of_group(journal, group_id)
    term = term_of(journal, group_id, term_id)
    group = group_in(journal, group_id, academic_year(term))
    local = moment.astimezone(settings.college.zone)
    return PackContext(
        journal=journal,
        settings=settings,
        regulation=regulation,
        membership=Membership.of(journal.rows(Student), journal.rows(Movement)),
        group=group,
        term=term,
        academic_year=academic_year(term),
        moment=local,
        foot=bound(f"Группа {group.name} · {term_title(term)} · по состоянию на {as_of(local)}"),
    )


def _of_group(journal: Journal, group_id: str) -> Journal:
    """Return the journal with the lessons, cells and grades of this group's courses only.

    Why: a college has half a million cells, and each sheet of the pack looks for its own.
    """
    courses = journal.frame("courses")
    own = courses.loc[courses["group_id"] == group_id, "course_id"]
    frames = dict(journal.frames)
    for table in ("lessons", "grades", "attempts", "plan", "course_hours", "course_students", "practices"):
        frame = journal.frame(table)
        frames[table] = frame[frame["course_id"].isin(own)]
    for table in ("entries", "tasks"):
        frame = journal.frame(table)
        frames[table] = frame[frame["lesson_id"].isin(frames["lessons"]["lesson_id"])]
    return replace(journal, frames=frames, _cache={})


def term_of(journal: Journal, group_id: str, term_id: str) -> Term:
    """Return the period of that id: the group's own exception before the common one."""
    rows = [term for term in journal.rows(Term) if term.term_id == term_id and term.group_id in {None, group_id}]
    if not rows:
        raise KeyError(term_id)
    return next((term for term in rows if term.group_id == group_id), rows[0])


def group_in(journal: Journal, group_id: str, year: int) -> Group:
    """Return the group as it was in the school year that began in `year`."""
    today = next((group for group in journal.rows(Group) if group.group_id == group_id), None)
    if today is None:
        raise KeyError(group_id)
    then = next(
        (row for row in journal.rows(GroupYear) if row.group_id == group_id and row.academic_year == year), None
    )
    if then is None:
        return today
    return replace(
        today,
        name=then.name or today.name,
        year_of_study=then.year_of_study or today.year_of_study,
        curator_id=then.curator_id or today.curator_id,
    )


def academic_year(term: Term) -> int:
    """Return the year in which the school year of this period began: 2025 for `2025-2`."""
    head = term.term_id.partition("-")[0]
    if len(head) == 4 and head.isdigit():
        return int(head)
    return term.starts.year if term.starts.month >= 7 else term.starts.year - 1


def year_title(year: int) -> str:
    """Return «2025/2026»."""
    return f"{year}/{year + 1}"


def term_title(term: Term) -> str:
    """Return the period's own title, else «1 семестр 2025/2026 учебного года»."""
    if term.title:
        return term.title
    number = term.term_id.partition("-")[2]
    noun = _TERM_NOUNS.get(term.kind or "", "период")
    return f"{number or term.term_id} {noun} {year_title(academic_year(term))} учебного года"


def as_of(moment: dt.datetime) -> str:
    """Return «30.12.2025, 18:00»."""
    return f"{short_date(moment.date())}, {moment:%H:%M}"
