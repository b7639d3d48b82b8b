"""Groups: someone leads them, someone is in them, their year can be."""

from __future__ import annotations

from collections.abc import Iterator

from ejarchive.checks.inspection import Inspection, each
from ejarchive.finding import Finding

_YEARS_OF_STUDY = range(1, 7)


def group_without_curator(inspection: Inspection) -> Iterator[Finding]:
    """Find a group that nobody leads, neither now nor in one of its years."""
    years = inspection.journal.frame("group_years")
    led = years.loc[years["curator_id"].notna(), "group_id"]
    frame = inspection.journal.frame("groups")
    for row, group in each(frame[frame["curator_id"].isna() & ~frame["group_id"].isin(led)], "group_id"):
        yield inspection.finding("J410", "groups", row, "curator_id", group=group)


def group_without_students(inspection: Inspection) -> Iterator[Finding]:
    """Find a group in which nobody ever was."""
    frame = inspection.journal.frame("groups")
    for row, group in each(frame[~frame["group_id"].isin(list(inspection.membership.by_group))], "group_id"):
        yield inspection.finding("J412", "groups", row, "group_id", group=group)


def implausible_year_of_study(inspection: Inspection) -> Iterator[Finding]:
    """Find a year of study (курс) that no college has."""
    for table in ("groups", "group_years"):
        frame = inspection.journal.frame(table)
        known = frame[frame["year_of_study"].notna()]
        for row, group, year in each(known, "group_id", "year_of_study"):
            if year not in _YEARS_OF_STUDY:
                yield inspection.finding("J423", table, row, "year_of_study", value=year, group=group)


RULES = (group_without_curator, group_without_students, implausible_year_of_study)
