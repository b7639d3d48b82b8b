"""Values that cannot be: negative numbers, impossible dates, ends before beginnings, unknown kinds."""

from __future__ import annotations

from collections.abc import Iterator

from ejarchive.checks.inspection import Inspection
from ejarchive.finding import Finding
from ejarchive.model.schema import TABLES

_EARLIEST, _EARLIEST_BIRTH = "1990-01-01", "1920-01-01"
_YEARS_AHEAD, _LAST_YEAR = 10, 2100
_PERIODS = (
    ("terms", "starts", "ends"),
    ("holidays", "starts", "ends"),
    ("practices", "starts", "ends"),
    ("individual_plans", "starts", "ends"),
    ("outages", "starts_at", "ends_at"),
)


def negative_number(inspection: Inspection) -> Iterator[Finding]:
    """Find a number below zero: hours, positions and marks are counted from nothing upwards."""
    for name, frame in inspection.journal.frames.items():
        for column in TABLES[name].columns:
            if column.type in {"integer", "number"}:
                values = frame[column.name].dropna()
                for row, value in values[values < 0].items():
                    yield inspection.finding("J109", name, row, column.name, value=value)


def impossible_date(inspection: Inspection) -> Iterator[Finding]:
    """Find a date of another century, such as a lesson in the year 2205."""
    year = inspection.day.year + _YEARS_AHEAD if inspection.day else _LAST_YEAR
    latest = f"{min(year, _LAST_YEAR)}-12-31 23:59"
    for name, frame in inspection.journal.frames.items():
        for column in TABLES[name].columns:
            if column.type not in {"date", "datetime"}:
                continue
            earliest = _EARLIEST_BIRTH if column.name == "birth_date" else _EARLIEST
            dates = frame[column.name]
            if column.type == "datetime":
                dates = inspection.journal.moments(name, column.name).dt.tz_localize(None)
            for row in frame.index[(dates < earliest) | (dates > latest)]:
                yield inspection.finding("J110", name, row, column.name, value=dates[row])


def period_reversed(inspection: Inspection) -> Iterator[Finding]:
    """Find a period that ends before it starts."""
    for table, starts, ends in _PERIODS:
        frame = inspection.journal.frame(table)
        if TABLES[table].column(starts).type == "datetime":
            frame = frame.assign(**{column: inspection.journal.moments(table, column) for column in (starts, ends)})
        for row in frame.index[frame[ends] < frame[starts]]:
            facts = {"starts": frame.loc[row, starts], "ends": frame.loc[row, ends]}
            yield inspection.finding("J111", table, row, ends, **facts)


def unknown_kind(inspection: Inspection) -> Iterator[Finding]:
    """Find a kind the program has no words for; each is told once, with its first row: it is printed as it is."""
    for name, frame in inspection.journal.frames.items():
        for column in TABLES[name].columns:
            if column.labels and not column.closed:
                strange = frame[column.name].dropna()
                strange = strange[~strange.isin(list(column.labels))]
                counts = strange.value_counts()
                for row, value in strange.drop_duplicates().items():
                    yield inspection.finding("J114", name, row, column.name, value=value, count=counts[value])


RULES = (negative_number, impossible_date, period_reversed, unknown_kind)
