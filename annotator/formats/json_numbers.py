"""JSON with numbers that are too large to be kept as numbers: they are read as text."""

from __future__ import annotations

import json
from math import isfinite
from typing import Any

from annotator.formats.notes import Notes

#: Whole numbers that JSON can be written with here; beyond them others read it as they like.
_SMALLEST, _LARGEST = -(2**63), 2**64 - 1
#: Characters of the longest of them.
_MOST = 20
#: What large numbers look like where each digit is a 0: too many of them, or a high exponent.
_LONG, _HIGH = (b"0" * 19,), (b"0e000", b"0e+000")
_AS_LOOKS = bytes.maketrans(b"123456789E", b"000000000e")
#: More than such a look has, so that what stands before a number is among so many bytes.
_NEAR = 64


def may_be_large(json: bytes) -> bool:
    """Return whether there may be a large number in JSON.

    Digits in an id or a hash, which follow a letter or a quotation mark, are none.
    """
    return _looks_like(json, _LONG + _HIGH)


def may_be_long(json: bytes) -> bool:
    """Return whether there may be a whole number in JSON that is large by its many digits."""
    return _looks_like(json, _LONG)


def _looks_like(json: bytes, searched: tuple[bytes, ...]) -> bool:
    looks = json.translate(_AS_LOOKS)
    for look in searched:
        place = looks.find(look)
        while place >= 0:
            before = looks[max(0, place - _NEAR) : place].rstrip(b"0.-")
            if not before or before[-1:] in b" \t\r\n:,[":
                return True
            place = looks.find(look, place + 1)
    return False


def is_large(number: int) -> bool:
    """Return whether a whole number cannot be kept as one."""
    return not _SMALLEST <= number <= _LARGEST


class CarefulNumbers:
    """Decodes JSON; `large` counts the numbers that became text since the last `take`."""

    def __init__(self) -> None:
        self.large = 0
        self.decoder = json.JSONDecoder(
            parse_constant=no_number, parse_int=self._whole, parse_float=self._fraction
        )

    def take(self) -> int:
        """Return how many there were, and begin anew."""
        taken, self.large = self.large, 0
        return taken

    def _whole(self, digits: str) -> int | str:
        number = int(digits) if len(digits) <= _MOST else None
        if number is not None and not is_large(number):
            return number
        self.large += 1
        return digits

    def _fraction(self, digits: str) -> float | str:
        number = float(digits)
        if isfinite(number):
            return number
        self.large += 1
        return digits


def no_number(name: str) -> Any:
    """Refuse what is no number in JSON. Raises ValueError."""
    raise ValueError(f"{name} is not a number in JSON")


def note_large(number: int, notes: Notes) -> None:
    """Say that so many numbers became text."""
    if number == 1:
        said, kept = "1 number is", "It was kept as text, as it stands."
    else:
        said, kept = f"{number:,} numbers are", "They were kept as text, as they stand."
    notes.add("large-number", f"{said} too large to be kept as such.", kept)
