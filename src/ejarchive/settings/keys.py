"""Keys of the settings file: how a person names them, and which known one a misspelt one resembles."""

from __future__ import annotations

import dataclasses
import difflib
import typing
from functools import cache

from ejarchive.settings.shape import ROLES, Settings, Signatory

Key = tuple[int | str, ...]
"""The way to a value: `("signatories", "director", 0, "name")`."""


def key_in_words(key: Key) -> str:
    """Write a key as it stands in the file: `[college] timezone`, `[signatories.director] № 2 until`."""
    tables = [str(step) for step in key[:-1] if isinstance(step, str)]
    number = next((f" № {step + 1}" for step in key if isinstance(step, int)), "")
    last = "" if isinstance(key[-1], int) else f" {key[-1]}"
    if not tables:
        return str(key[-1])
    return f"[{'.'.join(tables)}]{number}{last}"


def nearest_key(key: Key) -> str | None:
    """Return the known key that a stray one most resembles, never the table it stands in; None when none does."""
    named = [str(step) for step in key if isinstance(step, str)]
    elsewhere = [known for known in known_keys() if not ".".join(named).startswith(f"{known}.")]
    dotted = difflib.get_close_matches(".".join(named), elsewhere, n=1, cutoff=0.8)
    if dotted:
        return _in_words(dotted[0])
    last = {known.rpartition(".")[2]: known for known in reversed(known_keys())}
    near = difflib.get_close_matches(named[-1], last, n=1, cutoff=0.75)
    return _in_words(last[near[0]]) if near else None


def _in_words(dotted: str) -> str:
    return key_in_words(tuple(dotted.split(".")))


@cache
def known_keys() -> tuple[str, ...]:
    """Return all known keys, dotted, read from the types."""
    keys = [*_keys_of(Settings)]
    for role in ROLES:
        keys += [f"signatories.{role}", *(f"signatories.{role}.{key}" for key in _keys_of(Signatory))]
    return tuple(keys)


def _keys_of(shape: type) -> list[str]:
    hints = typing.get_type_hints(shape)
    keys = []
    for each in dataclasses.fields(shape):
        name = "from" if each.name == "since" else each.name
        keys.append(name)
        for kind in (hints[each.name], *typing.get_args(hints[each.name])):  # a table, or one of an array of tables
            if dataclasses.is_dataclass(kind):
                keys += [f"{name}.{inner}" for inner in _keys_of(typing.cast("type", kind))]
    return [key for key in keys if key != "file"]
