"""Electronic files: a bag for each case, group and period, in numbered versions, and its certificate on paper."""

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
from ejarchive.errors import UsageError
from ejarchive.formats.inventory_table import Item, inventory_csv
from ejarchive.recipes.bundled_documents import DocumentMaker, Documents
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
from ejarchive.recipes.cases import Case, cases_of
from ejarchive.recipes.group_file_bags import BagKeeping
from ejarchive.recipes.group_terms import open_group_terms
from ejarchive.recipes.opening import Opened
from ejarchive.recipes.order import Order, Outcome, Silence, Talk
from ejarchive.recipes.printing import print_documents
from ejarchive.recipes.sheet_list import sheet_list
from ejarchive.recipes.state_folder import state_folder
from ejarchive.reports.bundle_sheets import bundle_certificate, bundle_inventory
from ejarchive.settings import FILE_NAME
from ejarchive.surroundings import Surroundings


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
    """Put each group's period into a bag a case; nothing is made where nothing has changed since the last version."""
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
    settings = chosen.opened.settings
    work = _Bundling(
        opened=chosen.opened,
        source=surroundings.folder / journal,
        archive=surroundings.folder / archive,
        wanted=wanted,
        order=order,
        surroundings=surroundings,
        talk=talk,
        keeping=BagKeeping(state_folder(settings, surroundings), surroundings.now.astimezone(settings.college.zone)),
    )
    artifacts, lines = [], []
    for context in chosen.contexts:
        for case in cases_of(context):
            made, said = work.bundle(case)
            artifacts += made
            lines += said
    return Outcome(artifacts=tuple(artifacts), findings=chosen.findings, lines=tuple(lines))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bundling:
    """One run: what was opened, where it goes, and who listens."""

    opened: Opened
    source: Path
    archive: Path
    wanted: BundleOrder
    order: Order
    surroundings: Surroundings
    talk: Talk
    keeping: BagKeeping

    def bundle(self, case: Case) -> tuple[list[Artifact], list[str]]:
        """Make a version of one bag and its certificate; say so, or that nothing has changed."""
        context, stem = case.context, case.bag_stem
        maker = DocumentMaker(self.opened, self.order, self.surroundings, self.talk)
        last = newest_version(self.archive, stem)
        ready = self.wanted.documents
        given = maker.given(self.surroundings.folder / ready, case) if ready else None
        files = data_files(self.opened, case)
        if given:
            files |= {f"{DOCUMENTS}{name}": data for name, data in given.items()}
        within = (JOURNAL, FILE_NAME, DOCUMENTS) if given else (JOURNAL, FILE_NAME)
        if last is not None and last.holds(files, within=within):
            said = f"Группа {context.group.name}: с версии {last.name} ничего не изменилось."
            self._record(case, last.path, last.fingerprint, last.digests)
            return self._certificate_again(case, last), [said]
        documents = maker.documents(
            case,
            given,
            accepted=self.wanted.accept_differences is not None,
            accepted_gaps=maker.accepted_gaps(self.surroundings.folder / ready, case) if ready else "",
            ordered=self.keeping.ordered(context),
        )
        if documents is None:
            return [], []
        name = f"{stem}-v{last.number + 1 if last else 1}"
        bag = self._bag(case, name, files, documents, last)
        path = self.archive / (f"{name}.zip" if self.wanted.zip else name)
        (write_zipped_bag if self.wanted.zip else write_bag)(bag, path)
        self._record(case, path, bag.fingerprint, _digests(bag.payload))
        sizes = [len(data) for data in bag.payload.values()]
        certificate = self._certificate(case, name, sizes, bag.fingerprint)
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest() if self.wanted.zip else bag.fingerprint
        artifact = Artifact(
            kind="bag",
            path=path,
            sha256=sha256,
            title=f"Электронное дело. Группа {context.group.name}. {context.term_title}",
            group_id=context.group.group_id,
            term_id=context.term.term_id,
        )
        return [artifact, *certificate], [f"Группа {context.group.name}: {path}"]

    def _bag(
        self, case: Case, name: str, files: Mapping[str, bytes], documents: Documents, last: Version | None
    ) -> Bag:
        context = case.context
        predecessor = (last.name, last.fingerprint) if last else None
        payload = {**files, **{f"{DOCUMENTS}{stem}": data for stem, data in documents.files.items()}}
        titles = {f"{DOCUMENTS}{stem}": documents.title for stem in documents.files if stem.endswith(".pdf")}
        payload |= sheet_list(documents.files)
        payload[PROVENANCE] = provenance(
            self.opened,
            context,
            self.source,
            self.order,
            predecessor=predecessor,
            accepted=self.wanted.accept_differences,
            group_file=None if case.sheets else self.keeping.facts(context, documents.files, documents.printing),
        )
        if not case.sheets:  # a few sheets need no book to be browsed
            pages, named = browsing(self.opened, case, payload, titles)
            payload |= pages
            titles |= named
        items = [
            Item(path, title_of(path, titles), len(payload[path]), hashlib.sha256(payload[path]).hexdigest())
            for path in sorted(payload, key=place_in_inventory)
        ]
        sheet = bundle_inventory(context, case.heading, [(one.path, one.title, one.size, one.sha256) for one in items])
        payload["inventory.csv"] = inventory_csv(items)
        maker = DocumentMaker(self.opened, self.order, self.surroundings, self.talk)
        payload |= maker.rendered(sheet, stem="inventory")
        info = bag_info(case, name, date=self._date(case), predecessor=predecessor)
        return make_bag(payload, info, with_streebog=self.opened.settings.archive.streebog)

    def _record(self, case: Case, path: Path, fingerprint: str, digests: Mapping[str, str]) -> None:
        """Write the bag into the file of its group; a few sheets for a case of their own are no part of that file."""
        if not case.sheets:
            name = path.name.removesuffix(".zip")
            pdfs = [digest for file, digest in digests.items() if _is_document(file)]
            self.keeping.record(case.context, (name, fingerprint, path), pdfs)

    def _certificate(self, case: Case, name: str, sizes: Sequence[int], fingerprint: str) -> list[Artifact]:
        sheet = bundle_certificate(
            case.context, case.heading, name=name, files=len(sizes), size=sum(sizes), fingerprint=fingerprint
        )
        sheet = replace(sheet, stem=f"{name}-certificate")
        return print_documents(
            [sheet],
            self.archive,
            settings=self.opened.settings,
            order=self.order,
            surroundings=self.surroundings,
            talk=self.talk,
        )

    def _certificate_again(self, case: Case, last: Version) -> list[Artifact]:
        """Make the certificate of a version that was left without one by a run cut short."""
        if (self.archive / f"{last.name}-certificate.pdf").exists():
            return []
        return self._certificate(case, last.name, list(last.sizes.values()), last.fingerprint)

    def _date(self, case: Case) -> str:
        """Return the bagging date: of the data, or of SOURCE_DATE_EPOCH, never of the clock."""
        told = self.surroundings.environment.get("SOURCE_DATE_EPOCH", "").isdigit()
        day: dt.datetime = self.surroundings.now if told else case.context.moment
        return day.date().isoformat()


def _is_document(path: str) -> bool:
    return path.startswith(DOCUMENTS) and path.endswith(".pdf")


def _digests(payload: Mapping[str, bytes]) -> dict[str, str]:
    named = ((path.removeprefix("data/"), data) for path, data in payload.items())
    return {path: hashlib.sha256(data).hexdigest() for path, data in named if _is_document(path)}
