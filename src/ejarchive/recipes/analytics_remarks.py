"""The remarks of a college as they stand after a look at its journal; what changed is kept in the state folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ejarchive.errors import FindingsError
from ejarchive.finding import Finding, errors
from ejarchive.formats.remarks_workbook import (
    ReturnedRemarks,
    findings_of,
    read_remarks_workbook,
    refuse_foreign,
)
from ejarchive.recipes.opening import Opened
from ejarchive.recipes.state_folder import state_folder
from ejarchive.remark_life import Event, LifeRules, Look, Remarks, TrackedRemark, looked
from ejarchive.russian import counted
from ejarchive.state.remarks import remark_history
from ejarchive.surroundings import Surroundings
from ejarchive.upkeep import Upkeep


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """The remarks as they stood on the day of the look, and what tells this history from another college's."""

    remarks: tuple[TrackedRemark, ...]
    history: str
    findings: tuple[Finding, ...] = ()


def look_at_remarks(
    opened: Opened,
    upkeep: Upkeep,
    *,
    months: Collection[str],
    day: dt.date,
    surroundings: Surroundings,
    workbook: Path | None = None,
) -> Remembered:
    """Take the deputy's workbook in, if one came back, look at the journal, and keep what follows.

    Looking again changes nothing, so a run may be repeated. `FindingsError` with all that speaks against the workbook:
    nothing of it is kept then.
    """
    set_by_college = opened.settings.analytics
    look = Look(
        journal=opened.journal,
        regulation=opened.regulation,
        upkeep=upkeep,
        months=months,
        day=day,
        rules=LifeRules(days_to_mend=set_by_college.days_to_mend, repeat_months=set_by_college.repeat_months),
    )
    returned, findings = _returned(workbook, opened, surroundings)
    decisions = returned.decisions if returned else ()

    def turn(before: Remarks) -> Sequence[Event]:
        events, faults = looked(before, replace(look, decisions=decisions))
        told = [*findings, *(findings_of(faults, workbook) if workbook else ())]
        if errors(told):
            _refuse(told)
        return events

    with remark_history(state_folder(opened.settings, surroundings)) as history:
        if returned and workbook is not None:
            refuse_foreign(returned, history.identity, workbook)
        history.keep(turn)
        remarks = history.remarks(until=day)
        return Remembered(remarks=tuple(remarks.values()), history=history.identity, findings=tuple(findings))


def _returned(
    workbook: Path | None, opened: Opened, surroundings: Surroundings
) -> tuple[ReturnedRemarks | None, list[Finding]]:
    """Read the workbook that came back; without one there is nothing."""
    if workbook is None:
        return None, []
    return read_remarks_workbook(surroundings.folder / workbook, opened.journal)


def _refuse(findings: Sequence[Finding]) -> None:
    count = counted(len(errors(findings)), "ошибка")
    raise FindingsError(
        f"Правки из книги не приняты: {count}. Ничего не изменено.",
        tuple(findings),
        "Исправьте их в книге и передайте её ещё раз.",
    )
