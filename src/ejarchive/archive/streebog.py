"""Streebog-256 (ГОСТ Р 34.11-2012, RFC 6986) for an extra manifest, by RHash; never the only one."""

from __future__ import annotations

from ejarchive.errors import InstallationError

try:
    import rhash  # an extra of the installation: `streebog`
except (ImportError, OSError):  # OSError: the package is there, librhash is not
    rhash = None

NAME = "streebog256"


def digest(data: bytes) -> str:
    """Return the digest in hex; `InstallationError` without RHash."""
    if rhash is None:
        raise InstallationError(
            "Для контрольных сумм по ГОСТ Р 34.11-2012 (Стрибог) не хватает пакета RHash и библиотеки librhash.",
            "Установите их: pip install ejarchive[streebog]; apt-get install librhash0. "
            "Или уберите из настроек [archive] streebog = true.",
        )
    return str(rhash.hash_msg(data, rhash.GOST12_256))
