"""The college's settings: `ejarchive.toml`, typed, with all its faults told at once."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, TypeAdapter, ValidationError

from ejarchive.errors import UnreadableError
from ejarchive.finding import Finding
from ejarchive.model.place import Place

FILE_NAME = "ejarchive.toml"
Role = Literal["director", "deputy_academic", "deputy_practical", "statement", "archivist"]


@dataclass(frozen=True, slots=True, kw_only=True)
class College:
    """The institution as its documents name it (БГСХТ, АПТ: headers); `timezone` decides where 19:00 is."""

    full_name: str = ""
    short_name: str = ""
    founder: str = ""
    place: str = ""
    timezone: str = "Europe/Moscow"
    emblem: str = ""

    @property
    def zone(self) -> ZoneInfo:
        """The college's time zone."""
        return ZoneInfo(self.timezone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who signs in a capacity, and in which days: so the acting director is chosen by the day of signing."""

    position: str
    name: str
    since: Annotated[dt.date | None, Field(alias="from")] = None
    until: dt.date | None = None

    def signs_on(self, day: dt.date) -> bool:
        """Tell whether this person signs on that day, both ends included."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulationAct:
    """The college's own local act: the only one its printed documents cite."""

    title: str = ""
    number: str = ""
    date: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintSettings:
    """How a pack is printed and who signs what."""

    sides: Literal["one", "two"] = "two"
    sheet_numbers: Literal["printed", "blank"] = "printed"
    engine: Literal["weasyprint", "plutoprint"] = "weasyprint"
    director_signs: Literal["pack", "part", "sheet"] = "pack"
    file_unit: Literal["group", "year"] = "group"
    birth_dates: bool = False
    templates: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveSettings:
    """The case the papers go to; nothing here is ever invented."""

    case_index: str = ""
    retention_term: str = ""
    retention_basis: str = ""
    streebog: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings of a college. `signatories`: capacity → persons in the order written."""

    regulation: str = "common"
    college: College = College()
    regulation_act: RegulationAct = RegulationAct()
    signatories: Mapping[str, tuple[Signatory, ...]] = field(default_factory=dict)
    print: PrintSettings = PrintSettings()
    archive: ArchiveSettings = ArchiveSettings()
    file: Path | None = None

    def signatory(self, role: Role, day: dt.date) -> Signatory | None:
        """Return who signs in that capacity on that day, or None."""
        return next((who for who in self.signatories.get(role, ()) if who.signs_on(day)), None)


def find_settings(explicit: Path | None, journal: Path, folder: Path) -> Path | None:
    """Return the settings file: the one named, else in the journal folder, else in the current folder."""
    if explicit is not None:
        return explicit
    places = (journal if journal.is_dir() else journal.parent, folder)
    return next((place / FILE_NAME for place in places if (place / FILE_NAME).is_file()), None)


def load_settings(path: Path) -> tuple[Settings, list[Finding]]:
    """Read a settings file; its faults are findings, an unreadable one is `UnreadableError`."""
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnreadableError(
            f"Не удалось прочитать настройки {path}: {error}.",
            "Исправьте файл; образец создаёт команда: ejarchive init ПАПКА",
        ) from error
    return _read(data, path)


def _read(data: dict[str, Any], path: Path) -> tuple[Settings, list[Finding]]:
    """Validate the parsed file; a single signatory is a list of one."""
    signatories = data.get("signatories", {})
    if isinstance(signatories, dict):
        data["signatories"] = {
            role: [who] if isinstance(who, dict) else who for role, who in signatories.items()
        }
    try:
        settings = TypeAdapter(Settings).validate_python({**data, "file": path})
    except ValidationError as error:
        return Settings(file=path), [
            Finding(
                "S101",
                Place(file=path.name, column=".".join(str(step) for step in fault["loc"])),
                {"setting": ".".join(str(step) for step in fault["loc"]), "kind": fault["type"]},
            )
            for fault in error.errors()
        ]
    return settings, []
