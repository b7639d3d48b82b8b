"""Names of people: what breaks the alphabet, the search or the trust in a list (БГСХТ 4.2.5.1).

A finding never holds the name itself: the place and the code of the person lead to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from ejarchive.checks.inspection import Inspection, each
from ejarchive.finding import Finding
from ejarchive.russian import name_key

_PEOPLE = (("students", "student_id"), ("staff", "person_id"))
_NAMES = ("last_name", "first_name", "middle_name")
_LATIN = re.compile("[A-Za-z]")
_STRANGE = re.compile(r"[^\w\s.'’ʼ‑–-]|[\d_]")  # hyphens, apostrophes and the dot of an initial belong to names
_AGES = (13, 75)


def same_name_twice(inspection: Inspection) -> Iterator[Finding]:
    """Find two students of one group with one full name: one person entered twice, or true namesakes."""
    frame = inspection.journal.frame("students")
    seen: dict[tuple[object, ...], tuple[str, object]] = {}
    for row, student, group, last, first, middle, birth in each(frame, "student_id", "group_id", *_NAMES, "birth_date"):
        if pd.isna(last) or pd.isna(first):
            continue
        plain = tuple(part[0] for part in name_key(last, first, None if pd.isna(middle) else middle))
        other, other_birth = seen.setdefault((group, *plain), (student, birth))
        if other != student:
            same_birth = not pd.isna(birth) and birth == other_birth
            facts = {"student": student, "other": other, "group": group}
            told = " с одной датой рождения" if same_birth else ""
            yield inspection.finding("J404", "students", row, "last_name", **facts, birth=told)


def latin_in_name(inspection: Inspection) -> Iterator[Finding]:
    """Find Latin letters in a name: look-alikes sort and search as strangers."""
    for table, key in _PEOPLE:
        frame = inspection.journal.frame(table)
        for column in _NAMES:
            for row, code, name in each(frame[frame[column].str.contains(_LATIN, na=False)], key, column):
                letters = ", ".join(sorted(set(_LATIN.findall(name))))
                yield inspection.finding("J405", table, row, column, key=code, letters=letters)


def strange_sign_in_name(inspection: Inspection) -> Iterator[Finding]:
    """Find digits, brackets and other signs that no name has."""
    for table, key in _PEOPLE:
        frame = inspection.journal.frame(table)
        for column in _NAMES:
            for row, code, name in each(frame[frame[column].str.contains(_STRANGE, na=False)], key, column):
                signs = " ".join(sorted(set(_STRANGE.findall(name))))
                yield inspection.finding("J406", table, row, column, key=code, signs=signs)


def implausible_age(inspection: Inspection) -> Iterator[Finding]:
    """Find a birth date that makes a student a child or very old at the first term of the journal."""
    starts = inspection.journal.frame("terms")["starts"].min()
    frame = inspection.journal.frame("students")
    if pd.isna(starts):
        return
    ages = (starts - frame["birth_date"]).dt.days // 365.25
    for row, student, age in each(frame.assign(age=ages)[(ages < _AGES[0]) | (ages > _AGES[1])], "student_id", "age"):
        yield inspection.finding("J407", "students", row, "birth_date", student=student, age=age)


RULES = (same_name_twice, latin_in_name, strange_sign_in_name, implausible_age)
