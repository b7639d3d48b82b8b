"""What stands below the last right page: hours by kind, the reason of a difference, notes, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ejarchive.model.courses import Course
from ejarchive.model.grades import Grade
from ejarchive.reports.context import PackContext
from ejarchive.reports.course_head import PAGE_WIDTH
from ejarchive.reports.course_hours import CourseHoursTable, HoursLine, course_hours
from ejarchive.reports.course_record import CourseRecord
from ejarchive.reports.form import signatory
from ejarchive.reports.measure import line_count, plain
from ejarchive.reports.names import signing_name
from ejarchive.reports.ruling import Ruling, edges
from ejarchive.reports.styles import NOTE
from ejarchive.russian import bound, initials_name, number_text, short_date

GAP = 4.0
SIGNATURE = 11.0
_HEADING, _LINE, _LABEL, _REASON = 8.4, 5.6, 30.0, 14.0
_KIND = 17.5
_TITLES = {
    "theory": "Теория",
    "practical": "Практич. занятия",
    "laboratory": "Лаборат. занятия",
    "coursework": "Курсовая работа",
    "consultation": "Консультации",
    "attestation": "Промеж. аттестация",
    "self_study": "Самост. работа",
    "other": "Прочие",
}


@dataclass(frozen=True, slots=True)
class CourseFoot:
    """The foot of a course, with the height it takes below the table of the last right page."""

    hours: dict[str, object] | None
    hours_height: float
    reason: bool
    notes: tuple[str, ...]
    signatures: tuple[dict[str, str], ...]

    @property
    def height(self) -> float:
        """Height in millimetres, the gap above included."""
        notes = sum(note_height(note) for note in self.notes) + (1.5 if self.notes else 0)
        reason = _REASON if self.reason else 0
        return round(GAP + self.hours_height + reason + notes + SIGNATURE * len(self.signatures), 2)

    def view(self) -> dict[str, object]:
        """Return what the template shows."""
        return {
            "hours": self.hours,
            "reason": self.reason,
            "notes": [{"text": note, "height": note_height(note)} for note in self.notes],
            "signatures": list(self.signatures),
        }


def course_foot(context: PackContext, record: CourseRecord) -> CourseFoot:
    """Make the foot of a course; a placement without lessons has its hours in the list."""
    listed = record.course.kind == "work_placement" and not record.held
    table = course_hours(context.journal, record.course, record.held)
    hours, height = _hours(table)
    return CourseFoot(
        hours=None if listed else hours,
        hours_height=0.0 if listed else height,
        reason=not listed and (bool(table.total.difference) or any(line.difference for line in table.lines)),
        notes=tuple(bound(note) for note in _notes(record)),
        signatures=tuple(_signatures(context, record.course)),
    )


def director_line(context: PackContext) -> dict[str, str]:
    """Return the director's line, for colleges where each part or sheet is signed (БГСХТ 5.5)."""
    return signatory(context.settings, "director", context.moment.date())


def note_height(note: str) -> float:
    """Return the height of a note under a table."""
    return round(line_count(note, PAGE_WIDTH, NOTE) * NOTE.leading, 2)


def _hours(table: CourseHoursTable) -> tuple[dict[str, object], float]:
    """Kinds across, plan, given and difference down; self-study stands after the sum, as plan only."""
    lines = [line for line in table.lines if line.kind != "self_study"]
    study = [line for line in table.lines if line.kind == "self_study"]
    columns: list[tuple[str, HoursLine]] = [(_TITLES[line.kind], line) for line in lines]
    columns += [("Всего", table.total), *((_TITLES[line.kind], line) for line in study)]
    widths = [_LABEL, *[_KIND] * len(columns)]
    ruling = Ruling(edges(widths), edges([_HEADING, _LINE, _LINE, _LINE]))
    ruling.rows(range(5))
    ruling.columns(range(len(widths) + 1))
    rows = [
        {"label": label, "values": [text(line) for _, line in columns]}
        for label, text in (("По плану, ч.", _planned), ("Дано, ч.", _given), ("Расхождение, ч.", _difference))
    ]
    view: dict[str, object] = {
        "ruling": ruling.view(),
        "widths": widths,
        "heights": [_HEADING, _LINE],
        "titles": [title for title, _ in columns],
        "rows": [{**row, "label": bound(str(row["label"]))} for row in rows],
    }
    return view, ruling.ys[-1]


def _planned(line: HoursLine) -> str:
    return number_text(line.planned) if line.planned is not None else "—"


def _given(line: HoursLine) -> str:
    return number_text(line.given) if line.given is not None else "—"


def _difference(line: HoursLine) -> str:
    if line.difference is None:
        return "—"
    return ("+" if line.difference > 0 else "") + number_text(line.difference).replace("-", "−")


def _notes(record: CourseRecord) -> Sequence[str]:
    """Cancelled lessons; sheets of examination; terms and forms of making up «н/а»; where a grade comes from."""
    notes = []
    if record.cancelled:
        days = ", ".join(f"{lesson.date:%d.%m}" for lesson in record.cancelled)
        notes.append(f"Отменено: {days}.")
    sheets: list[str] = []
    about: dict[str, list[str]] = {}
    for column in record.grade_columns:
        title = column.word
        grades = [record.grades[column.key, each] for each in record.names if (column.key, each) in record.grades]
        numbers = dict.fromkeys(plain(grade.sheet_number) for grade in grades if grade.sheet_number)
        if numbers:
            sheets.append(f"{title} — " + ", ".join(f"№ {number}" for number in numbers))
        for grade in grades:
            if fact := _about(grade):
                about.setdefault(f"{_who(record, grade)} — {fact}", []).append(title)
    if sheets:
        notes.append(f"Ведомости: {'; '.join(sheets)}.")
    notes += [f"{fact} ({', '.join(titles)})." for fact, titles in about.items()]
    return notes


def _about(grade: Grade) -> str:
    """Say till when and how «н/а» is made up, or on what a grade rests."""
    until = f"ликвидировать до {short_date(grade.make_up_until)}" if grade.make_up_until else ""
    made_up = ", ".join(filter(None, (until, plain(grade.make_up_form))))
    return "; ".join(filter(None, (f"{grade.value}: {made_up}" if made_up else "", plain(grade.basis))))


def _who(record: CourseRecord, grade: Grade) -> str:
    last, _, rest = record.names[grade.student_id].partition(" ")
    first, _, middle = rest.partition(" ")
    return initials_name(last, first, middle)


def _signatures(context: PackContext, course: Course) -> Sequence[dict[str, str]]:
    lines = []
    if context.regulation.pack.teacher_signs_course:
        position = "Мастер п/о" if course.kind == "training_practice" else "Преподаватель"
        lines.append({"position": position, "name": signing_name(context.journal, course.teacher_id)})
    if context.settings.print.director_signs == "part":
        lines.append(director_line(context))
    return lines
