"""From parts to sheets: which page lies where, and what numbers it bears. Pure.

Two-sided: a sheet is two pages, the sheet number stands on the face (лицевая сторона) only, and blank
pages are put in where a part must begin on a face or on a back (оборот). One-sided: a sheet is a page.
A volume (том) holds no more sheets than a needle goes through, and is broken only before a part of the
first level.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count

from ejarchive.document import Counting, Geometry, Layout, Numbers, Part, Side, Span
from ejarchive.errors import RenderingError

Length = Callable[[Part, int], int]
"""Pages of a part in the volume of that number (what a contents page lists differs from volume to volume)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedPage:
    """A page in its place. `part` is None for a blank one; `index` counts the part's own pages from 0.

    `sheet` and `page` are the numbers it has, None where it is not counted; `face` is False on a back.
    """

    part: Part | None
    index: int
    face: bool
    geometry: Geometry
    counting: Counting
    sheet: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """The pages of a volume in their order, and the numbers its parts may print."""

    pages: tuple[PlacedPage, ...]
    numbers: Numbers

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts of this volume, in order."""
        return tuple(page.part for page in self.pages if page.part is not None and page.index == 0)


def impose(parts: Sequence[Part], layout: Layout, length: Length) -> tuple[Volume, ...]:
    """Divide parts into volumes, and lay out and number their pages.

    `RenderingError` when a stretch that may not be broken outgrows a volume.
    """
    filled = [_numbered(pages, layout, first) for pages, first in _fill(parts, layout, length)]
    return tuple(
        Volume(pages=pages, numbers=_numbers(pages, layout, volume, len(filled)))
        for volume, pages in enumerate(filled, 1)
    )


def _fill(parts: Sequence[Part], layout: Layout, length: Length) -> Iterator[tuple[list[PlacedPage], int]]:
    """Yield the pages of one volume after another, and the number of its first sheet."""
    rest = list(_stretches(parts)) or [[]]
    for volume in count(1):

        def laid_out(stretches: int, rest: Sequence[Sequence[Part]] = rest, volume: int = volume) -> list[PlacedPage]:
            followed = stretches < len(rest)  # what a finished volume gets more is not counted: it may always join
            repeated = {
                part.key
                for part in parts
                if part.every_volume and volume >= part.first_volume and (followed or not part.when_followed)
            }
            taken = {part.key for part in chain.from_iterable(rest[:stretches])}
            return _laid_out([part for part in parts if part.key in taken | repeated], layout, length, volume)

        stitched = layout.first_sheet - 1 if volume == 1 else 0  # what a continuation joins is in the volume too
        fitting = bisect_right(
            range(1, len(rest) + 1),
            layout.sheets_per_volume - stitched,
            key=lambda stretches: _sheets(laid_out(stretches), layout),
        )
        if not fitting:
            where = (rest[0] or parts)[0].key
            raise RenderingError(
                f"Часть «{where}» не помещается в том: больше {layout.sheets_per_volume} листов.",
                "Закройте том и начните новый: печатайте без --continuation."
                if stitched
                else "Увеличьте число листов в томе или печатайте на двух сторонах.",
            )
        yield laid_out(fitting), layout.first_sheet if volume == 1 else 1
        rest = rest[fitting:]
        if not rest:
            return


def _stretches(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Yield the runs of parts between which a volume may be broken."""
    stretch: list[Part] = []
    for part in parts:
        if part.every_volume:
            continue
        if stretch and part.level == 1 and not part.keeps_with_previous:
            yield stretch
            stretch = []
        stretch.append(part)
    if stretch:
        yield stretch


def _laid_out(parts: Sequence[Part], layout: Layout, length: Length, volume: int) -> list[PlacedPage]:
    """Put parts one after another, with the blanks that sides ask for."""
    pages: list[PlacedPage] = []

    def put(part: Part | None, index: int, geometry: Geometry, counting: Counting) -> None:
        face = not layout.two_sided or len(pages) % 2 == 0
        pages.append(PlacedPage(part=part, index=index, face=face, geometry=geometry, counting=counting))

    for part in parts:
        if layout.two_sided:
            if pages and pages[-1].counting is not part.counting and len(pages) % 2:
                put(None, 0, pages[-1].geometry, pages[-1].counting)  # a sheet is counted in one way only
            at_back = len(pages) % 2 == 1
            if (part.starts is Side.FACE and at_back) or (part.starts is Side.BACK and not at_back):
                put(None, 0, part.geometry, part.counting)
        for index in range(length(part, volume)):
            put(part, index, part.geometry, part.counting)
    return pages


def _sheets(pages: Sequence[PlacedPage], layout: Layout) -> int:
    counted = sum(page.counting is Counting.SHEETS for page in pages)
    return (counted + 1) // 2 if layout.two_sided else counted


def _numbered(pages: Sequence[PlacedPage], layout: Layout, first_sheet: int) -> tuple[PlacedPage, ...]:
    a_sheet = 2 if layout.two_sided else 1
    running = {
        Counting.SHEETS: count((first_sheet - 1) * a_sheet + 1),
        Counting.OWN: count(1),
    }
    numbered = []
    for page in pages:
        if page.counting is Counting.NONE:
            numbered.append(page)
        else:
            number = next(running[page.counting])
            numbered.append(replace(page, page=number, sheet=(number + a_sheet - 1) // a_sheet))
    return tuple(numbered)


def _numbers(pages: Sequence[PlacedPage], layout: Layout, volume: int, volumes: int) -> Numbers:
    counted = [page.sheet for page in pages if page.counting is Counting.SHEETS and page.sheet is not None]
    own = [page.sheet for page in pages if page.counting is Counting.OWN and page.sheet is not None]
    first = counted[0] if counted else layout.first_sheet
    last = counted[-1] if counted else first
    return Numbers(
        volume=volume,
        volumes=volumes,
        first_sheet=first,
        last_sheet=last,
        sheets=last - first + 1 if counted else 0,
        own_sheets=max(own, default=0),
        pages=len(counted),
        volume_of_file=layout.first_volume + volume - 1 if volumes > 1 or layout.first_volume > 1 else 0,
        spans=_spans(pages),
    )


def _spans(pages: Sequence[PlacedPage]) -> dict[str, Span]:
    spans: dict[str, Span] = {}
    for page in pages:
        if page.part is None or page.sheet is None or page.page is None:
            continue
        key = page.part.key
        before = spans.get(key)
        spans[key] = Span(
            first_sheet=before.first_sheet if before else page.sheet,
            last_sheet=page.sheet,
            first_page=before.first_page if before else page.page,
            last_page=page.page,
        )
    return spans
