"""Reading `ejarchive.toml`: the sound part of it becomes settings, every fault of it a finding."""

from __future__ import annotations

import dataclasses
import tomllib
from pathlib import Path
from typing import Any

from ejarchive.causes import cause_of, problem_of
from ejarchive.errors import UnreadableError
from ejarchive.finding import Finding
from ejarchive.model.place import Place
from ejarchive.regulation import Regulation, load_regulation
from ejarchive.settings.faults import faults_of, unknown_regulation
from ejarchive.settings.keys import Key, key_in_words, nearest_key
from ejarchive.settings.shape import FILE_NAME, College, Settings

_UNKNOWN = {"unexpected_keyword_argument", "extra_forbidden"}
_ROUNDS = 20


def find_settings(explicit: Path | None, journal: Path, folder: Path) -> Path | None:
    """Return the settings file: the one named, else in the journal folder, else in the current folder."""
    if explicit is not None:
        return explicit
    places = (journal if journal.is_dir() else journal.parent, folder)
    return next((place / FILE_NAME for place in places if (place / FILE_NAME).is_file()), None)


def load_settings(path: Path) -> tuple[Settings, list[Finding]]:
    """Read a settings file: the sound part of it, and every fault; an unreadable file is `UnreadableError`."""
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnreadableError(
            f"Не удалось прочитать настройки {path}: {cause_of(error)}.",
            "Исправьте файл; образец создаёт команда: ejarchive init ПАПКА",
        ) from error
    signatories = data.get("signatories")
    if isinstance(signatories, dict):  # a table stands for an array of one
        data["signatories"] = {role: [who] if isinstance(who, dict) else who for role, who in signatories.items()}
    sound, findings = _sound_part(data, path.name)
    settings = dataclasses.replace(sound, file=path)
    return _usable(settings), [*findings, *faults_of(settings)]


def regulation_of(settings: Settings) -> Regulation:
    """Return the regulation that the settings name, with their own deadlines put over its."""
    folder = settings.file.parent if settings.file else None
    regulation = load_regulation(settings.regulation, folder)
    return dataclasses.replace(
        regulation,
        deadline_days=settings.deadline_days or regulation.deadline_days,
        deadlines={**regulation.deadlines, **settings.deadlines},
    )


def _sound_part(data: dict[str, Any], file: str) -> tuple[Settings, list[Finding]]:
    """Take out what is wrong until the rest is right: what is taken out is told."""
    from pydantic import TypeAdapter, ValidationError  # heavy: a run without settings needs none of it

    adapter = TypeAdapter(Settings)
    findings: list[Finding] = []
    if "file" in data:
        findings.append(_unknown(("file",), file))
        del data["file"]
    for _ in range(_ROUNDS):
        try:
            return adapter.validate_python(data), findings
        except ValidationError as error:
            for fault in error.errors():
                key = tuple(step for step in fault["loc"] if step != "[key]")
                stray = fault["type"] in _UNKNOWN or "[key]" in fault["loc"]
                findings.append(_unknown(key, file) if stray else _wrong(key, dict(fault), file))
                _take_out(data, key, parent=fault["type"] == "missing")
    return Settings(), findings


def _unknown(key: Key, file: str) -> Finding:
    nearest = nearest_key(key)
    facts = {"setting": key_in_words(key), "nearest": f"; похоже на {nearest}" if nearest else ""}
    return Finding("S102", _place(key, file), facts)


def _wrong(key: Key, fault: dict[str, Any], file: str) -> Finding:
    return Finding("S101", _place(key, file), {"setting": key_in_words(key), "problem": problem_of(fault)})


def _place(key: Key, file: str) -> Place:
    return Place(file=file, column=".".join(map(str, key)))


def _take_out(data: dict[str, Any], key: Key, *, parent: bool) -> None:
    """Remove a key from the data; of a missing one the table that lacks it."""
    path = key[:-1] if parent else key
    holder: Any = data
    for step in path[:-1]:
        try:
            holder = holder[step]
        except (KeyError, IndexError, TypeError):
            return  # gone already with an earlier fault
    if isinstance(holder, list):
        holder[:] = [each for number, each in enumerate(holder) if number != path[-1]]
    elif isinstance(holder, dict):
        holder.pop(path[-1], None)


def _usable(settings: Settings) -> Settings:
    """Put the default where a regulation or a time zone does not exist: the finding says so, the rest can go on."""
    if any(unknown_regulation(settings)):
        settings = dataclasses.replace(settings, regulation=Settings().regulation)
    try:
        _ = settings.college.zone
    except (KeyError, ValueError, OSError):
        college = dataclasses.replace(settings.college, timezone=College().timezone)
        return dataclasses.replace(settings, college=college)
    return settings
