"""Stand-in until the domain's offset map is merged."""

from __future__ import annotations

import re
from bisect import bisect_left

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class OffsetMap:
    """Code points to UTF-16 and back."""

    def __init__(self, text: str) -> None:
        self._points = [] if text.isascii() else [m.start() for m in _ASTRAL.finditer(text)]
        self._units = [point + number for number, point in enumerate(self._points)]

    def to_utf16(self, position: int) -> int:
        """Return the UTF-16 position."""
        return position + bisect_left(self._points, position)

    def from_utf16(self, utf16: int) -> int:
        """Return the code point position."""
        return utf16 - bisect_left(self._units, utf16)


def display_text(text: str) -> str:
    """Return the text Qt is given."""
    return text


def snap(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch."""
    return start, end
