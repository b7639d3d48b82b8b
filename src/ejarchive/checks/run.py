"""The one door of the checks: a journal in, everything that is wrong with it out."""

from __future__ import annotations

import datetime as dt
from itertools import chain

from ejarchive.checks import (
    calendar,
    cells,
    courses,
    entries,
    glyphs,
    grades,
    groups,
    keys,
    lessons,
    moments,
    movement,
    names,
    needs,
    plans,
    practices,
    records,
    results,
    slots,
    values,
)
from ejarchive.checks.inspection import Inspection
from ejarchive.finding import Finding
from ejarchive.model.as_of import default_moment
from ejarchive.model.journal import Journal
from ejarchive.regulation import Regulation
from ejarchive.settings import Settings

_SUBJECTS = (
    keys,
    values,
    moments,
    cells,
    entries,
    grades,
    results,
    lessons,
    slots,
    groups,
    names,
    glyphs,
    movement,
    calendar,
    courses,
    practices,
    plans,
    records,
)
RULES = tuple(chain.from_iterable(subject.RULES for subject in _SUBJECTS))
"""All rules, in the order in which their findings are told."""


def check_journal(
    journal: Journal, regulation: Regulation, settings: Settings, as_of: dt.datetime | None = None
) -> list[Finding]:
    """Return all findings about a journal, those of one subject together, in the order of its rows.

    `as_of` is the moment the journal is judged at; without it, the moment its data speak of.
    """
    inspection = Inspection(journal, regulation, settings, as_of or default_moment(journal))
    return [finding for rule in RULES for finding in rule(inspection)]


def check_pack(
    journal: Journal, regulation: Regulation, settings: Settings, group_id: str, moment: dt.datetime
) -> list[Finding]:
    """Return what a semester pack of the group lacks beyond a sound journal: columns, names, the director."""
    inspection = Inspection(journal, regulation, settings, moment)
    return list(needs.lacking_for_pack(inspection, group_id))
