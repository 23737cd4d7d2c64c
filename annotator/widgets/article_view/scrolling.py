"""Which scroll bar value brings a line to a place; Qt's scroll bar here counts lines."""

from __future__ import annotations

from PySide6.QtGui import QTextBlock

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


def _value(block: QTextBlock, number: int) -> int:
    return int(block.firstLineNumber()) + number


def _line_before(page: Page, block: QTextBlock, number: int) -> tuple[QTextBlock, int] | None:
    if number:
        return block, number - 1
    previous = block.previous()
    return (previous, len(page.box(previous).lines) - 1) if previous.isValid() else None
