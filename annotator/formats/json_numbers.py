"""JSON with numbers that are too large to be kept as numbers: they are read as text."""

from __future__ import annotations

import json
import re
from math import isfinite
from typing import Any

from annotator.formats.notes import Notes

#: Whole numbers that JSON can be written with here; beyond them others read it as they like.
_SMALLEST, _LARGEST = -(2**63), 2**64 - 1
#: Characters of the longest of them.
_MOST = 20
_SAID = r"[0-9](?:[0-9]{18}|[eE]\+?[0-9]{3})"
#: What a large number looks like; most of what does is in a text, or none.
MAY_BE_LARGE, MAY_BE_LARGE_BYTES = re.compile(_SAID), re.compile(_SAID.encode())


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
