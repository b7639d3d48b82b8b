"""`ejarchive compare`: what has changed between two journals, in bags or not?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from ejarchive.cli.console import told
from ejarchive.cli.options import Call, command
from ejarchive.cli.values import PATH
from ejarchive.recipes.order import Outcome


@command(
    "compare",
    short_help="Сверить журнал с архивным пакетом или два журнала",
    examples=[
        "ejarchive compare архив/дело-v1 журнал",
        "ejarchive compare архив/дело-v1 журнал -o акт.pdf",
        "ejarchive compare журнал-декабрь журнал-июнь",
    ],
)
@click.argument("before", metavar="БЫЛО", type=PATH, help="Архивный пакет или журнал: то, что было раньше.")
@click.argument("after", metavar="СТАЛО", type=PATH, help="Архивный пакет или журнал: то, что есть теперь.")
@click.option("-o", "act", metavar="АКТ", type=PATH, help="Составить акт сверки: файл .pdf или папка для него.")
def compare(call: Call, before: Path, after: Path, act: Path | None) -> Outcome:
    """Найти всё, что изменилось: отметки, занятия, темы, оценки, приказы — где, что было, что стало, кто и когда.

    Пакет сравнивается с журналом в пределах своей группы и периода. У каждой правки сказано, есть ли о ней
    запись в исправлениях. Код завершения 4 — есть расхождения, 0 — нет, 6 — пакет повреждён.
    """
    from ejarchive.recipes import compare as job  # late: pandas and the engines

    outcome = job.compare(before, after, call.order, call.surroundings, act=act, talk=call.console)
    return replace(outcome, lines=(*told(outcome.findings, remedies=False), *outcome.lines))
