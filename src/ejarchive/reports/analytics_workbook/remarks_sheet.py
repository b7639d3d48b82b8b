"""The sheet «Замечания»: it goes out for the deputy to decide on, and comes back in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ejarchive.remark_life import State, TrackedRemark
from ejarchive.remark_life.sheet_words import MARK, MARK_SHEET, SHEET, STATES, TITLES
from ejarchive.reports.analytics_workbook.labels import Labels
from ejarchive.reports.upkeep_report.review import Review
from ejarchive.russian import short_date
from ejarchive.spreadsheet import Colouring, Column, Format, Formula, Sheet, Value
from ejarchive.upkeep import Nature

ROOM = 40
"""Empty rows for remarks of her own."""
GIVEN_STATES = tuple(STATES[state] for state in ("issued", "acquainted", "returned"))
_PENDING = ",".join(f'{{state}}="{label}"' for label in GIVEN_STATES)
_ORDER = (
    State.PROPOSED,
    State.PRESUMED,
    State.RETURNED,
    State.ISSUED,
    State.ACQUAINTED,
    State.CONFIRMED,
    State.DROPPED,
)
_VANISHED = "строка удалена из журнала: проверьте, что стало с записью"
_HOW = (
    "Изменяйте белые столбцы, своё замечание добавьте в пустой строке внизу. Серые столбцы ведёт программа. "
    "Сохраните книгу и передайте её: --remarks ФАЙЛ.xlsx"
)
_NOTES = {
    "responsible_id": "В новой строке выберите из списка. У замечаний программы не меняется.",
    "due": "Пусто — программа срока не считает.",
    "state": "Вручили — «вручено», ознакомили под подпись — «ознакомлен», проверили устранение — «устранение "
    "подтверждено» или «возвращено», не согласны с программой — «снято». «Предположительно устранено» "
    "ставит программа.",
    "issued_on": "Пусто при состоянии «вручено» — дата, на которую взяты данные.",
    "remark_id": "Код ставит программа. Своё замечание добавьте ниже, код оставьте пустым.",
    "facts": "Сколько занятий, оценок или курсов, о которых замечание, ещё видно в журнале.",
}


def remarks_sheet(review: Review, labels: Labels) -> Sheet:
    """Return the sheet with all remarks of this deputy: what waits for her first, what is settled last."""
    own = [remark for remark in review.remarks if remark.deputy == review.deputy]
    own.sort(key=lambda remark: (_ORDER.index(remark.state), remark.month, remark.remark_id))
    return Sheet(
        title=SHEET,
        notes=(
            f"Замечания по ведению журнала, данные на {short_date(review.day)}",
            _HOW,
        ),
        columns=_columns(labels),
        rows=[_row(remark, review, labels) for remark in own],
        room=ROOM,
        frozen=1,
        colours=(
            Colouring(column="overdue", when="above", value=0, colour="bad"),
            Colouring(column="state", when="equals", value=STATES["proposed"], colour="warn"),
            Colouring(column="state", when="equals", value=STATES["presumed_eliminated"], colour="warn"),
            Colouring(column="state", when="equals", value=STATES["returned"], colour="bad"),
            Colouring(column="state", when="equals", value=STATES["confirmed"], colour="good"),
            Colouring(column="flag", when="above", value="", colour="bad"),
        ),
    )


def mark_sheet(review: Review, history: str) -> Sheet:
    """Return the hidden sheet that tells, when the book comes back, which history it was made from."""
    columns = (Column(key="what", title="Книга", width=20), Column(key="value", title=MARK, width=40))
    rows: list[dict[str, Value]] = [
        {"what": "История", "value": history},
        {"what": "Заместитель", "value": review.deputy},
        {"what": "Данные на", "value": review.day.isoformat()},
    ]
    return Sheet(title=MARK_SHEET, columns=columns, rows=rows, hidden=True, filtered=False)


def _columns(labels: Labels) -> tuple[Column, ...]:
    def column(key: str, width: float, **more: object) -> Column:
        return Column(key=key, title=TITLES[key], width=width, note=_NOTES.get(key, ""), **more)  # type: ignore[arg-type]

    shown: Mapping[str, object] = {"locked": True}
    return (
        column("responsible_id", 26, wrap=True, choices=labels.teachers),
        column("group_id", 15, wrap=True, choices=tuple(labels.groups.values())),
        column("course_id", 34, wrap=True, choices=labels.own_courses),
        column("month", 10, **shown),
        column("sort", 14, **shown),
        column("text", 56, wrap=True),
        column("due", 13, format=Format.DATE),
        column("state", 20, wrap=True, choices=tuple(STATES.values())),
        column("issued_on", 12, format=Format.DATE),
        column("acquainted_on", 12, format=Format.DATE),
        column("explanation", 34, wrap=True),
        column("resolution", 30, wrap=True),
        column("overdue", 13, format=Format.WHOLE, **shown),
        column("facts", 12, format=Format.WHOLE, **shown),
        column("settled_on", 12, format=Format.DATE, **shown),
        column("repeats", 24, wrap=True, **shown),
        column("flag", 28, wrap=True, **shown),
        column("remark_id", 30, wrap=True, **shown),
        column("seen", 8, format=Format.WHOLE, hidden=True, **shown),
    )


def _row(remark: TrackedRemark, review: Review, labels: Labels) -> Mapping[str, Value]:
    return {
        "remark_id": remark.remark_id,
        "seen": len(remark.history),
        "month": f"{remark.month[5:]}.{remark.month[:4]}",
        "sort": "замечание" if remark.binding else "рекомендация",
        "responsible_id": labels.people.get(remark.responsible_id or "", remark.responsible_id),
        "group_id": labels.groups.get(remark.group_id or "", remark.group_id),
        "course_id": labels.courses.get(remark.course_id or "", remark.course_id),
        "text": remark.text,
        "due": remark.due,
        "state": STATES[remark.state],
        "issued_on": remark.issued_on,
        "acquainted_on": remark.acquainted_on,
        "explanation": remark.explanation or None,
        "resolution": remark.resolution or None,
        "overdue": _overdue(remark, review),
        "facts": len(remark.open_facts) if remark.facts else None,
        "settled_on": remark.settled_on,
        "repeats": _repeated(remark, review.remarks),
        "flag": _VANISHED if remark.flagged and remark.state is not State.DROPPED else None,
    }


def _overdue(remark: TrackedRemark, review: Review) -> Formula | None:
    """Return days overdue, counted anew when she changes state or term; a lateness is never overdue."""
    if remark.nature is Nature.FACTUAL:
        return None
    today = f"DATE({review.day.year},{review.day.month},{review.day.day})"
    return Formula(f'IF(AND(OR({_PENDING}),{{due}}<>"",{{due}}<{today}),{today}-{{due}},"")')


def _repeated(remark: TrackedRemark, remarks: Sequence[TrackedRemark]) -> str | None:
    earlier = next((each for each in remarks if each.remark_id == remark.repeats), None)
    if earlier is None:
        return remark.repeats
    return f"замечание за {earlier.month[5:]}.{earlier.month[:4]} ({earlier.remark_id})"
