"""Where a file's positions stand in the frozen text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import orjson

from annotator.domain.span import Fragment
from annotator.domain.text import FrozenText
from annotator.domain.units import UNITS, converter, detect_unit

#: No position beyond this fits into a table.
_LARGEST = 2**63 - 1
#: Characters of a wrong value that are shown.
_SHOWN = 40


class NotPlaced(ValueError):
    """A position that stands nowhere in the text; the message says why, as a sentence."""


@dataclass(frozen=True, slots=True)
class Placing:
    """Turns positions of a file's text into code points of the frozen text.

    `text` is the text as the file has it, `plain` says that its positions are good as
    they are: code points into a text that freezing did not change.
    """

    text: str
    frozen: FrozenText
    unit: str
    plain: bool
    convert: Callable[[int], int | None]

    def fragment(self, start: object, end: object) -> Fragment:
        """Return the code points, in the file's text, of a stretch given in the file's unit.

        Raises NotPlaced.
        """
        if type(start) is not int or type(end) is not int:
            raise NotPlaced(_no_place(start, end))
        if start > end:
            raise NotPlaced(f"The start {start} is behind the end {end}.")
        if start == end:
            raise NotPlaced(f"It is empty: start and end are both {start}.")
        return self._position(start), self._position(end)

    def _position(self, position: int) -> int:
        placed = self.convert(position)
        if placed is not None:
            return placed
        if position < 0 or position > self._length():
            raise NotPlaced(f"The position {position} is outside the text.")
        how = ", between its two UTF-16 units" if self.unit == "utf16" else ""
        raise NotPlaced(f"The position {position} is in the middle of a character{how}.")

    def _length(self) -> int:
        if self.unit == "utf16":
            return len(self.text.encode("utf-16-le", "surrogatepass")) // 2
        if self.unit == "byte":
            return len(self.text.encode("utf-8", "surrogatepass"))
        return len(self.text)

    def about(self, position: int) -> int:
        """Return the code point of the frozen text, or the number itself where there is none."""
        placed = self.convert(position)
        if placed is not None:
            return self.frozen.to_frozen(placed)
        return min(max(0, position), _LARGEST)

    def freeze(self, fragment: Fragment) -> Fragment:
        """Return the code points of the frozen text for those of the file's text."""
        start, end = fragment
        return self.frozen.to_frozen(start), self.frozen.to_frozen(end)


def _no_place(start: object, end: object) -> str:
    """Return what is said of positions that are none; each is shown where it is not missing."""
    missing = [name for name, each in (("begins", start), ("ends", end)) if each is None]
    if missing:
        return f"It does not say where it {' and '.join(missing)}."
    wrong = start if type(start) is not int else end
    return f"Where it stands should be two whole numbers, and one is {shortly(wrong)}."


def shortly(value: object) -> str:
    """Return a value as it stands in the file, cut to what is read at a glance."""
    try:
        said = orjson.dumps(value).decode()
    except TypeError:
        said = str(value)
    return said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…"


def placing(text: str, frozen: FrozenText, unit: str) -> Placing:
    """Return how positions of `unit` (one of UNITS) into `text` become frozen ones."""
    simple = unit == "codepoint" or (text.isascii() and unit != "grapheme")
    plain = simple and frozen.text == text
    return Placing(text, frozen, unit, plain, converter(text, unit))


def unit_by_quotes(text: str, quoted: Sequence[tuple[int, int, str]]) -> str:
    """Return the unit in which most of the (start, end, quote) read as they say."""
    if all(text[start:end] == quote for start, end, quote in quoted):
        return UNITS[0]
    evidence = detect_unit(text, quoted)
    return evidence.unit or evidence.best
