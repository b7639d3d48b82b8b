"""What nearly every job begins with: the settings, the regulation, the journal, and the moment it speaks of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ejarchive.checks.run import check_journal
from ejarchive.errors import FindingsError, UsageError
from ejarchive.finding import Finding, errors
from ejarchive.formats.read import read_journal
from ejarchive.model.as_of import as_of, default_moment
from ejarchive.model.journal import Journal
from ejarchive.recipes.order import Order
from ejarchive.regulation import Regulation
from ejarchive.russian import counted
from ejarchive.settings import Settings, find_settings, load_settings, regulation_of
from ejarchive.surroundings import Surroundings


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A journal ready to be worked on: as it stood at `moment`, with what was found in reading it.

    `left_out`: table → number of records that came later. `moment` is None where nothing tells it.
    """

    journal: Journal
    settings: Settings
    regulation: Regulation
    moment: dt.datetime | None
    left_out: Mapping[str, int]
    findings: tuple[Finding, ...]

    @property
    def certain_moment(self) -> dt.datetime:
        """The moment, where a document cannot do without; `UsageError` asks for it (never a file's date)."""
        if self.moment is None:
            raise UsageError(
                "В журнале не сказано, на какой момент его данные.",
                "Укажите его: --as-of 2025-12-29 (или --retrieved-at при ejarchive convert).",
            )
        return self.moment


def read_settings(order: Order, surroundings: Surroundings, journal: Path) -> tuple[Settings, list[Finding]]:
    """Read the settings where they are looked for; without any the defaults hold."""
    explicit = surroundings.folder / order.config if order.config else None
    file = find_settings(explicit, journal, surroundings.folder)
    return load_settings(file) if file else (Settings(), [])


def open_journal(path: Path, order: Order, surroundings: Surroundings) -> Opened:
    """Read settings, regulation and journal, and cut the journal at the moment it is to speak of."""
    path = surroundings.folder / path
    settings, doubts = read_settings(order, surroundings, path)
    regulation = regulation_of(settings)
    journal, findings = read_journal(path, zone=settings.college.zone)
    moment = _in_zone(order.as_of, settings) or default_moment(journal)
    left_out: Mapping[str, int] = {}
    if moment is not None:
        cut = as_of(journal, moment.astimezone(settings.college.zone), regulation.cells)
        journal, left_out = cut.journal, cut.left_out
    return Opened(
        journal=journal,
        settings=settings,
        regulation=regulation,
        moment=moment,
        left_out=left_out,
        findings=(*doubts, *findings),
    )


def open_sound_journal(path: Path, order: Order, surroundings: Surroundings, *, refusal: str) -> Opened:
    """Open a journal and check it; `FindingsError` beginning with `refusal` when one error stands in the way.

    The findings of the checks, all of them warnings then, stand behind those of the reading.
    """
    opened = open_journal(path, order, surroundings)
    findings = (
        *opened.findings,
        *check_journal(opened.journal, opened.regulation, opened.settings, opened.moment),
    )
    stop_at_errors(findings, refusal)
    return replace(opened, findings=findings)


def stop_at_errors(findings: Sequence[Finding], refusal: str) -> None:
    """Raise `FindingsError` with all findings if one of them is an error: nothing untruthful is printed."""
    if stopping := errors(findings):
        raise FindingsError(
            f"{refusal}: {counted(len(stopping), 'ошибка')}. Ничего не записано.",
            tuple(findings),
            "Исправьте их и повторите. Все замечания сразу: ejarchive check ЖУРНАЛ",
        )


def _in_zone(moment: dt.datetime | None, settings: Settings) -> dt.datetime | None:
    """Read a moment without an offset as the college's own time."""
    if moment is None or moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=settings.college.zone)
