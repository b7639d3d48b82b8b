"""Which row of one table is which row of the other: by its code, or by what a person would know it by.

Codes are trusted until they contradict the content: a source that is converted again may number its rows anew,
and the same code then stands for another lesson. Rows are positions in frames of text, null = "".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ejarchive.model.column import Table

NATURAL: Mapping[str, tuple[str, ...]] = {
    "groups": ("name",),
    "staff": ("last_name", "first_name", "middle_name"),
    "students": ("last_name", "first_name", "middle_name", "group_id"),
    "movements": ("student_id", "date", "kind"),
    "courses": ("group_id", "term_id", "code", "name", "subgroup"),
    "lessons": ("course_id", "date", "slot"),
    "tasks": ("lesson_id", "kind", "title"),
    "remarks": ("date", "author_id", "course_id", "lesson_id", "text"),
    "corrections": ("at", "course_id", "lesson_id", "student_id", "field"),
}
"""Tables whose rows have a code, and by what a row is known without it."""
_LOOSER: Mapping[str, tuple[str, ...]] = {
    "students": ("last_name", "first_name", "middle_name"),
    "courses": ("group_id", "term_id", "name", "subgroup"),
    "lessons": ("course_id", "topic"),  # moved, with another code
}
"""The same, where the strict key has found nobody and this one finds one alone on either side."""
_LOOSEST: Mapping[str, tuple[str, ...]] = {
    "students": ("first_name", "middle_name", "group_id"),
    "staff": ("first_name", "middle_name"),
    "tasks": ("lesson_id", "kind"),
    "courses": ("group_id", "term_id", "code", "subgroup"),
}
"""The same again, only where codes cannot be trusted: a surname changed, a course was renamed."""
_MAY_BE_EMPTY = {"subgroup"}


@dataclass(frozen=True, slots=True)
class Pairs:
    """Positions of the same rows in both frames, and of the rows without a twin."""

    before: np.ndarray
    after: np.ndarray
    only_before: np.ndarray
    only_after: np.ndarray


def match_rows(table: Table, before: pd.DataFrame, after: pd.DataFrame) -> Pairs:
    """Match the rows of a table; references in both frames are in the codes of the second journal."""
    code, natural = list(table.key), list(NATURAL.get(table.name, ()))
    by_code = _joined(before, after, code)
    if not natural:
        twins = before.duplicated(code).any() or after.duplicated(code).any()
        return _pairs(before, after, [_joined(before, after, list(before.columns)), by_code] if twins else [by_code])
    by_name = _joined(before, after, natural)
    content = [column.name for column in table.columns if column.name not in {*code, *natural}]
    steps = [by_code.merge(by_name, on=["a", "b"])]  # whatever else is doubtful, these are not
    if _codes_hold(before, after, by_code, by_name, content):
        loose = [_LOOSER]
        steps += [by_code, by_name]
    else:
        loose = [_LOOSER, _LOOSEST]
        steps += [by_name]
        by_code = _alike(before, after, by_code, [*natural, *content])
    for keys in loose:
        if table.name in keys:
            steps.append(_left_alone(before, after, steps, list(keys[table.name])))
    return _pairs(before, after, [*steps, by_code])


def _joined(before: pd.DataFrame, after: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Join on columns: positions `a` and `b`; twins are paired in their order."""
    keys = []
    for frame, name in ((before, "a"), (after, "b")):
        key = frame[list(columns)].reset_index(drop=True)
        key = key.assign(_twin=key.groupby(list(columns), sort=False).cumcount())
        keys.append(key.assign(**{name: key.index}))
    return keys[0].merge(keys[1], on=[*columns, "_twin"])[["a", "b"]]


def _left_alone(
    before: pd.DataFrame, after: pd.DataFrame, steps: Sequence[pd.DataFrame], columns: Sequence[str]
) -> pd.DataFrame:
    """Join what the steps have left, where the columns are filled and name one row alone on either side."""
    found = _pairs(before, after, steps)
    keys = []
    for frame, places, name in ((before, found.only_before, "a"), (after, found.only_after, "b")):
        key = frame[list(columns)].iloc[places].assign(**{name: places})
        filled = (key[[column for column in columns if column not in _MAY_BE_EMPTY]] != "").all(axis="columns")
        keys.append(key[filled & ~key.duplicated(list(columns), keep=False)])
    return keys[0].merge(keys[1], on=list(columns))[["a", "b"]]


def _codes_hold(
    before: pd.DataFrame, after: pd.DataFrame, by_code: pd.DataFrame, by_name: pd.DataFrame, content: Sequence[str]
) -> bool:
    """Where code and name lead to different rows, ask the content which of the two it follows."""
    for_code = for_name = 0
    for side, other in (("a", "b"), ("b", "a")):
        both = by_code.merge(by_name, on=side, suffixes=("_code", "_name"))
        both = both[both[f"{other}_code"] != both[f"{other}_name"]]
        if both.empty:
            continue
        mine, theirs = (before, after) if side == "a" else (after, before)
        own = mine[list(content)].to_numpy()[both[side]]
        others = theirs[list(content)].to_numpy()
        codewise = ((own == others[both[f"{other}_code"]]) & (own != "")).sum(axis=1)
        namewise = ((own == others[both[f"{other}_name"]]) & (own != "")).sum(axis=1)
        for_code += int((codewise > namewise).sum())
        for_name += int((namewise > codewise).sum())
    return for_code >= for_name


def _alike(before: pd.DataFrame, after: pd.DataFrame, pairs: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Keep the pairs that have at least half of their values in common."""
    left = before[list(columns)].to_numpy()[pairs["a"]]
    right = after[list(columns)].to_numpy()[pairs["b"]]
    told = (left != "") | (right != "")
    enough: np.ndarray = 2 * ((left == right) & told).sum(axis=1) >= told.sum(axis=1)
    return pairs.iloc[np.flatnonzero(enough)]


def _pairs(before: pd.DataFrame, after: pd.DataFrame, steps: Sequence[pd.DataFrame]) -> Pairs:
    """Take the pairs of each step whose rows no earlier step has taken."""
    taken_before = np.zeros(len(before), dtype=bool)
    taken_after = np.zeros(len(after), dtype=bool)
    lefts, rights = [], []
    for step in steps:
        left, right = step["a"].to_numpy(dtype=np.intp), step["b"].to_numpy(dtype=np.intp)
        free = ~taken_before[left] & ~taken_after[right]
        left, right = left[free], right[free]
        taken_before[left] = taken_after[right] = True
        lefts.append(left)
        rights.append(right)
    return Pairs(
        np.concatenate(lefts), np.concatenate(rights), np.flatnonzero(~taken_before), np.flatnonzero(~taken_after)
    )
