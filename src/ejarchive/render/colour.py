"""The sRGB colour profile that PDF/A asks for, made from the numbers of IEC 61966-2-1.

Why not a file: a profile is somebody's work with somebody's licence, and those that libraries make bear
the day they were made on. This one is 0.5 KB and the same for ever.
"""

from __future__ import annotations

import struct
from functools import cache

# Adapted to D50 (Bradford), as ICC.1:2004-10 wants them.
_WHITE = (0.9642, 1.0, 0.8249)
_RED = (0.4360747, 0.2225045, 0.0139322)
_GREEN = (0.3850649, 0.7168786, 0.0971045)
_BLUE = (0.1430804, 0.0606169, 0.7141733)
_ADAPTATION = (1.0478112, 0.0228866, -0.0501270, 0.0295424, 0.9904844, -0.0170491, -0.0092345, 0.0150436, 0.7521316)
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)

NAME = "sRGB IEC61966-2.1"


@cache
def srgb_profile() -> bytes:
    """Return the profile: ICC version 4.2, class «monitor»."""
    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0) + _numbers(*_CURVE)
    tags = {
        b"desc": _text(NAME),
        b"cprt": _text("No copyright, use freely"),
        b"wtpt": b"XYZ " + bytes(4) + _numbers(*_WHITE),
        b"chad": b"sf32" + bytes(4) + _numbers(*_ADAPTATION),
        b"rXYZ": b"XYZ " + bytes(4) + _numbers(*_RED),
        b"gXYZ": b"XYZ " + bytes(4) + _numbers(*_GREEN),
        b"bXYZ": b"XYZ " + bytes(4) + _numbers(*_BLUE),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, data = b"", b""
    begin = 128 + 4 + 12 * len(tags)
    for signature, value in tags.items():
        if signature not in (b"gTRC", b"bTRC"):  # the three curves are one
            place, data = begin + len(data), data + value + bytes(-len(value) % 4)
        table += struct.pack(">4sII", signature, place, len(value))
    body = struct.pack(">I", len(tags)) + table + data
    return _header(128 + len(body)) + body


def _header(size: int) -> bytes:
    made = (2000, 1, 1, 0, 0, 0)
    head = struct.pack(">I4xI4s4s4s6H4s", size, 0x04200000, b"mntr", b"RGB ", b"XYZ ", *made, b"acsp")
    return (head + bytes(28) + _numbers(*_WHITE)).ljust(128, b"\0")


def _numbers(*values: float) -> bytes:
    """Return values as signed 15.16 fixed point."""
    return struct.pack(f">{len(values)}i", *(round(value * 65536) for value in values))


def _text(text: str) -> bytes:
    encoded = text.encode("utf-16-be")
    return b"mluc" + bytes(4) + struct.pack(">II4sII", 1, 12, b"enUS", len(encoded), 28) + encoded
