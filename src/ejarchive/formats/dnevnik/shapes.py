"""Which endpoint an answer is of: told by its address, else by its shape; and how its records name things."""

from __future__ import annotations

import re
from typing import Any

from ejarchive.formats.answers import Answer
from ejarchive.formats.irtech.fields import Json, objects, text

_ADDRESSES = (
    (r"/edu-groups/(?P<group>\d+)/reporting-periods", "periods"),
    (r"/edu-groups/(?P<group>\d+)/(?:persons|students)", "persons"),
    (r"/edu-groups/(?P<group>\d+)/final-marks", "finals"),
    (r"/edu-groups/(?P<group>\d+)/subjects/?$", "subjects"),
    (r"/edu-groups/(?P<group>\d+)(?:/subjects/\d+)?/lessons", "lessons"),
    (r"/edu-groups/(?P<group>\d+)/subjects/\d+/marks", "marks"),
    (r"/lessons/(?:many/?$|\d+/?$)", "lessons"),
    (r"/lessons/\d+/marks", "marks"),
    (r"/lesson-log-entries/(?:group|lesson)|/lessons/\d+/log-entries", "log"),
    (r"/schools/\d+/teachers", "teachers"),
    (r"/edu-groups(?:/\d+)?/?$", "groups"),
    (r"/work-types/\d+", "work_types"),
)
_SHAPES: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("finals", ("person", "per-subject-final-marks"), ()),
    ("marks", ("person", "work"), ("textValue", "value")),
    ("log", ("person", "lesson", "status"), ()),
    ("lessons", ("date", "subject"), ("works", "title", "number")),
    ("periods", ("start", "finish"), ()),
    ("work_types", ("kindId",), ()),
    ("groups", ("name",), ("parallel", "studyyear", "journalType", "timetable")),
    ("subjects", ("name",), ("knowledgeArea", "fgosSubjectId")),
    ("teachers", (), ("NameTeacherPosition", "nameTeacherPosition", "HouseMaster", "houseMaster")),
    ("persons", ("lastName", "shortName"), ()),
)
"""Strict to loose: kind, fields all records have, fields of which they have one."""


def kind_of(answer: Answer) -> tuple[str, dict[str, str]] | None:
    """Return the kind of an answer and the ids in its address; None when it is not of this product."""
    items = records(answer.value)
    if not items:
        return None
    fitting = [kind for kind, every, some in _SHAPES if all(_fits(item, every, some) for item in items[:20])]
    for pattern, kind in _ADDRESSES:
        if (found := re.search(pattern, answer.path)) and (kind in fitting or (kind == "persons" and _person(items))):
            return kind, found.groupdict()
    return (fitting[0], {}) if fitting else None


def records(value: Any) -> list[Json]:  # noqa: ANN401 - JSON is anything
    """Return the records of an answer: a list of them, or one alone."""
    return [value] if isinstance(value, dict) else objects(value)


def code(record: Json, name: str) -> str:
    """Return an id: its `_str` twin, the number, or the id of the object that stands in its place."""
    value = record.get(name)
    if isinstance(value, dict):
        return code(value, "id")
    return text(record, f"{name}_str") or text(record, name) or text(record, name[:1].upper() + name[1:])


def name_of(record: Json, name: str) -> str:
    """Return a text field; teachers' fields are known to begin with a capital letter."""
    return text(record, name) or text(record, name[:1].upper() + name[1:])


def _fits(item: Json, every: tuple[str, ...], some: tuple[str, ...]) -> bool:
    return all(name in item for name in every) and (not some or any(name in item for name in some))


def _person(items: list[Json]) -> bool:
    return all("lastName" in item for item in items)
