"""The parts of an installation, each looked at: is it there, which version, and what mends it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ejarchive import __version__, resources
from ejarchive.errors import InstallationError
from ejarchive.render.engine import EngineName

PANGO = (
    "Debian, Ubuntu:  sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "Fedora:          sudo dnf install pango",
    'Windows:         pip install "ejarchive[fast]"  и печатать с --engine plutoprint: Pango не нужна',
    "macOS:           brew install pango",
)
PLUTOPRINT = ('pip install "ejarchive[fast]"',)
AGAIN = ("pip install --force-reinstall ejarchive",)
JUDGES = (
    ("qpdf", "проверяет строение PDF", "qpdf", "qpdf", "qpdf.qpdf", "qpdf"),
    ("pdffonts", "показывает шрифты PDF", "poppler-utils", "poppler-utils", "oschwartz10612.Poppler", "poppler"),
    ("java", "нужна veraPDF, судье PDF/A", "default-jdk-headless", "java-21-openjdk-headless",
     "EclipseAdoptium.Temurin.21.JDK", "openjdk"),
)  # fmt: skip
_DATA: tuple[tuple[str, Literal["fonts", "templates", "samples"], str], ...] = (
    ("Шрифты", "fonts", "*.ttf"),
    ("Шаблоны", "templates", "**/*.j2"),
    ("Колледж-образец", "samples", "college/*.csv"),
)
_LIBRARIES = {"pango-1.0": "Pango", "harfbuzz": "HarfBuzz"}
_SECONDS_TO_START = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the installation: what it is, what was seen, and the commands that mend it."""

    name: str
    seen: str
    there: bool
    required: bool = True
    mending: tuple[str, ...] = ()


def packages() -> Iterator[Part]:
    """Look at Python, the program and the packages it needs always."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"
    yield Part(name="Python", seen=python, there=sys.version_info >= (3, 11))
    yield Part(name="ejarchive", seen=__version__, there=True)
    missing = [name for name in _needed() if _version(name) is None]
    seen = "не хватает: " + ", ".join(missing) if missing else "все на месте"
    yield Part(name="Пакеты Python", seen=seen, there=not missing, mending=(f"pip install {' '.join(missing)}",))


def engines(names: Sequence[EngineName], chosen: EngineName | None) -> Iterator[Part]:
    """Try each engine in a process of its own; required is the chosen one, else any that works."""
    tried = {name: _try_engine(name) for name in names}
    works = any(trouble is None for trouble in tried.values())
    for name, trouble in tried.items():
        yield Part(
            name=f"Движок {name}",
            seen=trouble or ", ".join(_engine_versions(name)),
            there=trouble is None,
            required=name == chosen or not works,
            mending=PANGO if name == "weasyprint" else PLUTOPRINT,
        )


def data() -> Iterator[Part]:
    """Look at what the program brings along, and at the time zones."""
    for title, name, pattern in _DATA:
        try:
            folder = resources.folder(name)
        except InstallationError:
            yield Part(name=title, seen="папки нет", there=False, mending=AGAIN)
        else:
            count = len(list(folder.glob(pattern)))
            yield Part(name=title, seen=f"файлов: {count}" if count else "пусто", there=count > 0, mending=AGAIN)
    try:
        ZoneInfo("Europe/Samara")
    except ZoneInfoNotFoundError:
        yield Part(name="Часовые пояса", seen="нет данных", there=False, mending=("pip install tzdata",))
    else:
        yield Part(name="Часовые пояса", seen="есть", there=True)


def folders(places: Sequence[tuple[str, Path]]) -> Iterator[Part]:
    """Try to write where the program writes; a folder that is not there yet is tried at its nearest parent."""
    for title, place in places:
        nearest = next(folder for folder in (place, *place.parents) if folder.is_dir())
        try:
            with tempfile.TemporaryFile(dir=nearest):
                there = True
        except OSError:
            there = False
        yield Part(
            name=title,
            seen=str(place) if there else f"{place}: нет права записи",
            there=there,
            required=False,
            mending=("Дайте себе право записи в эту папку или укажите другую.",),
        )


def judges() -> Iterator[Part]:
    """Look for the programs of others by which our files can be judged."""
    for name, purpose, debian, fedora, windows, macos in JUDGES:
        found = shutil.which(name)
        yield Part(
            name=name,
            seen=purpose if found else f"нет; {purpose}",
            there=found is not None,
            required=False,
            mending=(
                f"Debian, Ubuntu:  sudo apt install {debian}",
                f"Fedora:          sudo dnf install {fedora}",
                f"Windows:         winget install {windows}",
                f"macOS:           brew install {macos}",
            ),
        )


def _needed() -> Iterator[str]:
    """Yield the names of the packages that ejarchive itself asks for, extras aside."""
    for line in requires("ejarchive") or ():
        if "extra ==" not in line:
            yield line.partition(">")[0].partition(";")[0].partition("=")[0].strip()


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _engine_versions(name: EngineName) -> Iterator[str]:
    from ejarchive.render.engines import library_versions  # late: only doctor asks, after the engine has started

    yield _version(name) or ""
    yield from (f"{_LIBRARIES[library]} {number}" for library, number in library_versions(name) if number)


def _try_engine(name: EngineName) -> str | None:
    """Return what is wrong with an engine, or None: it is started apart, so that its crash is not ours."""
    program = f"from ejarchive.recipes.installation import start_engine; start_engine({name!r})"
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and our own words
            [sys.executable, "-c", program], capture_output=True, check=False, timeout=_SECONDS_TO_START
        )
    except (OSError, subprocess.TimeoutExpired):
        return "не запускается"
    words = done.stdout.decode("utf-8", "replace").strip()
    return words or ("не запускается" if done.returncode else None)


def start_engine(name: EngineName) -> None:
    """Load an engine in this process; write to stdout why it failed, or nothing."""
    from ejarchive.render.engines import load_engine  # late: runs in the process made for it

    try:
        load_engine(name)
    except InstallationError as error:
        sys.stdout.buffer.write(error.message.encode())
