"""What click says, in Russian: its own messages, headings and hints, by the English they are written in.

Why not gettext catalogues: those depend on the environment's language, and we always speak Russian.
A test reads every translatable text out of the installed click and fails if one is missing here.
"""

from __future__ import annotations

from typing import Any

import click
import click._termui_impl
import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.shell_completion
import click.termui
import click.types
import click.utils

_SPEAKING = (
    click._termui_impl,  # noqa: SLF001 - its progress bar counts days
    click.core,
    click.decorators,
    click.exceptions,
    click.formatting,
    click.parser,
    click.shell_completion,
    click.termui,
    click.types,
    click.utils,
)

WORDS = {
    # help
    "Usage:": "Вызов:",
    "Options": "Параметры",
    "Positional arguments": "Что указать",
    "Commands": "Команды",
    "Show this message and exit.": "Показать эту справку.",
    "Show the version and exit.": "Показать версию программы.",
    "%(prog)s, version %(version)s": "%(prog)s, версия %(version)s",
    "default: {default}": "по умолчанию: {default}",
    "env var: {var}": "переменная среды: {var}",
    "required": "обязательно",
    "(dynamic)": "(вычисляется)",
    "deprecated": "устарело",
    "file": "файл",
    "directory": "папка",
    "path": "путь",
    "d": "д",
    # mistakes in a call
    "Error: {message}": "Ошибка: {message}",
    "Try '{command} {option}' for help.": "Справка: {command} {option}",
    "Missing command.": "Не указана команда.",
    "Missing argument": "Не указано:",
    "Missing option": "Не указан параметр",
    "Missing parameter": "Не указан параметр",
    "Missing {param_type}": "Не указан параметр ({param_type})",
    "Missing parameter: {param_name}": "Не указан параметр: {param_name}",
    "No such option {name!r}.": "Нет такого параметра: «{name}».",
    "No such command {name!r}.": "Нет такой команды: «{name}».",
    "Did you mean {possibility}?": "Может быть, {possibility}?",
    "(Did you mean one of: {possibilities}?)": "Может быть, одно из: {possibilities}?",
    "Invalid value: {message}": "Не подходит значение: {message}",
    "Invalid value for {param_hint}: {message}": "Не подходит значение для {param_hint}: {message}",
    "Got unexpected extra argument ({args})": "Лишнее слово в команде: {args}",
    "Got unexpected extra arguments ({args})": "Лишние слова в команде: {args}",
    "Option {name!r} does not take a value.": "Параметру «{name}» значение не нужно.",
    "Option {name!r} requires an argument.": "Параметру «{name}» нужно значение.",
    "Option {name!r} requires {nargs} arguments.": "Параметру «{name}» нужно значений: {nargs}.",
    "Argument {name!r} takes {nargs} values.": "Для «{name}» нужно значений: {nargs}.",
    "Takes {nargs} values but 1 was given.": "нужно значений: {nargs}, указано одно.",
    "Takes {nargs} values but {len} were given.": "нужно значений: {nargs}, указано: {len}.",
    "{len_type} values are required, but {len_value} was given.": "нужно значений: {len_type}, указано: {len_value}.",
    "{len_type} values are required, but {len_value} were given.": "нужно значений: {len_type}, указано: {len_value}.",
    "Value must be an iterable.": "нужно несколько значений.",
    "Choose from:\n\t{choices}": "Одно из:\n\t{choices}",
    "{value!r} is not {choice}.": "«{value}» — возможно только {choice}.",
    "{value!r} is not one of {choices}.": "«{value}» — возможны только {choices}.",
    "Choice({choices})": "одно из: {choices}",
    "{value!r} does not match the format {format}.": "«{value}» не записано как {format}.",
    "{value!r} does not match the formats {formats}.": "«{value}» не записано ни как одно из: {formats}.",
    "{value} is not in the range {range}.": "«{value}» — нужно число {range}.",
    "{value!r} is not a valid {number_type}.": "«{value}» — не число.",
    "{value!r} is not a valid boolean. Recognized values: {states}": (
        "«{value}» — не «да» и не «нет»; понятны: {states}"
    ),
    "{value!r} is not a valid UUID.": "«{value}» — не UUID.",
    "{name} {filename!r} does not exist.": "{name} {filename} не существует.",
    "{name} {filename!r} is a file.": "{filename} — это файл.",
    "{name} {filename!r} is a directory.": "{filename} — это папка.",
    "{name} {filename!r} is not readable.": "{filename} нельзя прочитать.",
    "{name} {filename!r} is not writable.": "в {filename} нельзя писать.",
    "{name} {filename!r} is not executable.": "{filename} нельзя выполнить.",
    "Could not open file {filename!r}: {message}": "Не удалось открыть файл {filename}: {message}",
    "unknown error": "причина неизвестна",
    # questions
    "Aborted!": "Прервано.",
    "Do you want to continue?": "Продолжить?",
    "Confirm the action without prompting.": "Не спрашивать подтверждения.",
    "Repeat for confirmation": "Повторите",
    "Error: The two entered values do not match.": "Введённые значения не совпали.",
    "Error: invalid input": "Непонятный ответ.",
    "Press any key to continue...": "Нажмите любую клавишу…",
    "{editor}: Editing failed": "{editor}: правка не удалась",
    "{editor}: Editing failed: {e}": "{editor}: правка не удалась: {e}",
    "Couldn't detect Bash version, shell completion is not supported.": (
        "Не удалось узнать версию Bash, дополнение команд не работает."
    ),
    "Shell completion is not supported for Bash versions older than 4.4.": (
        "Дополнение команд работает в Bash начиная с 4.4."
    ),
}


def speak_russian() -> None:
    """Put our words in the place of gettext in every module of click that speaks, and our quotes and ranges."""
    for module in _SPEAKING:
        for name, words in (("_", _word), ("ngettext", _plural)):
            if hasattr(module, name):
                setattr(module, name, words)
    for module in (click.exceptions, click.types):  # they quote names and choices by `repr`
        setattr(module, "repr", _quoted)  # noqa: B010 - no attribute of theirs: it hides the builtin from them
    for kind, name, ours in (
        (click.types._NumberRangeBase, "_describe_range", _range),  # noqa: SLF001 - it says «x>=1»
        (click.Option, "get_error_hint", _hint),
        (click.Argument, "get_error_hint", _hint),
    ):
        setattr(kind, name, ours)


def _word(text: str) -> str:
    return WORDS.get(text, text)


def _plural(one: str, many: str, number: int) -> str:
    return _word(one if number == 1 else many)


def _quoted(text: object) -> str:
    return f"«{text}»"


def _hint(parameter: click.Parameter, ctx: click.Context | None) -> str:
    named = parameter.human_readable_name if ctx is None else parameter.make_metavar(ctx)
    names = parameter.opts if isinstance(parameter, click.Option) else [named]
    return " / ".join(map(_quoted, names))


def _range(of: click.types._NumberRangeBase[Any, Any]) -> str:
    """Return «не меньше 1» or «от 1 до 12»; no range of ours is open."""
    if of.max is None:
        return f"не меньше {of.min}"
    return f"не больше {of.max}" if of.min is None else f"от {of.min} до {of.max}"
