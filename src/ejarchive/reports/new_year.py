"""Готовность журнала к новому учебному году: what of each group's journal is not yet formed (АПТ 4.1, 25 September)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ejarchive.document import Document, Geometry, Layout, Part
from ejarchive.model.courses import Course, PlanItem
from ejarchive.model.groups import Group, GroupEvent, Term
from ejarchive.model.journal import Journal
from ejarchive.model.lessons import Lesson
from ejarchive.model.membership import Membership
from ejarchive.model.people import Movement, Student
from ejarchive.naming import stem
from ejarchive.regulation import Regulation
from ejarchive.reports.context import academic_year, as_of, group_in, year_title
from ejarchive.reports.course_order import ordered_courses
from ejarchive.reports.form import signatory
from ejarchive.reports.measure import plain
from ejarchive.reports.names import staff_short_name
from ejarchive.russian import bound, long_date, plural
from ejarchive.settings import Settings

_YEAR_BEGINS = (9, 1)
_CLOSED = {"graduated", "disbanded", "merged_into"}


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupState:
    """One group at the beginning of the year; a tuple of courses is None where the source does not tell at all."""

    group: Group
    students: int
    terms: tuple[Term, ...]
    courses: tuple[Course, ...]
    without_teacher: tuple[Course, ...]
    without_hours: tuple[Course, ...]
    without_programme: tuple[Course, ...] | None
    without_lessons: tuple[Course, ...]

    @property
    def formed(self) -> bool:
        """Tell whether nothing is missing that the source could tell."""
        whole = self.students and self.terms and self.courses and self.group.curator_id
        return bool(whole) and not any(
            (self.without_teacher, self.without_hours, self.without_programme, self.without_lessons)
        )


def group_states(journal: Journal, year: int, moment: dt.datetime) -> tuple[GroupState, ...]:
    """Return the state of every group that goes on in the school year beginning in `year`."""
    begun = dt.date(year, *_YEAR_BEGINS)
    gone = {event.group_id for event in journal.rows(GroupEvent) if event.kind in _CLOSED and event.date <= begun}
    membership = Membership.of(journal.rows(Student), journal.rows(Movement))
    taught = {lesson.course_id for lesson in journal.rows(Lesson) if lesson.status != "cancelled"}
    planned = {row.course_id for row in journal.rows(PlanItem)} if journal.has("plan") else None
    day = max(moment.date(), begun)
    return tuple(
        _state(journal, group.group_id, year, day, membership, taught, planned)
        for group in sorted(journal.rows(Group), key=lambda group: (group.year_of_study or 0, group.name))
        if group.group_id not in gone
    )


def _state(
    journal: Journal,
    group_id: str,
    year: int,
    day: dt.date,
    membership: Membership,
    taught: Iterable[str],
    planned: Iterable[str] | None,
) -> GroupState:
    terms = sorted(_terms(journal, group_id, year), key=lambda term: term.starts)
    ids = {term.term_id for term in terms}
    first = terms[0].term_id if terms else None
    courses = ordered_courses(row for row in journal.rows(Course) if row.group_id == group_id and row.term_id in ids)
    daily = [course for course in courses if course.kind != "work_placement"]
    return GroupState(
        group=group_in(journal, group_id, year),
        students=len(membership.members(group_id, day, day)),
        terms=tuple(terms),
        courses=courses,
        without_teacher=tuple(course for course in courses if course.teacher_id is None),
        without_hours=tuple(course for course in courses if course.planned_hours is None),
        without_programme=None if planned is None else tuple(c for c in daily if c.course_id not in planned),
        without_lessons=tuple(c for c in daily if c.term_id == first and c.course_id not in taught),
    )


def _terms(journal: Journal, group_id: str, year: int) -> Iterable[Term]:
    """The periods of the year, the group's own dates before the common ones."""
    rows = [row for row in journal.rows(Term) if row.group_id in {None, group_id} and academic_year(row) == year]
    rows.sort(key=lambda term: term.group_id is not None)
    return {term.term_id: term for term in rows}.values()


def new_year_page(
    journal: Journal, settings: Settings, regulation: Regulation, moment: dt.datetime, year: int
) -> Document:
    """Return the page: a row a group, then what is missing, by name of the course. `moment` in any zone."""
    local = moment.astimezone(settings.college.zone)
    states = group_states(journal, year, local)
    rows = [_row(journal, state) for state in states]
    gaps = [gap for state in states for gap in _gaps(state)]
    view = {
        "foot": "",
        "part_signature": signatory(settings, "deputy_academic", local.date()),
        "sheet_signature": {},
        "college": settings.college.name,
        "year": year_title(year),
        "as_of": as_of(local),
        "verdict": _verdict(states, regulation, local.date(), year),
        "curator": regulation.words.curator,
        "rows": rows,
        "gaps": gaps,
    }
    part = Part(
        key="new-year",
        template="analytics/new_year.html.j2",
        view=view,
        geometry=Geometry(left=20),
        page_numbers=False,
        promises=tuple(row["group"] for row in rows),
    )
    return Document(
        kind="readiness",
        stem=stem("new-year", str(year)),
        title=f"Готовность электронного журнала к {year_title(year)} учебному году",
        parts=(part,),
        moment=local,
        author=settings.college.name,
        layout=Layout(two_sided=settings.print.sides == "two", sheet_numbers=None),
    )


def _verdict(states: Sequence[GroupState], regulation: Regulation, day: dt.date, year: int) -> str:
    """Return one sentence: how many groups are ready, and whether the day to be so has come."""
    ready, all_of_them = sum(state.formed for state in states), len(states)
    deadline = regulation.deadline("new_year")
    until = ""
    if deadline and deadline.date:
        month, number = map(int, deadline.date.split("-"))
        due = dt.date(year, month, number)
        until = f" Срок ({long_date(due)}) " + ("ещё не наступил." if day <= due else "истёк.")
    if not states:
        return bound(f"В журнале нет ни одной группы этого учебного года.{until}")
    groups = "группы" if plural(all_of_them, "группа") == "группа" else "групп"
    if ready == all_of_them:
        return bound(f"Разделы журнала сформированы у всех групп: {all_of_them}.")
    return bound(f"Разделы журнала сформированы полностью у {ready} из {all_of_them} {groups}.{until}")


def _row(journal: Journal, state: GroupState) -> dict[str, Any]:
    return {
        "group": plain(state.group.name),
        "curator": staff_short_name(journal, state.group.curator_id),
        "students": str(state.students or "нет"),
        "terms": str(len(state.terms) or "нет"),
        "courses": str(len(state.courses) or "нет"),
        "without": [
            "нет данных" if found is None or not state.courses else str(len(found) or "–")
            for found in (
                state.without_teacher,
                state.without_hours,
                state.without_programme,
                state.without_lessons,
            )
        ],
        "formed": state.formed,
    }


def _gaps(state: GroupState) -> Iterator[dict[str, str]]:
    """Yield what is to be done, a line for each kind of gap."""
    group = plain(state.group.name)
    if not state.students:
        yield {"group": group, "what": "внести список обучающихся", "where": ""}
    if not state.terms:
        yield {"group": group, "what": "внести учебные периоды", "where": ""}
    elif not state.courses:
        yield {"group": group, "what": "внести дисциплины учебного плана", "where": ""}
    if not state.group.curator_id:
        yield {"group": group, "what": "назначить классного руководителя", "where": ""}
    for courses, what in (
        (state.without_teacher, "назначить преподавателя"),
        (state.without_hours, "указать часы по учебному плану"),
        (state.without_programme, "заполнить рабочую программу"),
        (state.without_lessons, "внести расписание занятий"),
    ):
        if courses:
            names = dict.fromkeys(bound(plain(f"{course.code or ''} {course.name}")) for course in courses)
            yield {"group": group, "what": what, "where": "; ".join(names)}
