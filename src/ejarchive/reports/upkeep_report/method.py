"""On what basis and how the journals were judged: the act, the deadlines in force, the formulas."""

from __future__ import annotations

from typing import Any

from ejarchive.regulation import Deadline
from ejarchive.reports.grade_columns import decimal
from ejarchive.reports.indicators.definitions import INDICATORS, Indicator, Unit
from ejarchive.reports.indicators.figures import Figure
from ejarchive.reports.indicators.spans import Span
from ejarchive.reports.measure import plain
from ejarchive.reports.names import order_text
from ejarchive.reports.upkeep_report.review import CLAUSE, ROLE, Review, own_clause
from ejarchive.russian import NBSP, bound, capitalised, number_text, plural, short_date
from ejarchive.upkeep import BY_SETTING

_DEADLINES = {  # deadline → what is due, in the order of the page; the rule that judges it stands in `upkeep.toml`
    "attendance": "отсутствующие отмечаются",
    "marks": "оценки за занятие выставляются",
    "homework": "домашнее задание публикуется",
    "topics": "тема занятия записывается",
    "period_grades": "оценки за период выставляются",
}
_OF_PERIOD = {"period_grades"}


def basis_text(review: Review) -> str:
    """Return the college's own act with its clause; without one «по настройке учреждения»."""
    act = review.settings.regulation_act
    if not act.title:
        return capitalised(BY_SETTING)
    number = order_text(act.number or None, short_date(act.date) if act.date else "").removeprefix("приказ")
    clause = review.regulation.clause(CLAUSE[review.deputy]) if review.regulation.own_act else None
    return bound(f"{plain(act.title)} ({number.strip()})" if number else plain(act.title)) + (
        f", {own_clause(review.regulation, clause)}" if clause else ""
    )


def deadlines_text(review: Review) -> str:
    """Return «отсутствующие отмечаются в течение 2 календарных дней после занятия; …»."""
    used = {rule.deadline for rule in review.upkeep.rules.values()}
    kinds = review.regulation.review.get(ROLE[review.deputy], ())
    if not set(kinds) & set(review.regulation.homework_kinds):
        used.discard("homework")
    said = []
    for key, what in _DEADLINES.items():
        deadline = review.regulation.deadline(key)
        if deadline is not None and key in used:
            said.append(f"{what} {within(deadline, 'окончания периода' if key in _OF_PERIOD else 'занятия')}")
    return bound("; ".join(said))


def within(deadline: Deadline, after: str) -> str:
    """Return «в течение 2 календарных дней после занятия», «в день занятия до 19:00»."""
    hour = f" до{NBSP}{deadline.hour}" if deadline.hour else ""
    if not deadline.days:
        return f"в день {after}{hour}"
    one = plural(deadline.days, "день") == "день"
    kind = {"calendar": ("календарного", "календарных"), "working": ("рабочего", "рабочих")}[
        deadline.kind or "calendar"
    ]
    days = f"{deadline.days}{NBSP}{kind[0] if one else kind[1]} {'дня' if one else 'дней'}"
    last = "" if not hour else f",{hour}" if deadline.days == 1 else f", в последний день{hour}"
    return f"в течение {days} после {after}{last}"


def indicator_rows(review: Review) -> list[dict[str, Any]]:
    """Return each indicator with its formula and its figures for the month, the last month, and the term so far."""
    rows = []
    for indicator in INDICATORS.values():
        figures = {span: review.figure(indicator.key, span) for span in Span}
        asked = indicator.rule is None or indicator.rule in review.upkeep.rules
        if indicator.unit is Unit.COUNT or not asked or not _spoken_of(review, indicator):
            continue
        rows.append(
            {
                "title": indicator.title,
                "formula": indicator.formula,
                "cells": [
                    {"text": "–", "of": ""}
                    if indicator.term_only and span is not Span.TERM
                    else figure_cell(figures[span])
                    for span in (Span.MONTH, Span.LAST_MONTH, Span.TERM)
                ],
            }
        )
    return rows


def _spoken_of(review: Review, indicator: Indicator) -> bool:
    """Leave out what this deputy's kinds of course never have: homework of a practice."""
    return indicator.key in set(review.indicators.facts.loc[
        review.indicators.facts["deputy"].eq(review.deputy), "indicator"
    ])  # fmt: skip


def figure_cell(figure: Figure) -> dict[str, str]:
    """Return a figure and, below it, its numerator and denominator; in words why there is none."""
    if figure.value is None:
        known = f"{number_text(figure.numerator)} / {number_text(figure.denominator)}{_unknown(figure)}"
        return {"text": _why_none(figure), "of": known if figure.denominator else ""}
    unit = f"{NBSP}%" if figure.indicator.unit is Unit.SHARE else ""
    return {
        "text": f"{decimal(figure.value, figure.indicator.places)}{unit}",
        "of": f"{number_text(figure.numerator)} / {number_text(figure.denominator)}{_unknown(figure)}",
    }


def _unknown(figure: Figure) -> str:
    return f", неизвестно\u00a0{number_text(figure.no_data)}" if figure.no_data and figure.denominator else ""


def _why_none(figure: Figure) -> str:
    """«нет данных» is said where something was to be judged; where nothing was asked there is a dash."""
    if figure.no_data:
        return "нет данных"
    if figure.not_due:
        return "срок не наступил"
    return "–" if figure.indicator.rule or not figure.facts else "нет данных"
