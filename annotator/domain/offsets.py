"""Positions in other units: UTF-16 (Qt, Java) and UTF-8 bytes.

Everywhere else a position is a code point; a text's positions are converted here only.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

#: Finds what takes two units in UTF-16.
ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_CONTINUATION = bytes(range(0x80, 0xC0))
#: Code points between two remembered byte positions.
_STRIDE = 256


class OffsetMap:
    """Converts positions of one text. ASCII texts cost nothing, others one scan each.

    Every method raises IndexError for a position outside the text, both ends included.
    """

    __slots__ = ("_astral", "_astral_utf16", "_byte_marks", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._astral: list[int] = []
        if not text.isascii():
            self._astral = [match.start() for match in ASTRAL.finditer(text)]
        self._astral_utf16 = [place + index for index, place in enumerate(self._astral)]
        self._byte_marks: list[int] | None = None

    @property
    def utf16_length(self) -> int:
        """The length of the text in UTF-16 units."""
        return len(self._text) + len(self._astral)

    def to_utf16(self, position: int) -> int:
        """Return the UTF-16 position of a code point."""
        self._check(position, len(self._text))
        return position + bisect_left(self._astral, position)

    def from_utf16(self, utf16: int) -> int:
        """Return the code point at a UTF-16 position; inside a pair, the character's start."""
        self._check(utf16, self.utf16_length)
        return utf16 - bisect_left(self._astral_utf16, utf16)

    def to_byte(self, position: int) -> int:
        """Return the UTF-8 byte position of a code point."""
        self._check(position, len(self._text))
        stride = position // _STRIDE
        rest = self._text[stride * _STRIDE : position]
        return self._marks()[stride] + len(rest.encode("utf-8", "surrogatepass"))

    def from_byte(self, byte: int) -> int:
        """Return the code point at a UTF-8 byte; inside a character, the character's start."""
        marks = self._marks()
        self._check(byte, marks[-1])
        # The last mark is the end of the text and starts no stretch.
        stride = max(min(bisect_right(marks, byte), len(marks) - 1) - 1, 0)
        start = stride * _STRIDE
        utf8 = self._text[start : start + _STRIDE].encode("utf-8", "surrogatepass")
        rest = byte - marks[stride]
        begun = len(utf8[:rest].translate(None, _CONTINUATION))
        inside = rest < len(utf8) and 0x80 <= utf8[rest] < 0xC0
        return start + begun - inside

    def _marks(self) -> list[int]:
        """Return the byte positions of every 256th code point, and of the end."""
        if self._byte_marks is None:
            marks = [0]
            for start in range(0, len(self._text), _STRIDE):
                stretch = self._text[start : start + _STRIDE]
                marks.append(marks[-1] + len(stretch.encode("utf-8", "surrogatepass")))
            self._byte_marks = marks
        return self._byte_marks

    @staticmethod
    def _check(position: int, length: int) -> None:
        if not 0 <= position <= length:
            raise IndexError(f"position {position} is outside a text of length {length}")
