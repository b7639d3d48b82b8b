"""Pages of the gradebook → courses, programme, lessons, tasks, cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from ejarchive.finding import Finding
from ejarchive.formats.identity import plain_name
from ejarchive.formats.irtech.college import College, full_name, pseudonym
from ejarchive.formats.irtech.page import Page, Pupil
from ejarchive.formats.irtech.subjects import code_and_name, kind_told
from ejarchive.formats.irtech.terms import Gradebook, Subject
from ejarchive.formats.rows import Rows
from ejarchive.model.place import Place


@dataclass(slots=True)
class Made:
    """A course, before its row is written."""

    group: str
    term: str
    subject: Subject
    place: Place
    teacher: str
    control: str


@dataclass(slots=True)
class Courses:
    """The courses made so far, and the joining of gradebook students to people."""

    college: College
    rows: Rows
    findings: list[Finding] = field(default_factory=list)
    known: dict[tuple[str, str, str], str] = field(default_factory=dict)  # group, term, plain name → course
    seen: set[str] = field(default_factory=set)  # students on pages
    made: dict[str, Made] = field(default_factory=dict)
    unjoined: dict[str, tuple[str, tuple[str, str, str]]] = field(default_factory=dict)
    graded: set[str] = field(default_factory=set)
    _told: set[str] = field(default_factory=set)

    def course(
        self, group: str, term: str, subject: Subject, place: Place, teacher: str = "", control: str = ""
    ) -> str:
        """Return the course of a subject, a new one if need be; what was told first stays."""
        key = (group, term, plain_name(subject.name))
        if course := self.known.get(key):
            made = self.made[course]
            made.teacher, made.control = made.teacher or teacher, made.control or control
            return course
        self.known[key] = course = f"{group}-{term}-{subject.number}"
        self.made[course] = Made(group, term, subject, place, teacher, control)
        return course

    def add_courses(self) -> None:
        """Add the courses, with what pages and sheets together say of them."""
        for course, made in self.made.items():
            code, name = code_and_name(made.subject.name)
            kind = kind_told(code, name, made.subject.kind)
            if not kind:
                self.findings.append(Finding("F208", made.place, {"name": made.subject.name}))
            self.rows.add(
                "courses",
                course_id=course,
                group_id=made.group,
                term_id=made.term,
                code=code,
                name=name,
                kind=kind or "discipline",
                teacher_id=made.teacher,
                planned_hours=made.subject.hours,
                control=made.control,
                discipline_id=pseudonym("d", made.group, made.subject.name),
            )

    def add_page(self, page: Page, book: Gradebook, subject: Subject) -> None:
        """Add a page's course with all that stands on it."""
        teacher = self.college.teacher_named(page.teacher, page.place)
        course = self.course(book.group, book.term, subject, page.place, teacher)
        for position, line in enumerate(page.plan, 1):
            if line.topic:
                self.rows.add(
                    "plan", course_id=course, position=position, topic=line.topic, hours=line.hours, kind=line.kind
                )
        lessons = self._lessons(page, course)
        named = self.college.named_in(book.group)
        students = {pupil.number: self._student(pupil, book.group, page, named) for pupil in page.pupils}
        for lesson, pupil, text, tasks in page.cells:
            if lessons[lesson]:
                codes = ";".join(f"{lessons[lesson]}-{task}" for task in tasks)
                self.rows.add(
                    "entries", lesson_id=lessons[lesson], student_id=students[pupil], text=text, task_ids=codes
                )
        page.cells.clear()  # half a million of them need not stand in memory twice
        whole = {code for code, one in self.college.students.items() if one.group == book.group}
        if whole - set(students.values()):  # a subgroup, or somebody came later
            for student in dict.fromkeys(students.values()):
                self.rows.add("course_students", course_id=course, student_id=student)
        for code, count in (("F214", page.debts), ("F215", page.topics_unknown), ("F216", page.cells_unknown)):
            if count:
                self.findings.append(Finding(code, page.place, {"course": course, "count": count}))

    def _lessons(self, page: Page, course: str) -> list[str]:
        """Add lessons in order of time; return their codes as the page lists them, "" for one without a day."""
        codes = [""] * len(page.lessons)
        for number in sorted(range(len(codes)), key=lambda n: (page.lessons[n].date, page.lessons[n].starts)):
            lesson = page.lessons[number]
            if not lesson.date:
                self.findings.append(Finding("F217", page.place, {"course": course, "number": number + 1}))
                continue
            code = codes[number] = f"{course}-{lesson.number}" if lesson.number else f"{course}-p{number + 1}"
            self.rows.add(
                "lessons",
                lesson_id=code,
                course_id=course,
                date=lesson.date,
                hours=lesson.hours,
                kind=lesson.kind,
                topic=lesson.topic,
                homework=lesson.homework,
                status="held" if lesson.number else "planned",
                plan_position=lesson.position,
            )
            for task, kind, title in lesson.tasks:
                if task:
                    self.rows.add("tasks", task_id=f"{code}-{task}", lesson_id=code, kind=kind, title=title)
        return codes

    def _student(self, pupil: Pupil, group: str, page: Page, named: dict[str, list[str]]) -> str:
        """Join a student of a page to a person by name within the group: one person or nobody, never a guess."""
        found = named.get(full_name(pupil.names), [])
        twins = sum(full_name(other.names) == full_name(pupil.names) for other in page.pupils)
        if len(found) == 1 and twins == 1:
            self.seen.add(found[0])
            return found[0]
        collision = len(found) > 1 or twins > 1
        code = f"{group}-u{pupil.number}" if collision else pseudonym("s", group, *pupil.names)
        if code not in self._told:
            self._told.add(code)
            facts = {"id": code, "group": group, "ids": ", ".join(found) or "—"}
            if collision:
                self.findings.append(Finding("F210", page.place, facts))
            elif named:
                self.findings.append(Finding("F211", page.place, facts))
        self.unjoined[code] = (group, pupil.names)
        return code


def subject_of(
    page: Page, books: Sequence[Gradebook], taken: AbstractSet[tuple[str, str]]
) -> tuple[Gradebook, Subject] | None:
    """Find what a page is about: by its address, by numbers in the file's name, by the programme's name.

    A file's name is only believed where both its numbers stand together in an answer about gradebooks.
    """
    numbers = re.findall(r"\d+", page.place.file or "")
    pairs = [(page.gradebook, page.subject)] if page.gradebook else [(a, b) for a in numbers for b in numbers]
    for book in books:
        for subject in book.subjects.values():
            if (book.number, subject.number) in pairs:
                return book, subject
    if page.gradebook:
        return None
    days = [lesson.date for lesson in page.lessons if lesson.date]
    inside = [book for book in books if days and book.starts <= min(days) and max(days) <= book.ends]
    open_ = [(book, s) for book in inside for s in book.subjects.values() if (book.number, s.number) not in taken]
    named = [(book, s) for book, s in open_ if page.programme and plain_name(s.name) in plain_name(page.programme)]
    for found in (named, open_):
        if len(found) == 1:
            return found[0]
    return None
