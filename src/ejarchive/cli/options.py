"""What every command takes, before its name and after it, and the command type that gathers it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, cast

import click

from ejarchive.cli.console import Console
from ejarchive.cli.exits import command_of
from ejarchive.cli.values import MOMENT, PATH
from ejarchive.errors import InstallationError
from ejarchive.recipes.order import Order, Outcome
from ejarchive.surroundings import Surroundings, gather

_GIVEN = "ejarchive.given"
_ORDER = frozenset(field.name for field in fields(Order))
Job = Callable[..., Outcome]


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the program: what the user ordered for any job, the machine, and the voice to answer with."""

    order: Order
    surroundings: Surroundings
    console: Console


class _Placed(click.Command):
    """A command whose wrong calls always know where they were made."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Give the context to those errors of click that have none."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise


class JobCommand(_Placed):
    """A command with the common options and examples; its function gets a `Call` first."""

    def __init__(self, *args: Any, examples: Sequence[str] = (), **kwargs: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(*args, **kwargs)
        self.options_metavar = "[ПАРАМЕТРЫ]"
        self.params.extend(common_options())
        self.examples = examples

    def invoke(self, ctx: click.Context) -> Outcome:
        """Gather what was given on both sides of the command's name, and run its function."""
        given = dict(ctx.meta.get(_GIVEN, {}))
        console = ctx.find_root().obj
        console.command = command_of(ctx)
        order = Order(**{name: value for name, value in given.items() if name in _ORDER})
        call = Call(order, replace(gather(), state=given.get("state")), console)
        function = cast("Job", self.callback)
        try:
            return ctx.invoke(function, call, **ctx.params)
        except BrokenPipeError as error:  # click would take it for a reader of stdout that went away
            raise InstallationError(
                "Система не даёт запустить вспомогательный процесс.", "Проверьте установку: ejarchive doctor"
            ) from error

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options in two sections, then the examples as they are."""
        write_options(self, ctx, formatter)
        if self.examples:
            with formatter.section("Примеры"):
                for example in self.examples:
                    formatter.write(f"{' ' * formatter.current_indent}{example}\n")


class Door(_Placed, click.Group):
    """A group of commands, in the order of need and not of the alphabet, with the common options before them."""

    def __init__(self, *args: Any, commands: Iterable[click.Command], **kwargs: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(*args, **kwargs)
        self.options_metavar, self.subcommand_metavar = "[ПАРАМЕТРЫ]", "КОМАНДА …"
        for one in commands:
            self.add_command(one)
        self.params.extend(common_options())

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        """Return the names in the order the commands were given."""
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands first: they are what a stranger looks for."""
        self.format_commands(ctx, formatter)
        write_options(self, ctx, formatter)


def write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """Write a command's own options, then the common ones."""
    records = [(param, param.get_help_record(ctx)) for param in command.get_params(ctx)]
    options = [(param, record) for param, record in records if record and isinstance(param, click.Option)]
    common = [record for param, record in options if param.callback is _remember]
    own = [record for _, record in options if record not in common]
    for title, lines in (("Параметры", own), ("Общие параметры (перед командой или после неё)", common)):
        if lines:
            with formatter.section(title):
                formatter.write_dl(lines)


def common_options() -> list[click.Option]:
    """Return the options that stand before a command as well as after it; each remembers what was given."""
    options: list[tuple[tuple[str, ...], dict[str, Any]]] = [
        (("--config",), {"type": PATH, "metavar": "ФАЙЛ", "help": "Настройки: файл ejarchive.toml."}),
        (("--state",), {"type": PATH, "metavar": "ПАПКА", "help": "Где программа хранит свои записи."}),
        (("--as-of",), {"type": MOMENT, "metavar": "МОМЕНТ", "help": "По состоянию на день или час: 2025-12-29."}),
        (("--jobs",), {"type": click.IntRange(min=1), "metavar": "ЧИСЛО", "help": "Сколько процессов печатает сразу."}),
        (("--scheduler",), {"metavar": "АДРЕС", "help": "Печатать на кластере: tcp://…"}),
        (("--engine",), {"type": click.Choice(["weasyprint", "plutoprint"]), "help": "Чем вёрстать страницы."}),
        (("--no-cache", "cache"), {"flag_value": False, "default": None, "help": "Не брать готовые части из кэша."}),
        (("--json",), {"is_flag": True, "default": None, "help": "Ответить одним объектом JSON."}),
        (("--quiet",), {"is_flag": True, "default": None, "help": "Молчать, пока всё хорошо."}),
        (("-v", "verbose"), {"count": True, "default": None, "help": "Говорить подробнее."}),
    ]  # fmt: skip
    return [click.Option(names, expose_value=False, callback=_remember, **facts) for names, facts in options]


def _remember(ctx: click.Context, param: click.Parameter, value: object) -> None:
    """Keep what was given for a common option; the one after the command wins."""
    if value is not None and param.name is not None:
        ctx.meta.setdefault(_GIVEN, {})[param.name] = value
        _tell(ctx.find_root().obj, param.name, value)


def _tell(console: object, name: str, value: object) -> None:
    """Let the voice know at once how it is to speak."""
    if isinstance(console, Console) and name in {"json", "quiet", "verbose"}:
        setattr(console, name, value)


def command(name: str, *, examples: Sequence[str] = (), **facts: Any) -> Callable[[Job], JobCommand]:  # noqa: ANN401 - click's own
    """Make a command of a function `(call, **parameters) -> Outcome`."""
    return click.command(name, cls=JobCommand, examples=examples, **facts)
