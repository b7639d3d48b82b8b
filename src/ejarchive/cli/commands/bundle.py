"""`ejarchive bundle`: the journal of a group and period as a bag for the archive."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ejarchive.cli.options import Call, command
from ejarchive.cli.values import PATH
from ejarchive.recipes.order import Outcome


@command(
    "bundle",
    short_help="Собрать электронное дело для архива",
    examples=[
        "ejarchive bundle журнал -o архив",
        "ejarchive bundle журнал --group 21-ТМ --term 2025-1 --documents подписано --zip -o архив",
    ],
)
@click.argument("journal", metavar="ЖУРНАЛ", type=PATH, help="Папка журнала, её zip или книга xlsx.")
@click.option("-o", "out", metavar="АРХИВ", type=PATH, required=True, help="Папка архива.")
@click.option("--group", "groups", metavar="ГРУППА", multiple=True, help="Код или название группы; без него — все.")
@click.option("--term", metavar="ПЕРИОД", help="Учебный период, например 2025-1; без него — последний.")
@click.option("--documents", metavar="ПАПКА", type=PATH, help="Взять готовые PDF и подписи к ним, не печатать заново.")
@click.option("--accept-differences", metavar="ПРИЧИНА", help="Взять их, хотя они не совпадают с журналом.")
@click.option("--zip", is_flag=True, help="Записать одним файлом zip.")
def bundle(call: Call, journal: Path, out: Path, **wanted: Any) -> Outcome:  # noqa: ANN401 - the options above, typed by BundleOrder
    """Собрать пакет BagIt на группу и период: PDF, таблицы журнала, опись, контрольные суммы.

    Рядом с пакетом — удостоверяющий лист для бумажного дела. Если журнал изменился, появляется новая версия
    пакета; прежние не меняются. Если не изменился, не делается ничего.
    """
    from ejarchive.recipes.bundle import BundleOrder, make_bundles  # late: pandas and the engines

    return make_bundles(journal, out, BundleOrder(**wanted), call.order, call.surroundings, talk=call.console)
