"""Any source → a journal folder; by the ending of the target also its zip or its workbook."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from ejarchive.artifact import Artifact
from ejarchive.errors import FindingsError, UsageError
from ejarchive.finding import Finding, errors
from ejarchive.formats.coverage import CODE, coverage_of, table_of
from ejarchive.formats.folder_writer import write_folder
from ejarchive.formats.read import read_sources
from ejarchive.formats.saved import NO_MOMENT
from ejarchive.formats.workbook_writer import write_workbook
from ejarchive.formats.zipped import write_zip
from ejarchive.model.journal import Journal
from ejarchive.model.retrieval import retrieved
from ejarchive.recipes.opening import read_settings
from ejarchive.recipes.order import Order, Outcome
from ejarchive.russian import counted
from ejarchive.surroundings import Surroundings

COVERAGE = CODE
"""These findings stand in `Outcome.lines` as a table."""
_WRITERS: dict[str, tuple[str, Callable[[Journal, Path], Path]]] = {
    ".zip": ("journal", write_zip),
    ".xlsx": ("workbook", write_workbook),
}


def convert(
    sources: Sequence[Path],
    target: Path,
    order: Order,
    surroundings: Surroundings,
    *,
    retrieved_at: dt.datetime | None = None,
) -> Outcome:
    """Read the sources and write one journal; what could not be read stands among the findings."""
    paths, target = [surroundings.folder / source for source in sources], surroundings.folder / target
    settings, doubts = read_settings(order, surroundings, paths[0])
    moment = retrieved_at
    if moment is not None and moment.tzinfo is None:
        moment = moment.replace(tzinfo=settings.college.zone)
    journal, findings = read_sources(paths, zone=settings.college.zone, retrieved_at=moment)
    _ask_moment(findings)
    if moment is not None and not _is_used(moment, journal):
        journal = retrieved(journal, moment, name=paths[0].name, kind="journal", sha256=_sha256(paths[0]))
    if stopping := errors(findings):
        raise FindingsError(
            f"Прочитано не всё: {counted(len(stopping), 'ошибка')}. Ничего не записано, чтобы ничего не потерять.",
            tuple(findings),
            "Исправьте их в источнике и повторите.",
        )
    kind, write = _WRITERS.get(target.suffix.lower(), ("journal", write_folder))
    write(journal, target)
    file = target / "datapackage.json" if target.is_dir() else target
    artifact = Artifact(kind=kind, path=target, sha256=_sha256(file) or "", title="Журнал")
    coverage = coverage_of(journal)
    return Outcome(
        artifacts=(artifact,),
        findings=(*doubts, *findings, *(one.finding for one in coverage)),
        lines=(str(target), "", "Что заполнит этот журнал:", *table_of(coverage)),
    )


def _ask_moment(findings: Sequence[Finding]) -> None:
    """Ask for the moment of saved answers: nothing in them tells it, and a file's date is no proof."""
    if any(finding.code == NO_MOMENT for finding in findings):
        raise UsageError(
            "В сохранённых ответах не сказано, на какой момент их данные.",
            "Укажите, когда они сохранены: --retrieved-at 2025-12-29T18:00. В записи браузера (.har) это время есть.",
        )


def _is_used(moment: dt.datetime, journal: Journal) -> bool:
    """Tell whether a source already has the moment that was given for it."""
    return journal.frame("sources")["retrieved_at"].eq(moment.isoformat()).any().item()


def _sha256(file: Path) -> str | None:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None
