"""Texts that are hard to show, and where things stand in an article view."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from annotator.domain.text import freeze
from annotator.widgets.article_view import ArticleView
from annotator.widgets.article_view.pieces import Piece

TEXTS = {
    "plain": "The mayor said the road is closed. “Not for long,” she added.\n\nNobody agreed.",
    "emoji": "👩‍👩‍👧 said “👍🏽 yes” to 🇺🇦 and é or é.\n🚢 left.",
    "arabic": "قال وزير المياه إن السد «لن يضر» بالمزارعين.\n\nReuters قالت 40 مرة.",
    "first characters that Qt drops": "\ufeffone two\n\ufffethree",
    "block ends of Qt": "one\u2029two\ufdd0three\u2028four\u00a0five",
    "line ends": freeze("one\r\ntwo\rthree\n\n\nfour\u2029five").text,
    "giant": "word and word. " * 3000,
}


def pieces_of(view: ArticleView, span_id: str) -> list[tuple[float, Piece]]:
    """Return the pieces of a span that can be seen, each with the y of its block."""
    return [
        (seen.top, piece)
        for seen in view.visible_blocks()
        for number in range(len(seen.box.lines))
        for piece in view.finder.on_line(seen.block, seen.box, number).pieces
        if piece.span_id == span_id
    ]


def bar_point(view: ArticleView, span_id: str) -> QPoint:
    """Return the middle of a span's first bar."""
    top, piece = pieces_of(view, span_id)[0]
    return QPointF((piece.left + piece.right) / 2, top + piece.y + 4).toPoint()


def letter_point(view: ArticleView, position: int) -> QPoint:
    """Return a point on a character; leaves the caret after it."""
    view.set_caret(position)
    before = view.caret_rect()
    view.set_caret(position + 1)
    return QPointF((before.x() + view.caret_rect().x()) / 2 + 1, before.center().y()).toPoint()


def hover(view: ArticleView, point: QPoint) -> None:
    """Let the mouse come to a point, whatever else may lie over it on the screen."""
    none = Qt.MouseButton.NoButton
    where = QPointF(view.viewport().mapToGlobal(point))
    move = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(point), where, none, none, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(view.viewport(), move)
