"""`ejarchive file`: the file of a group from its first semester to the archive."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ejarchive.cli.options import Call, Door, command
from ejarchive.cli.values import DAY, PATH
from ejarchive.recipes.order import Outcome

_STEPS = ["printed", "signed", "sealed", "stitched", "kept", "archived"]


@command(
    "status",
    short_help="Где стоит каждый семестр и что делать дальше",
    examples=["ejarchive file status", "ejarchive file status --group 21-ТМ -o учёт"],
)
@click.option("--group", metavar="ГРУППА", help="Код или название группы; без него — все.")
@click.option("-o", "out", metavar="ПАПКА", type=PATH, help="Записать то же таблицей CSV и листом PDF.")
def status(call: Call, group: str | None, out: Path | None) -> Outcome:
    """Показать дело группы: что напечатано, подписано, подшито, на каких листах, и следующий шаг.

    Журнал не нужен: учёт лежит в папке записей рядом с настройками (или в --state).
    """
    from ejarchive.recipes.group_file import show_files  # late: pandas and the engines

    return show_files(group, out, call.order, call.surroundings, talk=call.console)


@command(
    "mark",
    short_help="Отметить шаг: подписан, заверен, подшит, на хранении",
    examples=[
        "ejarchive file mark --group 21-ТМ --term 2025-1 signed --date 2026-01-12",
        'ejarchive file mark --group 21-ТМ kept --keeper p07 --order "№ 5-к, 01.09.2026"',
    ],
)
@click.argument("step", metavar="ШАГ", type=click.Choice(_STEPS))
@click.option("--group", metavar="ГРУППА", required=True, help="Код или название группы.")
@click.option("--term", metavar="ПЕРИОД", help="Учебный период; без него — все, которые ждут этого шага.")
@click.option("--date", metavar="ДЕНЬ", type=DAY, help="Когда это было; без него — сегодня.")
@click.option("--order", metavar="«№, ДАТА»", help="Приказ, например о смене того, кто ведёт группу.")
@click.option("--keeper", metavar="КОД", help="Кто хранит дело: код сотрудника из журнала.")
@click.option("--reason", metavar="ПРИЧИНА", help="Почему шаг пропущен или исправлен; останется в учёте.")
def mark(call: Call, **wanted: Any) -> Outcome:  # noqa: ANN401 - the options above, typed by MarkOrder
    """Отметить, что журнал группы за семестр дошёл до шага.

    Порядок: printed — напечатан, signed — подписан директором, sealed — заверен печатью, stitched — подшит
    к титульному листу, kept — на хранении, archived — в архиве. Пропустить шаг или вернуться назад можно
    только с причиной. После подписи изменённый журнал за этот семестр больше не печатается.
    """
    from ejarchive.recipes.group_file import MarkOrder, mark_step  # late: pandas and the engines

    return mark_step(MarkOrder(**wanted), call.order, call.surroundings, talk=call.console)


@command(
    "rebuild",
    short_help="Восстановить учёт по архивным пакетам",
    examples=["ejarchive file rebuild архив", "ejarchive file rebuild архив --group 21-ТМ --state записи"],
)
@click.argument("archive", metavar="АРХИВ", type=PATH, help="Папка, где лежат архивные пакеты.")
@click.option("--group", metavar="ГРУППА", help="Код или название группы; без него — все.")
def rebuild(call: Call, archive: Path, group: str | None) -> Outcome:
    """Восстановить потерянный учёт по архивным пакетам: версии, тома, листы и сами пакеты.

    Что уже есть в учёте, не меняется. Когда журнал подписан, подшит и у кого хранится, пакеты не знают:
    это отмечают заново по бумаге.
    """
    from ejarchive.recipes.group_file_rebuilding import rebuild_files  # late: pandas and the engines

    return rebuild_files(archive, group, call.order, call.surroundings, talk=call.console)


@command(
    "sheet",
    short_help="Найти напечатанный лист по коду внизу",
    examples=[
        "ejarchive file sheet 7K3M-0QTX-9VJK",
        "ejarchive file sheet 7k3m0qtx9vjk --archive архив",
    ],
)
@click.argument("code", metavar="КОД", help="Код в нижнем углу листа; регистр, пробелы и дефисы неважны.")
@click.option("--archive", metavar="ПАПКА", type=PATH, help="Искать и в пакетах этой папки, не только в учтённых.")
def sheet(call: Call, code: str, archive: Path | None) -> Outcome:
    """Сказать, из какого журнала лист бумаги, в каком он пакете, что на нём написано и не заменён ли он.

    Сеть не нужна. Код с опиской не принимается; код, которого нет ни у одного листа, — ответ 4.
    """
    from ejarchive.recipes.file_sheet import find_sheet  # late: pypdf

    return find_sheet(code, archive, call.order, call.surroundings, talk=call.console)


file = Door(
    "file",
    help="Дело группы: от первого семестра до архива.",
    short_help="Дело группы: от первого семестра до архива",
    commands=[status, mark, rebuild, sheet],
)
