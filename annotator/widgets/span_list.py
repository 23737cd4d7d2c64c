"""The list of an article's spans, by label or all, in text order."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from annotator.domain.span import Span, text_order
from annotator.widgets.row_delegate import AnyIndex, RowDelegate
from annotator.widgets.row_list import RowList
from annotator.widgets.text_line import draw_line, runs_from_right
from annotator.widgets.typography import interface_font, serif_font

ROW_HEIGHT = 48
_AIR, _INDENT = 16, 20
#: More of a quote than this never fits a row.
_LONGEST = 120


class SpanModel(QAbstractListModel):
    """The spans of one label, or of all, kept in text order while they change."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._all: dict[str, Span] = {}
        self._shown: list[Span] = []
        self._label: str | None = None
        self._checks: Mapping[str, str] | None = None
        #: What the line below a span says (with its label, or without), and how deep it is
        #: nested: the page knows that.
        self.describe: Callable[[Span, bool], str] = lambda _span, _with_label: ""
        self.depth: Callable[[Span], int] = lambda _span: 0

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many spans the list shows."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The quote; with its detail for screen readers."""
        if not index.isValid():
            return None
        span = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return " … ".join(span.quote)[:_LONGEST]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{' … '.join(span.quote)}, {self.detail(span)}"
        return None

    def span_at(self, row: int) -> Span:
        """Return the span of a row."""
        return self._shown[row]

    def detail(self, span: Span) -> str:
        """Return the quiet line below a span."""
        if self._checks is not None:
            return self._checks.get(span.id, "")
        return self.describe(span, self._label is None)

    def row_of(self, span_id: str | None) -> int:
        """Return the row of a span, or -1 when the list does not show it."""
        span = self._all.get(span_id or "")
        if span is None or not self._shows(span):
            return -1
        return bisect_left(self._shown, text_order(span), key=text_order)

    def _shows(self, span: Span) -> bool:
        if self._checks is not None:
            return span.id in self._checks
        return self._label is None or span.label == self._label

    def show_spans(self, spans: Iterable[Span]) -> None:
        """Show these spans instead of all others."""
        self._all = {span.id: span for span in spans}
        self._filter()

    @property
    def label(self) -> str | None:
        """The label (by id) whose spans alone are shown, or None."""
        return self._label

    def show_label(self, label: str | None) -> None:
        """Show only the spans of this label (by id), or all with None."""
        self._label, self._checks = label, None
        self._filter()

    def show_checks(self, checks: Mapping[str, str]) -> None:
        """Show only these spans (by id), each with what is to be checked in it."""
        if checks != self._checks:
            self._checks = dict(checks)
            self._filter()

    def _filter(self) -> None:
        self.beginResetModel()
        self._shown = sorted(filter(self._shows, self._all.values()), key=text_order)
        self.endResetModel()

    def put(self, span: Span) -> None:
        """Show a new span, or a changed one in its new place."""
        self.take(span.id)
        self._all[span.id] = span
        if self._shows(span):
            row = bisect_left(self._shown, text_order(span), key=text_order)
            self.beginInsertRows(QModelIndex(), row, row)
            insort(self._shown, span, key=text_order)
            self.endInsertRows()

    def take(self, span_id: str) -> None:
        """Show a span no longer."""
        row = self.row_of(span_id)
        if row >= 0:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._shown[row]
            self.endRemoveRows()
        self._all.pop(span_id, None)


class SpanDelegate(RowDelegate):
    """Paints a span's row: what was said in serif, a quiet line below."""

    def reads_left(self, index: AnyIndex) -> bool:
        """Return whether the span's words are written from the right."""
        model: SpanModel = index.model()  # type: ignore[assignment]
        return runs_from_right(" … ".join(model.span_at(index.row()).quote))

    def paint_row(self, painter: QPainter, box: QRect, index: AnyIndex, selected: bool) -> None:
        """Paint one row."""
        model: SpanModel = index.model()  # type: ignore[assignment]
        span = model.span_at(index.row())
        words = " ".join(" … ".join(span.quote).split())[:_LONGEST]
        right = runs_from_right(words)
        indent = _INDENT * model.depth(span) if not right else 0
        width = box.width() - 2 * _AIR - indent
        line = QRect(box.left() + _AIR + indent, box.top() + 5, width, 22)
        draw_line(painter, line, words, serif_font(15), self.theme.ink, right=right)
        below = line.translated(0, 19)
        detail, font = model.detail(span), interface_font(12)
        draw_line(painter, below, detail, font, self.theme.soft_ink, right=right)


class SpanListView(RowList):
    """The list itself; Delete and Backspace delete, Enter goes to the article.

    `focus_changed` tells whether it has the keyboard now.
    """

    delete_pressed = Signal()
    focus_changed = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the list's own keys."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard came."""
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard went."""
        super().focusOutEvent(event)
        self.focus_changed.emit(False)
