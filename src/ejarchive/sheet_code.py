"""The code at the foot of a printed sheet: «7K3M-0QTX-9VJK», by which its pack and its page are found again.

Ten characters are a truncated HMAC of which sheet it is, keyed by the content of the pack: nobody without the pack can
make one, and it tells nothing by itself. Two characters check the others: a Reed–Solomon code over GF(32), so that no
one or two wrong characters, and no two that changed places, ever give another code that holds.
The characters are Crockford's base 32; QR and people read them alike.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ejarchive.errors import UsageError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH, _GROUP = 12, 4
_DATA = _LENGTH - 2
_PURPOSE = "ejarchive sheet code 1"  # what else may ever be made of the same salt is unlike it

# GF(32): powers of x modulo x⁵ + x² + 1, twice over, so that exponents may be added.
_POWERS = [1]
for _ in range(61):
    _POWERS.append((_POWERS[-1] << 1) ^ (0b100101 if _POWERS[-1] & 16 else 0))
_EXPONENTS = {value: exponent for exponent, value in enumerate(_POWERS[:31])}

_CYRILLIC = dict(zip("АВЕКМНОРСТУХ", "ABEKMHOPCTYX", strict=True))  # typed as they look, on the keyboard of the place
_READ = str.maketrans({**_CYRILLIC, "I": "1", "L": "1", "O": "0", "О": "0"})
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"


@dataclass(frozen=True, slots=True)
class CodedSheet:
    """A sheet of a PDF: its code, the name of the file, what it is called, its first and last page there, from 1."""

    code: str
    file: str
    sheet: str
    first_page: int
    last_page: int


def sheet_code(salt: str, volume: int, sheet: str) -> str:
    """Return the code of a sheet: `volume` of the file, `sheet` as it is numbered there, with its letter if it has one.

    `salt` is known from the pack alone (`Document.salt`).
    """
    told = "\n".join((_PURPOSE, str(volume), unicodedata.normalize("NFC", sheet)))
    digest = int.from_bytes(hmac.digest(salt.encode(), told.encode(), hashlib.sha256)[:8])
    data = [digest >> 5 * place & 31 for place in range(_DATA)]
    return _grouped("".join(ALPHABET[value] for value in (*data, *_checks(data))))


def read_code(text: str) -> str:
    """Return the code that a person or a scanner has read, as it is printed.

    As Crockford has it: any case, O for 0, I and L for 1, hyphens and spaces of any kind or none; and Cyrillic letters
    that look like the Latin ones. `UsageError` when it cannot be a code, or was misread.
    """
    plain = "".join(sign for sign in text.upper() if not sign.isspace() and sign not in _DASHES).translate(_READ)
    if len(plain) != _LENGTH or not set(plain) <= set(ALPHABET):
        raise UsageError(f"Это не код листа: {text!r}.", _SHAPE)
    values = [ALPHABET.index(sign) for sign in plain]
    if _checks(values[:_DATA]) != values[_DATA:]:
        raise UsageError(f"Код листа прочитан с ошибкой: {_grouped(plain)}.", f"Сверьте каждый знак с листом. {_SHAPE}")
    return _grouped(plain)


def _checks(data: Sequence[int]) -> list[int]:
    """Return the two values with which the sum is 0, and so is the sum of all times the power of its place.

    Any two columns (1, xⁱ) are independent: three places must differ before another word holds.
    """
    plain = weighed = 0
    for place, value in enumerate(data):
        plain ^= value
        weighed ^= _times(value, _POWERS[place])
    first = _times(weighed ^ _times(_POWERS[_DATA + 1], plain), _inverse(_POWERS[_DATA] ^ _POWERS[_DATA + 1]))
    return [first, plain ^ first]


def _times(one: int, other: int) -> int:
    return _POWERS[_EXPONENTS[one] + _EXPONENTS[other]] if one and other else 0


def _inverse(value: int) -> int:
    return _POWERS[31 - _EXPONENTS[value]]


def _grouped(plain: str) -> str:
    return "-".join(plain[start : start + _GROUP] for start in range(0, len(plain), _GROUP))


_SHAPE = "В коде три группы по четыре знака: латинские буквы и цифры, без I, L, O и U, например 7K3M-0QTX-9VJK."
