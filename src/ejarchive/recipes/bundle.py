"""Electronic files: a bag for each group and period, in numbered versions, and its certificate for the paper file."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ejarchive.archive.bag import Bag, make_bag
from ejarchive.archive.versions import Version, newest_version
from ejarchive.archive.writer import write_bag, write_zipped_bag
from ejarchive.artifact import Artifact
from ejarchive.checks.needs import lacking_for_bundle
from ejarchive.checks.readiness import readiness_of
from ejarchive.document import Document
from ejarchive.errors import UsageError
from ejarchive.formats.inventory_table import Item, inventory_csv
from ejarchive.recipes.bundling import (
    DOCUMENTS,
    JOURNAL,
    PROVENANCE,
    bag_info,
    browsing,
    data_files,
    place_in_inventory,
    provenance,
    title_of,
)
from ejarchive.recipes.group_terms import open_group_terms
from ejarchive.recipes.opening import Opened
from ejarchive.recipes.order import Order, Outcome, Silence, Talk
from ejarchive.recipes.printing import print_documents, render_documents
from ejarchive.recipes.signed_documents import differences, documents_of
from ejarchive.reports.bundle_sheets import bundle_certificate, bundle_inventory
from ejarchive.reports.context import PackContext
from ejarchive.reports.pack import PackOptions, build_pack
from ejarchive.reports.pack_naming import pack_stem
from ejarchive.settings import FILE_NAME
from ejarchive.surroundings import Surroundings

_MOST_DIFFERENCES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleOrder:
    """What is asked of the bags. `documents`: packs printed or signed already, taken byte for byte."""

    groups: Sequence[str] = ()
    term: str | None = None
    documents: Path | None = None
    accept_differences: str | None = None
    zip: bool = False


def make_bundles(
    journal: Path,
    archive: Path,
    wanted: BundleOrder,
    order: Order,
    surroundings: Surroundings,
    *,
    talk: Talk | None = None,
) -> Outcome:
    """Put each group's period into a bag; nothing is made where nothing has changed since the last version."""
    talk = talk or Silence()
    if wanted.accept_differences is not None and not wanted.accept_differences.strip():
        raise UsageError("Не названа причина.", 'Она остаётся в деле: --accept-differences "причина".')
    chosen = open_group_terms(
        journal,
        order,
        surroundings,
        groups=wanted.groups,
        term=wanted.term,
        refusal="Сдавать в архив нельзя",
        needs=(lacking_for_bundle,),
    )
    talk.tell(chosen.findings)
    work = _Bundling(
        chosen.opened, surroundings.folder / journal, surroundings.folder / archive, wanted, order, surroundings, talk
    )
    artifacts, lines = [], []
    for context in chosen.contexts:
        made, line = work.bundle(context)
        artifacts += made
        lines.append(line)
    return Outcome(artifacts=tuple(artifacts), findings=chosen.findings, lines=tuple(lines))


@dataclass(frozen=True, slots=True)
class _Bundling:
    """One run: what was opened, where it goes, and who listens."""

    opened: Opened
    source: Path
    archive: Path
    wanted: BundleOrder
    order: Order
    surroundings: Surroundings
    talk: Talk

    def bundle(self, context: PackContext) -> tuple[list[Artifact], str]:
        """Make a version of one group's bag and its certificate; say so, or that nothing has changed."""
        stem = pack_stem(context, "bag")
        last = newest_version(self.archive, stem)
        given = (
            documents_of(self.surroundings.folder / self.wanted.documents, pack_stem(context))
            if self.wanted.documents
            else None
        )
        files = data_files(self.opened, context)
        if given is not None:
            files |= {f"{DOCUMENTS}{name}": data for name, data in given.items()}
        within = (JOURNAL, FILE_NAME) if given is None else (JOURNAL, FILE_NAME, DOCUMENTS)
        if last is not None and last.holds(files, within=within):
            return self._certificate_again(
                context, last
            ), f"Группа {context.group.name}: с версии {last.name} ничего не изменилось."
        name = f"{stem}-v{last.number + 1 if last else 1}"
        bag = self._bag(context, name, files, given, last)
        path = self.archive / (f"{name}.zip" if self.wanted.zip else name)
        (write_zipped_bag if self.wanted.zip else write_bag)(bag, path)
        sizes = [len(data) for data in bag.payload.values()]
        certificate = self._certificate(context, name, sizes, bag.fingerprint)
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest() if self.wanted.zip else bag.fingerprint
        artifact = Artifact(
            kind="bag",
            path=path,
            sha256=sha256,
            title=f"Электронное дело. Группа {context.group.name}. {context.term_title}",
            group_id=context.group.group_id,
            term_id=context.term.term_id,
        )
        return [artifact, *certificate], f"Группа {context.group.name}: {path}"

    def _bag(
        self,
        context: PackContext,
        name: str,
        files: Mapping[str, bytes],
        given: Mapping[str, bytes] | None,
        last: Version | None,
    ) -> Bag:
        predecessor = (last.name, last.fingerprint) if last else None
        payload = dict(files)
        titles = self._documents(context, payload, given)
        payload[PROVENANCE] = provenance(
            self.opened,
            context,
            self.source,
            self.order,
            predecessor=predecessor,
            accepted=self.wanted.accept_differences,
        )
        pages, named = browsing(self.opened, context, payload, titles)
        payload |= pages
        titles |= named
        items = [
            Item(path, title_of(path, titles), len(payload[path]), hashlib.sha256(payload[path]).hexdigest())
            for path in sorted(payload, key=place_in_inventory)
        ]
        sheet = bundle_inventory(context, [(one.path, one.title, one.size, one.sha256) for one in items])
        payload["inventory.csv"] = inventory_csv(items)
        payload |= self._rendered(sheet, stem="inventory")
        info = bag_info(context, name, date=self._date(context), predecessor=predecessor)
        return make_bag(payload, info, with_streebog=self.opened.settings.archive.streebog)

    def _documents(
        self, context: PackContext, payload: dict[str, bytes], given: Mapping[str, bytes] | None
    ) -> dict[str, str]:
        """Put the pack into the payload, or compare the given one with it; return the titles of the documents."""
        readiness = readiness_of(
            context.journal, context.regulation, context.group.group_id, context.term.term_id, context.moment
        )
        if not readiness.ready and given is None:
            self.talk.say(f"Группа {context.group.name}: журнал заполнен не весь, в деле он с пометой «ПРОЕКТ».")
        document = build_pack(context, PackOptions(readiness=readiness))
        rendered = self._rendered(document, stem=document.stem)
        if given is None:
            payload |= {f"{DOCUMENTS}{name}": pdf for name, pdf in rendered.items()}
        else:
            self._refuse_differences(given, rendered)
        names = [name for name in (given or rendered) if name.endswith(".pdf")]
        return {f"{DOCUMENTS}{name}": document.title for name in names}

    def _refuse_differences(self, given: Mapping[str, bytes], rendered: Mapping[str, bytes]) -> None:
        found = list(differences(given, rendered))
        if not found:
            return
        shown = "; ".join(found[:_MOST_DIFFERENCES]) + ("…" if len(found) > _MOST_DIFFERENCES else "")
        if self.wanted.accept_differences is None:
            raise UsageError(
                f"Документы не совпадают с журналом: {shown}. Ничего не записано.",
                'Напечатайте их заново или назовите причину: --accept-differences "причина".',
            )
        self.talk.say(f"Документы не совпадают с журналом: {shown}. Причина записана в деле.")

    def _rendered(self, document: Document, *, stem: str) -> dict[str, bytes]:
        """Render a document in memory: file name → PDF, one for each volume."""
        [volumes] = render_documents(
            [document],
            settings=self.opened.settings,
            order=self.order,
            surroundings=self.surroundings,
            talk=self.talk,
        )
        return {
            f"{stem}.pdf" if number == 1 else f"{stem}-t{number}.pdf": volume.pdf
            for number, volume in enumerate(volumes, 1)
        }

    def _certificate(self, context: PackContext, name: str, sizes: Sequence[int], fingerprint: str) -> list[Artifact]:
        sheet = bundle_certificate(context, name=name, files=len(sizes), size=sum(sizes), fingerprint=fingerprint)
        sheet = replace(sheet, stem=f"{name}-certificate")
        return print_documents(
            [sheet],
            self.archive,
            settings=self.opened.settings,
            order=self.order,
            surroundings=self.surroundings,
            talk=self.talk,
        )

    def _certificate_again(self, context: PackContext, last: Version) -> list[Artifact]:
        """Make the certificate of a version that was left without one by a run cut short."""
        if (self.archive / f"{last.name}-certificate.pdf").exists():
            return []
        return self._certificate(context, last.name, list(last.sizes.values()), last.fingerprint)

    def _date(self, context: PackContext) -> str:
        """Return the bagging date: of the data, or of SOURCE_DATE_EPOCH, never of the clock."""
        told = self.surroundings.environment.get("SOURCE_DATE_EPOCH", "").isdigit()
        day: dt.datetime = self.surroundings.now if told else context.moment
        return day.date().isoformat()
