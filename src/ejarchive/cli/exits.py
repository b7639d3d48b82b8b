"""Every way a run can fail, as an exit code and Russian words; the one place where errors are told."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import click

from ejarchive.causes import CAUSES, cause_of
from ejarchive.errors import EjarchiveError, FindingsError, InstallationError, InTheWayError, UsageError
from ejarchive.finding import Finding

OUR_BUG = 70
INTERRUPTED = 130

_INCOMPLETE = (
    "Программа установлена не полностью: не хватает {part}.\n"
    "Чем исправить: pip install --force-reinstall ejarchive. Что ещё не так, скажет ejarchive doctor."
)


@dataclass(frozen=True, slots=True)
class Failure:
    """What to tell and with which code to end. `command` is known when the call itself was wrong."""

    exit_code: int
    words: str
    findings: Sequence[Finding] = ()
    command: str | None = None


def failure_of(error: BaseException, *, verbose: bool = False) -> Failure:
    """Turn anything that was raised into words; a mistake of ours never shows data, only places in the program."""
    match error:
        case FindingsError():
            return Failure(error.exit_code, str(error), error.findings)
        case EjarchiveError():
            return Failure(error.exit_code, str(error))
        case click.UsageError():
            return Failure(UsageError.exit_code, _usage(error), command=command_of(error.ctx))
        case click.ClickException():
            return Failure(UsageError.exit_code, error.format_message())
        case KeyboardInterrupt() | click.Abort():
            return Failure(INTERRUPTED, "Прервано. Незаконченное убрано, прежние файлы на месте.")
        case ImportError():
            return Failure(InstallationError.exit_code, _INCOMPLETE.format(part=error.name or "?"))
        case OSError() if error.errno in CAUSES:
            return Failure(InTheWayError.exit_code, _unwritable(error))
        case _:
            return Failure(OUR_BUG, _bug(error, verbose=verbose))


def command_of(context: click.Context | None) -> str | None:
    """Return the command's own words («templates copy»), None before one is known."""
    if context is None:
        return None
    return " ".join(context.command_path.split()[1:]) or None


def _usage(error: click.UsageError) -> str:
    words = error.format_message()
    if error.ctx is None or isinstance(error, click.exceptions.NoArgsIsHelpError):
        return words
    return f"{words}\nСправка: {error.ctx.command_path} --help"


def _unwritable(error: OSError) -> str:
    where = f" {error.filename2 or error.filename}" if error.filename else ""
    return f"Не удалось записать{where}: {cause_of(error)}.\nОсвободите место или укажите другую папку и повторите."


def _bug(error: BaseException, *, verbose: bool) -> str:
    words = f"Ошибка в самой программе ({type(error).__name__}). Ваши файлы не изменены."
    if not verbose:
        return f"{words}\nПовторите команду с -v и пришлите разработчикам показанные места: данных журнала в них нет."
    return "\n".join([words, *_places(error)])


def _places(error: BaseException) -> Iterator[str]:
    """Yield file, line and function of every step, of causes too; no message and no value, which may be data."""
    seen: BaseException | None = error
    while seen is not None:
        yield f"{type(seen).__name__}:"
        for step in traceback.extract_tb(seen.__traceback__):
            yield f"  {step.filename}:{step.lineno} {step.name}"
        seen = seen.__cause__ or seen.__context__
