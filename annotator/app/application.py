"""Starting the window."""

from __future__ import annotations

import signal
import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from annotator.app.main_window import MainWindow
from annotator.app.settings import Settings
from annotator.domain.problem import Problem
from annotator.paths import settings_folder
from annotator.widgets.typography import interface_font

#: How often Python gets a turn to notice Ctrl+C in the terminal.
_SIGNAL_MILLISECONDS = 250


def make_application(argv: list[str]) -> QApplication:
    """Return the QApplication, named, in a style that wears our colours on every system."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(argv[:1])
    application.setApplicationName("Annotator")
    application.setApplicationDisplayName("Annotator")
    application.setDesktopFileName("annotator")
    application.setStyle("Fusion")
    application.setFont(interface_font(13))
    return application


def open_window(project: Path | None, document: str | None = None) -> MainWindow:
    """Return a window with a project open in it, or with the start page."""
    window = MainWindow(Settings(settings_folder()))
    if project is None:
        window.show_start()
    else:
        try:
            window.open_project(project, document)
        except Problem as problem:
            window.show_start()
            QTimer.singleShot(0, partial(window.show_problem, problem))
    return window


def run(project: Path | None = None, document: str | None = None) -> int:
    """Open the window and return the exit code once it is closed."""
    application = make_application(sys.argv)
    window = open_window(project, document)
    window.install_error_hook()
    window.show()
    signal.signal(signal.SIGINT, lambda *_: window.close())
    turn = QTimer()
    turn.timeout.connect(lambda: None)
    turn.start(_SIGNAL_MILLISECONDS)
    return application.exec()
