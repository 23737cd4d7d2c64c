"""In which unit a foreign file counts: its quotes tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.graphemes import boundaries
from annotator.domain.offsets import OffsetMap

#: Units a foreign file may count in, the likeliest first.
UNITS = ("codepoint", "utf16", "byte", "grapheme")

#: What others call them, without case, hyphens and the like, in the singular.
_OTHER_NAMES = {
    **dict.fromkeys(("codepoint", "unicodecodepoint", "character", "char", "utf32"), "codepoint"),
    **dict.fromkeys(("utf16", "utf16codeunit", "utf16unit", "codeunit"), "utf16"),
    **dict.fromkeys(("byte", "utf8", "utf8byte", "utf8codeunit"), "byte"),
    **dict.fromkeys(("grapheme", "graphemecluster"), "grapheme"),
}


def unit_named(name: str) -> str | None:
    """Return the one of UNITS that a file means by a name such as “UTF-16”, or None."""
    plain = "".join(each for each in name.casefold() if each.isalnum())
    return _OTHER_NAMES.get(plain) or _OTHER_NAMES.get(plain.removesuffix("s"))


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
