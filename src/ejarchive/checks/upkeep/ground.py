"""What every rule stands on: lessons with who answers for them, cells read, terms, and earlier looks at the journal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from ejarchive.checks.inspection import Inspection
from ejarchive.checks.upkeep.calendar import UNKNOWN, Calendar, Instants, instants
from ejarchive.model.as_of import as_of
from ejarchive.model.cell import Cell, read_cells
from ejarchive.model.journal import Journal
from ejarchive.regulation import Deadline, Regulation
from ejarchive.settings import AnalyticsSettings, Settings
from ejarchive.upkeep import Rule, upkeep_rules

Snapshot = tuple[Journal, dt.datetime]
"""An earlier look at the journal, and when it was taken."""
NOT_DAILY = ("work_placement",)
"""Kinds of course without daily records: a list of students at enterprises (АПТ 3.2 names none of them)."""
CLOSING = ("exam", "credit", "consultation")
"""Kinds of lesson that close a course or prepare its close: no homework after them, no current marks, no topic."""


@dataclass(frozen=True, eq=False)
class Ground:
    """One look at the journal as it stood at `moment`; the frames are made once and changed by no rule."""

    inspection: Inspection
    moment: pd.Timestamp
    calendar: Calendar
    snapshots: tuple[Snapshot, ...] = ()

    @classmethod
    def of(
        cls,
        journal: Journal,
        regulation: Regulation,
        settings: Settings,
        moment: dt.datetime,
        snapshots: Sequence[Snapshot] = (),
    ) -> Ground:
        """Cut the journal at the moment; snapshots are put in order of time, later ones than the moment left out."""
        local = moment.astimezone(settings.college.zone)
        then = as_of(journal, local, regulation.cells).journal
        return cls(
            Inspection(then, regulation, settings, local),
            pd.Timestamp(moment).tz_convert("UTC"),
            Calendar.of(journal, settings),
            tuple(sorted((each for each in snapshots if each[1] <= moment), key=lambda each: each[1])),
        )

    @property
    def journal(self) -> Journal:
        """The journal as of the moment."""
        return self.inspection.journal

    @property
    def regulation(self) -> Regulation:
        """The rules of the college."""
        return self.inspection.regulation

    @cached_property
    def now(self) -> int:
        """The moment in microseconds."""
        return self.moment.value // 1_000

    @property
    def today(self) -> pd.Timestamp:
        """The day of the moment where the college is."""
        return self.moment.tz_convert(self.calendar.zone).tz_localize(None).normalize()

    @property
    def settings(self) -> AnalyticsSettings:
        """The numbers that no act sets."""
        return self.inspection.settings.analytics

    def deadline(self, key: str) -> Deadline | None:
        """Return the deadline of a rule, what stands for it where the regulation has none, or None: not judged."""
        rule: Rule = upkeep_rules()[key]
        deadline = None if rule.deadline is None else self.regulation.deadline(rule.deadline)
        if deadline is not None and deadline.date is not None:
            deadline = None
        if deadline is None and rule.fallback != "unjudged":
            return Deadline(days=0, kind="calendar")
        return deadline

    @cached_property
    def courses(self) -> pd.DataFrame:
        """Courses by their code, with the `deputy` who reviews them, and `daily`: whether they have daily records."""
        courses = self.inspection.courses
        deputies = [self._deputy(kind if isinstance(kind, str) else None) for kind in courses["kind"]]
        return courses.assign(
            deputy=pd.Series(deputies, courses.index, dtype="str"),
            daily=~courses["kind"].isin(NOT_DAILY),
        )

    def asks(self, key: str) -> bool:
        """Tell whether this college asks for a rule: not without its deadline, nor where its number is 0."""
        numbers = {
            "few_marks": self.settings.lessons_without_marks,
            "long_without_mark": self.settings.student_lessons_without_mark,
            "marks_below_minimum": self.settings.min_marks,
        }
        without_term = upkeep_rules()[key].deadline is not None and self.deadline(key) is None
        return not without_term and numbers.get(key, 1) > 0

    def _deputy(self, kind: str | None) -> str:
        return self.regulation.reviewer(kind).removeprefix("deputy_")

    @cached_property
    def cells(self) -> pd.DataFrame:
        """Every cell of those lessons, in their order: `at` (position of its lesson), `mark`, `sign`, `absent`.

        A sign is an absence or a late arrival; `marked_at` and `signed_at` are instants.
        """
        journal = self.journal
        frame = journal.frame("entries")
        at = pd.Index(self._past["lesson_id"]).get_indexer(pd.Index(frame["lesson_id"]))
        order = np.flatnonzero(at >= 0)
        order = order[np.argsort(at[order], kind="stable")]
        marks, signs, absences = read_texts(self.inspection, frame["text"])
        columns = {name: frame[name].array.take(order) for name in ("student_id", "task_ids", "recorded_by")}
        columns |= {"at": at[order], "mark": marks[order], "sign": signs[order], "absent": absences[order]}
        columns["marked_at"] = instants(journal.moments("entries", "mark_recorded_at"))[order]
        columns["signed_at"] = instants(journal.moments("entries", "absence_recorded_at"))[order]
        return pd.DataFrame(columns, copy=False)

    @cached_property
    def _past(self) -> pd.DataFrame:
        """Lessons of the past and of today that were not cancelled, in order of course and time."""
        frame, journal = self.inspection.lessons, self.journal
        known = frame["on"] & frame["date"].le(self.today) & frame["lesson_id"].notna()
        known &= frame["course_id"].isin(self.courses.index[self.courses["daily"]])
        frame = frame[known].drop_duplicates("lesson_id")
        frame = frame.assign(
            recorded=journal.moments("lessons", "recorded_at").reindex(frame.index),
            published=journal.moments("lessons", "homework_published_at").reindex(frame.index),
        )
        ordered: pd.DataFrame = frame.sort_values(["course_id", "date", "slot"], kind="stable")
        return ordered.reset_index(drop=True)

    @cached_property
    def lessons(self) -> pd.DataFrame:
        """Those lessons with who answers for them; `filled`: something is written there, `recorded`, `published`."""
        past = self._past
        touched = np.zeros(len(past), bool)
        touched[self.cells["at"].to_numpy()] = True
        return past.assign(
            group_id=past["course_group_id"],
            responsible_id=past["teacher_id"].fillna(past["course_teacher_id"]),
            deputy=past["course_id"].map(self.courses["deputy"]),
            filled=past["topic"].notna() | past["homework"].notna() | touched,
            with_homework=past["course_kind"].isin(self.regulation.homework_kinds) & ~past["kind"].isin(CLOSING),
        )

    def with_lesson(self, cells: pd.DataFrame) -> pd.DataFrame:
        """Put the places of their lesson beside cells, and its `date`."""
        at = cells["at"].to_numpy()
        columns = ("lesson_id", "course_id", "group_id", "responsible_id", "deputy", "date")
        return cells[["student_id"]].assign(**{name: self.lessons[name].array.take(at) for name in columns})

    @cached_property
    def takers(self) -> pd.DataFrame:
        """Who takes each course on the last day of its period, or today when that is to come; `since`: in the group."""
        columns = ["course_id", "group_id", "term_id", "teacher_id", "deputy", "daily", "starts", "ends"]
        courses = self.courses[columns].rename(columns={"teacher_id": "responsible_id"})
        courses = courses[courses["ends"].notna() & courses["starts"].le(self.today)].reset_index(drop=True)
        courses = courses.assign(last=courses["ends"].where(courses["ends"] <= self.today, self.today))
        stays = self.inspection.stays.rename(columns={"starts": "since", "ends": "until"})
        pairs = courses.merge(stays, on="group_id")
        inside = (pairs["since"].isna() | (pairs["since"] <= pairs["last"])) & (
            pairs["until"].isna() | (pairs["last"] <= pairs["until"])
        )
        pairs = pairs[inside].drop_duplicates(["course_id", "student_id"])
        composition = self.inspection.composition
        places = zip(pairs["course_id"].tolist(), pairs["student_id"].tolist(), strict=True)
        takes = np.array([c not in composition or s in composition[c] for c, s in places], dtype=bool)
        return pairs[takes].reset_index(drop=True)

    def period_end(self, period: str, group: str) -> pd.Timestamp | None:
        """Return the last day of a term or of a school year (`2025`) for a group; None for `final`."""
        days = self.inspection.term_of(period, group)
        if days is not None:
            return days[1]
        terms = {term for term, whose in self.inspection.terms if whose in {None, group}}
        found = [self.inspection.term_of(term, group) for term in terms if str(term).partition("-")[0] == period]
        return max((days[1] for days in found if days is not None), default=None)

    @cached_property
    def first_trace(self) -> Instants:
        """When anything was first written in each lesson; unknown where nothing is, or a part of it has no stamp."""
        lessons, cells = self.lessons, self.cells
        never = int(np.iinfo(np.int64).max)
        first = np.full(len(lessons), never)
        for part, stamp in (("topic", "recorded"), ("homework", "published")):
            there = lessons[part].notna().to_numpy()
            first[there] = np.minimum(first[there], instants(lessons[stamp])[there])
        for part, stamp in (("mark", "marked_at"), ("sign", "signed_at")):
            some = cells[part].to_numpy()
            np.minimum.at(first, cells["at"].to_numpy()[some], cells[stamp].to_numpy()[some])
        return np.where(first == never, UNKNOWN, first)  # what is unknown is less than any moment, and so prevails

    def gap_due(self, rule: str, lessons: pd.DataFrame) -> Instants:
        """Return until when something had to be written in lessons: gaps always have a term (see `upkeep.toml`)."""
        return self.calendar.due(lessons["date"], self.deadline(rule) or Deadline(days=0, kind="calendar"))


def read_texts(inspection: Inspection, texts: pd.Series[Any]) -> tuple[np.ndarray[Any, Any], ...]:
    """Tell of each cell whether it has a mark, a sign (absence or late arrival), an absence; a misread one has none."""
    codes, distinct = pd.factorize(texts)
    cells = read_cells(list(distinct), inspection.regulation.cells)
    read = [cell if isinstance(cell, Cell) else Cell() for cell in (cells[text] for text in distinct)]
    facts = (
        [bool(cell.marks) for cell in read],
        [cell.late or cell.absence is not None for cell in read],
        [cell.absence is not None for cell in read],
    )
    return tuple(np.array([*fact, False])[codes] for fact in facts)
