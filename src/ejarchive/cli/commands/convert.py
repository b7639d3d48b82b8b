"""`ejarchive convert`: any source → a journal."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from ejarchive.cli.options import Call, command
from ejarchive.cli.values import MOMENT, PATH
from ejarchive.recipes.order import Outcome


@command(
    "convert",
    short_help="Преобразовать журнал в папку, zip или книгу",
    examples=[
        "ejarchive convert журнал.xlsx -o журнал",
        "ejarchive convert журнал -o журнал.xlsx",
        "ejarchive convert запись.har программы.xlsx -o журнал",
    ],
)
@click.argument(
    "sources",
    metavar="ИСТОЧНИК…",
    type=PATH,
    nargs=-1,
    required=True,
    help="Папка журнала, zip, xlsx, запись браузера .har или папка сохранённого; можно несколько.",
)
@click.option("-o", "out", metavar="ПАПКА", type=PATH, required=True, help="Куда: папка, файл .zip или .xlsx.")
@click.option("--retrieved-at", metavar="МОМЕНТ", type=MOMENT, help="На какой момент данные, если источник не говорит.")
def convert(call: Call, sources: tuple[Path, ...], out: Path, retrieved_at: dt.datetime | None) -> Outcome:
    """Прочитать журнал и записать его папкой таблиц; если имя кончается на .zip или .xlsx — архивом или книгой."""
    from ejarchive.recipes import convert as job  # late: pandas

    outcome = job.convert(sources, out, call.order, call.surroundings, retrieved_at=retrieved_at)
    call.console.tell(
        [finding for finding in outcome.findings if finding.code != job.COVERAGE]
    )  # stdout has them as a table
    return outcome
