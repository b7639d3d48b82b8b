"""Опись электронных дел: what an archive folder holds and until when, on paper and as a page for a browser."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from ejarchive.document import Document, Geometry, Layout, Part, WebPage
from ejarchive.holdings import HeldCase, Holdings, Unit
from ejarchive.reports.form import signatory
from ejarchive.reports.measure import plain
from ejarchive.russian import NBSP, bound, counted, in_words, number_text, short_date
from ejarchive.settings import Settings
from ejarchive.typeface import missing_characters

PLAIN = Layout(two_sided=False, sheet_numbers=None)
_MEGABYTE = 1_000_000


def archive_register(held: Holdings, settings: Settings) -> Document:
    """The register on paper; its lines are cases, under each the bags of it."""
    view = heading_of(held, settings) | {
        "cases": [_case(number, case, held.today) for number, case in enumerate(held.cases, 1)],
        "total": f"В опись внесено {in_words(len(held.cases), 'дело')}, с № 1 по № {len(held.cases)}: "
        f"{counted(held.units, 'пакет')}, {counted(held.files, 'файл')}, {number_text(held.size)} байт",
        "archivist": signatory(settings, "archivist", held.today),
    }
    title = f"Опись электронных дел на {short_date(held.today)}"
    promises = tuple(unit.name for case in held.cases for unit in case.units)
    return single_part(
        "register", "register", title, "archive/register.html.j2", view, held, settings, promises=promises
    )


def archive_page(held: Holdings, settings: Settings, links: Mapping[str, str]) -> WebPage:
    """The same for a browser; `links`: place of a bag → where its first page is, if it can be reached from here."""
    view = heading_of(held, settings) | {
        "cases": [_case(number, case, held.today, links) for number, case in enumerate(held.cases, 1)],
        "total": f"{counted(len(held.cases), 'дело')}, {counted(held.units, 'пакет')}, {counted(held.files, 'файл')}, "
        f"{number_text(held.size)} байт",
    }
    title = f"Опись электронных дел на {short_date(held.today)}"
    return WebPage(path="register.html", template="archive/register_page.html.j2", title=title, listed=title, view=view)


def heading_of(held: Holdings, settings: Settings) -> dict[str, Any]:
    """Return what stands at the head and the foot of every sheet about an archive."""
    return {
        "foot": "",
        "part_signature": {},
        "sheet_signature": {},
        "college": settings.college.full_name or held.organisation,
        "date": short_date(held.today),
    }


def single_part(
    key: str,
    kind: str,
    title: str,
    template: str,
    view: Mapping[str, Any],
    held: Holdings,
    settings: Settings,
    *,
    watermark: str = "",
    promises: tuple[str, ...] = (),
) -> Document:
    """Make a document of one flowing part, dated by the day it speaks of."""
    part = Part(
        key=key,
        template=template,
        view=_drawable(view),
        geometry=Geometry(left=20),
        page_numbers=False,
        promises=tuple(map(_drawable, promises)),
    )
    return Document(
        kind=kind,
        stem=key,
        title=title,
        parts=(part,),
        moment=dt.datetime.combine(held.today, dt.time(), settings.college.zone),
        author=settings.college.name,
        layout=PLAIN,
        watermark=watermark,
    )


def _drawable(value: Any) -> Any:  # noqa: ANN401 - any value of a view
    """Return a view in which what no face of ours can draw is «□»: labels of somebody else's bag may hold anything.

    The table and the page for a browser keep it as it is.
    """
    match value:
        case str():
            missing = missing_characters(plain(value))
            return "".join("□" if sign in missing else sign for sign in plain(value)) if missing else plain(value)
        case Mapping():
            return {key: _drawable(each) for key, each in value.items()}
        case list():
            return [_drawable(each) for each in value]
        case _:
            return value


def volume(size: int) -> str:
    """Return bytes as megabytes: «4,83 МБ»."""
    if size < _MEGABYTE / 100:
        return f"{number_text(size)}{NBSP}байт"
    return f"{number_text(round(size / _MEGABYTE, 2))}{NBSP}МБ"


def fours(digest: str) -> list[str]:
    """Return a digest in groups of four: a person compares it aloud, group by group."""
    return [digest[at : at + 4] for at in range(0, len(digest), 4)]


def _case(number: int, case: HeldCase, today: dt.date, links: Mapping[str, str] | None = None) -> dict[str, Any]:
    return {
        "number": number,
        "index": case.index or "—",
        "heading": bound(case.heading).replace("Группа ", f"Группа{NBSP}"),
        "years": case.years,
        "volume": f"{counted(case.files, 'файл')}, {volume(case.size)}",
        "term": bound(case.retention.words) or "не указан",
        "basis": bound(case.basis),
        "kept": bound(case.kept),
        "notes": [bound(note) for note in case.notes(today)],
        "units": [_unit(unit, links or {}) for unit in case.units],
    }


def _checked(unit: Unit) -> str:
    if unit.checked is None:
        return "не проверялся"
    return f"проверен {short_date(unit.checked)}" if unit.complete else f"последняя проверка {short_date(unit.checked)}"


def _unit(unit: Unit, links: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": unit.name,
        "place": unit.place,
        "title": bound(unit.title),
        "volume": f"{counted(unit.files, 'файл')}, {volume(unit.size)}",
        "fingerprint": " ".join(fours(unit.fingerprint)),
        "replaced_by": unit.replaced_by,
        "complete": unit.complete,
        "checked": _checked(unit),
        "link": links.get(unit.place, ""),
    }
