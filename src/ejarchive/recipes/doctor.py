"""Is everything there that the program needs, and if not, which command mends it."""

from __future__ import annotations

from collections.abc import Iterator

from ejarchive.errors import InstallationError
from ejarchive.recipes import installation
from ejarchive.recipes.installation import Part
from ejarchive.recipes.order import Order, Outcome
from ejarchive.render.engine import EngineName
from ejarchive.surroundings import Surroundings

_ENGINES: tuple[EngineName, ...] = ("weasyprint", "plutoprint")


def examine(order: Order, surroundings: Surroundings) -> Outcome:
    """Look at every part; exit code 7 when one is missing that printing needs."""
    parts = [
        *installation.packages(),
        *installation.engines(_ENGINES, order.engine),
        *installation.data(),
        *installation.folders(
            [
                ("Папка кэша", surroundings.cache),
                ("Папка записей", surroundings.state or surroundings.folder / "ejarchive-state"),
            ]
        ),
        *installation.judges(),
    ]
    missing = [part.name for part in parts if part.required and not part.there]
    return Outcome(
        lines=tuple(_told(parts)),
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
