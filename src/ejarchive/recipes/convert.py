"""Any source → a journal folder; by the ending of the target also its zip or its workbook."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from ejarchive.artifact import Artifact
from ejarchive.errors import FindingsError, UsageError
from ejarchive.finding import errors
from ejarchive.formats.folder_writer import write_folder
from ejarchive.formats.read import read_journal
from ejarchive.formats.workbook_writer import write_workbook
from ejarchive.formats.zipped import write_zip
from ejarchive.model.journal import Journal
from ejarchive.model.retrieval import retrieved
from ejarchive.recipes.opening import read_settings
from ejarchive.recipes.order import Order, Outcome
from ejarchive.russian import counted
from ejarchive.surroundings import Surroundings

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
    if len(sources) != 1:
        raise UsageError("Несколько источников сразу пока не соединяются.", "Преобразуйте их по одному.")
    source, target = surroundings.folder / sources[0], surroundings.folder / target
    settings, doubts = read_settings(order, surroundings, source)
    journal, findings = read_journal(source, zone=settings.college.zone)
    if retrieved_at is not None:
        moment = retrieved_at if retrieved_at.tzinfo else retrieved_at.replace(tzinfo=settings.college.zone)
        journal = retrieved(journal, moment, name=source.name, kind="journal", sha256=_sha256(source))
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
    return Outcome(artifacts=(artifact,), findings=(*doubts, *findings))


def _sha256(file: Path) -> str | None:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None
