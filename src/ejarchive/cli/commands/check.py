"""`ejarchive check`: all findings of a journal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from ejarchive.cli.console import told
from ejarchive.cli.options import Call, command
from ejarchive.cli.values import PATH
from ejarchive.recipes.order import Outcome


@command(
    "check",
    short_help="Проверить журнал и показать все замечания",
    examples=["ejarchive check журнал", "ejarchive check журнал.xlsx --select L --ignore L203"],
)
@click.argument("journal", metavar="ЖУРНАЛ", type=PATH, help="Папка журнала, её zip или книга xlsx.")
@click.option("--select", metavar="КОД", multiple=True, help="Только замечания, чей код так начинается.")
@click.option("--ignore", metavar="КОД", multiple=True, help="Кроме замечаний, чей код так начинается.")
def check(call: Call, journal: Path, select: tuple[str, ...], ignore: tuple[str, ...]) -> Outcome:
    """Проверить журнал и показать все замечания сразу: где, что не так, по какому пункту и что сделать.

    Код завершения 4 — есть ошибки: печатать журнал нельзя. Предупреждения печати не мешают.
    """
    from ejarchive.recipes import check as job  # late: pandas

    outcome = job.check(journal, call.order, call.surroundings, select=select, ignore=ignore)
    call.console.say(job.tally(outcome.findings))
    return replace(outcome, lines=tuple(told(outcome.findings)))
