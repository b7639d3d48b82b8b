"""One side of a comparison: a journal as it stands, or the one in a bag, which must be sound to be believed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ejarchive.archive.verify import verify_bag
from ejarchive.archive.verify.bag import source_of
from ejarchive.errors import InvalidBagError
from ejarchive.finding import Finding
from ejarchive.formats.read import read_journal
from ejarchive.model.as_of import default_moment
from ejarchive.model.groups import Group, Term
from ejarchive.model.journal import Journal
from ejarchive.recipes.opening import open_journal, read_settings
from ejarchive.recipes.order import Order, Talk
from ejarchive.reports.comparison_act import ComparedSide
from ejarchive.reports.context import academic_year, group_in, term_of, term_title
from ejarchive.settings import Settings
from ejarchive.surroundings import Surroundings

_PROVENANCE = "data/provenance.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The file that a bag holds: one group in one period, with the days the period had then."""

    group_id: str
    group_name: str
    term_id: str
    starts: dt.date
    ends: dt.date
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A journal to compare. `scope` is None where it is a whole journal; `findings`: of reading it."""

    path: Path
    journal: Journal
    settings: Settings
    moment: dt.datetime | None
    scope: Scope | None
    findings: tuple[Finding, ...]
    compared: ComparedSide


def open_side(path: Path, order: Order, surroundings: Surroundings, _talk: Talk) -> Side:
    """Open any journal as it stood at the moment asked for, else at the one it speaks of."""
    opened = open_journal(path, order, surroundings)
    digest_of, digest = _digest(path)
    compared = ComparedSide(what="журнал", name=path.name, moment=opened.moment, digest_of=digest_of, digest=digest)
    return Side(
        path=path,
        journal=opened.journal,
        settings=opened.settings,
        moment=opened.moment,
        scope=None,
        findings=opened.findings,
        compared=compared,
    )


def open_bag(path: Path, order: Order, surroundings: Surroundings, talk: Talk) -> Side:
    """Check a bag and open its journal, which stays as it was put there; `InvalidBagError` when it is damaged."""
    checked = verify_bag(path, threads=order.jobs or surroundings.processors, progress=talk.progress)
    if not checked.valid:
        raise InvalidBagError(
            f"Пакет {path} не прошёл проверку: сверять с ним нельзя.", f"Что с ним, скажет ejarchive verify {path}"
        )
    settings, _ = read_settings(order, surroundings, path / "data" if path.is_dir() else path)
    journal, findings = read_journal(path, zone=settings.college.zone)
    told = _provenance(path)
    moment = _moment(told) or default_moment(journal)
    compared = ComparedSide(
        what="архивный пакет",
        name=path.name,
        moment=moment,
        digest_of="файл tagmanifest-sha256.txt" if checked.fingerprint else "файл с суммами не найден",
        digest=checked.fingerprint or "",
    )
    return Side(
        path=path,
        journal=journal,
        settings=settings,
        moment=moment,
        scope=_scope(told, journal),
        findings=tuple(findings),
        compared=compared,
    )


def _provenance(path: Path) -> Mapping[str, Any]:
    source = source_of(path)
    if _PROVENANCE not in source.sizes:
        return {}
    try:
        told = json.loads(source.read(_PROVENANCE))
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _moment(told: Mapping[str, Any]) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(str(told.get("as_of")))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _scope(told: Mapping[str, Any], journal: Journal) -> Scope | None:
    """Return the group and period of the bag; None for a bag that holds a whole journal."""
    group_id, term_id = str(told.get("group_id")), str(told.get("term_id"))
    if group_id not in {group.group_id for group in journal.rows(Group)}:
        return None
    if term_id not in {term.term_id for term in journal.rows(Term) if term.group_id in {None, group_id}}:
        return None
    term = term_of(journal, group_id, term_id)
    name = group_in(journal, group_id, academic_year(term)).name
    return Scope(
        group_id=group_id,
        group_name=name,
        term_id=term_id,
        starts=term.starts,
        ends=term.ends,
        title=f"Группа {name}, {term_title(term)}",
    )


def _digest(path: Path) -> tuple[str, str]:
    """Return what the digest is of, and the SHA-256: of a file, or of the list of a folder's files with theirs."""
    if path.is_file():
        return "файл", _sha256(path)
    names = sorted(file for file in path.iterdir() if file.is_file() and file.suffix in {".csv", ".tsv", ".json"})
    listed = "".join(f"{_sha256(file)}  {file.name}\n" for file in names)
    return "список сумм файлов папки", hashlib.sha256(listed.encode()).hexdigest()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
