"""A zip whose bytes depend on its content alone: stored, sorted, fixed times."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

_DAY_ONE = (1980, 1, 1, 0, 0, 0)
_UNIX = 3  # said on every system, so that the bytes are the same on Windows


def write_zip(files: Mapping[str, bytes], path: Path) -> None:
    """Write files (path in the zip → bytes)."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _DAY_ONE)
            info.create_system = _UNIX
            info.external_attr = 0o100644 << 16
            archive.writestr(info, files[name])
