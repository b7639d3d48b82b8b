"""A run of `pack` and the ledger: where the sheets go, which version they are, and their line in the group's file.

The line is written as an intention before the PDFs get their names and settled afterwards, so that a run cut short
leaves both or neither. Only a pack for signing belongs to the file: «ПРОЕКТ» and «ЧЕРНОВИК» do not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from ejarchive.artifact import Artifact
from ejarchive.document import Document
from ejarchive.errors import RenderingError, UnreadableError, UsageError
from ejarchive.group_file import (
    Event,
    FiledTerm,
    Files,
    Kind,
    Printing,
    Version,
    newly_broken,
    place_after,
    printing_facts,
    version_of,
    with_printing,
)
from ejarchive.recipes.group_file_placing import filed_term, known_files, placed, volumes_of
from ejarchive.recipes.order import Talk
from ejarchive.reports.context import PackContext
from ejarchive.reports.pack import PackOptions
from ejarchive.state.group_files import group_files, is_begun


@dataclass(frozen=True, slots=True, kw_only=True)
class _Planned:
    """A pack for signing that is about to be printed."""

    term: FiledTerm
    document: Document
    options: PackOptions
    content: str
    version: Version


class FileKeeping:
    """The ledger during one run. Where there is none, and none can be made, packs are printed as if there were none."""

    def __init__(self, folder: Path, now: dt.datetime, talk: Talk) -> None:
        self._folder, self._now, self._talk = folder, now, talk
        self._planned: list[_Planned] = []
        self._refusals: list[UsageError] = []
        self._stack = ExitStack()
        self._known = known_files(folder, now)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def placed(self, context: PackContext, options: PackOptions, asked: int | None) -> PackOptions:
        """Return the options with the sheet and the volume at which the group's file goes on; `asked` by the user."""
        try:
            return placed(self._known.get(context.group.group_id), context, options, asked, self._talk)
        except UsageError as refusal:
            self._refusals.append(refusal)
            return options

    def plan(self, context: PackContext, document: Document, options: PackOptions, content: str) -> Version | None:
        """Note a pack to be printed and return its version; None for one that is not for signing."""
        if document.watermark:
            return None
        term = filed_term(context)
        file = self._known.get(term.group_id)
        try:
            version = version_of(file.term(term.term_id) if file else None, content)
        except UsageError as refusal:
            self._refusals.append(refusal)
            return None
        self._planned.append(_Planned(term=term, document=document, options=options, content=content, version=version))
        return version

    def refuse(self) -> None:
        """Raise what stands against printing, of all groups at once."""
        if self._refusals:
            remedies = dict.fromkeys(refusal.remedy for refusal in self._refusals)
            raise UsageError("\n".join(one.message for one in self._refusals), "\n".join(remedies))

    def before_placing(self, artifacts: Sequence[Artifact]) -> None:
        """Write the intentions; they are settled when the run's block ends."""
        if not self._planned:
            return
        try:
            ledger = self._stack.enter_context(group_files(self._folder, self._now))
        except (OSError, UnreadableError):
            if is_begun(self._folder):
                raise
            self._talk.say(f"В папку записей {self._folder} нельзя писать: дело группы не ведётся.")
            return
        self._stack.enter_context(ledger.placing(lambda files: self._intentions(files, artifacts)))

    def _intentions(self, files: Files, artifacts: Sequence[Artifact]) -> list[Event]:
        """Return a `PRINTING` event for every new version, if the files are still what the plan was made for."""
        events = []
        for planned in self._planned:
            term = planned.term
            file = files.get(term.group_id)
            known = file.term(term.term_id) if file else None
            made = [one for one in artifacts if _is_of(one, planned.document)]
            printing = _printing(planned, made, self._now.date())
            if version_of(known, planned.content) != planned.version or _place(files, term) != _place(
                self._known, term
            ):
                raise UsageError(
                    f"Пока печатались листы, дело группы {term.group_name} изменил другой запуск программы.",
                    "Повторите команду.",
                )
            if not planned.version.new:
                _hold_to_the_digests(known, printing)
                continue
            after = with_printing(file, term, printing)
            self._tell_broken(list(newly_broken(file, after)), term)
            places = [str(one.path) for one in made]
            events.append(
                Event(
                    kind=Kind.PRINTING,
                    group_id=term.group_id,
                    term_id=term.term_id,
                    day=printing.day,
                    facts=printing_facts(term, printing) | {"places": places},
                )
            )
        return events

    def _tell_broken(self, broken: Sequence[FiledTerm], term: FiledTerm) -> None:
        if signed := [one for one in broken if one.signed]:
            raise UsageError(
                f"Группа {term.group_name}, {term.title}: листов стало другое число, а {signed[0].title} уже подписан "
                f"с листа {signed[0].volumes[0].first_sheet}. Ничего не напечатано.",
                "Печатайте так, чтобы номера сошлись, например с --as-of прежнего момента.",
            )
        for one in broken:
            self._talk.say(
                f"Группа {one.group_name}: листы, которые напечатаны за {one.title}, больше не продолжают предыдущих. "
                f"Напечатайте их заново: ejarchive pack ЖУРНАЛ --group {one.group_id} --term {one.term_id} "
                "--continuation -o ПАПКА"
            )


def _place(files: Files, term: FiledTerm) -> tuple[int, int] | None:
    place = place_after(files.get(term.group_id), term.starts, term.term_id)
    return (place.volume, place.first_sheet) if place else None


def _is_of(artifact: Artifact, document: Document) -> bool:
    told: Mapping[str, str | None] = {"kind": artifact.kind, "group": artifact.group_id, "term": artifact.term_id}
    return told == {"kind": document.kind, "group": document.group_id, "term": document.term_id}


def _printing(planned: _Planned, made: Sequence[Artifact], day: dt.date) -> Printing:
    each = [(one.path.name, one.sha256, one.pages or 0, one.sheets or 0) for one in made]
    return Printing(
        version=planned.version.number,
        content=planned.content,
        volumes=volumes_of(planned.options, each),
        ordered=planned.options.words,
        as_of=planned.document.moment.isoformat(),
        day=day,
    )


def _hold_to_the_digests(known: FiledTerm | None, printing: Printing) -> None:
    """Equal contents must be equal bytes: else the ledger would name other sheets than those on the paper."""
    if known and [one.sha256 for one in known.volumes] != [one.sha256 for one in printing.volumes]:
        raise RenderingError(
            f"Группа {known.group_name}, {known.title}: те же данные напечатались иначе, чем раньше.",
            "Это ошибка программы: сообщите о ней. Для просмотра печатайте с --draft.",
        )
