"""Quiet hints: the full label of what the pointer rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

if TYPE_CHECKING:
    from annotator.widgets.article_view.article_view import ArticleView


class Hints(QObject):
    """Shows the hints of a view, from when the pointer first enters it."""

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer Qt's question for a tool tip."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return False
        view: ArticleView = self.parent()  # type: ignore[assignment]
        hit = view.hit(QPointF(event.pos()))
        spans = (hit.bar,) if hit.bar is not None else hit.spans
        sign = view.sign_at(QPointF(event.pos()))
        if sign is not None:
            QToolTip.showText(event.globalPos(), sign.words, view.viewport())
            return True
        names = [view.content.label(span_id).name for span_id in spans]
        QToolTip.showText(event.globalPos(), " in ".join(names), view.viewport())
        return True
