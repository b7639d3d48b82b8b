"""A difference as a finding: ids and values, no person's name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from ejarchive.difference import Difference, Record
from ejarchive.finding import Finding, catalogue
from ejarchive.model.schema import TABLES
from ejarchive.regulation import Regulation
from ejarchive.russian import short_date

_HIDDEN = {
    "students": {"last_name", "first_name", "middle_name", "birth_date"},
    "staff": {"last_name", "first_name", "middle_name"},
    "movements": {"former_last_name"},
    "remarks": {"text", "explanation", "resolution"},
    "corrections": {"reason"},
    "outages": {"note"},
}
"""Fields that hold names, or free words in which a name may stand: what they say is told on paper only."""
_RECORDS: Mapping[Record, str] = {
    Record.MISSING: "записи в исправлениях нет",
    Record.WITHDRAWN: "запись {id} в исправлениях удалена",
    Record.MADE: "запись в исправлениях {id}",
}


def finding_of(difference: Difference, regulation: Regulation) -> Finding:
    """Return the finding of one difference, with the clause of the college's regulation."""
    before, after = difference.values
    facts = {
        "table": TABLES[difference.table].title,
        "field": difference.title,
        "where": where_of(difference),
        "before": _shown(difference, before),
        "after": _shown(difference, after),
        "along": f"; вместе с этим: {difference.company}" if difference.along else "",
        "made": _made(difference),
    }
    return Finding(difference.code, difference.place, facts, regulation.clause(*catalogue()[difference.code].clauses))


def where_of(difference: Difference) -> str:
    """Return course, lesson and student as ids and dates; a row without them by its key."""
    words = [
        f"курс {difference.course_id}" if difference.course_id else "",
        _lesson(difference),
        f"обучающийся {difference.student_id}" if difference.student_id else "",
    ]
    if not any(words):
        words = [f"группа {difference.group_id}"] if difference.group_id else []
    if difference.table not in {"entries", "lessons"}:
        words.append(_own_key(difference))
    return ", ".join(filter(None, words)) or " ".join(difference.key)


def _own_key(difference: Difference) -> str:
    """Return of the row's key what does not stand there already: «2025-1, экзамен»."""
    told = {difference.course_id, difference.lesson_id, difference.student_id, difference.group_id}
    columns = [column for column in TABLES[difference.table].columns if column.key]
    parts = [
        short_date(dt.date.fromisoformat(part)) if column.type == "date" else column.labels.get(part, part)
        for column, part in zip(columns, difference.key, strict=False)
        if part and part not in told
    ]
    return ", ".join(parts)


def _lesson(difference: Difference) -> str:
    if difference.table not in {"lessons", "tasks", "entries", "remarks", "corrections"} or not difference.lesson_id:
        return ""
    day = f" {short_date(difference.date)}" if difference.date and difference.table in {"lessons", "entries"} else ""
    slot = f" (пара {difference.slot})" if day and difference.slot else ""
    return f"занятие {difference.lesson_id}{day}{slot}"


def _made(difference: Difference) -> str:
    """Return who and when, and what the corrections say."""
    words = []
    if difference.recorded_by:
        words.append(difference.recorded_by)
    if difference.recorded_at:
        words.append(f"{difference.recorded_at:%d.%m.%Y %H:%M}")
    who = [f"внёс {', '.join(words)}" if difference.recorded_by else f"внесено {words[0]}"] if words else []
    record = _RECORDS.get(difference.record, "").format(id=difference.correction_id)
    told = "; ".join([*who, *filter(None, [record])])
    return f" ({told})" if told else ""


def _shown(difference: Difference, value: str) -> str:
    hidden = difference.column in _HIDDEN.get(difference.table, set())
    return "…" if hidden and value else value or "пусто"
