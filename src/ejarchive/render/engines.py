"""The engines there are: loading one, and what its bytes depend on."""

from __future__ import annotations

import ctypes
import io
from contextlib import redirect_stdout, suppress
from importlib import import_module
from importlib.metadata import PackageNotFoundError, distribution

from ejarchive.errors import InstallationError
from ejarchive.render import fonts
from ejarchive.render.engine import Engine, EngineName

# Loaded by name and late: WeasyPrint takes a second and needs Pango, PlutoPrint is an extra.
_CLASSES: dict[EngineName, tuple[str, str]] = {
    "weasyprint": ("ejarchive.render.weasyprint_engine", "WeasyPrint"),
    "plutoprint": ("ejarchive.render.plutoprint_engine", "PlutoPrint"),
}
# Packages whose code shapes the bytes, and libraries of the machine that do (name, function that tells the version).
_PACKAGES: dict[EngineName, tuple[str, ...]] = {
    "weasyprint": ("weasyprint", "pydyf", "tinycss2", "tinyhtml5", "cssselect2", "fonttools"),
    "plutoprint": ("plutoprint",),
}
_LIBRARIES: dict[EngineName, tuple[tuple[str, str], ...]] = {
    "weasyprint": (("pango-1.0", "pango_version_string"), ("harfbuzz", "hb_version_string")),
    "plutoprint": (),
}


def load_engine(name: EngineName) -> Engine:
    """Import an engine and make it ready; `InstallationError` with the mending command if it is not there."""
    fonts.use_only_ours()
    module, class_name = _CLASSES[name]
    try:
        with redirect_stdout(io.StringIO()):  # WeasyPrint speaks there when a library is missing; stdout is ours
            engine: Engine = getattr(import_module(module), class_name)()
    except ImportError as error:
        raise InstallationError(f"Не установлен движок печати «{name}».", _MENDING[name]) from error
    except OSError as error:
        raise InstallationError("Не найдена библиотека Pango, без неё WeasyPrint не работает.", _PANGO) from error
    return engine


def engine_fingerprint(name: EngineName) -> str:
    """Return what the engine's bytes depend on, without loading it: builds of packages, versions of libraries."""
    try:
        builds = [f"{package} {distribution(package).read_text('RECORD')}" for package in _PACKAGES[name]]
    except PackageNotFoundError as error:
        raise InstallationError(f"Не установлен движок печати «{name}».", _MENDING[name]) from error
    return "\n".join(builds + [f"{library} {_version(library, teller)}" for library, teller in _LIBRARIES[name]])


def library_versions(name: EngineName) -> tuple[tuple[str, str], ...]:
    """Return the libraries of the machine that an engine uses, with their versions («» where it does not tell)."""
    return tuple((library, _version(library, teller)) for library, teller in _LIBRARIES[name])


def _version(library: str, teller: str) -> str:
    """Ask a shared library for its version; an empty string where it has another name (then nothing is lost
    but a fresh cache after its upgrade).
    """
    for name in (f"lib{library}.so.0", f"lib{library}.0.dylib", f"lib{library}-0.dll"):
        with suppress(OSError):
            tell = ctypes.CDLL(name)[teller]
            tell.restype = ctypes.c_char_p
            return bytes(tell()).decode()
    return ""


_MENDING: dict[EngineName, str] = {
    "weasyprint": "Установите его: pip install weasyprint",
    "plutoprint": "Установите его: pip install 'ejarchive[fast]' или печатайте с --engine weasyprint",
}
_PANGO = (
    "Установите её: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    " или печатайте без неё: pip install 'ejarchive[fast]' и --engine plutoprint"
)
