"""Этикетки носителей: one for each of the two copies, with the digest that binds them to the register."""

from __future__ import annotations

from ejarchive.document import Document
from ejarchive.holdings import Holdings
from ejarchive.reports.archive_register import fours, heading_of, single_part, volume
from ejarchive.russian import bound, counted, short_date
from ejarchive.settings import Settings

_COPIES = ("№ 1, основной экземпляр", "№ 2, рабочий экземпляр")


def media_labels(held: Holdings, settings: Settings, digest: str) -> Document:
    """Two labels on a sheet; `digest` is the SHA-256 of `register.csv`, which names every bag with its own."""
    indexes = list(dict.fromkeys(case.index for case in held.cases if case.index))
    days = [day for case in held.cases for unit in case.units for day in (unit.starts, unit.ends) if day]
    view = heading_of(held, settings) | {
        "college": bound(settings.college.name or held.organisation),
        "copies": [bound(copy) for copy in _COPIES],
        "indexes": ", ".join(indexes) or "—",
        "years": f"{short_date(min(days))}–{short_date(max(days))}" if days else "—",
        "volume": f"{counted(held.units, 'пакет')}, {counted(held.files, 'файл')}, {volume(held.size)}",
        "digest": [" ".join(fours(digest)[:8]), " ".join(fours(digest)[8:])],
    }
    title = f"Этикетки носителей электронных дел на {short_date(held.today)}"
    return single_part("media-labels", "register", title, "archive/media_labels.html.j2", view, held, settings)
