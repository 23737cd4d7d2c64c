"""Which scroll bar value brings a line to a place; Qt's scroll bar here counts lines."""

from __future__ import annotations

from PySide6.QtGui import QTextBlock

from annotator.widgets.article_view.geometry import line_at
from annotator.widgets.article_view.page import Page


def scroll_value_for(page: Page, block: QTextBlock, position: int, room: float) -> int:
    """Return the value at which at most `room` pixels lie over the line of a code point."""
    number = line_at(page.box(block), position)
    while room > 0:
        if number == 0:
            previous = block.previous()
            if not previous.isValid():
                break
            block = previous
            number = len(page.box(block).lines)
        number -= 1
        line = page.box(block).lines[number]
        room -= line.height + page.metrics.gap(line.lanes)
        if room < 0:
            number += 1
            break
    return int(block.firstLineNumber()) + number
