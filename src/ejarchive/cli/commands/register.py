"""`ejarchive register`: the register of issued statements."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ejarchive.cli.options import Call, command
from ejarchive.cli.values import PATH
from ejarchive.recipes.order import Outcome


@command(
    "register",
    short_help="Напечатать журнал выдачи ведомостей",
    examples=[
        "ejarchive register журнал -o печать",
        'ejarchive register журнал --extend "17, 12.01.2026" --reason "журнал сверяется" -o печать',
    ],
)
@click.argument("journal", metavar="ЖУРНАЛ", type=PATH, help="Папка журнала, её zip или книга xlsx.")
@click.option("-o", "out", metavar="ПАПКА", type=PATH, required=True, help="Куда положить готовые файлы.")
@click.option("--extend", metavar="«№, ДАТА»", help="Продлить срок ответа: уведомление заявителю отправлено.")
@click.option("--withdraw", metavar="«№, ДАТА»", help="Больше не ждать ответа: запрос отозван или записан по ошибке.")
@click.option("--reason", metavar="ПРИЧИНА", help="Почему срок продлён или запрос снят; останется в журнале.")
def register(call: Call, journal: Path, out: Path, **wanted: Any) -> Outcome:  # noqa: ANN401 - the options above, typed by RegisterOrder
    """Напечатать журнал выдачи сводных ведомостей: PDF для подписей и книгу xlsx.

    В нём все номера, и аннулированные тоже, и запросы, которые ещё ждут ответа.
    """
    from ejarchive.recipes.register import RegisterOrder, print_register  # late: pandas and the engines

    return print_register(journal, out, RegisterOrder(**wanted), call.order, call.surroundings, talk=call.console)
