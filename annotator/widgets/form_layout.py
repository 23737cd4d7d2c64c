"""Where the cells of the form stand: rows as high as their values need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics

from annotator.widgets.form_row import CHOICE, FLAG, LINKS, FormRow
from annotator.widgets.key_cap import cap_width
from annotator.widgets.typography import interface_font

#: Heights of a row and of the head, the width of the names, and the air at the sides.
ROW, HEAD, NAME, AIR = 28, 36, 104, 16
_LINE, _CELL, _CELL_AIR = 24, 22, 6


class Cell(NamedTuple):
    """A place to click: a value of a choice, the field of a text, or a link of a row.

    `number` counts the cells of its row from 0. `words` are what it shows, its digit included.
    """

    row: int
    number: int
    words: str
    box: QRect


class FormLayout(NamedTuple):
    """The cells, the top of every row with the bottom of the last, and the height of all."""

    cells: tuple[Cell, ...]
    tops: tuple[int, ...]
    height: int


def lay_out(rows: Sequence[FormRow], width: int, numbered: int) -> FormLayout:
    """Place the cells of all rows for a width; those of the row `numbered` show their digits."""
    cells: list[Cell] = []
    tops: list[int] = []
    top = HEAD
    for number, row in enumerate(rows):
        tops.append(top)
        placed = _cells(row, number, top, max(width, 240) - AIR, number == numbered)
        cells += placed
        top = max((cell.box.bottom() + 4 for cell in placed), default=top) + ROW - _LINE - 1
    tops.append(top)
    return FormLayout(tuple(cells), tuple(tops), top + 12)


def _cells(row: FormRow, number: int, top: int, right: int, numbered: bool) -> list[Cell]:
    if row.kind == LINKS:
        return _link_cells(row, number, top, right)
    left = AIR + NAME
    if row.kind not in (CHOICE, FLAG):
        box = QRect(left, top + 3, right - left, _CELL)
        return [Cell(number, 0, "" if row.value is None else str(row.value), box)]
    values = row.values if row.kind == CHOICE else ("yes" if row.value else "no",)
    metrics = QFontMetrics(interface_font(12, bold=True))
    cells, x = [], left
    for digit, value in enumerate(values, start=1):
        words = f"{digit} {value}" if numbered and digit <= 9 else value
        width = metrics.horizontalAdvance(words) + 2 * _CELL_AIR
        if x + width > right and x > left:
            x, top = left, top + _LINE
        cells.append(Cell(number, digit - 1, words, QRect(x, top + 3, width, _CELL)))
        x += width + 2
    return cells


def _link_cells(row: FormRow, number: int, top: int, right: int) -> list[Cell]:
    metrics = QFontMetrics(interface_font(12))
    cells, x = [], AIR + NAME
    for each, link in enumerate(row.links):
        cap = cap_width(link.key) + 8 if link.key else 0
        last = each == len(row.links) - 1
        width = right - x if last else cap + metrics.horizontalAdvance(link.words) + 4
        cells.append(Cell(number, each, link.words, QRect(x, top + 3, max(width, 24), _CELL)))
        x += width + 12
    return cells
