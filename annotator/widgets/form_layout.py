"""Where the cells of the form stand: rows as high as their values need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics

from annotator.widgets.form_row import CHOICE, FLAG, LINKS, FormRow
from annotator.widgets.key_cap import cap_width
from annotator.widgets.typography import interface_font

#: Heights of a row and of the head, and the air at the sides.
ROW, HEAD, AIR = 28, 36, 16
_LINE, _CELL, _CELL_AIR = 24, 22, 5
#: The least and the greatest width of the names, and the room after them.
_LEAST, _MOST, _AFTER = 64, 100, 10


class Cell(NamedTuple):
    """A place to click: a value of a choice, the field of a text, or a link of a row.

    `number` counts the cells of its row from 0. `words` are what it shows, its digit included.
    """

    row: int
    number: int
    words: str
    box: QRect


class FormLayout(NamedTuple):
    """The cells, the top of every row with the bottom of the last, and the height of all.

    `values` is the x where the names end and the values begin.
    """

    cells: tuple[Cell, ...]
    tops: tuple[int, ...]
    height: int
    values: int = AIR


def lay_out(rows: Sequence[FormRow], width: int, numbered: int) -> FormLayout:
    """Place the cells of all rows for a width; those of the row `numbered` show their digits.

    There is room for the digits in every row, so that nothing moves when the focus does.
    """
    cells: list[Cell] = []
    metrics = QFontMetrics(interface_font(12))
    names = [metrics.horizontalAdvance(("! " if row.asks else "") + row.name) for row in rows]
    left = AIR + min(max([_LEAST, *names]), _MOST) + _AFTER
    tops: list[int] = []
    top = HEAD
    for number, row in enumerate(rows):
        tops.append(top)
        line = QRect(left, top + 3, max(width, 240) - AIR - left, _CELL)
        placed = _cells(row, number, line, number == numbered)
        cells += placed
        top = max((cell.box.bottom() + 4 for cell in placed), default=top) + ROW - _LINE - 1
    tops.append(top)
    return FormLayout(tuple(cells), tuple(tops), top + 12, left)


def _cells(row: FormRow, number: int, line: QRect, numbered: bool) -> list[Cell]:
    """Return the cells of a row whose first line is given."""
    if row.kind == LINKS:
        return _link_cells(row, number, line)
    if row.kind not in (CHOICE, FLAG):
        return [Cell(number, 0, "" if row.value is None else str(row.value), line)]
    values = row.values if row.kind == CHOICE else ("yes" if row.value else "no",)
    metrics = QFontMetrics(interface_font(12, bold=True))
    cells, x, top = [], line.left(), line.top()
    for digit, value in enumerate(values, start=1):
        with_digit = f"{digit} {value}" if digit <= 9 else value
        width = metrics.horizontalAdvance(with_digit) + 2 * _CELL_AIR
        if x + width > line.right() + 1 and x > line.left():
            x, top = line.left(), top + _LINE
        words = with_digit if numbered else value
        cells.append(Cell(number, digit - 1, words, QRect(x, top, width, _CELL)))
        x += width
    return cells


def _link_cells(row: FormRow, number: int, line: QRect) -> list[Cell]:
    metrics = QFontMetrics(interface_font(12))
    cells, x = [], line.left()
    for each, link in enumerate(row.links):
        cap = cap_width(link.key) + 8 if link.key else 0
        last = each == len(row.links) - 1
        width = line.right() - x if last else cap + metrics.horizontalAdvance(link.words) + 4
        box = QRect(x, line.top(), max(width, 24), _CELL)
        cells.append(Cell(number, each, link.words, box))
        x += width + 12
    return cells
