"""`ejarchive verify`: is a bag whole and unaltered?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from ejarchive.cli.console import told
from ejarchive.cli.options import Call, command
from ejarchive.cli.values import PATH
from ejarchive.recipes.order import Outcome


@command(
    "verify",
    short_help="Проверить, что архивный пакет цел",
    examples=[
        "ejarchive verify архив/дело-v1",
        "ejarchive verify архив/дело-v1 --copy второй-диск --repair",
        "ejarchive verify архив/дело-v1 --roots корневые.pem",
        "ejarchive verify архив --due 6",
    ],
)
@click.argument(
    "bags",
    metavar="ПАКЕТ…",
    type=PATH,
    nargs=-1,
    required=True,
    help="Пакет: папка или zip; для --due и папка с пакетами.",
)
@click.option("--fast", is_flag=True, help="Только имена и размеры: содержимое не проверяется.")
@click.option("--copy", metavar="ПАПКА", type=PATH, help="Вторая копия: проверить и её, сравнить.")
@click.option("--repair", is_flag=True, help="Повреждённую копию заменить целой; повреждённая остаётся рядом.")
@click.option("--due", metavar="МЕСЯЦЕВ", type=click.IntRange(min=1), help="Только назвать давно не проверенные.")
@click.option("--roots", metavar="ФАЙЛ", type=PATH, help="Проверить подписи к файлам: корневые сертификаты, PEM.")
def verify(call: Call, bags: tuple[Path, ...], **wanted: Any) -> Outcome:  # noqa: ANN401 - the options above, typed by VerifyOrder
    """Проверить пакеты BagIt, свои и чужие: состав, имена и контрольную сумму каждого файла.

    Код завершения 6 — пакет повреждён, подпись к файлу не верна или это не пакет. Каждая проверка
    записывается в журнал проверок рядом с архивом или в папку --state.
    """
    from ejarchive.recipes.verify import VerifyOrder, verify_bags  # late: the other jobs do without it

    outcome = verify_bags(bags, VerifyOrder(**wanted), call.order, call.surroundings, talk=call.console)
    return replace(outcome, lines=(*told(outcome.findings), *outcome.lines))
