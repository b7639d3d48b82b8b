"""Which groups and which term a person means."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Sequence

from ejarchive.errors import UsageError
from ejarchive.model.courses import Course
from ejarchive.model.groups import Group, GroupYear, Term
from ejarchive.model.journal import Journal


def chosen_term(journal: Journal, asked: str | None, moment: dt.datetime) -> str:
    """Return the term asked for, else that of the newest lesson, else the one the moment falls in."""
    known = sorted({term.term_id for term in journal.rows(Term)})
    if asked is None:
        term = _term_of_newest_lesson(journal, moment) or _term_of_day(journal, moment.date())
        if term is None:
            raise UsageError("В журнале нет учебных периодов.", "Заполните таблицу «Учебные периоды» (terms).")
        return term
    if asked not in known:
        raise UsageError(f"Нет учебного периода {asked}.", f"Есть: {', '.join(known) or 'ни одного'}.")
    return asked


def chosen_groups(journal: Journal, asked: Sequence[str], term_id: str) -> tuple[str, ...]:
    """Return the ids of the groups asked for by id or by a name they have or had; without any, all of the term.

    A group of the term has a course in it; where no group has one yet, all groups are meant.
    """
    groups = journal.rows(Group)
    if not groups:
        raise UsageError("В журнале нет групп.", "Заполните таблицу «Группы» (groups).")
    if not asked:
        taught = {course.group_id for course in journal.rows(Course) if course.term_id == term_id}
        own = [group.group_id for group in groups if _has_term(journal, group.group_id, term_id)]
        return tuple(group_id for group_id in own if group_id in taught or not taught)
    found = tuple(dict.fromkeys(group_of(journal, text) for text in asked))
    for group_id in found:
        if not _has_term(journal, group_id, term_id):
            raise UsageError(f"У группы {group_id} нет учебного периода {term_id}.", "Укажите другой: --term ПЕРИОД")
    return found


def _has_term(journal: Journal, group_id: str, term_id: str) -> bool:
    return any(term.term_id == term_id and term.group_id in {None, group_id} for term in journal.rows(Term))


def group_of(journal: Journal, text: str) -> str:
    """Return the id of the group meant by an id or by a name it has or had; `UsageError` when none or several are."""
    groups = journal.rows(Group)
    if any(group.group_id == text for group in groups):
        return text
    names = [(group.name, group.group_id) for group in groups]
    names += [(year.name, year.group_id) for year in journal.rows(GroupYear) if year.name]
    found = list(dict.fromkeys(group_id for name, group_id in names if _same(name, text)))
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"Групп с названием {text} несколько.", f"Укажите код: {', '.join(found)}.")
    known = ", ".join(f"{group.name} ({group.group_id})" for group in groups)
    raise UsageError(f"Нет группы {text}.", f"Есть: {known}.")


def _same(name: str, text: str) -> bool:
    return _plain(name) == _plain(text)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _term_of_newest_lesson(journal: Journal, moment: dt.datetime) -> str | None:
    """Return the term of the newest lesson up to the day of the moment, else of the newest at all."""
    lessons = journal.frame("lessons")
    past = lessons[lessons["date"].dt.date <= moment.date()]
    for frame in (past, lessons):
        dated = frame[frame["date"].notna()]
        if len(dated):
            course_id = dated.sort_values("date", kind="stable")["course_id"].iloc[-1]
            return next((one.term_id for one in journal.rows(Course) if one.course_id == course_id), None)
    return None


def _term_of_day(journal: Journal, day: dt.date) -> str | None:
    """Return the term that began last before the day, else the first one."""
    terms = sorted(journal.rows(Term), key=lambda term: term.starts)
    begun = [term.term_id for term in terms if term.starts <= day]
    return begun[-1] if begun else terms[0].term_id if terms else None
