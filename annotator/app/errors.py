"""Errors as the person sees them: a Problem in three rows, a bug with a report to copy."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from annotator import __version__
from annotator.domain.problem import Problem
from annotator.project.trouble import problem_of
from annotator.widgets.typography import interface_font, serif_font

logger = logging.getLogger(__name__)
#: The words of a button, and what it does.
WayOut = tuple[str, Callable[[], None]]
_DETAILS, _HIDE = "Details", "Hide the details"
_DETAILS_HEIGHT = 168


class _ReportDialog(QDialog):
    """A title, a body, a button that copies the details, and one that closes."""

    def __init__(self, title: str, details: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Annotator")
        self.setMinimumWidth(560)
        self._details = details
        #: What tells it from other reports.
        self.said: tuple[str, ...] = (title, details)
        heading = QLabel(title)
        heading.setFont(serif_font(17, bold=True))
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(heading)
        column.addLayout(self.body, 1)
        column.addSpacing(8)
        self.buttons = QHBoxLayout()
        column.addLayout(self.buttons)
        self._add_buttons()

    def _add_buttons(self) -> None:
        copy = QPushButton("Copy the details")
        copy.clicked.connect(self._copy)
        close = QPushButton("Close")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        self.buttons.addWidget(copy)
        self.buttons.addStretch(1)
        self.buttons.addWidget(close)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)


class ProblemDialog(_ReportDialog):
    """What happened, what is safe, what to do next."""

    def __init__(
        self,
        problem: Problem,
        parent: QWidget | None = None,
        otherwise: WayOut | None = None,
        title: str = "This did not work",
    ) -> None:
        details = f"{problem}\n\n{problem.details}".strip()
        super().__init__(title, details, parent)
        self.setObjectName("problemDialog")
        rows = QGridLayout()
        rows.setHorizontalSpacing(24)
        rows.setVerticalSpacing(12)
        rows.setColumnStretch(1, 1)
        # The names are set smaller: brought down to the base line of the words.
        lower = (
            QFontMetrics(interface_font(13)).ascent() - QFontMetrics(interface_font(12)).ascent()
        )
        for number, (name, words) in enumerate(
            (
                ("What happened", problem.happened),
                ("What is safe", problem.safe),
                ("What to do", problem.next_step),
            )
        ):
            quiet = QLabel(name)
            quiet.setProperty("quiet", True)
            quiet.setContentsMargins(0, lower, 0, 0)
            said = QLabel(words)
            said.setWordWrap(True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            rows.addWidget(quiet, number, 0, Qt.AlignmentFlag.AlignTop)
            rows.addWidget(said, number, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(rows)
        if otherwise is not None:
            words, do = otherwise
            self.said = (*self.said, words)
            button = QPushButton(words)
            button.setAutoDefault(False)
            button.clicked.connect(self.accept)
            button.clicked.connect(do)
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
        if problem.details:
            self._add_details(problem.details)
        self._fit()

    def _add_details(self, details: str) -> None:
        """Add what a person may look at, closed at first, and the button that opens it."""
        self.details = _text(details, "Details")
        self.details.setTabChangesFocus(True)
        self.details.setFixedHeight(_DETAILS_HEIGHT)
        self.details.hide()
        self.body.addWidget(self.details)
        self.details_button = QPushButton(_DETAILS)
        self.details_button.setCheckable(True)
        self.details_button.setAutoDefault(False)
        self.details_button.toggled.connect(self._show_details)
        self.buttons.insertWidget(0, self.details_button)
        QWidget.setTabOrder(self.details_button, self.details)

    def _show_details(self, shown: bool) -> None:
        self.details.setVisible(shown)
        self.details_button.setText(_HIDE if shown else _DETAILS)
        if shown:
            self.details.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the words need at this width, and no higher."""
        width, layout = self.minimumWidth(), self.layout()
        assert layout is not None
        layout.activate()
        self.resize(width, layout.heightForWidth(width))


class BugDialog(_ReportDialog):
    """Something we did wrong: says so, and gives a report to copy."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__("Annotator made a mistake", report, parent)
        self.setObjectName("bugDialog")
        self.setMinimumSize(640, 420)
        words = QLabel(
            "Everything the window called saved is on disk. You can go on; if it happens "
            "again, copy this report and send it to whoever looks after Annotator for you."
        )
        words.setWordWrap(True)
        self.body.addWidget(words)
        self.body.addWidget(_text(report, "Report"), 1)


def _text(words: str, name: str) -> QPlainTextEdit:
    """Return a field that shows words to read, select and copy."""
    field = QPlainTextEdit(words)
    field.setReadOnly(True)
    field.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    field.setAccessibleName(name)
    return field


def show_problem(
    problem: Problem,
    parent: QWidget | None = None,
    otherwise: WayOut | None = None,
    title: str = "This did not work",
) -> None:
    """Show a Problem in a dialog that does not stop the program.

    `otherwise` is a second way out beside Close. While one like it is open, that one stays.
    """
    _open_once(ProblemDialog(problem, parent, otherwise, title))


def _open_once(dialog: _ReportDialog) -> None:
    """Open a dialog unless one that says the same is open: it may be said with every poll."""
    window = dialog.parentWidget()
    for each in window.findChildren(_ReportDialog) if window is not None else ():
        if each.isVisible() and each.said == dialog.said:
            dialog.deleteLater()
            return
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def report_of(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Return a report of a bug: versions, system, traceback."""
    lines = traceback.format_exception(kind, error, trace)
    head = f"Annotator {__version__}, Python {platform.python_version()}, {platform.platform()}"
    return head + "\n\n" + "".join(lines)


class _Errors(QObject):
    """Shows what nobody handled, on the GUI thread, whichever thread it comes from."""

    raised = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.raised.connect(self.show_error, Qt.ConnectionType.QueuedConnection)

    def show_error(self, error: BaseException) -> None:
        """Show a Problem, or the report of a bug."""
        problem = problem_of(error)
        if problem is not None:
            show_problem(problem, self._window)
            return
        report = report_of(type(error), error, error.__traceback__)
        logger.error("%s", report)
        _open_once(BugDialog(report, self._window))


def install_hook(parent: QWidget) -> None:
    """Send every error that nobody handled to a dialog: a Problem or a bug report."""
    errors = _Errors(parent)

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        errors.show_error(error)

    def thread_hook(raised: threading.ExceptHookArgs) -> None:
        # A thread ends quietly with SystemExit, and is not told when the window is gone.
        if raised.exc_value is not None and raised.exc_type is not SystemExit and isValid(errors):
            errors.raised.emit(raised.exc_value)

    sys.excepthook = hook
    threading.excepthook = thread_hook
