"""What a statement says in plain words: sums as a sentence, the legend, the ground it is given on, the notes."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping

from ejarchive.model.absence import Absences
from ejarchive.model.cell import Cell
from ejarchive.model.courses import Course, Practice
from ejarchive.model.grades import Attempt, Grade
from ejarchive.reports.context import as_of
from ejarchive.reports.measure import plain
from ejarchive.reports.names import order_text
from ejarchive.reports.statement_facts import DisciplineFacts, GroupFacts, StatementFacts, Taught
from ejarchive.reports.statement_options import StatementOptions
from ejarchive.reports.statement_source import StatementSource
from ejarchive.russian import NBSP, bound, capitalised, counted, number_text, short_date

REASONS = ("illness", "excused", "unexcused")
REASON_WORDS: Mapping[str, str] = {
    "illness": "по болезни",
    "excused": "по уважительной причине",
    "unexcused": "без уважительной причины",
}
REASON_HEADS: Mapping[str, str] = {
    "illness": "по болезни",
    "excused": "по уваж. причине",
    "unexcused": "без уваж. причины",
}
CAPACITIES: Mapping[str, str] = {
    "student": "обучающийся",
    "representative": "родитель (законный представитель)",
    "official": "уполномоченное должностное лицо",
}
_ENDS: Mapping[str, str] = {
    "leave": "академический отпуск",
    "expelled": "отчисление",
    "graduated": "выпуск",
    "transferred_out": "выбытие переводом",
}
NO_DATA = "нет данных"
_CODED = "буква и отметка вместе: отсутствие или опоздание и отметка за это же занятие"
_DOUBLE = "две отметки за одно занятие"


def codes_of(source: StatementSource) -> list[str]:
    """Return the absence codes, illness first: the order in which they are told."""
    absences = source.regulation.cells.absences
    return sorted(absences, key=lambda code: (REASONS.index(absences[code]), code))


def lessons_known(source: StatementSource) -> bool:
    """Tell whether the source gave lessons at all."""
    return source.journal.has("lessons") and not source.journal.frame("lessons").empty


def cells_known(source: StatementSource) -> bool:
    """Tell whether the source gave what stands in the cells."""
    return lessons_known(source) and source.journal.has("entries")


def hours_known(taught: Taught) -> bool:
    """Tell whether any lesson says how long it was."""
    return taught.unknown_hours < len(taught.lessons)


def sums(source: StatementSource, total: Taught) -> list[str]:
    """Return the sentences a worried parent reads first."""
    if not lessons_known(source):
        return ["Сведений о проведённых занятиях, пропусках и опозданиях в исходных данных нет."]
    if not total.lessons:
        return ["За этот период проведённых занятий нет."]
    timed = hours_known(total)
    held = counted(len(total.lessons), "занятие")
    lines = [f"За период проведено {held}" + (f" ({_hours(total.hours)})." if timed else ".")]
    if not cells_known(source):
        return [*lines, "Сведений об отметках, пропусках и опозданиях в исходных данных нет."]
    absences = total.absences
    return [*lines, _missed(source, absences, timed=timed), f"Опозданий: {absences.late}."]


def _missed(source: StatementSource, absences: Absences, *, timed: bool) -> str:
    if not absences.total_lessons:
        return "Пропусков нет."
    parts = [
        f"{REASON_WORDS[source.regulation.cells.absences[code]]}{NBSP}— {missed}"
        + (f" ({_hours(absences.hours.get(code, 0.0))})" if timed else "")
        for code in codes_of(source)
        if (missed := absences.lessons.get(code, 0))
    ]
    whole = counted(absences.total_lessons, "занятие") + (f" ({_hours(absences.total_hours)})" if timed else "")
    return f"Пропущено {whole}: {', '.join(parts)}."


def marks_by_value(source: StatementSource, total: Taught) -> str:
    """Return how often each mark was given, in the order of the scale; two in a cell are two."""
    if not cells_known(source) or not total.lessons:
        return ""
    given = Counter(mark for each in total.lessons if each.cell for mark in each.cell.marks)
    if not given:
        return "Отметок за период нет."
    told = [f"«{mark}»{NBSP}—{NBSP}{given[mark]}" for mark in source.regulation.cells.marks if mark in given]
    return f"Всего отметок: {given.total()}, из них {', '.join(told)}."


def _hours(hours: float) -> str:
    return f"{number_text(hours)}{NBSP}ч."


def legend(source: StatementSource, facts: StatementFacts, *, annex: bool) -> list[tuple[str, str]]:
    """Return every sign that is printed, and no other, each with its plain words.

    Without the annex a bare code stands nowhere: only cells with a mark are printed then.
    """
    rules = source.regulation
    cells = [each for each in facts.total.lessons if each.cell and (annex or each.cell.marks)]
    late = [each for each in cells if each.cell and each.cell.late]
    found = {mark for each in cells if each.cell for mark in each.cell.marks}
    found |= {plain(grade.value) for row in facts.disciplines for grade in row.grades}
    found |= {plain(attempt.value) for row in facts.disciplines for attempt in row.attempts}
    found |= {each.cell.absence for each in cells if each.cell and each.cell.absence}
    found |= {code for code in rules.cells.lateness for each in late if each.text.startswith(code)}
    known = [*rules.cells.marks, *rules.grades.values, *codes_of(source), *rules.cells.lateness]
    order = dict.fromkeys([*known, *sorted(found)])
    entries = [(sign, _meaning(source, sign)) for sign in order if sign in found]
    together: dict[str, list[str]] = {}
    for words, combined in ((_CODED, _coded), (_DOUBLE, _doubled)):
        examples = sorted((each.text for each in cells if each.cell and combined(each.cell)), key=len)
        if examples:
            together.setdefault(examples[0], []).append(words)
    return entries + [(example, ", ".join(words)) for example, words in together.items()]


def _coded(cell: Cell) -> bool:
    return bool(cell.marks) and (cell.absence is not None or cell.late)


def _doubled(cell: Cell) -> bool:
    return len(cell.marks) > 1


def _meaning(source: StatementSource, sign: str) -> str:
    """Return the regulation's words, or at least what kind of sign it is."""
    cells = source.regulation.cells
    reason = cells.absences.get(sign)
    if sign in source.regulation.legend:
        return source.regulation.legend[sign]
    return f"отсутствие {REASON_WORDS[reason]}" if reason else "опоздание" if sign in cells.lateness else "отметка"


def ground(source: StatementSource, *, informing: bool) -> str:
    """Return what the statement is given on: the college's own act, with its clause if that act is the rules'."""
    act, rules = source.settings.regulation_act, source.regulation
    if not rules.own_act and not act.title:
        return rules.short_title or "по настройке учреждения"
    order = order_text(act.number, short_date(act.date) if act.date else "")
    title = f"{act.title} ({order})" if act.title and order else act.title or rules.title
    cited = rules.clause("parents_report" if informing else "statement") if rules.own_act else None
    numbers = [clause.rpartition(" ")[2] for clause in (cited or "").split("; ") if clause]
    clause = f"{'п.' if len(numbers) == 1 else 'пп.'} {', '.join(numbers)}" if numbers else ""
    return bound(", ".join(filter(None, (title, clause))))


def request_text(options: StatementOptions) -> str:
    """Return «запрос № 15 от 12.01.2026, заявитель: родитель (законный представитель)»; empty without a request."""
    if not options.request_number:
        return ""
    date = f" от {short_date(options.request_date)}" if options.request_date else ""
    who = f", заявитель: {CAPACITIES[options.reader]}" if options.reader else ""
    basis = f"; {plain(options.basis)}" if options.basis else ""
    return bound(f"№ {plain(options.request_number)}{date}{who}{basis}")


def notes(facts: StatementFacts) -> list[str]:
    """Return what a reader must know of the child's time in the groups, and of debts."""
    if not facts.groups:
        return ["В этом периоде обучающийся не числился в группах, сведений нет."]
    return [bound(capitalised(note)) for note in dict.fromkeys((*_stays(facts), *_debts(facts)))]


def reckoning(source: StatementSource, facts: StatementFacts) -> list[str]:
    """Return how lessons and hours were counted, where that is not plain, and practices that have no lessons."""
    total, found = facts.total, []
    if lessons_known(source) and total.lessons:
        if not hours_known(total):
            found.append(f"Продолжительность занятий: {NO_DATA}.")
        elif total.unknown_hours:
            found.append(f"Занятий без указанной продолжительности: {total.unknown_hours}; их часы не посчитаны.")
        if any(not each.counts for each in total.lessons):
            found.append("Посещение консультаций не учитывается.")
        if not source.journal.has("course_students") and any(_untouched(row) for row in facts.disciplines):
            found.append("В исходных данных не указано, кто в какой подгруппе: показаны занятия всей группы.")
    return [bound(note) for note in (*found, *_practices(source, facts))]


def _untouched(row: DisciplineFacts) -> bool:
    """Tell whether nothing was ever written of the child in a discipline: it may be another subgroup's."""
    return not row.grades and not any(each.text for each in row.taught.lessons)


def _stays(facts: StatementFacts) -> Iterable[str]:
    """Say which days are counted when the child was not in one group from the first day to the last."""
    spans = [(group, stay) for group in facts.groups for stay in group.stays]
    spans.sort(key=lambda pair: pair[1].starts or dt.date.min)
    if len(spans) == 1 and spans[0][1].covers(spans[0][0].starts) and spans[0][1].covers(spans[0][0].ends):
        return
    told = [
        f"в группе {plain(group.group.name)} с {short_date(max(stay.starts or group.starts, group.starts))}"
        f" по {short_date(min(stay.ends or group.ends, group.ends))}"
        for group, stay in spans
    ]
    yield f"учтены занятия за время обучения {', '.join(told)}."
    for group, stay in spans:
        if stay.ended is not None and stay.ended.kind in _ENDS and stay.ends and stay.ends < group.ends:
            order = order_text(stay.ended.order_number, _day(stay.ended.order_date))
            what = f"{short_date(stay.ended.date)}{NBSP}— {_ENDS[stay.ended.kind]}"
            yield what + (f" ({order})." if order else ".")


def _practices(source: StatementSource, facts: StatementFacts) -> Iterable[str]:
    """Say when a practice was that has no lessons of its own: a work placement is not held slot by slot."""
    for group in facts.groups:
        for row in group.disciplines:
            for course in row.discipline.courses if not row.taught.lessons else ():
                practice = _practice(source, facts.student_id, course)
                if practice is not None and practice.starts <= group.ends and group.starts <= practice.ends:
                    hours = f", {number_text(practice.hours)}{NBSP}ч" if practice.hours is not None else ""
                    days = f"с {short_date(practice.starts)} по {short_date(practice.ends)}"
                    yield f"{row.title}: {days}{hours}."


def _practice(source: StatementSource, student_id: str, course: Course) -> Practice | None:
    """Return the practice of this student: his own line, else his subgroup's, else everybody's."""
    subgroups = {
        each.subgroup
        for each in source.courses[course.group_id]
        if each.term_id == course.term_id and student_id in source.listed.get(each.course_id, ())
    }
    rows = source.rows(Practice, "course_id", course.course_id)
    own = [row for row in rows if row.subgroup == student_id]
    shared = [row for row in rows if row.subgroup and row.subgroup in subgroups | {course.subgroup}]
    return next(iter((*own, *shared, *(row for row in rows if not row.subgroup))), None)


def _debts(facts: StatementFacts) -> Iterable[str]:
    """What is to be made up and until when, what came of it, and grades that were credited."""
    for row in facts.disciplines:
        for grade in row.grades:
            if told := _terms(grade):
                yield f"{row.title}: «{plain(grade.value)}», {told}."
        if row.attempts:
            yield f"{row.title}: {'; '.join(map(_attempt, row.attempts))}."


def _terms(grade: Grade) -> str:
    until = f"задолженность ликвидировать до {short_date(grade.make_up_until)}" if grade.make_up_until else ""
    form = f"форма: {plain(grade.make_up_form)}" if grade.make_up_form else ""
    return "; ".join(filter(None, (until, form, plain(grade.basis))))


def _attempt(attempt: Attempt) -> str:
    word = "пересдача комиссии" if attempt.kind == "commission" else "пересдача"
    return f"{word} {short_date(attempt.date)}{NBSP}— «{plain(attempt.value)}»"


def _day(day: dt.date | None) -> str:
    return short_date(day) if day else ""


def as_of_text(source: StatementSource) -> str:
    """Return «30.12.2025, 18:00»."""
    return as_of(source.moment)


def group_text(group: GroupFacts) -> str:
    """Return «21-ТМ, 2 курс»."""
    year = f", {group.group.year_of_study}{NBSP}курс" if group.group.year_of_study else ""
    return plain(group.group.name) + year


def lessons_and_hours(lessons: int, hours: float | None) -> str:
    """Return «14 (28)»: lessons, and hours where they are known."""
    return f"{lessons} ({number_text(hours)})" if hours is not None else str(lessons)
