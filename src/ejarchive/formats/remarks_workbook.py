"""The workbook of remarks, back from the deputy: what she has decided, or all that is wrong with it at once."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from ejarchive.errors import UnreadableError
from ejarchive.finding import Finding, errors
from ejarchive.formats.sheet_parts import Flaw, inspect
from ejarchive.model.journal import Journal
from ejarchive.model.place import Place
from ejarchive.remark_life import Decision, Fault, State
from ejarchive.remark_life.sheet_words import MARK, MARK_SHEET, NEEDED, SHEET, STATES, TITLES, identity_in

_DATES = ("due", "issued_on", "acquainted_on")
_TEXTS = ("text", "explanation", "resolution")
_KNOWN = {"responsible_id": ("staff", "person_id"), "group_id": ("groups", "group_id"),
          "course_id": ("courses", "course_id")}  # fmt: skip
_RUSSIAN_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_ANEW = "Сформируйте книгу заново и внесите правки в неё."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedRemarks:
    """What came back: `identity` of the history the workbook was made from, whose it is, and her decisions."""

    identity: str
    deputy: str
    decisions: tuple[Decision, ...]


def read_remarks_workbook(path: Path, journal: Journal) -> tuple[ReturnedRemarks, list[Finding]]:
    """Read the sheet «Замечания»; with any finding of severity error the decisions must not be used.

    `UnreadableError` when the file is no workbook of remarks, a danger, or lacks a column.
    """
    if not path.is_file():
        raise UnreadableError(f"Книга с замечаниями не найдена: {path}.", "Проверьте путь после --remarks.")
    data = path.read_bytes()
    try:
        flaws = inspect(data, path.name)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        if not {SHEET, MARK_SHEET} <= set(book.sheet_names):
            raise _foreign(path)
        marks = [[str(cell) for cell in row] for row in book.get_sheet_by_name(MARK_SHEET).to_python()]
        rows = book.get_sheet_by_name(SHEET).to_python(skip_empty_area=False)
    except CalamineError as error:
        raise UnreadableError(
            f"Книга {path.name} не читается.", "Сохраните её в Excel или LibreOffice как .xlsx и повторите."
        ) from error
    said = {row[0]: row[1] for row in marks if len(row) > 1}
    if said.get("Книга") != MARK:
        raise _foreign(path)
    reading = _Reading(path.name, said.get("Заместитель", "academic"), journal, flaws.get(SHEET, []))
    decisions = reading.decisions(rows)
    return ReturnedRemarks(
        identity=said.get("История", ""), deputy=reading.deputy, decisions=decisions
    ), reading.findings


def refuse_foreign(returned: ReturnedRemarks, identity: str, path: Path) -> None:
    """Raise `UnreadableError` when the workbook was made from another history than the one that is open."""
    if returned.identity not in ("", identity):
        raise UnreadableError(
            f"Книга {path.name} сделана по другой истории замечаний.",
            "Укажите ту же папку записей программы (--state), с которой её сделали, или сформируйте книгу заново.",
        )


def findings_of(faults: Iterable[Fault], path: Path) -> list[Finding]:
    """Return the faults of decisions as findings at their cells."""
    return [
        Finding(fault.code, Place(path.name, SHEET, fault.row, TITLES.get(fault.field)), _worded(fault.facts))
        for fault in faults
    ]


def _worded(facts: Mapping[str, object]) -> dict[str, object]:
    return {name: STATES.get(str(value), value) for name, value in facts.items()}


def _foreign(path: Path) -> UnreadableError:
    return UnreadableError(
        f"{path.name} — не книга замечаний, которую сделала эта программа.",
        "Нужна книга из команды ejarchive analytics: в ней есть лист «Замечания».",
    )


class _Reading:
    """One sheet being read; faults are gathered, not raised."""

    def __init__(self, file: str, deputy: str, journal: Journal, flaws: Sequence[Flaw]) -> None:
        self.findings: list[Finding] = []
        self.deputy = deputy
        self._file = file
        self._flaws = {(flaw.row, flaw.position): flaw.code for flaw in flaws}
        self._ids = {field: set(journal.frame(table)[column].dropna()) for field, (table, column) in _KNOWN.items()}

    def decisions(self, rows: list[list[Any]]) -> tuple[Decision, ...]:
        """Read all rows below the heading that say anything."""
        heading = next((n for n, row in enumerate(rows) if {TITLES["remark_id"], TITLES["text"]} <= set(row)), None)
        if heading is None:
            raise UnreadableError(f"{self._file}, лист «{SHEET}»: нет строки заголовков.", _ANEW)
        at = {name: rows[heading].index(title) for name, title in TITLES.items() if title in rows[heading]}
        if missing := [TITLES[name] for name in NEEDED if name not in at]:
            names = ", ".join(f"«{title}»" for title in missing)
            columns = "столбцов" if len(missing) > 1 else "столбца"
            raise UnreadableError(f"{self._file}, лист «{SHEET}»: нет {columns} {names}.", _ANEW)
        made: dict[str, int] = {}
        decisions = []
        for number, row in enumerate(rows[heading + 1 :], heading + 2):
            cells = {name: row[at[name]] for name in NEEDED}
            if not any(_text(cells[name]) for name in NEEDED if name != "seen"):
                continue
            before = len(self.findings)
            for name in NEEDED:
                if code := self._flaws.get((number, at[name])):
                    self._find(code, number, name, table=SHEET)
            identity = _text(cells["remark_id"])
            if identity and identity in made:
                self._find("W109", number, "remark_id", value=identity, first=made[identity])
                continue
            made[identity] = number
            decision = self._decision(number, cells)
            if not errors(self.findings[before:]):  # what cannot be read is not judged besides
                decisions.append(decision)
        return tuple(decisions)

    def _decision(self, number: int, cells: Mapping[str, Any]) -> Decision:
        seen = _text(cells["seen"]).removesuffix(".0")
        values: dict[str, Any] = {name: _text(cells[name]) for name in _TEXTS}
        values |= {name: self._day(number, name, cells[name]) for name in _DATES}
        remark_id = _text(cells["remark_id"]) or None
        values |= {name: self._identity(number, name, cells[name], old=remark_id is not None) for name in _KNOWN}
        return Decision(
            row=number,
            remark_id=remark_id,
            seen=int(seen) if seen.isdigit() else 0,
            deputy=self.deputy,
            state=self._state(number, cells["state"]),
            **values,
        )

    def _state(self, number: int, value: object) -> State | None:
        text = _text(value)
        state = next((name for name, label in STATES.items() if text.casefold() in (label.casefold(), name)), None)
        if text and state is None:
            self._find("W106", number, "state", value=text, known=", ".join(STATES.values()))
        return State(state) if state else None

    def _identity(self, number: int, name: str, value: object, *, old: bool) -> str | None:
        """Read an id; an old remark may be about somebody or something that has left the journal since."""
        identity = identity_in(_text(value))
        if identity and not old and identity not in self._ids[name]:
            self._find("W106", number, name, value=identity, known="выберите из списка в ячейке")
            return None
        return identity or None

    def _day(self, number: int, name: str, value: object) -> dt.date | None:
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        text = _text(value)
        if not text:
            return None
        try:
            if match := _RUSSIAN_DATE.fullmatch(text):
                return dt.date(int(match[3]), int(match[2]), int(match[1]))
            return dt.date.fromisoformat(text)
        except ValueError:
            self._find("W107", number, name, value=text)
            return None

    def _find(self, code: str, row: int, name: str, **facts: object) -> None:
        self.findings.append(Finding(code, Place(self._file, SHEET, row, TITLES[name]), facts))


def _text(value: object) -> str:
    """Return a cell's text; a number typed into a text cell as it was typed."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.date):
        return f"{value:%d.%m.%Y}"
    return str(value).strip() if value is not None else ""
