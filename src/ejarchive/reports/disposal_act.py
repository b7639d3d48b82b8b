"""Акт о выделении к уничтожению: a draft for the expert commission. Nothing here or elsewhere destroys anything."""

from __future__ import annotations

from ejarchive.document import Document
from ejarchive.holdings import Holdings
from ejarchive.reports.archive_register import heading_of, single_part
from ejarchive.reports.form import signatory
from ejarchive.reports.pack import PROJECT
from ejarchive.russian import NBSP, bound, counted, in_words, short_date
from ejarchive.settings import Settings


def disposal_act(held: Holdings, settings: Settings) -> Document | None:
    """The draft of the act for the cases whose term is over; None when there is none."""
    if not held.due:
        return None
    view = heading_of(held, settings) | {
        "place": settings.college.place,
        "director": signatory(settings, "director", held.today),
        "archivist": signatory(settings, "archivist", held.today),
        "rows": [
            {
                "heading": bound(case.heading).replace("Группа ", f"Группа{NBSP}"),
                "years": case.years,
                "index": case.index,
                "units": str(len(case.units)),
                "term": bound(", ".join(filter(None, (case.retention.words, case.basis)))),
                "note": bound(f"{case.closing.words} {short_date(case.closing.day)}, хранить {case.kept}")
                if case.closing
                else "",
            }
            for case in held.due
        ],
        "total": f"Итого {in_words(len(held.due), 'дело')}, "
        f"{counted(sum(len(case.units) for case in held.due), 'пакет')}",
    }
    title = f"Проект акта о выделении к уничтожению электронных дел на {short_date(held.today)}"
    return single_part(
        "disposal-act", "act", title, "archive/disposal_act.html.j2", view, held, settings, watermark=PROJECT
    )
