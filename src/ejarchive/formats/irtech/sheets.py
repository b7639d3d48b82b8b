"""Semester sheets (group-attestation) → grades and forms of control."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ejarchive.finding import Finding
from ejarchive.formats.answers import Answer
from ejarchive.formats.irtech.college import College
from ejarchive.formats.irtech.fields import Json, mapping, number, objects, text
from ejarchive.formats.irtech.gradebook import Courses
from ejarchive.formats.irtech.terms import Gradebook, Subject, number_in_year, school_year
from ejarchive.formats.irtech.words import Words
from ejarchive.model.place import Place

_MODULE, _COURSEWORK = "module_exam", "coursework"


@dataclass(slots=True)
class SheetSubject:
    """One column of the sheet: `kind` of its grades, "" = the result of the term."""

    subject: Subject
    control: str
    teacher: str
    kind: str
    grades: list[tuple[str, str]]  # student, value


@dataclass(slots=True)
class Sheet:
    """A sheet of one group and term, as far as it says which."""

    place: Place
    group: str
    date: str
    year: str
    number: int
    students: list[str]
    subjects: list[SheetSubject]


def sheet_of(answer: Answer, ids: dict[str, str], college: College, words: Words) -> Sheet:
    """Reduce an answer of `group-attestation`; its students and teachers become known to the college."""
    value = answer.value
    people = objects(value, "students")
    college.take_students(people, ids.get("group", ""))
    return Sheet(
        place=answer.place,
        group=ids.get("group", ""),
        date=ids.get("date", ""),
        year=number(value, "year"),
        number=number_in_year(int(float(number(value, "termNumber") or 1)), _kind(value, answer, words)),
        students=[code for item in people if (code := text(item, "id"))],
        subjects=list(_subjects(value, answer, college, words)),
    )


def _kind(value: Json, answer: Answer, words: Words) -> str:
    return words.word("terms", text(value, "termType"), answer.place)


def _subjects(value: Json, answer: Answer, college: College, words: Words) -> Iterator[SheetSubject]:
    parts = (("subjects", "", ""), ("profModules", _MODULE, _MODULE), ("courseWorks", "", _COURSEWORK))
    for part, control, kind in parts:
        for item in objects(value, part):
            teacher = college.teacher(mapping(item, "teacher"))
            told = words.word("controls", text(item, "examinationType"), answer.place) or control
            kind_here = told if told in {_MODULE, _COURSEWORK} else kind
            grades = [
                (student, words.word("marks", text(mark, "value"), answer.place))
                for student, mark in mapping(item, "marks").items()
                if isinstance(mark, dict) and text(mark, "value")
            ]
            own = "module" if part == "profModules" else ""
            yield SheetSubject(Subject(text(item, "id"), text(item, "name"), own, ""), told, teacher, kind_here, grades)


def add_sheets(sheets: Sequence[Sheet], books: Sequence[Gradebook], college: College, courses: Courses) -> None:
    """Add the grades of all sheets; one whose group or term nobody tells is a finding."""
    for sheet in sheets:
        group = sheet.group or _group_of(sheet.students, college)
        term = _term_of(sheet, [book for book in books if book.group == group])
        if not group or not term:
            missing = "группа" if not group else "учебный период"
            courses.findings.append(Finding("F218", sheet.place, {"missing": missing}))
            continue
        college.groups.setdefault(group, {})
        for student in sheet.students:
            college.students[student].group = college.students[student].group or group
        for one in sheet.subjects:
            control = "" if one.kind == _COURSEWORK else one.control
            course = courses.course(group, term, one.subject, sheet.place, one.teacher, control)
            for student, value in one.grades:
                if student not in college.students:
                    courses.findings.append(Finding("F219", sheet.place, {"id": student}))
                    continue
                courses.graded.add(student)
                facts = {"course_id": course, "student_id": student, "period": term, "kind": one.kind, "value": value}
                if not courses.rows.add_once("grades", **facts):
                    courses.findings.append(Finding("F220", sheet.place, {"course": course, "student": student}))


def _group_of(students: Sequence[str], college: College) -> str:
    groups = {college.students[student].group for student in students if student in college.students} - {""}
    return groups.pop() if len(groups) == 1 else ""


def _term_of(sheet: Sheet, books: Sequence[Gradebook]) -> str:
    """Return the term of a sheet: by the date in its address, else by its year among the group's gradebooks."""
    if sheet.date:
        try:
            year = school_year(sheet.date)
        except ValueError:
            return ""
        return f"{year}-{sheet.number}"
    fitting = {book.term for book in books if book.term_number == sheet.number}
    exact = {book.term for book in books if book.term in fitting and sheet.year in (book.year_of_study, book.term[:4])}
    for found in (exact, fitting):
        if len(found) == 1:
            return found.pop()
    return ""
