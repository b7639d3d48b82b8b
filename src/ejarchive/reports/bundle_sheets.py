"""What an electronic file has of paper: its inventory inside, its certificate beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ejarchive.document import Document, Geometry, Layout, Part
from ejarchive.reports.context import PackContext, as_of
from ejarchive.reports.form import form, signatory
from ejarchive.reports.pack_naming import pack_stem
from ejarchive.russian import bound, capitalised, counted, long_date, number_text

_SINGLE = Layout(two_sided=False, sheet_numbers=None)


def bundle_inventory(context: PackContext, heading: str, rows: Sequence[tuple[str, str, int, str]]) -> Document:
    """Опись электронного дела: path, title, bytes and SHA-256 of every file but the inventory itself."""
    view = _heading(context, heading) | {
        "rows": [
            {"path": path, "title": bound(title), "size": number_text(size), "sha256": _in_fours(digest)}
            for path, title, size, digest in rows
        ],
        "total": f"{counted(len(rows), 'файл')}, {number_text(sum(size for _, _, size, _ in rows))} байт",
        "archivist": signatory(context.settings, "archivist", context.moment.date()),
    }
    return _document(context, "inventory", "Опись электронного дела", view, promises=tuple(row[0] for row in rows))


def bundle_certificate(
    context: PackContext, heading: str, *, name: str, files: int, size: int, fingerprint: str
) -> Document:
    """Удостоверяющий лист электронного дела: the digest that binds the paper file to the bag."""
    day = context.moment.date()
    view = _heading(context, heading) | {
        "name": name,
        "retention": bound(context.settings.archive.retention),
        "period": f"{long_date(context.term.starts)} — {long_date(min(context.term.ends, day))}",
        "files": counted(files, "файл"),
        "size": f"{number_text(size)} байт",
        "fingerprint": _in_fours(fingerprint),
        "archivist": signatory(context.settings, "archivist", day),
        "director": signatory(context.settings, "director", day),
    }
    return _document(
        context, "certificate", "Удостоверяющий лист электронного дела", view, promises=(name, _in_fours(fingerprint))
    )


def _heading(context: PackContext, heading: str) -> dict[str, Any]:
    return form(context, signed=False) | {
        "college": context.settings.college.full_name,
        "case_index": context.settings.archive.case_index,
        "heading": bound(f"{capitalised(heading)}. Группа {context.group.name}. {context.term_title}"),
        "as_of": as_of(context.moment),
    }


def _document(
    context: PackContext, kind: str, title: str, view: dict[str, Any], *, promises: tuple[str, ...]
) -> Document:
    part = Part(
        key=kind,
        template=f"bundle/{kind}.html.j2",
        view=view,
        geometry=Geometry(left=20),
        page_numbers=False,
        promises=promises,
    )
    return Document(
        kind="act",
        stem=pack_stem(context, kind),
        title=f"{title}. Группа {context.group.name}. {context.term_title}",
        parts=(part,),
        moment=context.moment,
        author=context.settings.college.name,
        layout=_SINGLE,
        group_id=context.group.group_id,
        term_id=context.term.term_id,
    )


def _in_fours(digest: str) -> str:
    """Return «9d15 1eef d859…»: a person compares it aloud, group by group."""
    return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))
