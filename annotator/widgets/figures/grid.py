"""A grid of figures: tinted cells of a heat map, or the lines of a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from annotator.domain.schema import Label
from annotator.widgets.article_view.bar_styles import draw_sample
from annotator.widgets.figures.field import FigureField, Spot, tint
from annotator.widgets.figures.row_names import fitted
from annotator.widgets.text_line import draw_line
from annotator.widgets.theme import Theme, mix
from annotator.widgets.typography import interface_font

_HEAD, _CELL, _LINE, _GAP = 28, 28, 32, 2
_SAMPLE, _AIR = 34, 8
#: What stands beside the words of tinted cells, and the least width of drawn intervals.
_TINTED_AIR, _PLOT = 8, 72
#: The least and the greatest share of the width that the names of rows take.
_NAMES_LEAST, _NAMES_MOST = 72, 0.4


class Column(NamedTuple):
    """A column: its title, and how wide it is beside the others."""

    title: str
    weight: float = 1.0


class Cell(NamedTuple):
    """A figure: its text, what it opens (None for nothing) and what it says in full.

    `strength` (0 to 1) tints it, None does not; `grey` lies on grey, `soft` is printed quietly.
    `interval` is (low, value, high) to be drawn instead of text, on the scale of the grid.
    """

    text: str
    key: Any = None
    words: str = ""
    strength: float | None = None
    grey: bool = False
    soft: bool = False
    interval: tuple[float | None, float, float | None] | None = None


class GridRow(NamedTuple):
    """A row: its name, its cells, and the label whose sample stands in front.

    `names` are those of which its name consists: where it does not fit, each keeps both its ends.
    """

    name: str
    cells: Sequence[Cell]
    label: Label | None = None
    names: Sequence[str] = ()


class FigureGrid(FigureField):
    """Rows of figures under titles; `tinted` for a heat map, otherwise lines between rows."""

    def __init__(
        self, name: str, theme: Theme, *, tinted: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, theme, parent)
        self._tinted = tinted
        self._corner = ""
        self._columns: Sequence[Column] = ()
        self._rows: Sequence[GridRow] = ()
        #: The width that each column needs.
        self._needs: Sequence[int] = ()
        #: The ends of the scale on which intervals are drawn.
        self.scale = (0.0, 1.0)
        #: The share of the width that the names of rows always take, None for what they need.
        self.names_share: float | None = None

    def show_grid(self, corner: str, columns: Sequence[Column], rows: Sequence[GridRow]) -> None:
        """Show these rows; `corner` stands over their names."""
        self._corner, self._columns, self._rows = corner, columns, rows
        self._needs = [self._need(column) for column in range(len(columns))]
        self.shown_anew()

    @property
    def _row_height(self) -> int:
        return _CELL if self._tinted else _LINE

    @property
    def _has_scale(self) -> bool:
        return any(cell.interval for row in self._rows for cell in row.cells)

    def sizeHint(self) -> QSize:
        """Room for all rows, and for the numbers of a scale."""
        foot = 20 if self._has_scale else 0
        return QSize(320, _HEAD + len(self._rows) * self._row_height + foot + 2)

    def minimumSizeHint(self) -> QSize:
        """Narrower cells are still read."""
        return QSize(260, self.sizeHint().height())

    def _names_width(self) -> int:
        if self.names_share is not None:
            return round(self.width() * self.names_share)
        metrics = QFontMetrics(interface_font(13))
        widest = max(
            (
                metrics.horizontalAdvance(row.name) + (_SAMPLE if row.label else 0)
                for row in self._rows
            ),
            default=0,
        )
        widest = max(widest, metrics.horizontalAdvance(self._corner))
        return round(min(max(widest + 3 * _AIR, _NAMES_LEAST), self.width() * _NAMES_MOST))

    def _lefts(self) -> list[int]:
        """Return where each column begins, and where the last one ends."""
        left = float(self._names_width())
        found = [round(left)]
        weights = [column.weight for column in self._columns]
        for width in shared_out(self.width() - left - 1, weights, self._needs):
            left += width
            found.append(round(left))
        return found

    def _need(self, column: int) -> int:
        """Return the width in which nothing of a column is cut."""
        cells = [row.cells[column] for row in self._rows]
        title = QFontMetrics(interface_font(12)).horizontalAdvance(self._columns[column].title)
        air = _TINTED_AIR if self._tinted else 2 * _AIR
        if any(cell.interval for cell in cells):
            # Its title goes on over the next column, which has none.
            return max(_PLOT, title + air - self._need(column + 1))
        metrics = QFontMetrics(interface_font(13))
        return max([title, *(metrics.horizontalAdvance(cell.text) for cell in cells)]) + air + 1

    def _box(self, row: int, column: int, lefts: Sequence[int]) -> QRect:
        top = _HEAD + row * self._row_height
        gap = _GAP if self._tinted else 0
        width = lefts[column + 1] - lefts[column]
        return QRect(lefts[column], top, width - gap, self._row_height - gap)

    def spots(self) -> Sequence[Spot]:
        """Return the cells that open something."""
        lefts = self._lefts()
        return [
            Spot(cell.key, self._box(number, column, lefts), cell.words or cell.text)
            for number, row in enumerate(self._rows)
            for column, cell in enumerate(row.cells)
            if cell.key is not None
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint titles, rows and the frame of the current cell."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lefts = self._lefts()
        self._paint_titles(painter, lefts)
        for number, row in enumerate(self._rows):
            self._paint_name(painter, number, row, lefts[0])
            for column, cell in enumerate(row.cells):
                self._paint_cell(painter, self._box(number, column, lefts), cell)
        if self._has_scale:
            self._paint_scale(painter, lefts)
        self.paint_current(painter)
        painter.end()

    def _paint_titles(self, painter: QPainter, lefts: Sequence[int]) -> None:
        font, soft = interface_font(12), self.theme.soft_ink
        corner = QRect(_AIR // 2, 0, lefts[0] - _AIR, _HEAD)
        draw_line(painter, corner, self._corner, font, soft)
        for column, given in enumerate(self._columns):
            plot = any(row.cells[column].interval for row in self._rows)
            end = lefts[column + 2 if plot else column + 1]
            box = QRect(lefts[column], 0, end - lefts[column], _HEAD)
            if self._tinted:
                box.adjust(2, 0, -_GAP - 2, 0)
                _centred(painter, box, given.title, 12, soft)
            else:
                box.adjust(_AIR, 0, -_AIR, 0)
                draw_line(painter, box, given.title, font, soft, right=not plot)

    def _paint_name(self, painter: QPainter, number: int, row: GridRow, width: int) -> None:
        top = _HEAD + number * self._row_height
        box = QRect(_AIR // 2, top, width - _AIR, self._row_height)
        if not self._tinted:
            painter.fillRect(QRect(0, top, self.width(), 1), QColor(self.theme.line))
        if row.label is not None:
            sample = QRectF(box.left(), box.center().y() - 3.5, 24, 8)
            draw_sample(painter, sample, row.label, self.theme)
            box.adjust(_SAMPLE, 0, 0, 0)
        draw_line(painter, box, self._said(row, box.width()), interface_font(13), self.theme.ink)

    def _said(self, row: GridRow, width: int) -> str:
        """Return the name of a row as there is room for it."""
        return fitted(row.names or (row.name,), interface_font(13), width)

    def words_beside(self, point: QPoint) -> str:
        """Return the name of the row whose name is there, where not all of it is seen."""
        number = (point.y() - _HEAD) // self._row_height
        width = self._names_width()
        if not (0 <= number < len(self._rows)) or not (0 <= point.x() < width):
            return ""
        row = self._rows[number]
        room = width - _AIR - (_SAMPLE if row.label else 0)
        return row.name if self._said(row, room) != row.name else ""

    def _paint_cell(self, painter: QPainter, box: QRect, cell: Cell) -> None:
        theme = self.theme
        if cell.grey:
            painter.fillRect(box, QColor(theme.well))
        elif cell.strength is not None:
            painter.fillRect(box, QColor(tint(theme, cell.strength)))
        ink = theme.soft_ink if cell.soft else theme.ink
        if cell.interval is not None:
            self._paint_interval(painter, box, cell.interval)
        elif self._tinted:
            _centred(painter, box, cell.text, 13, ink)
        else:
            inner = box.adjusted(_AIR, 0, -_AIR, 0)
            draw_line(painter, inner, cell.text, interface_font(13), ink, right=True)

    def _place(self, box: QRect, value: float) -> float:
        low, high = self.scale
        share = (value - low) / (high - low)
        return box.left() + _AIR + (box.width() - 3 * _AIR) * min(max(share, 0.0), 1.0)

    def _paint_interval(
        self, painter: QPainter, box: QRect, interval: tuple[float | None, float, float | None]
    ) -> None:
        low, value, high = interval
        middle = box.center().y() + 1
        track = QRectF(self._place(box, self.scale[0]), middle - 1, 0, 2)
        track.setRight(self._place(box, self.scale[1]))
        painter.fillRect(track, QColor(mix(self.theme.paper, self.theme.line, 0.7)))
        ink = QPen(QColor(self.theme.ink))
        ink.setWidthF(1.5)
        painter.setPen(ink)
        if low is not None and high is not None:
            left, right = self._place(box, low), self._place(box, high)
            painter.drawLine(round(left), middle, round(right), middle)
            for end in (left, right):
                painter.drawLine(round(end), middle - 4, round(end), middle + 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.accent))
        painter.drawEllipse(QRectF(self._place(box, value) - 4, middle - 4, 8, 8))

    def _paint_scale(self, painter: QPainter, lefts: Sequence[int]) -> None:
        column = next(
            number for row in self._rows for number, cell in enumerate(row.cells) if cell.interval
        )
        box = self._box(len(self._rows), column, lefts)
        for value in (self.scale[0], sum(self.scale) / 2, self.scale[1]):
            words = tick(value)
            middle = round(self._place(box, value))
            _centred(painter, QRect(middle - 30, box.top(), 60, 20), words, 11, self.theme.soft_ink)


def tick(value: float) -> str:
    """Return a number of a scale as figures are written: .65, 1, −.1."""
    words = f"{abs(value):.2f}".rstrip("0").rstrip(".").removeprefix("0") or "0"
    return f"−{words}" if value < 0 and words != "0" else words


def shared_out(room: float, weights: Sequence[float], needs: Sequence[float]) -> list[float]:
    """Return widths that fill a room by weight, none below its need where there is room for all."""
    if sum(needs) >= room:
        return [room * need / (sum(needs) or 1) for need in needs]
    short: set[int] = set()
    while True:
        left = room - sum(needs[each] for each in short)
        total = sum(weight for each, weight in enumerate(weights) if each not in short) or 1
        widths = [
            needs[each] if each in short else left * weight / total
            for each, weight in enumerate(weights)
        ]
        more = {each for each, width in enumerate(widths) if width < needs[each] - 1e-6} - short
        if not more:
            return widths
        short |= more


def _centred(painter: QPainter, box: QRect, text: str, size: int, color: str) -> None:
    font = interface_font(size)
    painter.setFont(font)
    painter.setPen(QColor(color))
    elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, elided)
