"""`ejarchive init`: the first meeting with a college."""

from __future__ import annotations

import sys
from pathlib import Path
from zoneinfo import available_timezones

import click

from ejarchive.cli.options import Call, command
from ejarchive.cli.values import PATH
from ejarchive.recipes.init import UNKNOWN, Introduction, start_college
from ejarchive.recipes.order import Outcome

_QUESTIONS = (
    ("full_name", "Полное наименование учреждения", UNKNOWN),
    ("short_name", "Сокращённое наименование", UNKNOWN),
    ("founder", "Учредитель", UNKNOWN),
    ("place", "Населённый пункт, например с. Богатое", UNKNOWN),
    ("timezone", "Часовой пояс, например Europe/Samara", "Europe/Moscow"),
    ("director_position", "Должность, от которой подписывают журнал", "Директор"),
    ("director_name", "Инициалы и фамилия, например А.П. Лукьянов", UNKNOWN),
)


@command("init", short_help="Завести папку колледжа: настройки и пустая книга", examples=["ejarchive init колледж"])
@click.argument("folder", metavar="ПАПКА", type=PATH, help="Папка колледжа, будет создана.")
def init(call: Call, folder: Path) -> Outcome:
    """Завести папку колледжа: настройки ejarchive.toml и пустую книгу journal.xlsx.

    Спрашивает, как называется учреждение и кто подписывает. Без терминала ничего не спрашивает и пишет «УКАЖИТЕ».
    """
    answers = _ask() if _at_terminal(call) else {}
    return start_college(call.surroundings.folder / folder, Introduction(**answers))


def _at_terminal(call: Call) -> bool:
    streams = (sys.stdin, sys.stderr)
    return not (call.console.json or call.console.quiet) and all(stream and stream.isatty() for stream in streams)


def _ask() -> dict[str, str]:
    click.echo("Ответьте на несколько вопросов. Enter — оставить как есть, исправить можно потом в файле.", err=True)
    return {
        name: click.prompt(question, default=default, err=True, value_proc=_known_zone if name == "timezone" else None)
        for name, question, default in _QUESTIONS
    }


def _known_zone(text: str) -> str:
    if text not in available_timezones():
        raise click.BadParameter(f"часовой пояс {text} неизвестен. Например: Europe/Moscow, Asia/Yekaterinburg")
    return text
