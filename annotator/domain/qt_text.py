"""A text as Qt can show it, position for position."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from annotator.domain.offsets import ASTRAL

#: What Qt would drop, swap or break a block at, and what stands for it, one for one.
_QT_START = re.compile("\\A[\ufeff\ufffe]")
_QT_UNSAFE = re.compile("[\ufdd0\ufdd1\ud800-\udfff\u2029]")
#: The most UTF-16 units in a block of the display text: Qt is slow on longer ones.
BLOCK_UNITS = 2048
#: What a break may stand in for, because nothing shows at the end of a line there.
_BLANK = "[ \t\u3000\u1680\u2000-\u200b\u205f]"
_AFTER_STOP = "[.!?…。！？؟۔][\"'”’»“)\\]]*[ \t\u3000]"


@cache
def _blank() -> re.Pattern[str]:
    # Compiled for the first long paragraph: most articles have none.
    return re.compile(_BLANK)


@cache
def _after_stop() -> re.Pattern[str]:
    return re.compile(_AFTER_STOP)


class QtText(NamedTuple):
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
    astral = not text.isascii() and ASTRAL.search(text, start, end) is not None
    most = BLOCK_UNITS // 2 if astral else BLOCK_UNITS
    while end - start > most:
        place = _place_for_break(text, start, start + most, most)
        if place is None:
            unbroken.append(start)
            late = _blank().search(text, start + most, end)
            if late is None:
                return
            place = late.start()
        breaks.append(place)
        start = place + 1


def _place_for_break(text: str, start: int, end: int, most: int) -> int | None:
    """Return the blank to break at so that the block stays within [start, end]."""
    stops = [match.end() - 1 for match in _after_stop().finditer(text, end - most // 2, end + 1)]
    if stops:
        return stops[-1]
    blanks = [match.start() for match in _blank().finditer(text, start + 1, end + 1)]
    return blanks[-1] if blanks else None
