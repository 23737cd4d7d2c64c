"""The first look: the article on the screen while everything round it is still being loaded.

Importing the rest of the window takes longer than painting an article, so the article comes
first, in its final place, and the panes are furnished round it afterwards.
"""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.app.settings import Settings
from annotator.project.glancing import Glance
from annotator.widgets.article_view.article_view import ArticleView
from annotator.widgets.theme import Theme
from annotator.widgets.widths import (
    BAR_HEIGHT,
    DOCUMENTS,
    DOCUMENTS_RAIL,
    LINE_HEIGHT,
    NARROW,
    PANEL,
    PANEL_NARROW,
)

#: The settings that `set_type` goes by.
TYPE_SETTINGS = frozenset(("article_font", "article_size", "article_width", "zoom", "snap"))


def set_type(view: ArticleView, settings: Settings) -> None:
    """Set the article in the type that the settings name."""
    get = settings.get
    view.set_type(get("article_font") or None, get("article_size"), get("article_width"))
    view.set_zoom(get("zoom") / 100)
    view.set_snapping(get("snap") == "graphemes")


def _room(theme: Theme, width: int = 0, height: int = 0) -> QWidget:
    """Return an empty pane that keeps the place of the one to come."""
    room = QWidget()
    colors = QPalette()
    colors.setColor(QPalette.ColorRole.Window, QColor(theme.panel))
    room.setPalette(colors)
    room.setAutoFillBackground(True)
    if width:
        room.setFixedWidth(width)
    if height:
        room.setFixedHeight(height)
    return room


def first_look(
    glance: Glance, theme: Theme, settings: Settings, width: int
) -> tuple[QWidget, ArticleView]:
    """Return a frame of empty panes, for a window of that width, and the article in it."""
    view = ArticleView(theme=theme)
    set_type(view, settings)
    labels = glance.schema.labels
    off = {label.id for label in labels if not label.enabled}
    spans = [span for span in glance.spans if span.label not in off]
    view.show_document(glance.text, glance.title, glance.language, spans, labels, glance.excluded)
    narrow = width < NARROW
    row = QHBoxLayout()
    row.setSpacing(0)
    row.addWidget(_room(theme, DOCUMENTS_RAIL if narrow else DOCUMENTS))
    row.addWidget(view, 1)
    row.addWidget(_room(theme, PANEL_NARROW if narrow else PANEL))
    frame = QWidget()
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(_room(theme, height=BAR_HEIGHT))
    column.addLayout(row, 1)
    column.addWidget(_room(theme, height=LINE_HEIGHT))
    return frame, view
