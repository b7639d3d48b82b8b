"""What every form of a pack has beside its own content: the foot, and the director's line where one is asked for."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ejarchive.reports.context import PackContext
from ejarchive.russian import bound
from ejarchive.settings import Role, Settings

SIGNATURE_HEIGHT = 12.0

_POSITIONS: dict[Role, str] = {
    "director": "Директор",
    "deputy_academic": "Заместитель директора по УМР",
    "deputy_practical": "Заместитель директора по УПР",
    "archivist": "Архивариус",
}


def form(context: PackContext, *, signed: bool = True, **view: object) -> dict[str, Any]:
    """Return the view of a form; `signed`: the director signs it too, where parts or sheets are signed.

    `director_signs = "part"` puts the line at the end of the form, `"sheet"` at the foot of each page.
    """
    mode = context.settings.print.director_signs
    line = signatory(context.settings, "director", context.moment.date())
    return {
        "foot": context.foot,
        "part_signature": line if signed and mode == "part" else {},
        "sheet_signature": line if signed and mode == "sheet" else {},
        **view,
    }


def signature_height(context: PackContext) -> float:
    """Return the height that the director's line takes at the end of a form, in millimetres."""
    return SIGNATURE_HEIGHT if context.settings.print.director_signs == "part" else 0.0


def signatory(settings: Settings, role: Role, day: dt.date) -> dict[str, str]:
    """Return position and name of who signs on that day; the name is left for the pen when it is unknown."""
    who = settings.signatory(role, day)
    return {"position": who.position if who else _POSITIONS.get(role, ""), "name": bound(who.name) if who else ""}
