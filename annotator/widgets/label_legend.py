"""The labels with their keys, how their spans are drawn, and how many there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.domain.schema import Label
from annotator.widgets.article_view.bar_styles import draw_sample
from annotator.widgets.key_cap import paint_cap
from annotator.widgets.theme import Theme
from annotator.widgets.typography import interface_font

_ROW = 28
_SAMPLE_LEFT = 26
_NAME_LEFT = 60


class LabelLegend(QWidget):
    """One row a label; a click marks with it, a right click asks for its guideline.

    In a narrow pane the rows stand in two columns.
    """

    label_chosen = Signal(str)
    guideline_asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("labelLegend")
        self.theme = theme
        self.columns = 1
        self._labels: tuple[Label, ...] = ()
        self._counts: dict[str, int] = {}
        self._keys: dict[str, str] = {}
        self._hovered = -1
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_labels(self, labels: Sequence[Label]) -> None:
        """Show these labels, in schema order."""
        self._labels = tuple(labels)
        self.setAccessibleName("Labels")
        self._describe()
        self.updateGeometry()
        self.update()

    def show_keys(self, keys: Mapping[str, str]) -> None:
        """Show these keys, by label id, where they are not those of the schema."""
        self._keys = dict(keys)
        self._describe()
        self.update()

    def _describe(self) -> None:
        rows = ", ".join(
            f"{self._key(number, label)} {label.name}" for number, label in self._numbered()
        )
        self.setAccessibleDescription(rows)

    def _key(self, number: int, label: Label) -> str:
        return self._keys.get(label.id) or label.key or str(number)

    def _numbered(self) -> list[tuple[int, Label]]:
        return list(enumerate(self._labels, start=1))

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many spans each label (by id) has in the open document."""
        self._counts = dict(counts)
        self.update()

    def set_columns(self, columns: int) -> None:
        """Stand the rows in this many columns."""
        self.columns = columns
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for all rows."""
        rows = -(-len(self._labels) // self.columns)
        return QSize(120, rows * _ROW)

    def _box(self, index: int) -> QRect:
        width = self.width() // self.columns
        column, row = index % self.columns, index // self.columns
        return QRect(column * width, row * _ROW, width, _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, label in self._numbered():
            self._paint_row(painter, self._box(number - 1), number, label)
        painter.end()

    def _paint_row(self, painter: QPainter, box: QRect, number: int, label: Label) -> None:
        middle = box.center().y() + 0.5
        if number - 1 == self._hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.theme.well))
            painter.drawRoundedRect(QRectF(box).adjusted(-6, 1, 6, -1), 4, 4)
        paint_cap(painter, box.left(), middle, self._key(number, label), self.theme)
        sample = QRectF(box.left() + _SAMPLE_LEFT, middle - 4, 24, 8)
        draw_sample(painter, sample, label, self.theme)
        painter.setFont(interface_font(13))
        painter.setPen(QColor(self.theme.ink))
        flags = Qt.AlignmentFlag.AlignVCenter
        name = box.adjusted(_NAME_LEFT, 0, 0, 0)
        painter.drawText(name, flags | Qt.AlignmentFlag.AlignLeft, label.name)
        if self.columns == 1:
            painter.setPen(QColor(self.theme.soft_ink))
            count = f"{self._counts.get(label.id, 0):,}"
            painter.drawText(name, flags | Qt.AlignmentFlag.AlignRight, count)

    def _index_at(self, event: QMouseEvent) -> int:
        position = event.position().toPoint()
        for index in range(len(self._labels)):
            if self._box(index).contains(position):
                return index
        return -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which row a click would take."""
        self._hovered = self._index_at(event)
        self.update()

    def leaveEvent(self, event: object) -> None:
        """Forget the hovered row."""
        self._hovered = -1
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Mark with the label of the clicked row, or ask for its guideline."""
        index = self._index_at(event)
        if index >= 0 and event.button() == Qt.MouseButton.RightButton:
            self.guideline_asked.emit(self._labels[index].id)
        if index >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.label_chosen.emit(self._labels[index].id)
