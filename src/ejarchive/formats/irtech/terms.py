"""Gradebooks: which group, which term, which subjects; terms are known by the dates the product gives them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from ejarchive.formats.answers import Answer
from ejarchive.formats.irtech.college import College
from ejarchive.formats.irtech.fields import Json, day, number, objects, text
from ejarchive.formats.irtech.words import Words
from ejarchive.formats.rows import Rows
from ejarchive.naming import slug

_YEAR_BEGINS = 7  # July: nobody begins a school year earlier
_LAST = {"semester": 2, "trimester": 3}
_TITLES = {"semester": "семестр", "trimester": "триместр"}


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject in the timetable of a gradebook."""

    number: str
    name: str
    kind: str
    hours: str


@dataclass(slots=True)
class Gradebook:
    """The gradebook of one group for one term."""

    number: str
    group: str
    group_name: str
    year_of_study: str
    starts: str
    ends: str
    kind: str
    term_number: int
    subjects: dict[str, Subject] = field(default_factory=dict)

    @property
    def term(self) -> str:
        """`2025-1`: the year the school year begins in, and the term's number in it."""
        return f"{school_year(self.starts)}-{self.term_number}"


def school_year(day_: str) -> int:
    """Return the year in which the school year of a day begins."""
    date = dt.date.fromisoformat(day_)
    return date.year if date.month >= _YEAR_BEGINS else date.year - 1


def number_in_year(term_number: int, kind: str) -> int:
    """Return a term's number within its year: some colleges count semesters from 1 to 8."""
    last = _LAST.get(kind, 1)
    return (term_number - 1) % last + 1 if term_number > 0 else 1


def gradebooks_of(answer: Answer, ids: dict[str, str], words: Words) -> list[Gradebook]:
    """Read an answer of `gradebook/{group}/entries`; one without dates is of no use and left out."""
    found = []
    for item in objects(answer.value):
        starts, ends = day(item, "startDate"), day(item, "endDate")
        if not (text(item, "id") and starts and ends):
            continue
        kind = words.word("terms", text(item, "termType"), answer.place)
        plain = int(float(number(item, "termNumber") or 1))
        found.append(
            Gradebook(
                number=text(item, "id"),
                group=ids.get("group", ""),
                group_name=text(item, "name"),
                year_of_study=number(item, "yearNumber"),
                starts=starts,
                ends=ends,
                kind=kind,
                term_number=number_in_year(plain, kind),
                subjects={text(s, "id"): _subject(s, words, answer) for s in objects(item, "scheduleSubjects")},
            )
        )
    return found


def _subject(record: Json, words: Words, answer: Answer) -> Subject:
    kind = words.word("subjects", text(record, "subjectType") or text(record, "type"), answer.place)
    return Subject(text(record, "id"), text(record, "name"), kind, number(record, "plannedHours"))


def settle_groups(gradebooks: list[Gradebook], college: College) -> None:
    """Give every gradebook its group: by address, by name, else by a code made of the name."""
    for book in gradebooks:
        book.group = book.group or college.group_named(book.group_name) or f"g-{slug(book.group_name) or book.number}"
        group = college.groups.setdefault(book.group, {})
        group.setdefault("name", book.group_name)
        if book.year_of_study:
            group.setdefault("year_of_study", book.year_of_study)


def add_terms(gradebooks: list[Gradebook], rows: Rows) -> None:
    """Add the terms: the dates most groups have are everybody's, others are exceptions of their group."""
    dates: dict[str, Counter[tuple[str, str]]] = {}
    for book in gradebooks:
        dates.setdefault(book.term, Counter())[book.starts, book.ends] += 1
    kinds = {book.term: book.kind for book in gradebooks}
    usual = {term: counts.most_common(1)[0][0] for term, counts in dates.items()}
    for term, (starts, ends) in sorted(usual.items()):
        rows.add_once(
            "terms", term_id=term, starts=starts, ends=ends, kind=kinds[term], title=_title(term, kinds[term])
        )
    for book in gradebooks:
        if (book.starts, book.ends) != usual[book.term]:
            facts = {"term_id": book.term, "starts": book.starts, "ends": book.ends, "kind": book.kind}
            rows.add_once("terms", **facts, title=_title(book.term, book.kind), group_id=book.group)


def _title(term: str, kind: str) -> str:
    year, number_ = term.split("-")
    years = f"{year}/{int(year) + 1} учебного года"
    return f"{number_} {_TITLES[kind]} {years}" if kind in _TITLES else f"курс {years}"
