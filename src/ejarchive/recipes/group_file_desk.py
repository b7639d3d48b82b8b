"""Where the ledger of a call lies, for commands that read no journal."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from ejarchive.errors import UsageError
from ejarchive.finding import Finding
from ejarchive.group_file import Files
from ejarchive.recipes.opening import read_settings
from ejarchive.recipes.order import Order
from ejarchive.recipes.state_folder import state_folder
from ejarchive.settings import Settings
from ejarchive.surroundings import Surroundings

NO_FILES = "Дел групп в учёте ещё нет: их начинает ejarchive pack, когда печатает журнал на подпись."


@dataclass(frozen=True, slots=True)
class Desk:
    """The settings found from the current folder, the state folder, and the moment in the college's time zone."""

    settings: Settings
    findings: tuple[Finding, ...]
    folder: Path
    now: dt.datetime


def desk_of(order: Order, surroundings: Surroundings) -> Desk:
    """Find the settings and the state folder; without settings it stands in the current folder."""
    settings, findings = read_settings(order, surroundings, surroundings.folder)
    now = surroundings.now.astimezone(settings.college.zone)
    return Desk(settings, tuple(findings), state_folder(settings, surroundings), now)


def filed_group(files: Files, asked: str) -> str:
    """Return the id of the group meant by its id or by a name it has in the ledger."""
    if asked in files:
        return asked
    plain = "".join(asked.casefold().split())
    found = [
        group_id
        for group_id, file in files.items()
        if plain in {"".join(term.group_name.casefold().split()) for term in file.terms}
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"Групп с названием {asked} несколько.", f"Укажите код: {', '.join(found)}.")
    known = ", ".join(f"{file.name} ({group_id})" for group_id, file in files.items())
    raise UsageError(f"Дела группы {asked} в учёте нет.", f"Есть: {known}." if known else NO_FILES)
