"""Nobody else on a statement: texts of lessons that name another student (152-ФЗ art. 14 part 2; БГСХТ 3.2).

A finding names places and ids only. Being over-careful is meant: a writer whose surname a classmate bears is what
`--override` is for.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ejarchive.checks.strangers_text import Evidence, Index, Person
from ejarchive.finding import Finding, catalogue
from ejarchive.model.journal import Journal
from ejarchive.model.membership import Membership
from ejarchive.model.people import Movement, Student
from ejarchive.model.schema import TABLES
from ejarchive.regulation import Regulation


@dataclass(frozen=True, slots=True)
class Strangers:
    """Everyone who must not be named on somebody else's sheet; made once for all statements of a run."""

    journal: Journal
    regulation: Regulation
    index: Index
    groups: dict[str, frozenset[str]]  # student → the groups he was ever in

    @classmethod
    def of(cls, journal: Journal, regulation: Regulation) -> Strangers:
        """Gather the students with the surnames they bear and bore."""
        former: dict[str, list[str]] = {}
        for movement in journal.rows(Movement):
            if movement.former_last_name:
                former.setdefault(movement.student_id, []).append(movement.former_last_name)
        students = [each for each in journal.rows(Student) if each.last_name and each.first_name]
        people = [
            Person.of(
                each.student_id,
                [each.last_name, *former.get(each.student_id, ())],
                each.first_name,
                each.middle_name,
            )
            for each in students
        ]
        membership = Membership.of(students, journal.rows(Movement))
        groups = {
            each.student_id: frozenset(stay.group_id for stay in membership.stays(each.student_id)) | {each.group_id}
            for each in students
        }
        return cls(journal, regulation, Index.of(people), groups)

    def named(
        self, student_id: str, lesson_ids: Collection[str], columns: Sequence[str] = ("topic", "homework")
    ) -> list[Finding]:
        """Return what these columns of the lessons on a student's sheet say of others: P101, P102, P103."""
        lessons = self.journal.frame("lessons")
        lessons = lessons[lessons["lesson_id"].isin(lesson_ids)]
        found = []
        for column in columns:
            texts = lessons[column].dropna()
            for row, text in zip(texts.index.tolist(), texts.tolist(), strict=True):
                code = self._code(student_id, str(text))
                if code:
                    found.append(self._finding(code, row, column, str(lessons.loc[row, "lesson_id"])))
        return found

    def _code(self, student_id: str, text: str) -> str | None:
        """Return the gravest that a text does: a classmate named, a student of another group, a classmate's surname."""
        own = self.groups.get(student_id, frozenset())
        others = {other: how for other, how in self.index.named_in(text).items() if other != student_id}
        near = [how for other, how in others.items() if self.groups[other] & own]
        if Evidence.NAMED in near:
            return "P101"
        if Evidence.NAMED in others.values():
            return "P103"
        return "P102" if near else None

    def _finding(self, code: str, row: object, column: str, lesson: str) -> Finding:
        title = TABLES["lessons"].column(column).title
        place = self.journal.place("lessons", int(str(row)), column)
        clause = self.regulation.clause(*catalogue()[code].clauses)
        return Finding(code, place, {"column": title, "lesson": lesson}, clause)
