"""A comment in the comment box: who, when, and what was written, as long as it is."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from annotator.domain.problem import Problem
from annotator.widgets.row_delegate import AnyIndex, RowDelegate
from annotator.widgets.text_line import draw_line, runs_from_right
from annotator.widgets.theme import Theme
from annotator.widgets.typography import interface_font, serif_font

_LEFT, _RIGHT, _AIR, _INDENT = 16, 16, 10, 20
_HEAD, _ABOUT, _LEADING = 18, 22, 19
_LINE_BREAK = "\u2028"
#: A longer comment is not changed here, and of it so much is shown.
_MOST_TYPED, _MOST_SHOWN = 20_000, 4_000
TOO_LONG = Problem(
    f"This comment came by an import and has more than {_MOST_TYPED:,} characters.",
    "It is kept as it is, and exported whole.",
    "Answer it, or delete it and write a shorter one.",
)


class CommentRow(NamedTuple):
    """One comment; `thread` is the id of the first one of its thread.

    `about` are the words it is on, said where the comments of a whole article stand together;
    `own` says whether it may be changed; one without words was deleted.
    """

    id: str
    thread: str
    who: str
    when: str
    words: str
    own: bool = False
    resolved: bool = False
    about: str = ""
    span: str | None = None

    @property
    def is_reply(self) -> bool:
        """Whether it answers another."""
        return self.thread != self.id

    @property
    def is_long(self) -> bool:
        """Whether it has more characters than can be typed here; an import may bring such."""
        return len(self.words) > _MOST_TYPED

    @property
    def shown(self) -> str:
        """What stands in its place: its words, of very many the first; or that it was deleted."""
        more = len(self.words) - _MOST_SHOWN
        if more > 0:
            return f"{self.words[:_MOST_SHOWN]}… ({more:,} more characters)"
        return self.words or "deleted comment"

    @property
    def said(self) -> str:
        """All of it in words, for screen readers."""
        parts = (self.about, self.who, self.when, "resolved" * self.resolved, self.shown)
        return ", ".join(part for part in parts if part)


class CommentDelegate(RowDelegate):
    """Paints comments and knows how much room they take."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        # The current one is shown as such while the list has the keyboard.
        self.at_work = False
        self._laid: dict[tuple[str, str, int], tuple[QTextLayout, int]] = {}

    def height(self, row: CommentRow, width: int) -> int:
        """Return how tall a comment is in a list of that width."""
        words = self._words(row, width)[1]
        return 2 * _AIR + _HEAD + words + (_ABOUT if row.about else 0)

    def _left(self, row: CommentRow) -> int:
        return _LEFT + (_INDENT if row.is_reply else 0)

    def _words(self, row: CommentRow, width: int) -> tuple[QTextLayout, int]:
        room = max(40, width - self._left(row) - _RIGHT)
        key = (row.id, row.shown, room)
        if key not in self._laid:
            if len(self._laid) > 500:
                self._laid.clear()
            self._laid[key] = _laid_out(row.shown, room)
        return self._laid[key]

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # fmt: skip
        """The size that the box has worked out."""
        size: QSize = index.data(Qt.ItemDataRole.SizeHintRole)
        return size

    def paint_row(self, painter: QPainter, box: QRect, index: AnyIndex, selected: bool) -> None:
        """Paint one comment."""
        row: CommentRow = index.data(Qt.ItemDataRole.UserRole)
        theme = self.theme
        if not row.is_reply and index.row() > 0:
            painter.fillRect(QRect(box.left(), box.top(), box.width(), 1), QColor(theme.line))
        top, left = box.top() + _AIR, box.left() + self._left(row)
        line = QRect(left, top, box.right() - _RIGHT - left, _HEAD)
        if row.about:
            draw_line(painter, line, row.about, serif_font(13), theme.soft_ink)
            line.translate(0, _ABOUT)
        self._paint_head(painter, line, row)
        quiet = row.resolved or not row.words
        painter.setPen(QColor(theme.soft_ink if quiet else theme.ink))
        layout, _ = self._words(row, box.width())
        painter.setClipRect(box)
        layout.draw(painter, QPointF(left, line.bottom() + 1))

    def _paint_head(self, painter: QPainter, line: QRect, row: CommentRow) -> None:
        bold, usual, theme = interface_font(12, bold=True), interface_font(12), self.theme
        # Said once, of the whole thread.
        says = row.resolved and not row.is_reply
        resolved = QFontMetrics(usual).horizontalAdvance("resolved") + 8 if says else 0
        when = QFontMetrics(usual).horizontalAdvance(row.when) + 10
        room = line.width() - resolved - when
        who = min(QFontMetrics(bold).horizontalAdvance(row.who) + 2, max(room, 40))
        colour = theme.soft_ink if row.resolved else theme.ink
        draw_line(painter, QRect(line.left(), line.top(), who, _HEAD), row.who, bold, colour)
        after = QRect(line.left() + who + 8, line.top(), when, _HEAD)
        draw_line(painter, after, row.when, usual, theme.soft_ink)
        if says:
            draw_line(painter, line, "resolved", usual, theme.soft_ink, right=True)


def _laid_out(words: str, width: int) -> tuple[QTextLayout, int]:
    layout = QTextLayout(words.replace("\n", _LINE_BREAK), interface_font(13))
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    if runs_from_right(words):
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    height, line = 0, layout.createLine()
    while line.isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height + (_LEADING - line.height()) / 2))
        height += _LEADING
        line = layout.createLine()
    layout.endLayout()
    layout.setCacheEnabled(True)
    return layout, height
