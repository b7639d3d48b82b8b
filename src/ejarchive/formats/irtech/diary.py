"""What a student's own pages show (diary, attestation, current performance) → a small journal of that student.

Less than the gradebook gives: no hours, no programme. It is joined to the gradebook's journal by names and days,
or stands alone and feeds a statement for parents.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ejarchive.finding import Finding
from ejarchive.formats.answers import Answer
from ejarchive.formats.identity import plain_name
from ejarchive.formats.irtech.college import College, pseudonym
from ejarchive.formats.irtech.fields import Json, day, mapping, objects, text
from ejarchive.formats.irtech.subjects import code_and_name, kind_told
from ejarchive.formats.irtech.terms import school_year
from ejarchive.formats.irtech.words import Words
from ejarchive.formats.rows import Rows
from ejarchive.model.groups import Term
from ejarchive.model.journal import Journal
from ejarchive.model.place import Place

_SUMMER = 7  # a day from January to June is of the second semester


@dataclass(frozen=True, slots=True)
class DiaryLesson:
    """A lesson as one student sees it."""

    date: str
    starts: str
    subject: str
    number: str
    kind: str
    topic: str
    homework: str
    text: str
    tasks: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class TermMark:
    """A mark for a term, told by year of study and number in it; without both it is the final one."""

    subject: str
    year: str
    number: str
    years_ago: int
    value: str


@dataclass(slots=True)
class Diary:
    """What was taken of the students' pages: student id → …; "" where no address tells whose page it is."""

    words: Words
    lessons: dict[str, list[DiaryLesson]] = field(default_factory=dict)
    marks: dict[str, list[TermMark]] = field(default_factory=dict)
    days: dict[str, list[DiaryLesson]] = field(default_factory=dict)  # of current performance
    places: dict[str, Place] = field(default_factory=dict)

    def take(self, kind: str, answer: Answer, ids: dict[str, str]) -> None:
        """Take one answer."""
        student = ids.get("student", "")
        self.places[student] = answer.place
        if kind == "diary":
            self.lessons.setdefault(student, []).extend(self._lessons(answer))
        elif kind == "attestation":
            self.marks[student] = list(self._marks(answer))
        else:
            self.days[student] = list(self._performance(answer))

    def _lessons(self, answer: Answer) -> Iterator[DiaryLesson]:
        for one in objects(answer.value):
            for item in objects(one, "lessons"):
                subject, book = text(item, "name"), mapping(item, "gradebook")
                if subject and day(one, "date"):  # an empty slot has nothing but its times
                    yield self._lesson(day(one, "date"), item, book, answer.place)

    def _lesson(self, date: str, item: Json, book: Json, place: Place) -> DiaryLesson:
        tasks, marks, homework = [], [], []
        for task in objects(book, "tasks"):
            kind = self.words.word("tasks", text(task, "type"), place)
            tasks.append((text(task, "id"), kind, text(task, "topic")))
            if mark := self.words.word("marks", text(task, "mark"), place):
                marks.append(mark)
            if kind == "homework":
                homework.append(text(task, "condition") or text(task, "topic"))
        themes = book.get("themes")
        topics = [theme for theme in themes if isinstance(theme, str)] if isinstance(themes, list) else []
        return DiaryLesson(
            date=date,
            starts=text(item, "startTime") or text(item, "starttime"),
            subject=text(item, "name"),
            number=text(book, "id"),
            kind=self.words.word("lessons", text(book, "lessonType"), place),
            topic="; ".join(topics),
            homework="; ".join(filter(None, homework)),
            text=self.words.word("absences", text(book, "absenceType"), place) + "/".join(marks),
            tasks=tuple(tasks),
        )

    def _marks(self, answer: Answer) -> Iterator[TermMark]:
        years = objects(answer.value, "academicYears")
        now = next((text(y, "number") for y in years if any(t.get("isActive") for t in objects(y, "terms"))), "")
        if not now and years:
            now = text(years[-1], "number")
        terms = {text(t, "id"): (text(y, "number"), text(t, "number")) for y in years for t in objects(y, "terms")}
        for item in objects(answer.value, "subjects"):
            for term, mark in mapping(item, "marks").items():
                value = text(mark, "value") if isinstance(mark, dict) else ""
                if value and term in terms and now.isdecimal() and terms[term][0].isdecimal():
                    year, number = terms[term]
                    word = self.words.word("marks", value, answer.place)
                    yield TermMark(text(item, "name"), year, number, int(now) - int(year), word)

    def _performance(self, answer: Answer) -> Iterator[DiaryLesson]:
        for item in objects(answer.value, "daysWithMarksForSubject"):
            for one in objects(item, "daysWithMarks"):
                values = one.get("markValues")
                told = [value for value in values if isinstance(value, str)] if isinstance(values, list) else []
                marks = [self.words.word("marks", value, answer.place) for value in told]
                absence = self.words.word("absences", text(one, "absenceType"), answer.place)
                cell = absence + "/".join(marks)
                if cell and day(one, "day"):
                    yield DiaryLesson(day(one, "day"), "", text(item, "subjectName"), "", "", "", "", cell, ())


def diary_journal(diary: Diary, journal: Journal, college: College) -> tuple[Journal | None, list[Finding]]:
    """Make the journal of the students whose pages were saved; None when there are none that can be told."""
    making = _Making(diary, journal, college)
    for student in {**diary.lessons, **diary.marks, **diary.days}:
        making.add(student)
    if not making.rows.count("students"):
        return None, making.findings
    found, unread = making.rows.journal("дневник", "F213")
    return found, [*making.findings, *unread]


class _Making:
    def __init__(self, diary: Diary, journal: Journal, college: College) -> None:
        self.diary, self.college, self.rows = diary, college, Rows()
        self.findings: list[Finding] = []
        self.terms: list[Term] = [term for term in journal.rows(Term) if term.group_id is None]
        self.paged = set(journal.frame("lessons")["course_id"].dropna())
        self.courses: dict[tuple[str, str, str], str] = {
            (group, term, plain_name(f"{code} {name}" if isinstance(code, str) else name)): course
            for course, group, term, code, name in journal.frame("courses")[
                ["course_id", "group_id", "term_id", "code", "name"]
            ].itertuples(index=False)
            if isinstance(name, str)
        }

    def add(self, student: str) -> None:
        """Add one student's pages; whose name or group nobody tells is a finding."""
        one = self.college.students.get(student)
        if one is None or not one.group or not one.names[0]:
            self.findings.append(Finding("F224", self.diary.places[student], {"id": student or "—"}))
            return
        group = self.college.groups.get(one.group, {}).get("name") or one.group
        self.rows.add_once("groups", group_id=one.group, name=group)
        last, first, middle = one.names
        facts = {"last_name": last, "first_name": first, "middle_name": middle, "birth_date": one.birth}
        self.rows.add_once("students", student_id=student, group_id=one.group, **facts)
        lessons = self.diary.lessons.get(student, [])
        seen = {(plain_name(lesson.subject)) for lesson in lessons}
        days = [one for one in self.diary.days.get(student, []) if plain_name(one.subject) not in seen]
        self._add_lessons(student, one.group, lessons)
        self._add_lessons(student, one.group, days, unless_paged=True)
        self._add_marks(student, one.group)

    def _add_lessons(self, student: str, group: str, lessons: list[DiaryLesson], *, unless_paged: bool = False) -> None:
        numbers: dict[tuple[str, str], int] = {}
        for lesson in sorted(lessons, key=lambda one: (one.date, one.starts)):
            course = self._course(group, self._term(lesson.date), lesson.subject)
            if unless_paged and course in self.paged:
                continue
            number = numbers[course, lesson.date] = numbers.get((course, lesson.date), 0) + 1
            code = f"{course}-{lesson.date}-{number}"
            facts = {"date": lesson.date, "kind": lesson.kind, "topic": lesson.topic, "homework": lesson.homework}
            status = "held" if lesson.number or lesson.text else "planned"
            self.rows.add_once("lessons", lesson_id=code, course_id=course, status=status, **facts)
            for task, kind, title in lesson.tasks:
                self.rows.add_once("tasks", task_id=f"{code}-{task}", lesson_id=code, kind=kind, title=title)
            if lesson.text:
                self.rows.add_once("entries", lesson_id=code, student_id=student, text=lesson.text)

    def _add_marks(self, student: str, group: str) -> None:
        marks = self.diary.marks.get(student, [])
        latest = max((int(term.term_id[:4]) for term in self.terms), default=None)
        known = {term.term_id for term in self.terms}
        left = 0
        for mark in marks:
            term = f"{latest - mark.years_ago}-{mark.number}" if latest is not None else ""
            if term not in known:
                left += 1
                continue
            course = self._course(group, term, mark.subject)
            self.rows.add_once("grades", course_id=course, student_id=student, period=term, value=mark.value)
        if left:
            self.findings.append(Finding("F227", self.diary.places[student], {"id": student, "count": left}))

    def _course(self, group: str, term: str, subject: str) -> str:
        key = (group, term, plain_name(subject))
        if key not in self.courses:
            self.courses[key] = f"{group}-{term}-{pseudonym('n', subject)}"
        code, name = code_and_name(subject)
        kind = kind_told(code, name) or "discipline"
        facts = {"group_id": group, "term_id": term, "code": code, "name": name, "kind": kind}
        self.rows.add_once("courses", course_id=self.courses[key], **facts)
        return self.courses[key]

    def _term(self, date: str) -> str:
        """Return the term of a day; where no gradebook tells the terms, the half of the school year."""
        for term in self.terms:
            if term.starts.isoformat() <= date <= term.ends.isoformat():
                return term.term_id
        year, half = school_year(date), 2 if int(date[5:7]) < _SUMMER else 1
        if not any(term.term_id == f"{year}-{half}" for term in self.terms):
            starts, ends = (
                (f"{year}-09-01", f"{year}-12-31") if half == 1 else (f"{year + 1}-01-01", f"{year + 1}-06-30")
            )
            if self.rows.add_once("terms", term_id=f"{year}-{half}", starts=starts, ends=ends, kind="semester"):
                self.findings.append(Finding("F228", facts={"term": f"{year}-{half}"}))
        return f"{year}-{half}"
