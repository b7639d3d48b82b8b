"""Remarks as the справка lists them: numbered, with whose they are, what, until when, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ejarchive.remark_life import State, TrackedRemark
from ejarchive.reports.measure import plain
from ejarchive.reports.upkeep_report.review import Review, journal_title, of_month, own_clause, person
from ejarchive.russian import bound, short_date
from ejarchive.upkeep import BY_SETTING, Nature, basis_of

SETTLED = frozenset({State.CONFIRMED, State.PRESUMED})


def this_month(review: Review) -> list[TrackedRemark]:
    """Return the remarks of the month, by person and journal."""
    return _ordered(review, of_month(review.own_remarks, review.month))


def last_month(review: Review) -> list[TrackedRemark]:
    """Return the remarks of the month before."""
    return _ordered(review, of_month(review.own_remarks, review.month.previous))


def still_open(review: Review) -> list[TrackedRemark]:
    """Return the remarks of months before the last that nobody has settled yet."""
    months = {str(review.month), str(review.month.previous)}
    found = (
        remark
        for remark in review.own_remarks
        if (remark.pending or remark.state is State.PROPOSED) and remark.month not in months
    )
    return _ordered(review, (remark for remark in found if remark.month < str(review.month)))


def remark_rows(review: Review, remarks: Sequence[TrackedRemark], *, first: int = 1) -> list[dict[str, Any]]:
    """Return the rows of a table of remarks, numbered from `first`."""
    return [
        {
            "number": number,
            "person": person(review.journal, remark.responsible_id),
            "journal": journal_title(review.journal, remark.course_id) or "по группе или колледжу в целом",
            "text": bound(_with_basis(plain(remark.text), basis(review, remark))),
            "settled": remark.state in SETTLED,
            "repeated": remark.repeats is not None,
            "due": short_date(remark.due) if remark.due else "",
            "what": "объяснить" if remark.nature is Nature.FACTUAL else "устранить",
            "state": bound(state_text(review, remark)),
        }
        for number, remark in enumerate(remarks, start=first)
    ]


def _with_basis(text: str, cited: str) -> str:
    return f"{text.rstrip('.')} ({cited})." if cited else text


def basis(review: Review, remark: TrackedRemark) -> str:
    """Return the clause of the college's own act, «по настройке учреждения», or nothing for a deputy's own words."""
    rule = review.upkeep.rules.get(remark.rule or "")
    if rule is None:
        return ""
    cited = basis_of(rule, review.regulation)
    if cited.text == BY_SETTING:
        return "" if remark.binding else BY_SETTING
    return own_clause(review.regulation, cited.text)


def state_text(review: Review, remark: TrackedRemark) -> str:
    """Say what became of a remark, in the words of its nature: a lateness is never «устранено»."""
    when = f" {short_date(remark.settled_on)}" if remark.settled_on else ""
    factual = remark.nature is Nature.FACTUAL
    match remark.state:
        case State.CONFIRMED:
            return f"объяснение принято{when}" if factual else f"устранено{when}"
        case State.PRESUMED:
            return f"по данным журнала устранено{when}, проверить"
        case State.PROPOSED:
            return "не устранено, не вручено" if not factual else "не вручено"
        case State.RETURNED:
            text = "возвращено: объяснение не принято" if factual else "возвращено: не устранено"
        case _ if factual:
            text = "объяснение на рассмотрении" if remark.explanation else "объяснения нет"
        case _:
            text = "не устранено"
    if remark.flagged:
        text += ", строка удалена из журнала"
    return f"{text}, срок истёк" if remark.overdue(review.day) or remark.unexplained(review.day) else text


def _ordered(review: Review, remarks: Iterable[TrackedRemark]) -> list[TrackedRemark]:
    return sorted(
        remarks,
        key=lambda remark: (
            person(review.journal, remark.responsible_id),
            journal_title(review.journal, remark.course_id),
            remark.remark_id,
        ),
    )
