"""Is everything there that the program needs, and if not, which command mends it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ejarchive.errors import EjarchiveError, InstallationError
from ejarchive.recipes import installation
from ejarchive.recipes.installation import Part
from ejarchive.recipes.order import Order, Outcome
from ejarchive.recipes.state_folder import state_folder
from ejarchive.recipes.waiting_requests import waiting_lines
from ejarchive.render.engine import EngineName
from ejarchive.settings import Settings, find_settings
from ejarchive.state.issue_register import FILE as REGISTER
from ejarchive.state.issue_register import open_register
from ejarchive.surroundings import Surroundings

_ENGINES: tuple[EngineName, ...] = ("weasyprint", "plutoprint")


def examine(order: Order, surroundings: Surroundings) -> Outcome:
    """Look at every part; exit code 7 when one is missing that printing needs."""
    state = _state(order, surroundings)
    parts = [
        *installation.packages(),
        *installation.engines(_ENGINES, order.engine),
        *installation.data(),
        *installation.folders(
            [
                ("Папка кэша", surroundings.cache),
                ("Папка записей", state),
            ]
        ),
        *installation.judges(),
    ]
    missing = [part.name for part in parts if part.required and not part.there]
    return Outcome(
        lines=(*_told(parts), *_waiting(state, surroundings)),
        failure=f"Не хватает: {', '.join(missing)}." if missing else "",
        exit_code=InstallationError.exit_code if missing else 0,
    )


def _told(parts: list[Part]) -> Iterator[str]:
    width = max(len(part.name) for part in parts)
    for part in parts:
        mark = "есть" if part.there else "НЕТ " if part.required else "нет "
        yield f"{mark}  {part.name:<{width}}  {part.seen}"
    for required, heading in ((True, "Без этого программа не печатает:"), (False, "Не обязательно:")):
        for part in parts:
            if not part.there and part.required is required:
                yield ""
                yield f"{heading} {part.name}. Чем исправить:"
                yield from (f"    {line}" for line in part.mending)
    if all(part.there for part in parts if part.required):
        yield ""
        yield "Всё нужное на месте."


def _state(order: Order, surroundings: Surroundings) -> Path:
    """Return where the records lie; the settings are looked for and not read: they may be what is broken."""
    explicit = surroundings.folder / order.config if order.config else None
    file = find_settings(explicit, surroundings.folder, surroundings.folder)
    return state_folder(Settings(file=file), surroundings)


def _waiting(state: Path, surroundings: Surroundings) -> Iterator[str]:
    """Tell of requests for statements that wait for an answer, also when the records cannot be read."""
    if not (state / REGISTER).is_file():
        return
    now = surroundings.now.astimezone()
    try:
        with open_register(state, now) as register:
            lines = waiting_lines(register.open_requests(), now.date())
    except EjarchiveError as error:
        lines = str(error).splitlines()
    if lines:
        yield ""
        yield "Журнал выдачи ведомостей:"
        yield from (f"    {line}" for line in lines)
