"""`ejarchive analytics`: how the journals were kept, and what became of the remarks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ejarchive.cli.options import Call, command
from ejarchive.cli.values import PATH
from ejarchive.recipes.order import Outcome


@command(
    "analytics",
    short_help="Проверить ведение журналов: справки за месяц и семестр",
    examples=[
        "ejarchive analytics журнал --month 2025-10 -o анализ",
        "ejarchive analytics журнал --month 2025-10 --deputy practical -o анализ",
        "ejarchive analytics журнал --month 2025-10 --snapshot журнал-на-15-октября -o анализ",
        "ejarchive analytics журнал --term 2025-1 -o анализ",
        "ejarchive analytics журнал --for curator --group 21-ТМ --month 2025-10 -o группа",
        "ejarchive analytics журнал --readiness -o анализ",
    ],
)
@click.argument("journal", metavar="ЖУРНАЛ", type=PATH, help="Папка журнала, её zip или книга xlsx.")
@click.option("-o", "out", metavar="ПАПКА", type=PATH, required=True, help="Куда положить готовые файлы.")
@click.option("--month", metavar="МЕСЯЦ", help="За месяц, например 2025-10.")
@click.option("--term", metavar="ПЕРИОД", help="По итогам учебного периода, например 2025-1.")
@click.option("--readiness", is_flag=True, help="Готовность журнала к новому учебному году.")
@click.option(
    "--deputy",
    type=click.Choice(["academic", "practical"]),
    help="Чьи журналы: academic — зам. по УМР, practical — зам. по УПР; без него — обоих.",
)
@click.option(
    "--for", "reader", type=click.Choice(["curator"]), help="Для кого: curator — руководитель группы (нужно --group)."
)
@click.option("--group", metavar="ГРУППА", help="Код или название группы для --for curator.")
@click.option(
    "--snapshot", "snapshots", metavar="ВЫГРУЗКА", type=PATH, multiple=True,
    help="Прежняя выгрузка или пакет тех же групп: по ней судят о сроке, где нет времени записи.",
)  # fmt: skip
@click.option("--remarks", metavar="КНИГА", type=PATH, help="Книга xlsx с правками замечаний: принять их.")
def analytics(call: Call, journal: Path, out: Path, **wanted: Any) -> Outcome:  # noqa: ANN401 - the options above, typed by AnalysisOrder
    """Проверить, как за месяц вели журналы, и напечатать справку каждому заместителю и сводку директору.

    Замечания запоминаются в папке записей: в следующем месяце видно, что устранено, просрочено или повторилось.
    """
    from ejarchive.recipes.analysis import AnalysisOrder, make_analysis  # late: pandas and the engines

    return make_analysis(journal, out, AnalysisOrder(**wanted), call.order, call.surroundings, talk=call.console)
