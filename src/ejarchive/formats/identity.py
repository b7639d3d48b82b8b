"""What makes two rows of two systems the same thing: keys from strict to loose, one text a row (null = none).

Codes differ between systems, so a person is a name within a group, a course a name within a group and term,
a lesson a course, a day and a place in the day. Comparison is blind to case, ё and spaces.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from ejarchive.formats.headings import plain

if TYPE_CHECKING:
    from ejarchive.model.column import Table

Texts = Callable[[pd.DataFrame], "pd.Series[Any]"]
"""A frame → one text a row."""


@dataclass(frozen=True, slots=True)
class Key:
    """How rows are compared: the text of ours and the text of theirs."""

    ours: Texts
    theirs: Texts


_SEPARATOR = "\x1f"
PERSON = ("last_name", "first_name", "middle_name")
NAMES: Mapping[str, tuple[str, ...]] = {"students": PERSON, "staff": PERSON, "courses": ("name",)}
"""Tables whose rows go by names, and which columns are the names."""


def keys_of(table: Table) -> tuple[Key, ...]:
    """Return the keys of a table's rows, the strictest first; a null text matches nothing."""
    return _KEYS.get(table.name) or (_same(_columns(*table.key)),)


def plain_name(text: str) -> str:
    """Return a name as names are compared."""
    return plain(text).replace("ё", "е")


def _columns(*names: str) -> Texts:
    """The columns as they are; the first must be filled."""

    def key(frame: pd.DataFrame) -> pd.Series[Any]:
        return _joined(frame, [frame[name].astype("str").fillna("") for name in names], names[:1])

    return key


def _named(within: Sequence[str], names: Sequence[str], *, needed: Sequence[str] = ()) -> Texts:
    """Names in plain spelling within the columns of reference."""

    def key(frame: pd.DataFrame) -> pd.Series[Any]:
        texts = [frame[name].fillna("") for name in within]
        texts += [frame[name].map(plain_name, na_action="ignore").astype("str").fillna("") for name in names]
        return _joined(frame, texts, (*within, *(needed or names[:1])))

    return key


def _initials(frame: pd.DataFrame) -> pd.Series[Any]:
    """Surname and initials: one system writes «Зимин О.П.» where another writes the whole name."""
    texts = [frame["last_name"].map(plain_name, na_action="ignore").astype("str").fillna("")]
    texts += [frame[name].map(plain_name, na_action="ignore").astype("str").fillna("").str[:1] for name in PERSON[1:]]
    return _joined(frame, texts, ("last_name", "first_name"))


def _lesson_of_day(frame: pd.DataFrame) -> pd.Series[Any]:
    """Course, day, and which of the course's lessons of that day it is: few systems number the pairs."""
    day = frame["date"].astype("str")
    number = frame.groupby([frame["course_id"], day], dropna=False).cumcount().astype("str")
    return _joined(frame, [frame["course_id"].fillna(""), day.fillna(""), number], ("course_id", "date"))


def _joined(frame: pd.DataFrame, texts: Sequence[pd.Series[Any]], needed: Sequence[str]) -> pd.Series[Any]:
    if not len(frame):
        return pd.Series(index=frame.index, dtype="object")
    key = texts[0].astype("object")
    for text in texts[1:]:
        key = key + _SEPARATOR + text.astype("object")
    return key.where(frame[list(needed)].notna().all(axis="columns"))


def _same(texts: Texts) -> Key:
    return Key(texts, texts)


def _where(texts: Texts, holds: Callable[[pd.DataFrame], pd.Series[Any]]) -> Texts:
    return lambda frame: texts(frame).where(holds(frame))


def _either(texts: Texts, shorter: Callable[[pd.DataFrame], pd.Series[Any]]) -> tuple[Key, Key]:
    """Compare loosely only where one of the two sides knows less: two full names that differ are two people."""
    return Key(_where(texts, shorter), texts), Key(texts, _where(texts, shorter))


def _abbreviated(frame: pd.DataFrame) -> pd.Series[Any]:
    return frame["first_name"].str.endswith(".").fillna(value=False).astype(bool)


def _no_middle_name(frame: pd.DataFrame) -> pd.Series[Any]:
    return frame["middle_name"].isna()


_KEYS: Mapping[str, tuple[Key, ...]] = {
    "groups": (_same(_named((), ("name",))),),
    "staff": (_same(_named((), PERSON, needed=PERSON[:2])), *_either(_initials, _abbreviated)),
    "students": (
        _same(_named(("group_id",), PERSON, needed=PERSON[:2])),
        _same(_columns("student_id", "group_id", "first_name", "middle_name")),  # the surname has changed
        *_either(_named(("group_id",), PERSON[:2], needed=PERSON[:2]), _no_middle_name),
    ),
    "movements": (_same(_columns("student_id", "date", "kind")),),
    "courses": (
        _same(_named(("group_id", "term_id"), ("code", "name", "subgroup"), needed=("name",))),
        _same(_named(("group_id", "term_id"), ("name", "subgroup"), needed=("name",))),
    ),
    "lessons": (_same(_columns("lesson_id", "course_id", "date")), _same(_lesson_of_day)),
    "tasks": (
        _same(_columns("task_id", "lesson_id")),
        _same(_named(("lesson_id",), ("kind", "title"), needed=("title",))),
    ),
}
