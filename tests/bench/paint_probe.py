"""Run as a script: start the window, or a bare text widget, and say when the article is painted.

paint_probe.py window PROJECT DOCUMENT      the program, through its own entry point
paint_probe.py bare TEXTFILE                a QMainWindow with one QPlainTextEdit
"""

from __future__ import annotations

import sys


def _say_when_painted(widget: object) -> object:
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    class Watcher(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, self.finish)
            return False

        def finish(self) -> None:
            print("painted", flush=True)
            QTimer.singleShot(300, QApplication.instance().closeAllWindows)

    watcher = Watcher(widget)
    widget.viewport().installEventFilter(watcher)
    return watcher


def window(project: str, document: str) -> None:
    """Start the program on a project."""
    from PySide6.QtWidgets import QPlainTextEdit

    from annotator.__main__ import main
    from annotator.app import application

    plain = application.begin_window

    def watched(*arguments: object) -> object:
        begun = plain(*arguments)
        _say_when_painted(begun.findChild(QPlainTextEdit, "articleView"))
        return begun

    application.begin_window = watched
    sys.argv = ["annotator", project, "--document", document]
    main()


def bare(path: str) -> None:
    """Show a text in the barest window there is."""
    from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit

    application = QApplication([])
    frame = QMainWindow()
    with open(path, encoding="utf-8") as file:
        edit = QPlainTextEdit(file.read())
    frame.setCentralWidget(edit)
    frame.resize(1440, 900)
    _say_when_painted(edit)
    frame.show()
    application.exec()


if __name__ == "__main__":
    {"window": window, "bare": bare}[sys.argv[1]](*sys.argv[2:])
