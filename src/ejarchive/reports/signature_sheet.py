"""The last sheet of a period: what was printed, that it is true, and who signs it (БГСХТ 5.5)."""

from __future__ import annotations

import datetime as dt
from typing import cast, get_args

from ejarchive.document import SIGNATURE_FIELD, Part, Side
from ejarchive.reports.context import PackContext, as_of
from ejarchive.reports.form import form, signatory
from ejarchive.reports.measure import plain
from ejarchive.russian import bound, counted
from ejarchive.settings import Role


def signature_sheet(
    context: PackContext,
    *,
    counts: dict[str, int],
    accepted_gaps: tuple[str, ...] = (),
    reason: str = "",
    signing_day: dt.date,
    field: bool = False,
) -> Part:
    """The part; `counts` (noun → number) tells the size of what was printed; `field`: for an electronic signature."""
    view = form(context, signed=False) | {
        "group": context.group.name,
        "term": _of_term(context.term_title),
        "as_of": as_of(context.moment),
        "counts": ", ".join(counted(number, noun) for noun, number in counts.items()),
        "reason": bound(plain(reason)).rstrip("."),
        "gaps": [bound(gap) for gap in accepted_gaps],
        "signatures": [
            signatory(context.settings, cast("Role", role), signing_day)
            for role in context.regulation.pack.signatures
            if role in get_args(Role)
        ],
        "field": SIGNATURE_FIELD if field else "",
        "place": context.settings.college.place,
    }
    return Part(
        key="signatures",
        template="pack/signatures.html.j2",
        view=view,
        title="Лист подписей",
        starts=Side.FACE,
        uses_numbers=True,
        every_volume=True,
        promises=(context.group.name,),
    )


def _of_term(title: str) -> str:
    """«1 семестр 2025/2026 учебного года» stays as it is in «за 1 семестр …»: accusative of an inanimate noun."""
    return bound(title[:1].lower() + title[1:])
