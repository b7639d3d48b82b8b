"""A statement in words, before it is laid out: what the sheet and the accessible file both say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ejarchive.regulation import Reader as Granted
from ejarchive.reports.names import signing_name, student_name
from ejarchive.reports.statement_annex import Annex, annex_of
from ejarchive.reports.statement_facts import StatementFacts
from ejarchive.reports.statement_options import Reader, StatementOptions
from ejarchive.reports.statement_source import StatementSource
from ejarchive.reports.statement_table import Lines, lines_of
from ejarchive.reports.statement_words import (
    as_of_text,
    ground,
    group_text,
    legend,
    marks_by_value,
    notes,
    reckoning,
    request_text,
    sums,
)
from ejarchive.russian import bound, capitalised, short_date

GROUP, AS_OF = "Группа", "По состоянию на"
INFORMING = "Информация об успеваемости и посещаемости"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Everything a statement says. `facts`: label and value; `signer`: position and name («» = for the pen).

    `seal`: a place for it is left; `receipt`: what the receiver signs on the slip, None where there is no slip.
    """

    college: str
    title: str
    under: str
    name: str
    facts: tuple[tuple[str, str], ...]
    sums: tuple[str, ...]
    lines: Lines
    marks: str
    reckoning: tuple[str, ...]
    notes: tuple[str, ...]
    legend: tuple[tuple[str, str], ...]
    annex: Annex | None
    signer: tuple[str, str]
    foot: str
    certifies: bool
    seal: bool
    receipt: str | None
    informing: bool


def wording_of(source: StatementSource, facts: StatementFacts, options: StatementOptions) -> Wording:
    """Find the words."""
    student = source.students[facts.student_id]
    day = options.issue_date or source.moment.date()
    reader = reader_of(source, facts.student_id, options)
    granted = source.regulation.readers.get(reader, Granted())
    annex = annex_of(facts, granted, source.regulation.cells) if options.annex and facts.total.lessons else None
    name = student_name(source.journal, student, source.moment.date())
    groups = "; ".join(group_text(group) for group in facts.groups)
    return Wording(
        college=bound(source.settings.college.full_name or source.settings.college.name),
        title=_title(source, options),
        under=_under(reader, informing=options.informing),
        name=name,
        facts=tuple(_facts(source, facts, options, name, groups)),
        sums=tuple(sums(source, facts.total)),
        lines=lines_of(source, facts),
        marks=marks_by_value(source, facts.total),
        reckoning=tuple(reckoning(source, facts)),
        notes=tuple(notes(facts)),
        legend=tuple(legend(source, facts, annex=annex is not None)),
        annex=annex,
        signer=_signer(source, facts, day, informing=options.informing),
        foot=_foot(name, options),
        certifies=not options.informing,
        seal=not options.informing,
        receipt=_receipt(source, facts, options, name, groups),
        informing=options.informing,
    )


def reader_of(source: StatementSource, student_id: str, options: StatementOptions) -> Reader:
    """Return whose rights hold: the reader's; of a periodic report the adult student's own, else the parents'."""
    if options.reader is not None:
        return options.reader
    day = options.issue_date or source.moment.date()
    return "student" if options.informing and source.is_adult(student_id, day) else "representative"


def _title(source: StatementSource, options: StatementOptions) -> str:
    if options.informing:
        return INFORMING
    copy = f" (экз.\u00a0{options.copy_number})" if options.copy_number > 1 else ""
    number = f" №\u00a0{options.issue_number}{copy}" if options.issue_number else ""
    return f"{capitalised(source.regulation.words.statement)} успеваемости и посещаемости{number}"


def _foot(name: str, options: StatementOptions) -> str:
    """Return what stands at the foot of every sheet (АПТ 2.1: free of charge, confidential)."""
    free = "" if options.is_draft or options.informing else " · выдаётся бесплатно"
    return f"{name} · персональные данные, только для получателя{free}"


def _under(reader: Reader, *, informing: bool) -> str:
    if not informing:
        return ""
    return "для обучающегося" if reader == "student" else "для родителей (законных представителей)"


def _facts(
    source: StatementSource, facts: StatementFacts, options: StatementOptions, name: str, groups: str
) -> list[tuple[str, str]]:
    starts, ends = facts.period.starts, facts.period.ends
    if facts.groups:
        starts, ends = min(each.starts for each in facts.groups), max(each.ends for each in facts.groups)
    days = "" if facts.period.term_id is None else f" (с {short_date(starts)} по {short_date(ends)})"
    found = [
        (capitalised(source.regulation.words.student), name),
        ("Период", f"{facts.period.shown}{days}"),
        (GROUP, groups),
        (AS_OF, as_of_text(source)),
        ("Основание", ground(source, informing=options.informing)),
        ("Запрос", request_text(options)),
    ]
    return [(label, bound(value)) for label, value in found if value]


def _signer(source: StatementSource, facts: StatementFacts, day: dt.date, *, informing: bool) -> tuple[str, str]:
    if informing:
        curator = facts.groups[-1].group.curator_id if facts.groups else None
        return capitalised(source.regulation.words.curator), signing_name(source.journal, curator)
    who = source.settings.signatory("statement", day)
    return (bound(who.position), bound(who.name)) if who else ("Руководитель структурного подразделения", "")


def _receipt(
    source: StatementSource, facts: StatementFacts, options: StatementOptions, name: str, groups: str
) -> str | None:
    if options.is_draft:
        return None
    whose = f"{name}, группа {groups}" if groups else name
    if options.informing:
        return bound(f"с информацией об успеваемости и посещаемости обучающегося ({whose}) за {facts.period.title}")
    what = source.regulation.words.statement.replace("сводная ведомость", "сводную ведомость")
    number = f" №\u00a0{options.issue_number}" if options.issue_number else ""
    return bound(f"{capitalised(what)}{number} обучающегося ({whose}) за {facts.period.title}")
