"""Electronic cases and the ledger: a bag tells which sheets its PDFs are, and the ledger tells which bag holds them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ejarchive.group_file import Event, FiledTerm, Files, GroupFile, Kind, Printing, Volume, printing_facts, term_facts
from ejarchive.recipes.group_file_placing import filed_term, known_files
from ejarchive.reports.context import PackContext
from ejarchive.state.group_files import group_files, is_begun


class BagKeeping:
    """The ledger during one run of `bundle`; where none was begun, none is made."""

    def __init__(self, folder: Path, now: dt.datetime) -> None:
        self._folder, self._now = folder, now
        self._known = known_files(folder, now)

    def ordered(self, context: PackContext) -> str | None:
        """Return the options by which the semester was printed for signing, None where it was not."""
        printing = _current(self._known.get(context.group.group_id), context.term.term_id)
        return printing.ordered if printing else None

    def facts(self, context: PackContext, pdfs: Mapping[str, bytes], made: Printing | None) -> dict[str, Any] | None:
        """Return what a bag tells of the sheets in it, enough to begin the ledger anew; None for «ПРОЕКТ».

        The PDFs that the ledger knows are told as it has them; of others, as they were `made` today.
        """
        known = self._known.get(context.group.group_id)
        term = known.term(context.term.term_id) if known else None
        digests = sorted(hashlib.sha256(data).hexdigest() for name, data in pdfs.items() if name.endswith(".pdf"))
        if term and (printing := _with_digests(term, digests)):
            return printing_facts(term, printing)
        if made and sorted(volume.sha256 for volume in made.volumes) == digests:
            return printing_facts(filed_term(context), made)
        return None

    def record(self, context: PackContext, bag: tuple[str, str, Path], digests: Sequence[str]) -> None:
        """Write down a bag (name, fingerprint, path) with the PDFs of these digests; known already, nothing changes."""
        if not is_begun(self._folder):
            return
        name, fingerprint, path = bag[0], bag[1], bag[2].resolve()
        term = filed_term(context)

        def turn(files: Files) -> list[Event]:
            file = files.get(term.group_id)
            known = (file.term(term.term_id) if file else None) or term
            printing = _with_digests(known, sorted(digests))
            facts = term_facts(known) | {
                "name": name,
                "fingerprint": fingerprint,
                "path": str(path),
                "version": printing.version if printing else None,
            }
            told = {(each.name, each.fingerprint, each.path, each.version) for each in known.bags}
            if (name, fingerprint, str(path), facts["version"]) in told:
                return []
            return [
                Event(
                    kind=Kind.BAGGED,
                    group_id=term.group_id,
                    term_id=term.term_id,
                    day=self._now.date(),
                    facts=facts,
                )
            ]

        with group_files(self._folder, self._now) as ledger:
            ledger.keep(turn)


def made_today(volumes: Sequence[Volume], ordered: str, moment: dt.datetime) -> Printing:
    """Return a pack that was made for a bag and never printed by the ledger: version 0, content unknown."""
    return Printing(version=0, content="", volumes=tuple(volumes), ordered=ordered, as_of=moment.isoformat())


def _current(file: GroupFile | None, term_id: str) -> Printing | None:
    term = file.term(term_id) if file else None
    return term.current if term else None


def _with_digests(term: FiledTerm, digests: Sequence[str]) -> Printing | None:
    found = [one for one in term.printings if sorted(volume.sha256 for volume in one.volumes) == digests]
    return replace(found[-1], rebuilt=False) if found else None
