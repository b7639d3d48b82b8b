"""`ejarchive doctor`: is everything there that the program needs?"""

from __future__ import annotations

from ejarchive.cli.options import Call, command
from ejarchive.recipes.doctor import examine
from ejarchive.recipes.order import Outcome


@command(
    "doctor",
    short_help="Проверить, всё ли установлено",
    examples=["ejarchive doctor", "ejarchive doctor --engine plutoprint"],
)
def doctor(call: Call) -> Outcome:
    """Проверить, всё ли установлено, и показать, чем исправить недостающее."""
    return examine(call.order, call.surroundings)
