"""The command `ejarchive` and its commands, each a module of `commands`."""

from __future__ import annotations

import click

from ejarchive import __version__
from ejarchive.cli import streams
from ejarchive.cli.commands import COMMANDS
from ejarchive.cli.options import Door


def door() -> Door:
    """Make the command `ejarchive`."""
    return Door(
        "ejarchive",
        help="Электронный журнал колледжа: на бумаге для подписи и в архиве, который можно проверить.",
        epilog="Начните с команды ejarchive demo: она покажет всё на вымышленном колледже.",
        params=[
            click.Option(
                ["--version"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_show_version,
                help="Показать версию программы.",
            )
        ],
        commands=COMMANDS,
    )


def _show_version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        streams.write(f"ejarchive {__version__}")
        ctx.exit()
