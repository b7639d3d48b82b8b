"""A place for a new college: settings with comments, and an empty workbook to fill in."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from string import Template

from ejarchive.artifact import Artifact
from ejarchive.errors import InTheWayError
from ejarchive.outputs import new_file
from ejarchive.recipes.order import Outcome

UNKNOWN = "УКАЖИТЕ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """What a college says of itself at the first meeting; what it does not say stays «УКАЖИТЕ»."""

    full_name: str = UNKNOWN
    short_name: str = UNKNOWN
    founder: str = UNKNOWN
    place: str = UNKNOWN
    timezone: str = "Europe/Moscow"
    director_position: str = "Директор"
    director_name: str = UNKNOWN


def start_college(target: Path, introduction: Introduction) -> Outcome:
    """Write `ejarchive.toml` and `journal.xlsx` into a folder; `InTheWayError` before anything if one is there."""
    settings, workbook = target / "ejarchive.toml", target / "journal.xlsx"
    for file in (settings, workbook):
        if file.exists() or file.is_symlink():
            raise InTheWayError(
                f"Здесь уже есть {file}.", "Укажите другую папку: программа не заменяет заполненное вами."
            )
    with new_file(workbook) as book, new_file(settings) as text:
        text.write_text(_settings(introduction), "utf-8")
        _write_blank_workbook(book)
    return Outcome(
        artifacts=(
            Artifact(
                kind="workbook",
                path=workbook,
                sha256=hashlib.sha256(workbook.read_bytes()).hexdigest(),
                title="Пустая книга журнала",
            ),
        ),
        lines=(
            f"Настройки: {settings}",
            f"Книга для заполнения: {workbook}",
            f"Замените «{UNKNOWN}» в настройках, заполните книгу и проверьте: ejarchive check {workbook.name}",
        ),
    )


def _settings(introduction: Introduction) -> str:
    """Fill the commented settings; a basic string of TOML is written as JSON writes it."""
    template = Template(files("ejarchive.recipes").joinpath("first_settings.toml").read_text("utf-8"))
    return template.substitute(
        {name: json.dumps(text, ensure_ascii=False) for name, text in asdict(introduction).items()}
    )


def _write_blank_workbook(path: Path) -> None:
    from ejarchive.formats.blank_workbook import write_blank_workbook  # late: openpyxl, half a second

    write_blank_workbook(path)
