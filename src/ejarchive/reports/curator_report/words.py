"""Phrases that stand on both kinds of page."""

from __future__ import annotations

from ejarchive.reports.context import academic_year, term_title, year_title
from ejarchive.reports.curator_report.facts import Debt, GroupReport
from ejarchive.reports.measure import plain
from ejarchive.reports.statement_source import StatementSource
from ejarchive.russian import bound, short_date

_ORDER = {"excused": 0, "illness": 1, "unexcused": 2}
_WORDS = {"excused": "по уважительной причине", "illness": "по болезни", "unexcused": "причина не подтверждена"}


def reasons(source: StatementSource) -> list[tuple[str, str]]:
    """Return the absence codes with their words, in the order of the columns."""
    absences = source.regulation.cells.absences
    codes = sorted(absences, key=lambda code: (_ORDER[absences[code]], code))
    return [(code, _WORDS[absences[code]]) for code in codes]


def frame(report: GroupReport) -> dict[str, object]:
    """Return the foot of every page; nobody signs what is for one person's own use."""
    foot = f"Группа {plain(report.group.name)} · персональные данные: только для руководителя группы"
    return {"foot": bound(foot), "part_signature": {}, "sheet_signature": {}}


def debt_text(source: StatementSource, debt: Debt) -> str:
    """Return «ОП.01 Инженерная графика, 1 семестр 2025/2026 учебного года — «н/а», до 15.02.2026, зачёт»."""
    until, day = debt.until, source.moment.date()
    if until is None:
        terms = "срок не установлен"
    else:
        terms = f"до {short_date(until)}" + (", срок истёк" if until < day else "")
    form = f", {debt.form}" if debt.form else ""
    return f"{debt.title}, {_period(source, debt.period)} — «{debt.value}», {terms}{form}"


def _period(source: StatementSource, period: str) -> str:
    if period == "final":
        return "итоговая оценка"
    if period.isdigit():
        return f"за {year_title(int(period))} учебный год"
    groups = {group: source.terms(group) for group in source.courses}
    term = next((terms[period] for terms in groups.values() if period in terms), None)
    if term is None:
        return period
    number = term.term_id.partition("-")[2]
    return f"{number} семестр {year_title(academic_year(term))}" if term.kind == "semester" else term_title(term)
