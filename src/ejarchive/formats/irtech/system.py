"""The product as a whole: takes answers one by one, keeps little of each, then makes one journal."""

from __future__ import annotations

import datetime as dt

from ejarchive.finding import Finding
from ejarchive.formats.answers import Answer
from ejarchive.formats.irtech.college import College
from ejarchive.formats.irtech.diary import Diary, diary_journal
from ejarchive.formats.irtech.fields import objects
from ejarchive.formats.irtech.gradebook import Courses, subject_of
from ejarchive.formats.irtech.page import Page, page_of
from ejarchive.formats.irtech.people_rows import add_people
from ejarchive.formats.irtech.shapes import kind_of
from ejarchive.formats.irtech.sheets import Sheet, add_sheets, sheet_of
from ejarchive.formats.irtech.terms import Gradebook, Subject, add_terms, gradebooks_of, settle_groups
from ejarchive.formats.irtech.words import Words
from ejarchive.formats.merge import Part, merge
from ejarchive.formats.rows import Rows
from ejarchive.model.journal import Journal

NAME = "«Сетевой город ПОО»"


class Irtech:
    """«Сетевой город. Образование (модуль ПОО)»."""

    kind = "irtech"

    def __init__(self) -> None:
        self.words = Words()
        self.college = College(self.words)
        self.books: dict[str, Gradebook] = {}
        self.pages: list[Page] = []
        self.sheets: list[Sheet] = []
        self.diary = Diary(self.words)

    def take(self, answer: Answer) -> bool:
        """Take what is needed from an answer; False when it is none of this product."""
        known = kind_of(answer)
        if known is None:
            return False
        kind, ids = known
        match kind:
            case "page":
                self._take_page(page_of(answer, ids, self.words))
            case "entries":
                self.books |= {book.number: book for book in gradebooks_of(answer, ids, self.words)}
            case "groups":
                self.college.take_groups(answer)
            case "departments":
                self.college.take_departments(answer)
            case "employees":
                self.college.take_employees(answer)
            case "students":
                self.college.take_students(objects(answer.value, "students"))
            case "card":
                self.college.take_card(answer, ids)
            case "sheet":
                self.sheets.append(sheet_of(answer, ids, self.college, self.words))
            case "diary" | "attestation" | "performance":
                self.diary.take(kind, answer, ids)
        return True

    def journal(self, zone: dt.tzinfo | None) -> tuple[Journal, list[Finding]]:  # noqa: ARG002 - no time stamps here
        """Make the journal: the staff's pages in front, a student's diary joined to them."""
        rows, books = Rows(), list(self.books.values())
        courses = Courses(self.college, rows)
        settle_groups(books, self.college)
        self._add_pages(courses, books)
        add_sheets(self.sheets, books, self.college, courses)
        courses.add_courses()
        add_terms(books, rows)
        add_people(self.college, courses, rows)
        journal, unread = rows.journal(NAME, "F213")
        diary, doubts = diary_journal(self.diary, journal, self.college)
        findings = [*self.college.findings, *courses.findings, *unread, *doubts]
        if diary is not None:
            journal, more = merge([Part(NAME, journal), Part("дневник", diary)])
            findings += [finding for finding in more if finding.code != "F233"]
        return journal, [*findings, *self.words.findings]

    def _take_page(self, page: Page) -> None:
        """Keep a page; the same page opened again replaces the earlier look at it."""
        if page.gradebook:
            key = (page.gradebook, page.subject)
            self.pages = [kept for kept in self.pages if (kept.gradebook, kept.subject) != key]
        self.pages.append(page)

    def _add_pages(self, courses: Courses, books: list[Gradebook]) -> None:
        taken: dict[tuple[str, str], tuple[Page, Gradebook, Subject]] = {}
        for page in sorted(self.pages, key=lambda page: not page.gradebook):
            found = subject_of(page, books, taken.keys())
            if found is None:
                courses.findings.append(Finding("F212", page.place))
                continue
            book, subject = found
            if (book.number, subject.number) in taken:
                courses.findings.append(Finding("F221", page.place, {"name": subject.name}))
            else:
                taken[book.number, subject.number] = (page, book, subject)
        for key in [(book.number, subject) for book in books for subject in book.subjects]:
            if key in taken:
                courses.add_page(*taken[key])
        for book in books:
            missing = [s.name for s in book.subjects.values() if (book.number, s.number) not in taken]
            if missing:
                facts = {"group": book.group, "term": book.term, "count": len(missing), "names": ", ".join(missing)}
                courses.findings.append(Finding("F222", facts=facts))
