"""The documents of a bag: rendered from the journal, or given and compared with what the journal makes today."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ejarchive.checks.readiness import readiness_of
from ejarchive.document import Document
from ejarchive.errors import UsageError
from ejarchive.group_file import Printing
from ejarchive.recipes.cases import Case
from ejarchive.recipes.group_file_bags import made_today
from ejarchive.recipes.group_file_content import content_of
from ejarchive.recipes.group_file_placing import volumes_of
from ejarchive.recipes.opening import Opened
from ejarchive.recipes.order import Order, Talk
from ejarchive.recipes.printing import render_documents
from ejarchive.recipes.signed_documents import differences, documents_of, first_pdf
from ejarchive.render.metadata import ordered_of
from ejarchive.render.pdf import RenderedVolume
from ejarchive.reports.case_sheets import case_sheets
from ejarchive.reports.context import as_of
from ejarchive.reports.pack import PackOptions, build_pack
from ejarchive.reports.pack_naming import pack_stem
from ejarchive.surroundings import Surroundings

_MOST_DIFFERENCES = 5


@dataclass(frozen=True, slots=True)
class Documents:
    """The files of `documents/`, name → bytes, and what the inventory calls its PDFs.

    `printing`: the sheets that the PDFs are, as they are made today; None for «ПРОЕКТ» and for the sheets of a case.
    """

    files: Mapping[str, bytes]
    title: str
    printing: Printing | None = None


@dataclass(frozen=True, slots=True)
class DocumentMaker:
    """Renders in memory, by the settings and the order of this run."""

    opened: Opened
    order: Order
    surroundings: Surroundings
    talk: Talk

    def given(self, folder: Path, case: Case) -> dict[str, bytes]:
        """Return the documents of a case that were printed or signed already; only the pack itself must be there."""
        return documents_of(folder, case.stem, needed=not case.sheets)

    def accepted_gaps(self, folder: Path, case: Case) -> str:
        """Return the reason with which the pack of the same group and period was printed in spite of its gaps."""
        pack = documents_of(folder, pack_stem(case.context), needed=False)
        return PackOptions().with_words(ordered_of(first_pdf(pack))[0]).accepted_gaps if pack else ""

    def documents(
        self,
        case: Case,
        given: Mapping[str, bytes] | None,
        *,
        accepted: bool,
        accepted_gaps: str = "",
        ordered: str | None = None,
    ) -> Documents | None:
        """Return the documents of a case; None when its sheets are still empty. Given ones are compared first.

        `ordered`: the options by which the ledger has the pack printed; a given one tells its own.
        """
        if given:
            ordered = ordered_of(first_pdf(given))[0]
        document = self._document(case, ordered, accepted_gaps)
        if document is None:
            return None
        document = replace(document, salt=content_of(document, self.order, self.opened.settings))
        volumes = self._volumes(document)
        rendered = _named(volumes, document.stem)
        if given:
            self._refuse_differences(case, given, rendered, accepted=accepted)
        files = given or rendered
        printing = None if case.sheets or document.watermark else _printing(document, volumes, files)
        return Documents(files, document.title, printing)

    def rendered(self, document: Document, *, stem: str) -> dict[str, bytes]:
        """Render a document in memory: file name → PDF, one for each volume."""
        return _named(self._volumes(document), stem)

    def _volumes(self, document: Document) -> list[RenderedVolume]:
        [volumes] = render_documents(
            [document],
            settings=self.opened.settings,
            order=self.order,
            surroundings=self.surroundings,
            talk=self.talk,
        )
        return volumes

    def _document(self, case: Case, ordered: str | None, accepted_gaps: str) -> Document | None:
        """Return the document as the journal makes it today, in the way in which the printed one was ordered."""
        context = case.context
        readiness = readiness_of(
            context.journal, context.regulation, context.group.group_id, context.term.term_id, context.moment
        )
        options = PackOptions(readiness=readiness)
        if case.sheets:
            options = replace(options, accepted_gaps=accepted_gaps)
            return case_sheets(context, case.stem, case.heading, case.sheets, options)
        if ordered is not None:
            options = options.with_words(ordered)
        elif not readiness.ready:
            self.talk.say(f"Группа {context.group.name}: журнал заполнен не весь, в деле он с пометой «ПРОЕКТ».")
        return build_pack(context, options)

    def _refuse_differences(
        self, case: Case, given: Mapping[str, bytes], rendered: Mapping[str, bytes], *, accepted: bool
    ) -> None:
        found = list(differences(given, rendered))
        if not found:
            return
        shown = "; ".join(found[:_MOST_DIFFERENCES]) + ("…" if len(found) > _MOST_DIFFERENCES else "")
        if not accepted:
            raise UsageError(
                f"Документы не совпадают с журналом: {shown}. Ничего не записано.",
                f'{self._remedy(case, given)}Или назовите причину: --accept-differences "причина".',
            )
        self.talk.say(f"Документы не совпадают с журналом: {shown}. Причина записана в деле.")

    def _remedy(self, case: Case, given: Mapping[str, bytes]) -> str:
        """Say what may be done: a pack of another moment differs on every page for that alone."""
        moment, printed = case.context.moment, ordered_of(first_pdf(given))[1]
        if printed is None or printed == moment.replace(microsecond=0):
            return "Напечатайте их заново. "
        told = as_of(printed.astimezone(moment.tzinfo))
        words = printed.astimezone(moment.tzinfo).isoformat(timespec="seconds")
        return f"Они напечатаны по состоянию на {told}: добавьте --as-of {words} или напечатайте их заново. "


def _named(volumes: Sequence[RenderedVolume], stem: str) -> dict[str, bytes]:
    return {
        f"{stem}.pdf" if number == 1 else f"{stem}-t{number}.pdf": volume.pdf
        for number, volume in enumerate(volumes, 1)
    }


def _printing(document: Document, volumes: Sequence[RenderedVolume], files: Mapping[str, bytes]) -> Printing | None:
    """Tell which sheets the files are: those of the rendered volumes, if there are as many."""
    pdfs = sorted((name for name in files if name.endswith(".pdf")), key=lambda name: (len(name), name))
    if len(pdfs) != len(volumes):
        return None
    options = PackOptions().with_words(document.ordered)
    each = [
        (name, hashlib.sha256(files[name]).hexdigest(), volume.pages, volume.numbers.sheets)
        for name, volume in zip(pdfs, volumes, strict=True)
    ]
    return made_today(volumes_of(options, each), document.ordered, document.moment)
