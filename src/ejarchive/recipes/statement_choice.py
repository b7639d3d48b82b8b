"""Whose statements are meant, and of which days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ejarchive.errors import UsageError
from ejarchive.issuance import Capacity, Period
from ejarchive.recipes.opening import Opened
from ejarchive.recipes.selection import chosen_term, group_of
from ejarchive.recipes.statement_order import StatementOrder
from ejarchive.reports.statement import StatementOptions, StatementSource
from ejarchive.reports.statement_facts import statement_facts
from ejarchive.reports.statement_period import period_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The students in the journal's order, each with the group he is listed in, the days, and the lessons shown."""

    students: tuple[str, ...]
    groups: Mapping[str, str]
    options: StatementOptions
    readers: Mapping[str, Capacity]
    periods: Mapping[str, Period]
    lessons: Mapping[str, frozenset[str]]

    def options_of(self, student_id: str) -> StatementOptions:
        """Return the options of one student's sheet, before it has a number."""
        return replace(self.options, reader=self.readers[student_id])


def choose(source: StatementSource, opened: Opened, wanted: StatementOrder, today: dt.date) -> Chosen:
    """Find out who is meant; `UsageError` when nobody is, or the period is not theirs.

    A periodic report about an adult student is his own; about all others it is the parents'.
    """
    term = None if wanted.starts else chosen_term(source.journal, wanted.term, opened.certain_moment)
    options = StatementOptions(
        term_id=term,
        starts=wanted.starts,
        ends=wanted.ends,
        basis=(wanted.basis or "").strip(),
        annex=wanted.annex,
        large=wanted.large,
        accessible=wanted.accessible,
        informing=wanted.informing,
    )
    asked = _asked(source, wanted, options)
    periods: dict[str, Period] = {}
    groups: dict[str, str] = {}
    lessons: dict[str, frozenset[str]] = {}
    for student_id in asked:
        listed = source.students[student_id].group_id
        try:
            facts = statement_facts(source, student_id, period_of(source.journal, listed, options))
        except KeyError:
            continue  # the group has no such term
        if not facts.groups:
            continue  # in no group in those days
        last = facts.groups[-1]
        periods[student_id] = Period(starts=facts.groups[0].starts, ends=last.ends, term_id=term)
        groups[student_id] = last.group.group_id
        lessons[student_id] = frozenset(each.lesson.lesson_id for each in facts.total.lessons)
    students = tuple(student for student in asked if student in periods)
    if not students:
        raise UsageError(
            f"Обучающийся {asked[0]} в эти дни не числился ни в одной группе."
            if wanted.student is not None
            else "В эти дни в группе никто не числился.",
            "Укажите другой период: --term ПЕРИОД или --from ДЕНЬ --to ДЕНЬ.",
        )
    readers: dict[str, Capacity] = {
        student: wanted.recipient
        or ("student" if wanted.informing and source.is_adult(student, today) else "representative")
        for student in students
    }
    return Chosen(students=students, groups=groups, options=options, readers=readers, periods=periods, lessons=lessons)


def _asked(source: StatementSource, wanted: StatementOrder, options: StatementOptions) -> tuple[str, ...]:
    if wanted.student is not None:
        return (_student_of(source, wanted.student),)
    if wanted.group is not None:
        group_id = group_of(source.journal, wanted.group)
        try:
            period = period_of(source.journal, group_id, options)
        except KeyError:
            raise UsageError(
                f"У группы {group_id} нет учебного периода {options.term_id}.", "Укажите другой: --term ПЕРИОД"
            ) from None
        asked = source.membership.members(group_id, period.starts, period.ends)
        if wanted.informing:  # of who has left nobody is informed any more, but a statement may be asked for
            today = source.moment.date()
            present = source.membership.members(group_id, today, today)
            asked = tuple(student for student in asked if student in present)
    else:
        asked = tuple(
            student_id
            for student_id, student in source.students.items()
            if student.diary == "refused" and _is_listed(source, student_id)
        )
        if not asked:
            raise UsageError(
                "В журнале нет обучающихся с отказом от электронного дневника.",
                "Отказ записывают в таблице «Обучающиеся», столбец «Электронный дневник»: «отказ».",
            )
    if not asked:
        raise UsageError("В эти дни в группе никто не числился.", "Укажите другую группу или другой период.")
    return tuple(each for each in source.students if each in asked)


def _is_listed(source: StatementSource, student_id: str) -> bool:
    today = source.moment.date()
    return any(stay.covers(today) for stay in source.membership.stays(student_id))


def _student_of(source: StatementSource, text: str) -> str:
    """Return the id meant by an id or by a full name; what was asked is not repeated: it may be a name."""
    if text in source.students:
        return text
    words = _plain(text)
    found = [
        each.student_id
        for each in source.students.values()
        if words in (_plain(f"{each.last_name} {each.first_name} {each.middle_name or ''}"),
                     _plain(f"{each.last_name} {each.first_name}"))
    ]  # fmt: skip
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError("Обучающихся с таким именем несколько.", f"Укажите код: {', '.join(found)}.")
    raise UsageError(
        "Нет обучающегося с таким кодом.", "Коды — в таблице «Обучающиеся» (students), столбец «Код обучающегося»."
    )


def _plain(text: str) -> tuple[str, ...]:
    return tuple(text.casefold().replace("ё", "е").split())
