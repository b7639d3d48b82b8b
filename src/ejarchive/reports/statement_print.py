"""A statement on paper: blocks of measured height put on sheets, ordinary (11 pt) or enlarged (18 pt).

The slip is cut off a sheet, so nothing may stand on the back of its place: it lies below the end of a statement
whose last page is a face (the annex then begins on the next sheet), else on a sheet of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ejarchive.document import Geometry, Part, Side
from ejarchive.reports.measure import fits, line_count
from ejarchive.reports.statement_annex import TABLE as ANNEX
from ejarchive.reports.statement_annex import TITLE, annex_blocks, annex_paragraphs
from ejarchive.reports.statement_blocks import ROOM, WIDTH, Block, Sheet, TableHead, items_of, sheets_of, text_block
from ejarchive.reports.statement_signs import CodedStyle, Pieces, pieces_of
from ejarchive.reports.statement_styles import LARGE, ORDINARY, Sizes
from ejarchive.reports.statement_table import TABLE, Line, Lines, spoken, table_blocks
from ejarchive.reports.statement_view import AS_OF, GROUP, Wording
from ejarchive.russian import NBSP
from ejarchive.typeface import TextStyle

GEOMETRY = Geometry(top=10, right=10, bottom=8, left=20)
_TEMPLATE = "statement/print.html.j2"
_LABEL = 31.0
_PAIR = (72.0, 46.0)  # two values of one line, a label between them
_LEAD = 2.25  # what the frame of the sums adds
_PEN = 8.0
_CARD = 3.0
Heads = dict[str, TableHead]


def statement_parts(wording: Wording, key: str, *, large: bool) -> tuple[Part, ...]:
    """Return the statement, its annex and, where it has no place below, the slip."""
    sizes = LARGE if large else ORDINARY
    heads: Heads = {}
    sheets = sheets_of(_body(wording, sizes, heads, large=large), heads)
    annex = sheets_of(_annex(wording, sizes, heads, large=large), heads) if wording.annex else []
    pages = len(sheets) + len(annex)
    slip = _slip(wording, sizes, pages)
    # The last sheet is a face with nothing on its back: the annex begins on the next one.
    below = slip is not None and len(sheets) % 2 == 1 and sheets[-1].used + slip.height <= ROOM
    body = _views(sheets, heads, first=1)
    if slip is not None and below:
        body[-1]["slip"] = {**slip.view, "alone": False}
    shared = {
        "title": wording.title,
        "large": large,
        "foot": wording.name if large else wording.foot,
        "of": pages,
    }

    def part(name: str, pages: Sequence[Mapping[str, Any]], promises: Sequence[str], starts: Side) -> Part:
        return Part(
            key=f"{key}{name}",
            template=_TEMPLATE,
            view={**shared, "pages": list(pages)},
            geometry=GEOMETRY,
            starts=starts,
            page_numbers=False,
            pages=len(pages),
            promises=tuple(promises),
        )

    parts = [part("", body, _promises(wording), Side.FACE)]
    if wording.annex:
        told = ["".join(row.values()) for row in wording.annex.rows] if not large else []
        parts.append(
            part("-annex", _views(annex, heads, first=len(sheets) + 1), told, Side.FACE if below else Side.ANY)
        )
    if slip is not None and not below:
        parts.append(
            part(
                "-slip", [{"number": 0, "items": [], "slip": {**slip.view, "alone": True}}], (wording.name,), Side.FACE
            )
        )
    return tuple(parts)


def _views(sheets: Sequence[Sheet], heads: Heads, *, first: int) -> list[dict[str, Any]]:
    return [
        {"number": number, "items": items_of(sheet, heads), "slip": {}}
        for number, sheet in enumerate(sheets, start=first)
    ]


def _promises(wording: Wording) -> list[str]:
    lines = [line for _, group in wording.lines.groups for line in group]
    return [wording.title, *(value for _, value in wording.facts), *(line.title for line in lines), *wording.notes]


def _body(wording: Wording, sizes: Sizes, heads: Heads, *, large: bool) -> Iterator[Block]:
    yield text_block(wording.college, sizes.college, "s-college middle", after=1.6)
    yield text_block(wording.title, sizes.title, "s-title middle", after=0.0 if wording.under else 2.0)
    if wording.under:
        yield text_block(wording.under, sizes.text, "s-text middle", after=2.0)
    yield from _facts(wording, sizes, large=large)
    yield _lead(" ".join(wording.sums), sizes.strong)
    if large:
        yield from _cards(wording, sizes)
    elif wording.lines.groups and any(lines for _, lines in wording.lines.groups):
        rows, heads[TABLE] = table_blocks(wording.lines)
        yield from rows
        yield Block(kind="gap", height=1.2, view={"height": 1.2})
    for note in filter(None, (" ".join(filter(None, (wording.marks, *wording.reckoning))), *wording.notes)):
        yield text_block(note, sizes.note, "s-note")
    yield from _legend(wording, sizes, large=large)
    if wording.annex:
        yield text_block("Приложение: перечень занятий за период.", sizes.note, "s-note")
    yield _signature(wording, sizes)


def _facts(wording: Wording, sizes: Sizes, *, large: bool) -> Iterator[Block]:
    """Labels and values; two short ones share a line of the ordinary sheet."""
    if large:
        for label, value in wording.facts:
            yield text_block(f"{label}: {value}", sizes.text, "s-text", after=1.5)
        return
    for pair in _pairs(wording, sizes):
        lines = 1 if len(pair) > 1 else line_count(pair[0][1], WIDTH - _LABEL, sizes.strong)
        yield Block(kind="fact", height=lines * sizes.text.leading, view={"pairs": pair})


def _pairs(wording: Wording, sizes: Sizes) -> Iterator[list[tuple[str, str]]]:
    told = dict(wording.facts)
    shared = [(label, told[label]) for label in (GROUP, AS_OF) if label in told]
    short = all(fits(value, wide, sizes.strong) for (_, value), wide in zip(shared, _PAIR, strict=False))
    for label, value in wording.facts:
        if len(shared) < len(_PAIR) or not short:
            yield [(label, value)]
        elif label == GROUP:
            yield shared
        elif label != AS_OF:
            yield [(label, value)]


def _lead(text: str, style: TextStyle) -> Block:
    height = line_count(text, WIDTH - 6.0, style) * style.leading + 2 * _LEAD
    return Block(kind="lead", height=height, view={"text": text})


def _cards(wording: Wording, sizes: Sizes) -> Iterator[Block]:
    for heading, lines in wording.lines.groups:
        if heading:
            yield text_block(heading, sizes.strong, "s-strong", after=2.0, keep=True)
        for line in lines:
            yield _card(wording.lines, line, sizes)
    if wording.lines.groups:
        yield _card(wording.lines, wording.lines.total, sizes)


def _card(lines: Lines, line: Line, sizes: Sizes) -> Block:
    texts = [pieces_of(f"{label}: {value}", lines.coded) for label, value in spoken(lines, line)]
    return _paragraphs(line.title, texts, sizes, lines.coded)


def _paragraphs(title: str, texts: Sequence[Pieces], sizes: Sizes, coded: str) -> Block:
    style = CodedStyle.of(sizes.text, coded)
    height = line_count(title, WIDTH, sizes.strong) * sizes.strong.leading + _CARD
    height += sum(line_count("".join(text), WIDTH - 6.0, style) for text in texts) * style.leading
    return Block(kind="card", height=height, view={"title": title, "texts": list(texts)})


def _legend(wording: Wording, sizes: Sizes, *, large: bool) -> Iterator[Block]:
    """One paragraph; enlarged, a line for each sign."""
    coded = wording.lines.coded
    entries = [_around("«", pieces_of(sign, coded), f"»{NBSP}— {words}") for sign, words in wording.legend]
    if not entries:
        return
    style = CodedStyle.of(sizes.note, coded)
    if not large:
        told = entries[0]
        for entry in entries[1:]:
            told = [*told[:-1], f"{told[-1]}; {entry[0]}", *entry[1:]]
        yield text_block(_around("Обозначения: ", told, "."), style, "s-note")
        return
    yield text_block("Обозначения:", sizes.strong, "s-strong", keep=True)
    for entry in entries:
        yield text_block(entry, style, "s-note")


def _around(before: str, pieces: Pieces, after: str) -> Pieces:
    first, *rest = pieces
    *most, last = (before + first, *rest)
    return [*most, last + after]


def _signature(wording: Wording, sizes: Sizes) -> Block:
    position, name = wording.signer
    lines = line_count(position, 70.0, sizes.text)
    height = 5.4 + (lines + 1) * sizes.text.leading + sizes.head.leading
    view = {"position": position, "name": name, "certifies": wording.certifies, "seal": wording.seal}
    return Block(kind="signature", height=height, view=view)


def _slip(wording: Wording, sizes: Sizes, pages: int) -> Block | None:
    """What the receiver signs and the college keeps; name and document are lines for the pen."""
    if wording.receipt is None:
        return None
    title = "Ознакомлен(а)" if wording.informing else "Расписка в получении."
    text = f"{wording.receipt}." if wording.informing else f"{wording.receipt} на {pages}{NBSP}стр. получил(а)."
    pens = [["Подпись", "Дата"]] if wording.informing else [["Получатель", "Документ"], ["Подпись", "Дата"]]
    if sizes is LARGE:
        pens = [[pen] for row in pens for pen in row]
    height = 2.0 + sizes.head.leading + line_count(f"{title} {text}", WIDTH, sizes.note) * sizes.note.leading
    height += len(pens) * max(_PEN, sizes.note.leading + 2.0)
    return Block(kind="slip", height=height, view={"title": title, "text": text, "pens": pens, "height": height})


def _annex(wording: Wording, sizes: Sizes, heads: Heads, *, large: bool) -> Iterator[Block]:
    if wording.annex is None:
        return
    yield text_block(TITLE, sizes.title, "s-title middle")
    under = f"{wording.title}. {wording.name}"
    yield text_block(under, sizes.note, "s-note middle", after=2.5)
    if large:
        for title, texts in annex_paragraphs(wording.annex):
            yield _paragraphs(title, texts, sizes, wording.annex.coded)
        return
    rows, heads[ANNEX] = annex_blocks(wording.annex)
    yield from rows
