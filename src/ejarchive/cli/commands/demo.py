"""`ejarchive demo`: the first thing a stranger runs."""

from __future__ import annotations

from pathlib import Path

import click

from ejarchive.cli.options import Call, command
from ejarchive.cli.values import PATH
from ejarchive.recipes.order import Outcome


@command(
    "demo",
    short_help="Показать всё на вымышленном колледже",
    examples=["ejarchive demo", "ejarchive demo показ --engine plutoprint"],
)
@click.argument("folder", metavar="[ПАПКА]", type=PATH, default=Path("ejarchive-demo"), help="Куда положить.")
def demo(call: Call, folder: Path) -> Outcome:
    """Положить в папку вымышленный колледж и сделать из него всё, что программа умеет.

    Без имени папки — в ejarchive-demo. Прежний показ в этой папке делается заново.
    """
    from ejarchive.recipes.demo import make_demo  # late: pandas and the engines

    return make_demo(folder, call.order, call.surroundings, talk=call.console)
