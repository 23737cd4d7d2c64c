"""What stands round the pages of the window: the bars above, the status line below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from annotator.app.overlays import open_palette
from annotator.widgets.ask_bar import AskBar
from annotator.widgets.status_line import StatusLine
from annotator.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow


def build_frame(window: MainWindow) -> QWidget:
    """Make a window's bars, its stack of pages and its status line; return what holds them."""
    window.top = TopBar(window.theme)
    window.ask_bar = AskBar()
    window.pages = QStackedWidget()
    window.status = StatusLine(window.theme)
    window.status.problem_opened.connect(window.explain_saving)
    window.status.repair_asked.connect(lambda: window.action_set.qactions["repair.open"].trigger())
    window.top.commands_asked.connect(lambda: open_palette(window))
    for line in (window.top, window.status):
        line.person_asked.connect(lambda: window.identity.ask())
    frame = QWidget()
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in (window.top, window.ask_bar):
        column.addWidget(widget)
    column.addWidget(window.pages, 1)
    column.addWidget(window.status)
    return frame
