"""`ejarchive analytics`: how the journals were kept this month, and what became of the remarks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ejarchive.cli.options import Call, command
from ejarchive.cli.values import PATH
from ejarchive.recipes.order import Outcome


@command(
    "analytics",
    short_help="Проверить ведение журналов за месяц: справка завуча",
    examples=[
        "ejarchive analytics журнал --month 2025-10 -o анализ",
        "ejarchive analytics журнал --month 2025-10 --deputy practical -o анализ",
        "ejarchive analytics журнал --month 2025-10 --snapshot журнал-на-15-октября -o анализ",
    ],
)
@click.argument("journal", metavar="ЖУРНАЛ", type=PATH, help="Папка журнала, её zip или книга xlsx.")
@click.option("-o", "out", metavar="ПАПКА", type=PATH, required=True, help="Куда положить готовые файлы.")
@click.option("--month", metavar="МЕСЯЦ", required=True, help="Месяц, например 2025-10.")
@click.option(
    "--deputy",
    type=click.Choice(["academic", "practical"]),
    help="Чьи журналы: academic — зам. по УМР, practical — зам. по УПР; без него — обоих.",
)
@click.option(
    "--snapshot", "snapshots", metavar="ВЫГРУЗКА", type=PATH, multiple=True,
    help="Прежняя выгрузка или пакет тех же групп: по ней судят о сроке, где нет времени записи.",
)  # fmt: skip
def analytics(call: Call, journal: Path, out: Path, **wanted: Any) -> Outcome:  # noqa: ANN401 - the options above, typed by AnalyticsOrder
    """Проверить, как за месяц вели журналы, и напечатать справку каждому заместителю и сводку директору.

    Замечания запоминаются в папке записей: в следующем месяце видно, что устранено, просрочено или повторилось.
    """
    from ejarchive.recipes.analytics import AnalyticsOrder, analyse  # late: pandas and the engines

    return analyse(journal, out, AnalyticsOrder(**wanted), call.order, call.surroundings, talk=call.console)
