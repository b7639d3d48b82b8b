"""Сводная ведомость родителям: one child's lessons, marks and absences on paper (АПТ 4.6; БГСХТ 4.2.5.2).

source = statement_source(journal, settings, regulation, moment)        # once
document = build_statement(source, student_id, StatementOptions(term_id="2025-1"))
printed = build_statement_batch([document, …], stem="statements-21tm-2025-1")
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ejarchive.document import Document, Layout, Part, Side
from ejarchive.naming import stem
from ejarchive.reports.statement_accessible import accessible_part
from ejarchive.reports.statement_facts import statement_facts
from ejarchive.reports.statement_options import Reader, StatementOptions
from ejarchive.reports.statement_period import period_of
from ejarchive.reports.statement_print import statement_parts
from ejarchive.reports.statement_source import StatementSource, statement_source
from ejarchive.reports.statement_view import wording_of
from ejarchive.russian import counted

__all__ = [
    "Reader",
    "StatementOptions",
    "StatementSource",
    "build_statement",
    "build_statement_batch",
    "counted_pages",
    "statement_source",
]

DRAFT = "Черновик"


def build_statement(source: StatementSource, student_id: str, options: StatementOptions) -> Document:
    """Make the statement of one student; `KeyError` for a student or a period the journal does not know."""
    student = source.students[student_id]
    period = period_of(source.journal, student.group_id, options)
    facts = statement_facts(source, student_id, period)
    wording = wording_of(source, facts, options)
    slug = source.slugs[student_id]
    days = options.term_id or f"{period.starts:%Y%m%d}-{period.ends:%Y%m%d}"
    forms = [word for word, wanted in (("large", options.large), ("accessible", options.accessible)) if wanted]
    kind = "informing" if options.informing else "statement"
    if options.accessible:
        draft = DRAFT if options.is_draft else ""
        parts: tuple[Part, ...] = (accessible_part(wording, f"statement-{slug}", large=options.large, draft=draft),)
    else:
        parts = statement_parts(wording, f"statement-{slug}", large=options.large)
    return Document(
        kind="statement",
        stem=stem(kind, options.issue_number, slug, days, *forms),
        title=f"{wording.title}: {slug}, {period.title}",
        parts=parts,
        moment=source.moment,
        author=source.settings.college.name,
        layout=Layout(two_sided=source.settings.print.sides == "two", sheet_numbers=None),
        watermark=DRAFT if options.is_draft and not options.accessible else "",
        accessible=options.accessible,
        group_id=facts.groups[-1].group.group_id if facts.groups else student.group_id,
        student_id=student_id,
        term_id=options.term_id,
    )


def counted_pages(document: Document) -> int | None:
    """Return the N of «страница 1 из N», without slips and blank backs; None where only the engine counts them."""
    counted: int | None = document.parts[0].view.get("of")
    return counted


def build_statement_batch(documents: Sequence[Document], *, stem: str) -> Document:
    """Join statements for printing: each begins on a face, so that no child's page lies behind another's."""
    marks = {document.watermark for document in documents}
    if len(marks) != 1:
        raise ValueError("drafts and issued statements are never joined, nor is nothing")
    first = documents[0]
    if any(document.accessible for document in documents):
        raise ValueError("an accessible file loses its tags when it is joined")
    parts = [
        part if number else replace(part, starts=Side.FACE, title=document.title)
        for document in documents
        for number, part in enumerate(document.parts)
    ]
    return replace(
        first,
        kind="statement_batch",
        stem=stem,
        title=f"Для печати: {counted(len(documents), 'документ')}",
        parts=tuple(parts),
        layout=replace(first.layout, sheets_per_volume=_ANY_NUMBER),
        student_id=None,
    )


_ANY_NUMBER = 1_000_000  # a batch is no volume: it is never stitched
