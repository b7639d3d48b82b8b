"""`ejarchive statement`: one child on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ejarchive.cli.options import Call, command
from ejarchive.cli.values import DAY, PATH
from ejarchive.recipes.order import Outcome

_CAPACITIES = ["student", "representative", "official"]


@command(
    "statement",
    short_help="Напечатать сводную ведомость об одном обучающемся",
    examples=[
        "ejarchive statement журнал --student s005 -o черновики",
        'ejarchive statement журнал --student s005 --request "17, 12.01.2026" --recipient representative -o выдача',
        "ejarchive statement журнал --group 21-ТМ --from 2025-09-01 --to 2025-10-31 --informing -o родителям",
    ],
)
@click.argument("journal", metavar="ЖУРНАЛ", type=PATH, help="Папка журнала, её zip или книга xlsx.")
@click.option("-o", "out", metavar="ПАПКА", type=PATH, required=True, help="Куда положить готовые файлы.")
@click.option("--student", metavar="КОД", help="Об одном обучающемся: код или фамилия, имя и отчество.")
@click.option("--group", metavar="ГРУППА", help="Обо всех в группе, о каждом отдельно.")
@click.option("--refused", is_flag=True, help="Обо всех, чья семья отказалась от электронного дневника.")
@click.option("--term", metavar="ПЕРИОД", help="Учебный период, например 2025-1; без него — последний.")
@click.option("--from", "starts", metavar="ДЕНЬ", type=DAY, help="Первый день вместо учебного периода.")
@click.option("--to", "ends", metavar="ДЕНЬ", type=DAY, help="Последний день.")
@click.option("--request", metavar="«№, ДАТА»", help="Выдать по запросу; без него печатается черновик.")
@click.option("--recipient", type=click.Choice(_CAPACITIES), help="Кому: обучающемуся, представителю, органу.")
@click.option("--basis", metavar="ТЕКСТ", help="Основание, например согласие совершеннолетнего.")
@click.option("--informing", is_flag=True, help="Информация родителям группы, без запроса.")
@click.option("--no-annex", "annex", flag_value=False, default=True, help="Без перечня занятий.")
@click.option("--large", is_flag=True, help="Крупно, 18 пт.")
@click.option("--accessible", is_flag=True, help="Электронный файл для программ чтения вслух.")
@click.option("--override", metavar="ПРИЧИНА", help="Выдать, хотя в тексте есть фамилия с именем; причину записать.")
def statement(call: Call, journal: Path, out: Path, **wanted: Any) -> Outcome:  # noqa: ANN401 - the options above, typed by StatementOrder
    """Напечатать сводную ведомость: занятия, отметки, пропуски и опоздания одного обучающегося.

    По запросу (--request) ведомость получает номер в журнале выдачи, без запроса это черновик.
    """
    from ejarchive.recipes.statement import make_statements  # late: pandas and the engines
    from ejarchive.recipes.statement_order import StatementOrder  # late, with it

    return make_statements(journal, out, StatementOrder(**wanted), call.order, call.surroundings, talk=call.console)
