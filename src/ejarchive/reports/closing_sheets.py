"""What a volume gets when it closes: cover, inventory, certification sheet, sewing label."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from ejarchive.document import Counting, Part, Side
from ejarchive.reports.context import PackContext
from ejarchive.reports.form import form, signatory
from ejarchive.reports.front_pages import Section, programme, started
from ejarchive.reports.lists import page_runs, paged, row_height
from ejarchive.reports.names import signing_name
from ejarchive.reports.styles import META
from ejarchive.russian import bound, capitalised, long_date, short_date

_BLANK_FEATURES = 10
_TITLE, _HEAD, _TAIL = 78.0, 12.0, 50.0  # width of the headings' column; column headings; sum and signature


def cover(context: PackContext) -> Part:
    """Обложка дела: heading, outer dates, term of keeping; what the archive fills in is left for the pen."""
    settings = context.settings
    archive = settings.archive
    view = form(context, signed=False) | {
        "foot": "",
        "founder": settings.college.founder,
        "college": settings.college.full_name,
        "department": context.group.department or "",
        "case_index": archive.case_index,
        "heading": context.regulation.words.journal,
        "group": context.group.name,
        "programme": programme(context.group),
        "started": started(context),
        "ended": long_date(min(context.term.ends, context.moment.date())),
        "retention": bound(archive.retention),
    }
    return _uncounted_sheet("cover", "pack/cover.html.j2", "Обложка дела", view)


def inventory(context: PackContext, sections: Sequence[Section], *, first_sheet: int) -> Part:
    """Внутренняя опись: at the front, with sheet numbers of its own."""
    rows: list[dict[str, Any]] = [
        {"title": bound(each.title), "keys": [part.key for part in each.parts]} for each in sections
    ]
    heights = [row_height([([row["title"]], _TITLE, META)]) for row in rows]
    if first_sheet > 1:
        heights[0] += row_height([([""], _TITLE, META)])
    view = form(context, signed=False) | {
        "case_index": context.settings.archive.case_index,
        "group": context.group.name,
        "stitched_before": first_sheet - 1,
        "date": short_date(context.moment.date()),
        "widths": {"title": _TITLE},
        "pages": paged(rows, page_runs(heights, head=_HEAD, tail=_TAIL)),
        "keeper": keeper(context),
    }
    return Part(
        key="inventory",
        template="pack/inventory.html.j2",
        view=view,
        title="Внутренняя опись",
        starts=Side.FACE,
        counting=Counting.OWN,
        uses_numbers=True,
        every_volume=True,
    )


def certification_sheet(context: PackContext) -> Part:
    """Лист-заверитель: how many sheets were sewn and numbered; signed by the keeper, without a seal."""
    view = form(context, signed=False) | {
        "foot": "",
        "case_index": context.settings.archive.case_index,
        "blank_features": _BLANK_FEATURES,
        "keeper": keeper(context),
    }
    return _uncounted_sheet("certification", "pack/certification.html.j2", "Лист-заверитель", view)


def sewing_label(context: PackContext, signing_day: dt.date) -> Part:
    """Наклейка на прошивку: glued over the ends of the thread; director and seal."""
    view = form(context, signed=False) | {
        "foot": "",
        "director": signatory(context.settings, "director", signing_day),
        "college": context.settings.college.name,
    }
    return _uncounted_sheet("sewing-label", "pack/sewing_label.html.j2", "Наклейка на прошивку", view)


def _uncounted_sheet(key: str, template: str, title: str, view: dict[str, Any]) -> Part:
    return Part(
        key=key,
        template=template,
        view=view,
        title=title,
        starts=Side.FACE,
        counting=Counting.NONE,
        page_numbers=False,
        pages=1,
        uses_numbers=True,
        every_volume=True,
    )


def keeper(context: PackContext) -> dict[str, str]:
    """Who keeps the file and certifies its sheets: the curator, until it goes to the archive (БГСХТ 5.5)."""
    return {
        "position": capitalised(context.regulation.words.curator),
        "name": signing_name(context.journal, context.group.curator_id),
    }
