"""A statement for a screen reader: the same words as on paper, flowing, without places for pen and seal."""

from __future__ import annotations

from ejarchive.document import Geometry, Part
from ejarchive.reports.statement_annex import TITLE, annex_paragraphs
from ejarchive.reports.statement_signs import pieces_of
from ejarchive.reports.statement_table import Line, Lines, spoken
from ejarchive.reports.statement_view import Wording

_WIDE = Geometry(width=297, height=210, top=15, right=15, bottom=20, left=20)
_UPRIGHT = Geometry(top=15, right=15, bottom=20, left=20)


def accessible_part(wording: Wording, key: str, *, large: bool, draft: str) -> Part:
    """Return the one part; its length is the engine's affair, its words are promised."""
    lines = wording.lines
    groups = [{"title": title, "rows": [_row(lines, line) for line in rows]} for title, rows in lines.groups if rows]
    if groups:
        groups.append({"title": "", "rows": [_row(lines, lines.total)]})
    annex = wording.annex
    view = {
        "college": wording.college,
        "title": wording.title,
        "under": wording.under,
        "draft": draft,
        "large": large,
        "facts": [list(pair) for pair in wording.facts],
        "sums": " ".join(wording.sums),
        "notes": [note for note in (wording.marks, *wording.reckoning, *wording.notes) if note],
        "columns": _columns(lines),
        "groups": groups,
        "legend": [[pieces_of(sign, lines.coded), words] for sign, words in wording.legend],
        "certifies": wording.certifies,
        "signer": ": ".join(filter(None, wording.signer)),
        "annex": {
            "title": TITLE,
            "columns": [title for _, title in annex.columns],
            "rows": [[annex.pieces(key, text) for key, text in row.items()] for row in annex.rows],
            "lessons": [[title, texts] for title, texts in annex_paragraphs(annex)],
        }
        if annex
        else {},
        "foot": wording.foot,
    }
    promises = [
        wording.title,
        *(value for _, value in wording.facts),
        *(line.title for _, rows in lines.groups for line in rows),
    ]
    return Part(
        key=key,
        template="statement/accessible.html.j2",
        view=view,
        geometry=_UPRIGHT if large else _WIDE,
        page_numbers=False,
        promises=tuple(promises),
    )


def _columns(lines: Lines) -> list[str]:
    return [
        "Дисциплина",
        "Проведено занятий (часов)",
        "Отметки",
        *(f"Оценка: {column.title}" for column in lines.columns),
        "Пропущено занятий (часов)",
        *(f"из них {words}" for words in lines.reasons),
        "Опозданий",
    ]


def _row(lines: Lines, line: Line) -> dict[str, object]:
    cells = (line.held, line.marks, *line.grades, line.missed, *line.reasons, line.late)
    return {
        "title": line.title,
        "cells": [pieces_of(cell, lines.coded) for cell in cells],
        "said": [[label, pieces_of(value, lines.coded)] for label, value in spoken(lines, line)],
    }
