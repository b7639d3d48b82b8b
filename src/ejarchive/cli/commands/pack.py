"""`ejarchive pack`: the semester packs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ejarchive.cli.options import Call, command
from ejarchive.cli.values import PATH
from ejarchive.recipes.order import Outcome


@command(
    "pack",
    short_help="Напечатать журнал группы за семестр",
    examples=[
        "ejarchive pack журнал -o печать",
        "ejarchive pack журнал --group 21-ТМ --term 2025-1 -o печать",
        "ejarchive pack журнал --group 21-ТМ --term 2025-2 --continuation -o печать",
    ],
)
@click.argument("journal", metavar="ЖУРНАЛ", type=PATH, help="Папка журнала, её zip или книга xlsx.")
@click.option("-o", "out", metavar="ПАПКА", type=PATH, required=True, help="Куда положить готовые файлы.")
@click.option("--group", "groups", metavar="ГРУППА", multiple=True, help="Код или название группы; без него — все.")
@click.option("--term", metavar="ПЕРИОД", help="Учебный период, например 2025-1; без него — последний.")
@click.option("--continuation", is_flag=True, help="Продолжить подшитое дело: без титульного листа.")
@click.option(
    "--from-sheet", metavar="ЛИСТ", type=click.IntRange(min=1), help="Первый новый лист, если прежние не в учёте."
)
@click.option("--close-volume", is_flag=True, help="Закрыть том: обложка, опись, заверитель, ярлык.")
@click.option(
    "--accept-gaps", metavar="ПРИЧИНА", help="Печатать на подпись, хотя заполнено не всё; причину напечатать."
)
@click.option("--signature-field", is_flag=True, help="Пустое поле для электронной подписи у подписи директора.")
@click.option("--draft", is_flag=True, help="Напечатать «ЧЕРНОВИК» на каждом листе.")
def pack(call: Call, journal: Path, out: Path, **wanted: Any) -> Outcome:  # noqa: ANN401 - the options above, typed by PackOrder
    """Напечатать журнал группы за семестр: PDF для подписи и лист того, что ещё не заполнено.

    Если в журнале есть ошибки, ничего не печатается. Пока заполнено не всё, на листах стоит «ПРОЕКТ».
    """
    from ejarchive.recipes.pack import PackOrder, make_packs  # late: pandas and the engines

    return make_packs(journal, out, PackOrder(**wanted), call.order, call.surroundings, talk=call.console)
