"""`ejarchive archive`: the archive folder as a whole."""

from __future__ import annotations

from pathlib import Path

import click

from ejarchive.cli.options import Call, Door, command
from ejarchive.cli.values import PATH
from ejarchive.recipes.order import Outcome


@command(
    "list",
    short_help="Опись электронных дел и этикетки носителей",
    examples=["ejarchive archive list архив -o опись", "ejarchive archive list архив -o архив --as-of 2034-01-15"],
)
@click.argument("root", metavar="АРХИВ", type=PATH, help="Папка, где лежат архивные пакеты.")
@click.option("-o", "out", metavar="ПАПКА", type=PATH, required=True, help="Куда положить опись; можно в сам архив.")
def list_command(call: Call, root: Path, out: Path) -> Outcome:
    """Составить опись электронных дел: PDF, CSV и HTML, и этикетки двух носителей.

    Срок хранения считается с 1 января после выпуска или расформирования группы; пока она учится, он
    не исчисляется. Если срок какого-то дела истёк, составляется проект акта о выделении к уничтожению.
    В самом архиве ничего не меняется.
    """
    from ejarchive.recipes.archive_list import list_archive  # late: pandas and the engines

    return list_archive(root, out, call.order, call.surroundings, talk=call.console)


archive = Door(
    "archive",
    help="Архив электронных дел.",
    short_help="Опись архива, сроки хранения, этикетки",
    commands=[list_command],
)
