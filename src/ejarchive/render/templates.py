"""Templates: ours, and a college's own folder that is searched first.

Nothing in a view or in a college's template may read a file, run code or leave a page with a hole:
sandboxed, autoescaped, an unknown name is an error and so is printing None.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader, StrictUndefined, TemplateError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ejarchive import russian
from ejarchive.document import Numbers, Part
from ejarchive.errors import RenderingError
from ejarchive.resources import folder


def template_environment(own: Path | None = None) -> ImmutableSandboxedEnvironment:
    """Return the environment; `own` is a college's templates folder. Ours stay reachable as `ejarchive/…`."""
    ours = FileSystemLoader(folder("templates"))
    first = [FileSystemLoader(own)] if own else []
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([*first, ours, PrefixLoader({"ejarchive": ours})]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(_FILTERS)
    return environment


def fill_template(
    environment: ImmutableSandboxedEnvironment, part: Part, *, numbers: Numbers | None, language: str
) -> str:
    """Return the HTML of a part; `RenderingError` names the part and the template, never a value."""
    try:
        template = environment.get_template(part.template)
        return template.render(view=part.view, geometry=part.geometry, numbers=numbers, language=language)
    except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        where = f"часть «{part.key}», шаблон {part.template}"
        raise RenderingError(f"Шаблон не выполнен ({where}): {_reason(error)}", _REMEDY) from error


def _reason(error: Exception) -> str:
    """Say what Jinja says, which speaks of names in templates; of other errors only the kind: they quote values."""
    if not isinstance(error, TemplateError):
        return type(error).__name__
    line = getattr(error, "lineno", None)
    return f"{type(error).__name__}: {error.message or ''}" + (f", строка {line}" if line else "")


def _printable(value: object) -> object:
    if value is None:
        raise UndefinedError("None is no text")
    return value


def _dated(form: Callable[[dt.date], str]) -> Callable[[str], str]:
    return lambda day: form(dt.date.fromisoformat(day))


_FILTERS: dict[str, Callable[..., str]] = {
    "plural": russian.plural,
    "counted": russian.counted,
    "in_words": russian.in_words,
    "on_sheets": russian.on_sheets,
    "number": russian.number_text,
    "bound": russian.bound,
    "short_date": _dated(russian.short_date),
    "long_date": _dated(russian.long_date),
    "month": russian.month_name,
}
_REMEDY = "Исправьте шаблон или верните поставляемый: ejarchive templates copy ПАПКА"
