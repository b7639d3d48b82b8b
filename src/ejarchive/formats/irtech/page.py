"""One page of the gradebook, reduced to what a journal needs: students, lessons, tasks, cells, programme."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field

from ejarchive.formats.answers import Answer
from ejarchive.formats.irtech.fields import Json, day, mapping, number, objects, person, text
from ejarchive.formats.irtech.words import Words
from ejarchive.model.place import Place

_NO_TOPIC = re.compile(r"тема занятия.*не задана", re.IGNORECASE)
_BETWEEN_TOPICS = "; "


@dataclass(frozen=True, slots=True)
class Pupil:
    """A student as the gradebook knows one: `number` is internal to it, and no code of a person."""

    number: str
    names: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A lesson of the рабочая программа."""

    topic: str
    hours: str
    kind: str


@dataclass(frozen=True, slots=True)
class PageLesson:
    """A lesson; without `number` it is planned and was never held."""

    number: str
    date: str
    starts: str
    kind: str
    hours: str
    topic: str
    homework: str
    position: str
    tasks: tuple[tuple[str, str, str], ...]  # id, kind, title


@dataclass(slots=True)
class Page:
    """The page of one subject in one gradebook; which ones, the address says or what it holds."""

    place: Place
    gradebook: str
    subject: str
    teacher: str
    programme: str
    pupils: list[Pupil]
    plan: list[PlanLine]
    lessons: list[PageLesson] = field(default_factory=list)
    cells: list[tuple[int, str, str, tuple[str, ...]]] = field(default_factory=list)  # lesson, pupil, text, tasks
    shared: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)  # a cell's tasks are its column's
    debts: int = 0  # «точки»: a mark is due and not set
    topics_unknown: int = 0
    cells_unknown: int = 0


def page_of(answer: Answer, ids: dict[str, str], words: Words) -> Page:
    """Reduce an answer of `gradebook/{id}/subjects/{id}`."""
    value = answer.value
    programme = mapping(value, "workingProgram")
    plan, lines = _plan(programme, words, answer.place)
    page = Page(
        place=answer.place,
        gradebook=ids.get("gradebook", ""),
        subject=ids.get("subject", ""),
        teacher=text(value, "teacher"),
        programme=text(programme, "name"),
        pupils=[Pupil(text(item, "id"), person(item)) for item in objects(value, "students")],
        plan=lines,
    )
    known = {pupil.number for pupil in page.pupils}
    for record in objects(value, "lessons"):
        lesson = _lesson(record, plan, page, words)
        page.lessons.append(lesson)
        for number_, marks in mapping(record, "markSets").items():
            if not isinstance(marks, dict):
                continue
            if number_ in known:
                _cell(page, len(page.lessons) - 1, number_, marks, words)
            else:
                page.cells_unknown += 1
    return page


def _plan(programme: Json, words: Words, place: Place) -> tuple[dict[str, int], list[PlanLine]]:
    """Return planned lesson id → its position (from 1), and the lines of the programme."""
    positions: dict[str, int] = {}
    lines = []
    for topic in objects(programme, "topics"):
        for item in objects(topic, "lessons"):
            name = text(item, "name") or text(topic, "name")
            lines.append(PlanLine(name, number(item, "duration"), words.word("lessons", text(item, "type"), place)))
            positions[text(item, "id")] = len(lines)
    return positions, lines


def _lesson(record: Json, plan: dict[str, int], page: Page, words: Words) -> PageLesson:
    tasks = objects(record, "tasks")
    kinds = [words.word("tasks", text(task, "type"), page.place) for task in tasks]
    positions = []
    for planned in mapping(record, "plannedLessons"):
        if planned in plan:
            positions.append(plan[planned])
        else:
            page.topics_unknown += 1
    topics = [page.plan[position - 1].topic for position in positions]
    own = text(record, "name")
    if not any(topics) and own and not _NO_TOPIC.search(own):
        topics = [own]
    homework = [
        text(task, "condition") or text(task, "topic")
        for task, kind in zip(tasks, kinds, strict=True)
        if kind == "homework"
    ]
    return PageLesson(
        number=text(record, "id"),
        date=day(record, "date"),
        starts=text(record, "startTime"),
        kind=words.word("lessons", text(record, "type"), page.place),
        hours=number(record, "duration"),
        topic=_BETWEEN_TOPICS.join(filter(None, dict.fromkeys(topics))),
        homework=_BETWEEN_TOPICS.join(filter(None, homework)),
        position=str(positions[0]) if positions else "",
        tasks=tuple((text(task, "id"), kind, text(task, "topic")) for task, kind in zip(tasks, kinds, strict=True)),
    )


def _cell(page: Page, lesson: int, pupil: str, record: Json, words: Words) -> None:
    """Write absence and marks together («о5», «б3/4»); a debt («точка») has no sign of its own: it is counted."""
    absence = words.word("absences", text(record, "absenceType"), page.place)
    order = [task for task, _, _ in page.lessons[lesson].tasks]
    marks = mapping(record, "marks")
    values, tasks = [], []
    for task in sorted(marks, key=lambda task: order.index(task) if task in order else len(order)):
        mark = marks[task] if isinstance(marks[task], dict) else {}
        value = words.word("marks", text(mark, "value"), page.place)
        if value:
            values.append(value)
            tasks.append(task)
        elif mark.get("isRequired") is True:
            page.debts += 1
    if absence or values:
        shared = page.shared.setdefault(tuple(tasks), tuple(tasks))
        page.cells.append((lesson, sys.intern(pupil), sys.intern(absence + "/".join(values)), shared))
