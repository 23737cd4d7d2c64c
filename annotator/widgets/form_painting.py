"""Paints the form: its head, the names of its rows, values, links and what is still asked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from annotator.widgets.form_layout import AIR, Cell, FormLayout
from annotator.widgets.form_row import CHOICE, DIFFERENT, FLAG, LINKS, FormHead, FormRow
from annotator.widgets.key_cap import cap_width, paint_cap
from annotator.widgets.text_line import draw_line
from annotator.widgets.theme import Theme
from annotator.widgets.typography import interface_font


def paint_form(
    painter: QPainter,
    theme: Theme,
    width: int,
    head: FormHead,
    rows: Sequence[FormRow],
    layout: FormLayout,
    current: int,
) -> None:
    """Paint all of it; `current` is the row that has the focus, or -1."""
    painter.fillRect(QRect(0, 0, width, 1), QColor(theme.line))
    _paint_head(painter, theme, width, head)
    for number, row in enumerate(rows):
        top, bottom = layout.tops[number], layout.tops[number + 1]
        if number == current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.selected_row))
            painter.drawRoundedRect(QRectF(8, top, width - 16, bottom - top), 4, 4)
        name = QRect(AIR, top + 3, layout.values - AIR - 6, 22)
        colour = theme.accent if row.asks else theme.soft_ink
        words = f"! {row.name}" if row.asks else row.name
        draw_line(painter, name, words, interface_font(12), colour)
    for cell in layout.cells:
        _paint_cell(painter, theme, rows[cell.row], cell)


def _paint_head(painter: QPainter, theme: Theme, width: int, head: FormHead) -> None:
    line = QRect(AIR, 8, width - 2 * AIR, 24)
    middle = Qt.AlignmentFlag.AlignVCenter
    bold, usual = interface_font(13, bold=True), interface_font(12)
    note = QFontMetrics(usual).horizontalAdvance(head.note) if head.note else 0
    title = min(
        QFontMetrics(bold).horizontalAdvance(head.title) + 2, line.width() - note - 8 * bool(note)
    )
    draw_line(painter, QRect(line.left(), line.top(), title, 24), head.title, bold, theme.ink)
    painter.setFont(usual)
    painter.setPen(QColor(theme.soft_ink))
    after = line.adjusted(title + 8, 0, -note - 8 * bool(note), 0)
    painter.drawText(after, middle | Qt.AlignmentFlag.AlignLeft, head.place)
    painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, head.note)


def _paint_cell(painter: QPainter, theme: Theme, row: FormRow, cell: Cell) -> None:
    if row.kind == LINKS:
        _paint_link(painter, theme, row, cell)
    elif row.kind in (CHOICE, FLAG):
        _paint_value(painter, theme, row, cell)
    else:
        _paint_field(painter, theme, row, cell)


def _paint_value(painter: QPainter, theme: Theme, row: FormRow, cell: Cell) -> None:
    chosen = row.value is True if row.kind == FLAG else row.value == row.values[cell.number]
    if chosen:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.ink))
        painter.drawRoundedRect(QRectF(cell.box), 4, 4)
    painter.setFont(interface_font(12, bold=chosen))
    painter.setPen(QColor(theme.paper if chosen else theme.ink))
    painter.drawText(cell.box, Qt.AlignmentFlag.AlignCenter, cell.words)


def _paint_field(painter: QPainter, theme: Theme, row: FormRow, cell: Cell) -> None:
    painter.setPen(QColor(theme.line))
    painter.drawLine(cell.box.bottomLeft(), cell.box.bottomRight())
    there = row.value not in (None, "", DIFFERENT)
    words = cell.words if row.value not in (None, "") else "Enter to type"
    colour = theme.ink if there else theme.soft_ink
    draw_line(painter, cell.box, words, interface_font(12), colour)


def _paint_link(painter: QPainter, theme: Theme, row: FormRow, cell: Cell) -> None:
    link, box = row.links[cell.number], QRect(cell.box)
    if link.key:
        paint_cap(painter, box.left(), box.center().y() + 0.5, link.key, theme)
        box.setLeft(box.left() + cap_width(link.key) + 8)
    colour = theme.soft_ink if link.offered else theme.ink
    draw_line(painter, box, link.words, interface_font(12), colour)
