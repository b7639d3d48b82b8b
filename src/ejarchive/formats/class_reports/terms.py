"""Which term a report speaks of: the grade card names it without dates, the report of marks dates it without a name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

import pandas as pd

from ejarchive.finding import Finding
from ejarchive.model.groups import Term
from ejarchive.model.journal import Journal
from ejarchive.model.place import Place
from ejarchive.model.schema import TABLES
from ejarchive.model.tables import frame_of_text, text_of

TITLES = {"quarter": "четверть", "trimester": "триместр", "semester": "семестр", "module": "модуль"}
_CUSTOM: Mapping[int, Sequence[tuple[str, str]]] = {
    4: (("09-01", "10-31"), ("11-01", "12-31"), ("01-01", "03-31"), ("04-01", "05-31")),
    3: (("09-01", "11-30"), ("12-01", "02-28"), ("03-01", "05-31")),
    2: (("09-01", "12-31"), ("01-01", "06-30")),
}
"""Terms in a year → their days by custom, where no source tells them."""
_KINDS = {4: "quarter", 3: "trimester", 2: "semester"}
_YEAR = re.compile(r"(?:19|20)\d\d")
_WHOLE_YEAR, _SEMESTER, _TRIMESTER = 200, 105, 80  # days


def title_of(kind: str, number: int, year: int) -> str:
    """Return the title of a term: «4 четверть 2024/2025 учебного года»."""
    return f"{number} {TITLES[kind]} {year}/{year + 1} учебного года"


def term_of(starts: dt.date, ends: dt.date, year: int) -> tuple[str, int]:
    """Return kind and number of the term that a report's period is, or lies in; ("", 0) for a whole year."""
    days, middle = (ends - starts).days, starts + (ends - starts) / 2
    if days >= _WHOLE_YEAR:
        return "", 0
    number = 2 if days >= _SEMESTER else 3 if days >= _TRIMESTER else 4
    passed = sum(dt.date.fromisoformat(begin) <= middle for begin, _ in _days(number, year))
    return _KINDS[number], max(passed, 1)


def with_customary_terms(journal: Journal) -> tuple[Journal, list[Finding]]:
    """Give the terms that no source dated their days by custom, and say so; a dated neighbour is not overlapped."""
    terms = journal.rows(Term) if journal.has("terms") else ()
    told = {term.term_id: term for term in terms}
    wanted = sorted(set(journal.frame("courses")["term_id"].dropna()) - told.keys())
    counts = _terms_in_year([*wanted, *told])
    rows, findings = [], []
    for term in wanted:
        year, _, number = term.partition("-")
        count = counts.get(year, 0)
        if count and number.isdecimal() and 1 <= int(number) <= count:
            starts, ends = (dt.date.fromisoformat(day) for day in _days(count, int(year))[int(number) - 1])
            starts = max(
                [starts, *(t.ends + dt.timedelta(1) for t in terms if t.starts < starts <= t.ends < dt.date.max)]
            )
            ends = min([ends, *(t.starts - dt.timedelta(1) for t in terms if dt.date.min < t.starts <= ends < t.ends)])
            title = title_of(_KINDS[count], int(number), int(year))
            rows.append(
                {"term_id": term, "starts": str(starts), "ends": str(ends), "kind": _KINDS[count], "title": title}
            )
            findings.append(Finding("F228", Place(sheet=TABLES["terms"].title), {"term": term}))
    if not rows:
        return journal, []
    table = TABLES["terms"]
    ours = text_of(table, journal.frame("terms")).fillna("")
    texts = [dict(zip(ours.columns, row, strict=True)) for row in ours.itertuples(index=False)]
    texts += rows
    frame = frame_of_text(table, sorted(texts, key=lambda row: row["starts"]))
    present = journal.present.get("terms", frozenset()) | {"term_id", "starts", "ends", "kind", "title"}
    frames: dict[str, pd.DataFrame] = {**journal.frames, "terms": frame}
    places = {"terms": Place(sheet=table.title), **journal.places}
    return Journal(frames=frames, present={**journal.present, "terms": frozenset(present)}, places=places), findings


def _terms_in_year(terms: Sequence[str]) -> dict[str, int]:
    """Return year → 2, 3 or 4 terms, by the highest number among the ids."""
    counts: dict[str, int] = {}
    for term in terms:
        year, _, number = term.partition("-")
        if _YEAR.fullmatch(year) and number.isdecimal() and int(number) <= max(_CUSTOM):
            counts[year] = max(counts.get(year, min(_CUSTOM)), int(number))
    return counts


def _days(count: int, year: int) -> list[tuple[str, str]]:
    """Return the customary days of the terms of a school year."""
    return [(f"{year + (starts < '09')}-{starts}", f"{year + (ends < '09')}-{ends}") for starts, ends in _CUSTOM[count]]
