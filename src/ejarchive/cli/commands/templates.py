"""`ejarchive templates`: the college's own face starts with a copy of ours."""

from __future__ import annotations

from pathlib import Path

import click

from ejarchive.cli.options import Call, Door, command
from ejarchive.cli.values import PATH
from ejarchive.recipes.order import Outcome
from ejarchive.recipes.templates import copy_templates


@command("copy", short_help="Скопировать шаблоны в новую папку", examples=["ejarchive templates copy шаблоны"])
@click.argument("folder", metavar="ПАПКА", type=PATH)
def copy(call: Call, folder: Path) -> Outcome:
    """Скопировать поставляемые шаблоны в новую папку, чтобы менять их под себя."""
    return copy_templates(call.surroundings.folder / folder)


templates = Door("templates", help="Шаблоны страниц.", commands=[copy])
