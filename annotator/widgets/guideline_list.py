"""The sections and rules of a guideline, each with how often it is cited."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyleOptionViewItem, QWidget

from annotator.widgets.row_delegate import AnyIndex, RowDelegate
from annotator.widgets.text_line import draw_line
from annotator.widgets.theme import Theme
from annotator.widgets.typography import interface_font

_ROLE = Qt.ItemDataRole.UserRole
_HEIGHT, _AIR, _INDENT, _COUNT = 28, 12, 16, 28


class GuidelineRow(NamedTuple):
    """A section, or a rule with its number as `name`; `citation` cites it, None if nothing does.

    `times` is how many comments and decisions cite it, None while that is not known.
    """

    name: str
    words: str
    is_rule: bool
    citation: str | None = None
    times: tuple[int, int] | None = None

    @property
    def cited(self) -> str:
        """How often it is cited, in words."""
        if self.times is None:
            return ""
        parts = [
            f"{number:,} {noun}{'s' * (number != 1)}"
            for number, noun in zip(self.times, ("comment", "decision"), strict=True)
            if number
        ]
        return f"cited in {' and '.join(parts)}" if parts else "cited nowhere"


class GuidelineList(QListWidget):
    """Rows of a guideline; `row` tells which one an item is."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guidelineList")
        self.setAccessibleName("Sections and rules")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self._delegate = _Delegate(theme, self)
        self.setItemDelegate(self._delegate)

    def show_rows(self, rows: Iterable[GuidelineRow]) -> None:
        """Show these; the same one stays current if it is still there."""
        at = self.currentItem()
        kept = None if at is None else (self.row_of(at).is_rule, self.row_of(at).name)
        blocked = self.blockSignals(True)
        self.clear()
        for row in rows:
            item = QListWidgetItem(f"    {row.name}  {row.words}" if row.is_rule else row.name)
            item.setData(_ROLE, row)
            said = f"{row.cited[:1].upper()}{row.cited[1:]}." if row.cited else ""
            item.setToolTip("\n".join(each for each in (row.words * row.is_rule, said) if each))
            spoken = ", ".join(each for each in (item.text().strip(), row.cited) if each)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            self.addItem(item)
            if (row.is_rule, row.name) == kept:
                self.setCurrentItem(item)
        self.blockSignals(blocked)

    def row_of(self, item: QListWidgetItem) -> GuidelineRow:
        """Return what an item stands for."""
        row: GuidelineRow = item.data(_ROLE)
        # Qt gives a named tuple back as a plain one.
        return GuidelineRow(*row)

    def set_theme(self, theme: Theme) -> None:
        """Paint with this theme."""
        self._delegate.theme = theme
        self.viewport().update()


class _Delegate(RowDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Every row is as high as the others."""
        return QSize(0, _HEIGHT)

    def paint_row(self, painter: QPainter, box: QRect, index: AnyIndex, selected: bool) -> None:
        """Paint number and words, and at the right how often it is cited."""
        row = GuidelineRow(*index.data(_ROLE))
        times = sum(row.times or ())
        theme, inner = self.theme, box.adjusted(_AIR, 0, -4, 0)
        right = QRect(inner)
        right.setLeft(inner.right() - _COUNT)
        if times:
            draw_line(painter, right, f"{times:,}×", interface_font(12), theme.soft_ink, right=True)
            inner.setRight(right.left() - 4)
        if not row.is_rule:
            draw_line(painter, inner, row.name, interface_font(13, bold=True), theme.ink)
            return
        inner.setLeft(inner.left() + _INDENT)
        number, words = QRect(inner), QRect(inner)
        font = interface_font(13, bold=True)
        number.setWidth(28)
        words.setLeft(inner.left() + 32)
        draw_line(painter, number, row.name, font, theme.accent)
        draw_line(painter, words, row.words, interface_font(13), theme.ink)
