"""Starting the window."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from annotator.app.main_window import MainWindow
from annotator.app.settings import Settings
from annotator.domain.problem import Problem
from annotator.paths import resource, settings_folder
from annotator.widgets.typography import interface_font


def make_application(argv: list[str]) -> QApplication:
    """Return the QApplication, named, in a style that wears our colours on every system."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        # Named here and not set later: a style that Python asks for costs 6 ms of start-up.
        application = QApplication([*(argv[:1] or ["annotator"]), "-style", "Fusion"])
    application.setApplicationName("Annotator")
    application.setApplicationDisplayName("Annotator")
    application.setDesktopFileName("annotator")
    application.setFont(interface_font(13))
    # Threads give the interpreter back to the window after 1 ms instead of 5.
    sys.setswitchinterval(0.001)
    return application


def open_window(project: Path | None, document: str | None = None) -> MainWindow:
    """Return a window with a project open in it, or with the start page."""
    window = MainWindow(Settings(settings_folder()))
    fill_window(window, project, document)
    return window


def fill_window(window: MainWindow, project: Path | None, document: str | None) -> None:
    """Bring everything into a window: its bars, and a project or the start page."""
    QApplication.setWindowIcon(QIcon(str(resource("icons/annotator.svg"))))
    window.furnish()
    _collect_garbage_again()
    if window.settings.problem is not None:
        QTimer.singleShot(0, partial(window.show_problem, window.settings.problem))
    if project is None:
        window.show_start()
        return
    try:
        window.open_project(project, document)
    except Problem as problem:
        window.show_start()
        QTimer.singleShot(0, partial(window.show_problem, problem))


def _collect_garbage_again() -> None:
    import gc

    gc.freeze()
    gc.enable()


def begin_window(project: Path | None, document: str | None) -> MainWindow:
    """Return a window that shows its article first and is filled once that is painted."""
    from annotator.app.recent import last_document
    from annotator.project.glancing import glance

    window = MainWindow(Settings(settings_folder()))
    look = None
    if project is not None:
        document = document or last_document(settings_folder(), project)
        look = glance(project, document)
    if look is None:
        fill_window(window, project, document)
        return window
    view = window.show_first(look)

    def fill_soon() -> None:
        view.painted.disconnect(fill_soon)
        # After this paint has reached the screen.
        QTimer.singleShot(0, partial(fill_window, window, project, document))

    view.painted.connect(fill_soon)
    return window


def run(project: Path | None = None, document: str | None = None) -> int:
    """Open the window and return the exit code once it is closed."""
    application = make_application(sys.argv)
    window = begin_window(project, document)
    window.install_error_hook()
    window.show()
    # After the first paint, which nothing may keep waiting.
    QTimer.singleShot(0, partial(_end_by_signals, application, window))
    return application.exec()


def _end_by_signals(application: QApplication, window: MainWindow) -> None:
    """Close the window as Ctrl+Q does when the system asks for the end."""
    from annotator.app.end_signals import EndSignals

    def end() -> None:
        # Not left to the last window: a dialog of the system may stand over this one.
        if window.close():
            application.quit()

    EndSignals(end, application)
