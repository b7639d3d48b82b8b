"""What goes into a bag beside the pages: the data, where they come from, and the words on the bag."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ejarchive import __version__
from ejarchive.archive.bag import BagInfo
from ejarchive.formats.cutting import cut_to_group, without_lessons
from ejarchive.formats.folder_writer import files_of
from ejarchive.model.journal import Journal
from ejarchive.model.records import SourceFile
from ejarchive.model.schema import TABLES
from ejarchive.recipes.cases import Case
from ejarchive.recipes.opening import Opened
from ejarchive.recipes.order import Order
from ejarchive.recipes.printing import own_templates
from ejarchive.recipes.sheet_list import SHEETS
from ejarchive.render.html_pages import render_pages
from ejarchive.reports.browsing.pages import FOLDER, browsing_pages
from ejarchive.reports.case_sheets import GRADE_SHEETS
from ejarchive.reports.context import PackContext, pack_context
from ejarchive.resources import folder
from ejarchive.russian import capitalised
from ejarchive.settings import FILE_NAME

JOURNAL, DOCUMENTS, PROVENANCE = "journal/", "documents/", "provenance.json"
_TITLES = {
    "journal/datapackage.json": "Описание таблиц журнала (Frictionless Data Package)",
    PROVENANCE: "Происхождение данных",
    FILE_NAME: "Настройки, с которыми составлено дело",
    SHEETS: "Коды листов",
}


def data_files(opened: Opened, case: Case) -> dict[str, bytes]:
    """Return the record itself: the journal cut to the case, group and period, and the settings used."""
    files = {f"{JOURNAL}{name}": data for name, data in files_of(cut_of(opened, case)).items()}
    if opened.settings.file:
        files[FILE_NAME] = opened.settings.file.read_bytes()
    return files


def cut_of(opened: Opened, case: Case) -> Journal:
    """Return the journal that the bag holds: of the group and period, and nothing of anybody else.

    A case of grades alone, which is kept for many years, holds no lessons and no entries.
    """
    group, term = case.context.group, case.context.term
    cut = cut_to_group(opened.journal, group.group_id, term.term_id, starts=term.starts, ends=term.ends)
    return without_lessons(cut) if case.sheets and GRADE_SHEETS.issuperset(case.sheets) else cut


def browsing(
    opened: Opened, case: Case, payload: Mapping[str, bytes], titles: Mapping[str, str]
) -> tuple[dict[str, bytes], dict[str, str]]:
    """Return the pages by which the data are browsed without a program, and what the inventory calls each."""
    context = case.context
    own = pack_context(
        cut_of(opened, case),
        context.settings,
        opened.regulation,
        group_id=context.group.group_id,
        term_id=context.term.term_id,
        moment=context.moment,
    )
    files = [(path, title_of(path, titles), len(payload[path])) for path in sorted(payload)]
    pages = browsing_pages(own, files)
    return render_pages(pages, templates=own_templates(opened.settings)), {page.path: page.listed for page in pages}


def provenance(
    opened: Opened,
    context: PackContext,
    source: Path,
    order: Order,
    *,
    predecessor: tuple[str, str] | None,
    accepted: str | None,
    group_file: Mapping[str, Any] | None = None,
) -> bytes:
    """Return where the bag comes from: no clock and no place on a disk, so that it can be made again.

    `group_file` tells which sheets of the group's file its PDFs are.
    """
    engine = order.engine or opened.settings.print.engine
    own = own_templates(opened.settings)
    facts = {
        "program": {"name": "ejarchive", "version": __version__},
        "engine": {"name": engine, "version": version(engine)},
        "as_of": context.moment.isoformat(),
        "group_id": context.group.group_id,
        "term_id": context.term.term_id,
        "regulation": opened.settings.regulation,
        "templates": {"ejarchive": _of_folder(folder("templates")), "own": _of_folder(own) if own else None},
        "source_files": _source_files(source),
        "sources": [
            {"name": row.name, "kind": row.kind, "sha256": row.sha256, "retrieved_at": row.retrieved_at.isoformat()}
            for row in opened.journal.rows(SourceFile)
        ],
        "replaces": {"name": predecessor[0], "fingerprint": predecessor[1]} if predecessor else None,
        "accepted_differences": accepted,
        "group_file": group_file,
    }
    return (json.dumps(facts, ensure_ascii=False, indent=1) + "\n").encode()


def bag_info(case: Case, name: str, *, date: str, predecessor: tuple[str, str] | None) -> BagInfo:
    """Return the words of `bag-info.txt`: what it is, whose, how long it is kept, and which bag it follows."""
    context = case.context
    college, archive, heading = context.settings.college, context.settings.archive, capitalised(case.heading)
    more = [
        ("Case-Heading", f"{heading}. Группа {context.group.name}"),
        ("Retention-Term", archive.retention_term),
        ("Retention-Basis", archive.retention_basis),
    ]
    if predecessor:
        more += [("Replaces", predecessor[0]), ("Replaces-Fingerprint", predecessor[1])]
    return BagInfo(
        organization=college.full_name,
        description=f"{heading}, группа {context.group.name}, {context.term_title}",
        date=date,
        identifier=name,
        group=f"{archive.case_index}/{context.group.group_id}/{context.term.term_id}",
        software=f"ejarchive {__version__}",
        sender_identifier=archive.case_index,
        more=more,
    )


def place_in_inventory(path: str) -> tuple[bool, str]:
    """Sort key: documents and data first, the many pages for browsing them last."""
    return path.startswith(FOLDER), path


def title_of(path: str, documents: Mapping[str, str]) -> str:
    """Return what a payload file is called in the inventory."""
    table = TABLES.get(path.removeprefix(JOURNAL).removesuffix(".csv"))
    if path in documents:
        return documents[path]
    if path.lower().endswith((".sig", ".p7s")):
        return "Электронная подпись"
    return _TITLES.get(path) or (f"Таблица «{table.title}»" if table else "")


def _source_files(source: Path) -> dict[str, str]:
    files = sorted(source.glob("*.csv")) + sorted(source.glob("datapackage.json")) if source.is_dir() else [source]
    return {file.name: _sha256(file.read_bytes()) for file in files}


def _of_folder(path: Path) -> str:
    files = sorted((file.relative_to(path).as_posix(), file) for file in path.rglob("*") if file.is_file())
    return _sha256("".join(f"{_sha256(file.read_bytes())}  {name}\n" for name, file in files).encode())


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
