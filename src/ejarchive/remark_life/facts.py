"""What the rules complain about today, out of the verdicts over a journal; and which rows stand there at all."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ejarchive.model.courses import Course
from ejarchive.model.journal import Journal
from ejarchive.regulation import Regulation
from ejarchive.remark_life.tracked import Fact, TrackedRemark
from ejarchive.upkeep import Rule, Upkeep, Verdict, basis_of

_UNHELD = ("cancelled", "planned")


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A fact that can be seen today, its rule, and whose it is; `binding` as `Basis` has it.

    `done_on`: the day (UTC) on which the record was made that came too late; None where no stamp tells it.
    """

    fact: Fact
    rule: Rule
    deputy: str
    binding: bool = True
    responsible_id: str | None = None
    group_id: str | None = None
    done_on: dt.date | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Which rows a journal holds: asked when a fact is no longer seen, to tell a filled gap from a deleted row."""

    courses: Collection[str]
    lessons: Mapping[str, dt.date]  # held ones only: a lesson that was cancelled afterwards does not stand
    entries: Collection[tuple[str, str]]
    grades: Collection[tuple[str, str, str]]

    def rows(self, fact: Fact) -> tuple[str, ...]:
        """Return the tables whose row under this fact stands in the journal."""
        lesson, student, course = fact.lesson_id or "", fact.student_id or "", fact.course_id or ""
        stands = {
            "courses": course in self.courses,
            "lessons": lesson in self.lessons,
            "entries": (lesson, student) in self.entries,
            "grades": (course, student, fact.period or "") in self.grades,
        }
        return tuple(table for table, there in stands.items() if there)


def seen_today(
    upkeep: Upkeep, journal: Journal, regulation: Regulation, remarks: Iterable[TrackedRemark] = ()
) -> tuple[tuple[Breach, ...], Standing]:
    """Return the breaches of all rules, each fact once, and what stands under them and under the facts of `remarks`.

    What is not due or not known is no breach. One without `matured` counts on the day of its lesson.
    """
    judged = upkeep.judged
    rows: list[dict[Any, Any]] = judged[judged["verdict"] == Verdict.BREACH.value].to_dict("records")
    lessons = {_text(row["lesson_id"]) for row in rows if _text(row["student_id"])}
    lessons |= {fact.lesson_id for remark in remarks for fact in remark.facts if fact.student_id}
    standing = _standing(journal, sorted(lesson for lesson in lessons if lesson))
    found: dict[tuple[str, ...], Breach] = {}
    for row in rows:
        if breach := _breach(row, upkeep.rules[row["rule"]], regulation, standing):
            found.setdefault(breach.fact.key, breach)
    return tuple(sorted(found.values(), key=lambda breach: (breach.fact.matured, breach.fact.key))), standing


def _standing(journal: Journal, lesson_ids: Collection[str]) -> Standing:
    """Return what stands; of half a million cells only those of the lessons asked for."""
    lessons, entries, grades = journal.frame("lessons"), journal.frame("entries"), journal.frame("grades")
    held = lessons[~lessons["status"].isin(_UNHELD)]
    cells = entries[entries["lesson_id"].isin(lesson_ids) & entries["text"].notna()]
    return Standing(
        courses=frozenset(course.course_id for course in journal.rows(Course)),
        lessons={lesson: day.date() for lesson, day in zip(held["lesson_id"], held["date"], strict=True)},
        entries=frozenset(zip(cells["lesson_id"], cells["student_id"], strict=True)),
        grades=frozenset(zip(grades["course_id"], grades["student_id"], grades["period"], strict=True)),
    )


def _breach(row: Mapping[str, Any], rule: Rule, regulation: Regulation, standing: Standing) -> Breach | None:
    lesson_id = _text(row["lesson_id"])
    day = standing.lessons.get(lesson_id or "")
    matured = _day(row["matured"]) or day
    if matured is None:
        return None
    fact = Fact(
        rule=rule.key,
        matured=matured,
        course_id=_text(row["course_id"]),
        lesson_id=lesson_id,
        student_id=_text(row["student_id"]),
        period=_text(row["period"]),
        day=day,
        amount=float(row["amount"]) if _known(row["amount"]) else 1.0,
    )
    return Breach(
        fact=dataclasses.replace(fact, rows=standing.rows(fact)),
        rule=rule,
        deputy=_text(row["deputy"]) or "academic",
        binding=basis_of(rule, regulation).binding,
        responsible_id=_text(row["responsible_id"]),
        group_id=_text(row["group_id"]),
        done_on=_day(row["done_at"]),
    )


def _known(value: object) -> bool:
    return value is not None and value == value  # noqa: PLR0124 - NaN and NaT are what differs from itself


def _text(value: object) -> str | None:
    return str(value) if isinstance(value, str) and value else None


def _day(value: Any) -> dt.date | None:  # noqa: ANN401 - a date, a time stamp or NaT
    if not _known(value) or not isinstance(value, dt.date):
        return None
    return value.date() if isinstance(value, dt.datetime) else value
