"""The list of plants as TOML, for tests to read."""

from __future__ import annotations

import datetime as dt
import json

from generator.tables import Row

_HEAD = """\
# What the generator planted in samples/college, one table a plant (written by samples/generate.py).
# month: when the deadline passed, so when the breach is counted (2026-07 = not yet due at the moment of the data);
# mended: the day the fact went away, absent = it never did, or a lateness that cannot be undone.
"""


def planted_toml(plants: list[Row]) -> str:
    """Return the text of `planted.toml`."""
    parts = [_HEAD]
    for plant in plants:
        lines = [f"{key} = {_value(value)}" for key, value in plant.items() if value is not None]
        parts.append("[[plant]]\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)


def _value(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)
