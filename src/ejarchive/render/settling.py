"""Rendering the parts of a document until their numbers hold.

What prints numbers of the volume (contents, certification) has a length that moves the numbers it prints:
it is laid out with the widest numbers first, then with the real ones, until its length is what was reckoned with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from contextlib import closing
from pathlib import Path

from ejarchive.document import Document, Numbers, Part, Span
from ejarchive.errors import RenderingError
from ejarchive.render.cache import OrderKeys, PartCache
from ejarchive.render.engine import EngineName
from ejarchive.render.imposition import Volume, impose
from ejarchive.render.parts import PartOrder, RenderedPart
from ejarchive.render.workers import Progress, render_parts

_ROUNDS = 5

Wanted = tuple[Part, Numbers | None]


class PartSource:
    """Rendered parts, out of the cache or fresh from the workers."""

    def __init__(
        self,
        executor: Executor,
        *,
        engine: EngineName,
        language: str,
        templates: Path | None,
        cache: PartCache | None,
        progress: Progress | None,
        accessible: bool = False,
    ) -> None:
        self._executor = executor
        self._engine: EngineName = engine
        self._language = language
        self._templates = templates
        self._accessible = accessible
        self._cache = cache
        self._keys = OrderKeys(engine, templates) if cache else None
        self._progress = progress
        self._done = self._total = 0

    def parts(self, wanted: Sequence[Wanted], *, to_come: int = 0) -> list[RenderedPart]:
        """Return the parts wanted, in their order; `to_come` more will be asked for later."""
        orders = [
            PartOrder(
                part=part,
                numbers=numbers,
                language=self._language,
                engine=self._engine,
                templates=self._templates,
                accessible=self._accessible,
            )
            for part, numbers in wanted
        ]
        keys = [self._keys.key(order) for order in orders] if self._keys else []
        kept = [self._cache.get(key) for key in keys] if self._cache else [None] * len(orders)
        found = {place: part for place, part in enumerate(kept) if part is not None}
        missing = [place for place in range(len(orders)) if place not in found]
        self._total = max(self._total, self._done + len(orders) + to_come)
        self._step(len(found))
        with closing(render_parts([orders[place] for place in missing], self._executor)) as fresh:
            for number, part in fresh:
                found[missing[number]] = part
                if self._cache:
                    self._cache.put(keys[missing[number]], part)
                self._step(1)
        return [found[place] for place in range(len(orders))]

    def _step(self, parts: int) -> None:
        self._done += parts
        if self._progress:
            self._progress(self._done, self._total)


def settle(document: Document, source: PartSource) -> list[tuple[Volume, Mapping[str, RenderedPart]]]:
    """Return the volumes with their parts by key, every number in them true."""
    if len({part.key for part in document.parts}) != len(document.parts):
        raise RenderingError("Две части документа носят один ключ.", "Это ошибка программы: сообщите о ней.")
    numbered = [part for part in document.parts if part.uses_numbers]
    first: list[Wanted] = [(part, None) for part in document.parts if not part.uses_numbers]
    first += [(part, _widest(document)) for part in numbered if part.pages is None and not part.when_followed]
    to_come = sum(not part.when_followed for part in numbered)
    rendered = {part.key: made for (part, _), made in zip(first, source.parts(first, to_come=to_come), strict=True)}
    lengths: dict[tuple[str, int], int] = {}

    def length(part: Part, volume: int) -> int:
        known = lengths.get((part.key, volume)) or part.pages
        if known is None and part.key not in rendered:  # few documents have a second volume, and need it
            [rendered[part.key]] = source.parts([(part, _widest(document))])
        return known or rendered[part.key].pages

    for _ in range(_ROUNDS):
        volumes = impose(document.parts, document.layout, length)
        wanted = [(part, volume.numbers) for volume in volumes for part in volume.parts if part.uses_numbers]
        made = source.parts(wanted)
        wrong = {
            (part.key, numbers.volume): new.pages
            for (part, numbers), new in zip(wanted, made, strict=True)
            if new.pages != length(part, numbers.volume)
        }
        if not wrong:
            of_volume = {(part.key, numbers.volume): new for (part, numbers), new in zip(wanted, made, strict=True)}
            return [
                (
                    volume,
                    {
                        part.key: of_volume.get((part.key, volume.numbers.volume)) or rendered[part.key]
                        for part in volume.parts
                    },
                )
                for volume in volumes
            ]
        lengths.update(wrong)
    raise RenderingError("Оглавление не удалось согласовать с номерами листов.", "Сообщите об этом разработчикам.")


def _widest(document: Document) -> Numbers:
    """Return numbers as wide as this document can have: 888 is wide in figures and in words."""
    layout = document.layout
    wide = int("8" * len(str(2 * (layout.first_sheet + layout.sheets_per_volume))))
    span = Span(first_sheet=wide, last_sheet=wide, first_page=wide, last_page=wide)
    return Numbers(
        volume=8,
        volumes=8,
        first_sheet=wide,
        last_sheet=wide,
        sheets=wide,
        own_sheets=wide,
        pages=wide,
        volume_of_file=88,
        spans={part.key: span for part in document.parts},
    )
