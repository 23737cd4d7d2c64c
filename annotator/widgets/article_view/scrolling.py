"""Which scroll bar value brings a line to a place; Qt's scroll bar here counts lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtGui import QTextBlock

from annotator.domain.span import Fragment
from annotator.widgets.article_view.geometry import line_at, line_room
from annotator.widgets.article_view.metrics import TOP_AIR
from annotator.widgets.article_view.page import Page


def scroll_value_for(page: Page, block: QTextBlock, position: int, room: float) -> int:
    """Return the least value at which at most `room` pixels lie over the line of a code point."""
    number, first = line_at(page.box(block), position), True
    while True:
        over = _line_before(page, block, number)
        if over is None:
            # Only at the very top does the air over the first line show.
            return 0 if first or room >= TOP_AIR else 1
        above, above_number = over
        room -= line_room(page.box(above), above_number)
        first = False
        if room < 0:
            return _value(block, number)
        block, number = above, above_number


class Room(NamedTuple):
    """How far under the upper edge a span may begin, so that it and what is about it are seen.

    From `least` on what comes before it shows too; up to `most` there is room under it.
    """

    least: float
    most: float


def room_for(
    page: Page, blocks: tuple[QTextBlock, QTextBlock], span: Fragment, sights: Sequence[int],
    height: float,
) -> Room | None:  # fmt: skip
    """Return where a span may begin in `height` pixels; None when it is taller than that.

    `blocks` are those of its first and its last line. Of the code points `sights` before it, all
    that can be seen with it are.
    """
    block, number = blocks[1], line_at(page.box(blocks[1]), span[1] - 1)
    height -= line_room(page.box(block), number)
    first = line_at(page.box(blocks[0]), span[0])
    while height >= 0 and (block, number) != (blocks[0], first):
        over = _line_before(page, block, number)
        if over is None:
            break
        block, number = over
        height -= line_room(page.box(block), number)
    return None if height < 0 else Room(_room_over(page, block, number, sights, height), height)


def _room_over(
    page: Page, block: QTextBlock, number: int, sights: Sequence[int], most: float
) -> float:
    """Return what lies over a line up to the farthest line with a sight within `most` pixels."""
    room = found = 0.0
    while (over := _line_before(page, block, number)) is not None:
        block, number = over
        room += line_room(page.box(block), number)
        if room > most:
            return found
        line = page.box(block).lines[number]
        if any(line.start <= position < line.stop for position in sights):
            found = room
    # The air over the very first line shows with it.
    return min(found + TOP_AIR, most) if found == room else found


def _value(block: QTextBlock, number: int) -> int:
    return int(block.firstLineNumber()) + number


def _line_before(page: Page, block: QTextBlock, number: int) -> tuple[QTextBlock, int] | None:
    if number:
        return block, number - 1
    previous = block.previous()
    return (previous, len(page.box(previous).lines) - 1) if previous.isValid() else None
