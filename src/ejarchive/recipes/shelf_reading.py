"""Bags of an archive folder → cases: which bag belongs where, and whether the group of a case has ended."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ejarchive.archive.check_log import Checked, last_checks, log_folder
from ejarchive.archive.shelf import ShelvedBag, bags_below, shelved
from ejarchive.errors import UnreadableError
from ejarchive.formats.folder import journal_of_files
from ejarchive.holdings import HeldCase, Holdings, Unit
from ejarchive.model.closing import Closing, closing_of
from ejarchive.model.groups import GroupEvent, Term
from ejarchive.model.journal import Journal
from ejarchive.model.people import Movement, Student
from ejarchive.recipes.order import Talk
from ejarchive.reports.context import term_title
from ejarchive.retention import read_retention

_JOURNAL, _PROVENANCE, _INDEX = "journal/", "provenance.json", "index.html"
_TABLES = ("groups", "terms", "group_events", "movements", "students")


@dataclass(frozen=True, slots=True)
class _Read:
    """One bag, and what its payload tells: of which group and period it is, as of which moment; its last check."""

    bag: ShelvedBag
    index: str
    group_id: str
    term_id: str
    as_of: dt.datetime
    journal: Journal | None
    browsable: bool
    checked: Checked | None

    @property
    def case(self) -> tuple[str, str]:
        """What all bags of one case have in common; a bag that does not say is a case of its own."""
        return (self.index, self.group_id) if self.group_id else ("", str(self.bag.path))


def holdings_of(root: Path, today: dt.date, talk: Talk, *, state: Path | None = None) -> Holdings:
    """Read every bag in a folder, and when it was checked; `UnreadableError` when there is none.

    `state`: the folder with the log of checks; without it the log beside each bag is asked.
    """
    if not root.is_dir():
        raise UnreadableError(f"Нет такой папки: {root}.", "Укажите папку, где лежат архивные пакеты.")
    paths = list(bags_below(root))
    if not paths:
        raise UnreadableError(f"В папке {root} нет архивных пакетов.", "Составьте их: ejarchive bundle ЖУРНАЛ -o АРХИВ")
    logs = {folder: last_checks(folder) for folder in {log_folder(path, state) for path in paths}}
    read = []
    for number, path in enumerate(paths, 1):
        read.append(_read(path, logs[log_folder(path, state)].get(path.name)))
        talk.progress(number, len(paths))
    by_case: dict[tuple[str, str], list[_Read]] = defaultdict(list)
    by_group: dict[str, list[_Read]] = defaultdict(list)
    for one in read:
        by_case[one.case].append(one)
        by_group[one.group_id].append(one)
    closings = {group_id: _closing(group_id, bags, today) for group_id, bags in by_group.items()}
    cases = [_case(root, bags, closings[bags[0].group_id]) for bags in by_case.values()]
    newest = max(read, key=lambda one: (one.as_of, one.bag.name))
    return Holdings(
        cases=tuple(sorted(cases, key=lambda case: (not case.index, case.index, case.heading))),
        today=today,
        organisation=newest.bag.labels.get("Source-Organization", ""),
    )


def _read(path: Path, checked: Checked | None) -> _Read:
    bag = shelved(path)
    index, group_id, term_id = "", "", ""
    if bag.ours:
        index, group_id, term_id = ("", "", *bag.labels.get("Bag-Group-Identifier", "").rsplit("/", 2))[-3:]
    files = bag.payload([_PROVENANCE, _INDEX, *(f"{_JOURNAL}{table}.csv" for table in _TABLES)]) if bag.ours else {}
    tables = {name.removeprefix(_JOURNAL): data for name, data in files.items() if name.startswith(_JOURNAL)}
    try:
        journal = journal_of_files(tables, dt.UTC)[0] if tables else None
    except UnreadableError:
        journal = None
    as_of, browsable = _as_of(files.get(_PROVENANCE, b"")), _INDEX in files
    return _Read(bag, index, group_id, term_id, as_of, journal, browsable, checked)


def _as_of(provenance: bytes) -> dt.datetime:
    """Return the moment of the data; of a bag that does not tell it, the beginning of time."""
    try:
        moment = dt.datetime.fromisoformat(json.loads(provenance)["as_of"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return dt.datetime.min.replace(tzinfo=dt.UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _closing(group_id: str, bags: Iterable[_Read], today: dt.date) -> Closing | None:
    """Ask the newest bag of the group, whatever its case: it alone knows how the group ended."""
    told = [one for one in bags if one.journal is not None]
    if not group_id or not told:
        return None
    newest = max(told, key=lambda one: (one.as_of, one.bag.name))
    journal = newest.journal
    if journal is None:
        return None
    return closing_of(
        group_id,
        list(filter(_dated, journal.rows(GroupEvent))),
        journal.rows(Student),
        list(filter(_dated, journal.rows(Movement))),
        until=min(newest.as_of.date(), today),
    )


def _dated(row: GroupEvent | Movement) -> bool:
    """Tell whether a row has its date: the tables of a bag were never checked here."""
    return isinstance(row.date, dt.date)


def _case(root: Path, bags: Sequence[_Read], closing: Closing | None) -> HeldCase:
    newest = max(bags, key=lambda one: (one.as_of, one.bag.name))
    labels = newest.bag.labels
    followers = {one.bag.labels.get("Replaces", ""): one.bag.name for one in bags}
    units = [_unit(root, one, followers.get(one.bag.name, "")) for one in bags]
    return HeldCase(
        index=newest.index,
        heading=labels.get("Case-Heading") or labels.get("External-Description") or newest.bag.name,
        retention=read_retention(labels.get("Retention-Term", "")),
        basis=labels.get("Retention-Basis", ""),
        closing=closing,
        units=tuple(sorted(units, key=lambda unit: (unit.starts or dt.date.max, unit.name, unit.place))),
        disagree=len({one.bag.labels.get("Retention-Term", "") for one in bags}) > 1,
    )


def _unit(root: Path, one: _Read, replaced_by: str) -> Unit:
    rows = one.journal.rows(Term) if one.journal else ()
    terms = sorted((term for term in rows if term.term_id == one.term_id), key=lambda term: term.group_id is None)
    term = terms[0] if terms else None  # the group's own days before the common ones
    bag = one.bag
    return Unit(
        name=bag.name,
        place=bag.path.relative_to(root).as_posix(),
        title=term_title(term) if term else bag.labels.get("External-Description", ""),
        starts=term.starts if term else None,
        ends=term.ends if term else None,
        files=bag.files,
        size=bag.size,
        fingerprint=bag.fingerprint,
        replaced_by=replaced_by,
        complete=bag.complete and (one.checked is None or one.checked.sound),
        checked=one.checked.moment.date() if one.checked else None,
        browsable=one.browsable and bag.path.is_dir(),
    )
