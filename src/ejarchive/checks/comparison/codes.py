"""Which code of the catalogue a difference has: by table, by what happened, and for some fields by the field."""

from __future__ import annotations

from collections.abc import Mapping

from ejarchive.difference import Change

_FAMILIES: Mapping[str, tuple[str, str, str]] = {  # added, removed, changed
    "entries": ("C101", "C102", "C103"),
    "lessons": ("C111", "C112", "C116"),
    "tasks": ("C121", "C122", "C123"),
    "grades": ("C131", "C132", "C134"),
    "attempts": ("C135", "C136", "C137"),
    "remarks": ("C141", "C142", "C143"),
    "corrections": ("C145", "C146", "C147"),
    "courses": (_COURSE := ("C151", "C152", "C153")),
    "course_hours": _COURSE,
    "course_students": _COURSE,
    "practices": _COURSE,
    "plan": ("C161", "C162", "C163"),
    "students": ("C171", "C172", "C173"),
    "movements": (_ORDERS := ("C181", "C182", "C183")),
    "individual_plans": _ORDERS,
}
_OTHERS = ("C191", "C192", "C193")
_KINDS = (Change.ADDED, Change.REMOVED, Change.CHANGED)
MOVED, ABSENT_TABLE, ABSENT_COLUMN = "C114", "C194", "C195"
_FIELDS: Mapping[tuple[str, str], str] = {
    ("entries", "text"): "C103",
    ("lessons", "topic"): "C113",
    ("lessons", "homework"): "C115",
    ("grades", "value"): "C133",
}
_REST: Mapping[str, str] = {"entries": "C104", "lessons": "C116", "grades": "C134"}


def code_of(table: str, change: Change, field: str | None) -> str:
    """Return the code of a difference."""
    if change is Change.MOVED:
        return MOVED
    if change is Change.CHANGED and field and table in _REST:
        return _FIELDS.get((table, field), _REST[table])
    return _FAMILIES.get(table, _OTHERS)[_KINDS.index(change)]
