"""Лист замечаний: one teacher's own remarks and the facts behind them, for his explanation and signature.

Students are named here: he teaches them, and cannot mend what he cannot find. The sheet is for him alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ejarchive.document import Document, Part
from ejarchive.model.lessons import Lesson
from ejarchive.model.people import Student
from ejarchive.naming import stem
from ejarchive.remark_life import Fact, FactState, State, TrackedRemark, month_of
from ejarchive.reports.context import as_of
from ejarchive.reports.form import signatory
from ejarchive.reports.measure import plain
from ejarchive.reports.names import signing_name, staff_name, student_short_name
from ejarchive.reports.upkeep_report.remark_rows import basis, state_text
from ejarchive.reports.upkeep_report.report import PORTRAIT, SINGLE
from ejarchive.reports.upkeep_report.review import ROLE, Review, journal_title
from ejarchive.russian import NBSP, bound, counted, month_name, name_key, short_date
from ejarchive.upkeep import Nature

_MOST_FACTS = 24
_OPEN = (State.PROPOSED, State.ISSUED, State.ACQUAINTED, State.RETURNED)
_TITLE = "Лист замечаний по ведению журнала"


def teacher_sheets(review: Review) -> list[Document]:
    """Return a document for each person who has a remark to answer; what was settled of late stands there too."""
    known = _Known(review)
    people = sorted({remark.responsible_id for remark in review.own_remarks if remark.responsible_id})
    return [sheet for person_id in people if (sheet := _sheet(review, known, person_id))]


def sheet_stem(review: Review, person_id: str) -> str:
    """Return the file name of a sheet, without ending: it holds a code, no name."""
    return stem("remarks", str(review.month), review.deputy, person_id)


def _sheet(review: Review, known: _Known, person_id: str) -> Document | None:
    own = [remark for remark in review.own_remarks if remark.responsible_id == person_id]
    to_answer = [remark for remark in own if remark.state in _OPEN]
    settled = [remark for remark in own if remark.state not in _OPEN and _recent(review, remark)]
    if not to_answer:
        return None
    rows = [_row(review, known, remark) for remark in _ordered(review, to_answer)]
    closed = [_row(review, known, remark) for remark in _ordered(review, settled)]
    part = Part(
        key="sheet",
        template="analytics/teacher_sheet.html.j2",
        view={
            "foot": f"{_TITLE} за {review.month.title} · данные на {as_of(review.moment)}",
            "college": review.settings.college.name,
            "person": staff_name(review.journal, person_id),
            "signing": signing_name(review.journal, person_id),
            "month": review.month.title,
            "as_of": as_of(review.moment),
            "rows": rows,
            "closed": closed,
            "deputy": signatory(review.settings, ROLE[review.deputy], review.day),
        },
        title=_TITLE,
        geometry=PORTRAIT,
        page_numbers=False,
        promises=(*(text for row in rows for text in (row["text"], *row["facts"])), *(row["text"] for row in closed)),
    )
    return Document(
        kind="teacher_sheet",
        stem=sheet_stem(review, person_id),
        title=f"{_TITLE} за {review.month.title}",
        parts=(part,),
        moment=review.moment,
        author=review.settings.college.name,
        layout=SINGLE,
    )


def _recent(review: Review, remark: TrackedRemark) -> bool:
    """Whether it was settled since the month before began: what he was last told of has its end on paper too."""
    return remark.settled_on is not None and month_of(remark.settled_on) >= str(review.month.previous)


def _ordered(review: Review, remarks: Sequence[TrackedRemark]) -> list[TrackedRemark]:
    return sorted(remarks, key=lambda r: (not r.overdue(review.day), r.month, r.course_id or "", r.remark_id))


def _row(review: Review, known: _Known, remark: TrackedRemark) -> dict[str, Any]:
    cited = basis(review, remark)
    text = plain(remark.text)
    earlier = next((each for each in review.remarks if each.remark_id == remark.repeats), None)
    return {
        "journal": journal_title(review.journal, remark.course_id) or "По группе или колледжу в целом",
        "text": bound(f"{text.rstrip('.')} ({cited})." if cited else text),
        "facts": [bound(line) for line in known.lines(remark)],
        "repeats": f"Повторно: такое же замечание было за {_month(earlier)}." if earlier else "",
        "what": "объяснить" if remark.nature is Nature.FACTUAL else "устранить",
        "due": short_date(remark.due) if remark.due else "",
        "state": bound(state_text(review, remark)) if remark.state is not State.PROPOSED else "",
        "explanation": bound(plain(remark.explanation)),
        "sort": "" if remark.binding else "Рекомендация",
        "remedy": known.remedy(remark) if remark.open_facts else "",
    }


def _month(remark: TrackedRemark) -> str:
    year, month = remark.month.split("-")
    return f"{month_name(int(month))} {year}{NBSP}года"


class _Known:
    """What the lines of facts are made of, looked up once."""

    def __init__(self, review: Review) -> None:
        self._review = review
        self._lessons = {lesson.lesson_id: lesson for lesson in review.journal.rows(Lesson)}
        self._students = {student.student_id: student for student in review.journal.rows(Student)}
        self._times = _times(review)

    def remedy(self, remark: TrackedRemark) -> str:
        """Return what the rule says to do."""
        rule = self._review.upkeep.rules.get(remark.rule or "")
        return bound(rule.remedy) if rule else ""

    def lines(self, remark: TrackedRemark) -> list[str]:
        """Return a line for each lesson, or for the students where it is about no lesson."""
        places: dict[tuple[str, str], list[Fact]] = {}
        for fact in remark.facts:
            places.setdefault((fact.lesson_id or "", fact.period or ""), []).append(fact)
        lines = [self._line(remark, facts) for facts in places.values()]
        told = [line for line in lines if line]
        more = len(told) - _MOST_FACTS
        return told if more <= 0 else [*told[:_MOST_FACTS], f"и ещё {counted(more, 'занятие')}"]

    def _line(self, remark: TrackedRemark, facts: Sequence[Fact]) -> str:
        parts = [self._lesson(facts[0]), self._names(remark, facts), self._time(facts)]
        line = "; ".join(part for part in parts if part)
        if line and all(fact.state is FactState.GONE for fact in facts):
            line += " — заполнено"
        if any(fact.state is FactState.VANISHED for fact in facts):
            line += " — строки в журнале больше нет"
        return line

    def _lesson(self, fact: Fact) -> str:
        lesson = self._lessons.get(fact.lesson_id or "")
        if lesson is None:
            return f"занятие {short_date(fact.day)}" if fact.day else ""
        slot = f", пара {lesson.slot}" if lesson.slot else ""
        topic = f" ({plain(lesson.topic)})" if lesson.topic else ""
        return f"занятие {short_date(lesson.date)}{slot}{topic}"

    def _names(self, remark: TrackedRemark, facts: Sequence[Fact]) -> str:
        ids = {fact.student_id for fact in facts if fact.student_id}
        if not ids:
            return ""
        if remark.nature is Nature.FACTUAL and len(ids) > 1:
            return counted(len(ids), "обучающийся")
        found = [self._students[student_id] for student_id in ids if student_id in self._students]
        found.sort(key=lambda who: name_key(who.last_name, who.first_name, who.middle_name))
        return ", ".join(student_short_name(self._review.journal, who, self._review.day) for who in found)

    def _time(self, facts: Sequence[Fact]) -> str:
        known = [self._times[fact.key] for fact in facts if fact.key in self._times]
        if not known:
            return ""
        due, done = min(due for due, _ in known), max(done for _, done in known)
        return f"срок {_moment(due)}, внесено {_moment(done)}"


def _times(review: Review) -> Mapping[tuple[str, ...], tuple[Any, Any]]:
    """Return rule and place → when it was due and when it was done, where both are known and it came late."""
    judged = review.upkeep.judged
    if judged.empty:
        return {}
    late = judged[judged["deputy"].eq(review.deputy) & (judged["done_at"] > judged["due_at"])]
    zone = review.settings.college.zone
    names = ("rule", "course_id", "lesson_id", "student_id", "period")
    return {
        tuple(value if isinstance(value, str) else "" for value in key): (due, done)
        for *key, due, done in zip(
            *(late[name] for name in names),
            late["due_at"].dt.tz_convert(zone),
            late["done_at"].dt.tz_convert(zone),
            strict=True,
        )
    }


def _moment(moment: Any) -> str:  # noqa: ANN401 - a time stamp
    return f"{moment:%d.%m.%Y %H:%M}"
