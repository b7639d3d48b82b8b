"""The product as a whole: takes the records it needs, then makes one journal of them."""

from __future__ import annotations

import datetime as dt

from ejarchive.finding import Finding
from ejarchive.formats.answers import Answer
from ejarchive.formats.class_reports.terms import with_customary_terms
from ejarchive.formats.dnevnik.making import Making
from ejarchive.formats.dnevnik.shapes import code, kind_of, records
from ejarchive.formats.irtech.fields import Json
from ejarchive.model.journal import Journal

NAME = "Дневник.ру"
_KEPT = {
    "groups": ("id", "name", "type", "parentIds", "parentIds_str"),
    "persons": ("id", "lastName", "firstName", "middleName"),
    "teachers": ("id", "lastName", "firstName", "middleName", "nameTeacherPosition"),
    "subjects": ("id", "name"),
    "periods": ("id", "start", "finish", "type", "name"),
    "lessons": ("id", "title", "date", "number", "subject", "group", "status", "works", "teachers"),
    "marks": ("id", "value", "textValue", "person", "work", "lesson", "number", "date"),
    "log": ("person", "lesson", "status", "createdDate"),
    "finals": ("person", "group", "reportingPeriod", "per-subject-final-marks"),
    "work_types": ("id", "title"),
}
"""Fields that are read, with their `_str` twins; all else in a record is left at the door."""


class Dnevnik:
    """«Дневник.ру», the system of АПТ."""

    kind = "dnevnik"

    def __init__(self) -> None:
        self._taken: dict[str, dict[tuple[str, ...], Json]] = {kind: {} for kind in _KEPT}

    def take(self, answer: Answer) -> bool:
        """Take what is needed from an answer; False when it is none of this product."""
        known = kind_of(answer)
        if known is None:
            return False
        kind, ids = known
        for record in records(answer.value):
            kept = {}
            for name in _KEPT[kind]:
                for spelled in (name, f"{name}_str", name[:1].upper() + name[1:]):
                    if spelled in record:
                        kept[spelled] = record[spelled]
            if ids.get("group"):
                kept["in group"] = ids["group"]
            key = (code(kept, "id"), str(kept.get("in group"))) if code(kept, "id") else self._natural(kind, kept)
            self._taken[kind][key] = kept
        return True

    def journal(self, zone: dt.tzinfo | None) -> tuple[Journal, list[Finding]]:
        """Make the journal."""
        making = Making({kind: list(found.values()) for kind, found in self._taken.items()}, zone)
        journal, unread = making.rows.journal(NAME, "F213")
        journal, customary = with_customary_terms(journal)
        return journal, [*making.findings, *unread, *customary]

    @staticmethod
    def _natural(kind: str, record: Json) -> tuple[str, ...]:
        """Return what tells records without an id apart, so that an answer saved twice counts once."""
        return (kind, *(code(record, name) for name in ("person", "lesson", "status", "reportingPeriod", "in group")))
