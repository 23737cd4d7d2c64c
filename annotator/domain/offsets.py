"""Positions in other units: UTF-16 (Qt, Java), UTF-8 bytes, grapheme clusters.

Everywhere else a position is a code point; a text's positions are converted here only.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.graphemes import boundaries

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_CONTINUATION = bytes(range(0x80, 0xC0))
#: Code points between two remembered byte positions.
_STRIDE = 256
#: Units a foreign file may count in, the likeliest first.
UNITS = ("codepoint", "utf16", "byte", "grapheme")


class OffsetMap:
    """Converts positions of one text. ASCII texts cost nothing, others one scan each.

    Every method raises IndexError for a position outside the text, both ends included.
    """

    __slots__ = ("_astral", "_astral_utf16", "_byte_marks", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._astral: list[int] = []
        if not text.isascii():
            self._astral = [match.start() for match in _ASTRAL.finditer(text)]
        self._astral_utf16 = [place + index for index, place in enumerate(self._astral)]
        self._byte_marks: list[int] | None = None

    @property
    def utf16_length(self) -> int:
        """The length of the text in UTF-16 units."""
        return len(self._text) + len(self._astral)

    @property
    def byte_length(self) -> int:
        """The length of the text in UTF-8 bytes."""
        return self._marks()[-1]

    def to_utf16(self, position: int) -> int:
        """Return the UTF-16 position of a code point."""
        self._check(position, len(self._text))
        return position + bisect_left(self._astral, position)

    def from_utf16(self, utf16: int) -> int:
        """Return the code point at a UTF-16 position; inside a pair, the character's start."""
        self._check(utf16, self.utf16_length)
        return utf16 - bisect_left(self._astral_utf16, utf16)

    def splits_pair(self, utf16: int) -> bool:
        """Return whether a UTF-16 position lies inside a surrogate pair."""
        self._check(utf16, self.utf16_length)
        index = bisect_left(self._astral_utf16, utf16)
        return index > 0 and self._astral_utf16[index - 1] == utf16 - 1

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


def converter(text: str, unit: str) -> Callable[[int], int | None]:
    """Return the function from positions in `unit` (one of UNITS) to code points.

    It gives None for a position outside the text or inside a character.
    """
    if unit == "grapheme":
        places = boundaries(text)
        return lambda position: places[position] if 0 <= position < len(places) else None
    if unit == "codepoint":
        return lambda position: position if 0 <= position <= len(text) else None
    offsets = OffsetMap(text)
    down, up = {
        "utf16": (offsets.from_utf16, offsets.to_utf16),
        "byte": (offsets.from_byte, offsets.to_byte),
    }[unit]

    def convert(position: int) -> int | None:
        try:
            place = down(position)
        except IndexError:
            return None
        return place if up(place) == position else None

    return convert


@dataclass(frozen=True, slots=True)
class UnitEvidence:
    """How many of `total` spans read as their quote says, per unit.

    `unit` is the first of UNITS in which every span does, None when there is none: then
    nothing may be taken for granted and the spans have to be shown.
    """

    unit: str | None
    total: int
    hits: Mapping[str, int]

    @property
    def best(self) -> str:
        """The unit with most hits, the likeliest at a tie."""
        return max(UNITS, key=lambda unit: self.hits[unit])


def detect_unit(text: str, spans: Iterable[tuple[int, int, str]]) -> UnitEvidence:
    """Return in which unit the (start, end, quote) of a foreign file count.

    `text` is the text the file counted in, so the decoded source before it is frozen. The
    quotes tell; without a span (or with an ASCII text) code points are as good as any.
    """
    given = list(spans)
    hits = {unit: _count_hits(text, given, unit) for unit in UNITS}
    unit = next((unit for unit in UNITS if hits[unit] == len(given)), None)
    return UnitEvidence(unit, len(given), hits)


def _count_hits(text: str, spans: Sequence[tuple[int, int, str]], unit: str) -> int:
    convert = converter(text, unit)
    count = 0
    for start, end, quote in spans:
        first, last = convert(start), convert(end)
        if first is not None and last is not None and first <= last:
            count += text[first:last] == quote
    return count


#: What Qt would drop, swap or break a block at, and what stands for it, one for one.
_QT_START = re.compile("\\A[\ufeff\ufffe]")
_QT_UNSAFE = re.compile("[\ufdd0\ufdd1\ud800-\udfff\u2029]")
#: The most UTF-16 units in a block of the display text: Qt is slow on longer ones.
BLOCK_UNITS = 2048
#: What a break may stand in for, because nothing shows at the end of a line there.
_BLANK = re.compile("[ \t\u3000\u1680\u2000-\u200b\u205f]")
_AFTER_STOP = re.compile("[.!?…。！？؟۔][\"'”’»“)\\]]*[ \t\u3000]")


@dataclass(frozen=True, slots=True)
class QtText:
    """A text for Qt to show: same length as the source in code points and in UTF-16.

    Never read it back: positions are valid in the source, characters are not. At
    `soft_breaks` (code points) a blank of the source became a block break. `unbroken` are
    the starts of blocks that stay longer than BLOCK_UNITS, because no blank came in time:
    there is nothing to put a break in the place of without hiding a character.
    """

    text: str
    soft_breaks: tuple[int, ...] = ()
    unbroken: tuple[int, ...] = ()


def qt_text(text: str) -> QtText:
    """Return what to hand to Qt for a frozen text (newlines are LF already).

    A leading U+FEFF or U+FFFE becomes U+2060, what Qt takes for a block end or cannot hold
    becomes U+FFFD. Paragraphs of more than BLOCK_UNITS get soft breaks, if they can after
    the end of a sentence in the second half of the block, else at the last blank.
    """
    shown = _QT_UNSAFE.sub("\ufffd", _QT_START.sub("\u2060", text))
    breaks: list[int] = []
    unbroken: list[int] = []
    start = 0
    for line in shown.split("\n"):
        if len(line) > BLOCK_UNITS // 2:
            _break_line(shown, start, start + len(line), breaks, unbroken)
        start += len(line) + 1
    if not breaks:
        return QtText(shown, (), tuple(unbroken))
    ends = [*breaks, len(shown)]
    starts = [0, *(place + 1 for place in breaks)]
    pieces = [shown[start:end] for start, end in zip(starts, ends, strict=True)]
    return QtText("\n".join(pieces), tuple(breaks), tuple(unbroken))


def _break_line(text: str, start: int, end: int, breaks: list[int], unbroken: list[int]) -> None:
    astral = not text.isascii() and _ASTRAL.search(text, start, end) is not None
    most = BLOCK_UNITS // 2 if astral else BLOCK_UNITS
    while end - start > most:
        place = _place_for_break(text, start, start + most, most)
        if place is None:
            unbroken.append(start)
            late = _BLANK.search(text, start + most, end)
            if late is None:
                return
            place = late.start()
        breaks.append(place)
        start = place + 1


def _place_for_break(text: str, start: int, end: int, most: int) -> int | None:
    """Return the blank to break at so that the block stays within [start, end]."""
    stops = [match.end() - 1 for match in _AFTER_STOP.finditer(text, end - most // 2, end + 1)]
    if stops:
        return stops[-1]
    blanks = [match.start() for match in _BLANK.finditer(text, start + 1, end + 1)]
    return blanks[-1] if blanks else None
