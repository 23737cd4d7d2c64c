"""A dialog that tries something in the background before its button does it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.app.background_look import BackgroundLook
from annotator.domain.problem import Problem
from annotator.project.job import Job
from annotator.widgets.card import line
from annotator.widgets.dialog_footer import DialogFooter
from annotator.widgets.elided_label import ElidedLabel
from annotator.widgets.focus_area import FocusArea
from annotator.widgets.typography import interface_font

_AIR = 24


class LookDialog(QDialog):
    """A title over `top`, a line, `body`, and a foot with `button`.

    Subclasses fill `top` and `body`, in which `said` has its place, and call `look` with what
    they try. What is to `stand_beside` the body does not scroll with it.
    """

    def __init__(self, title: str, words: str, size: QSize, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(size.boundedTo(parent.window().size() - QSize(24, 24)))
        heading = QLabel(title)
        heading.setFont(interface_font(15, bold=True))
        self.top = QVBoxLayout()
        self.top.setSpacing(16)
        self.said = QLabel()
        # What comes from files and people in it is escaped.
        self.said.setTextFormat(Qt.TextFormat.RichText)
        self.said.setWordWrap(True)
        self.button = QPushButton(words)
        self.button.setEnabled(False)
        head = QVBoxLayout()
        head.setContentsMargins(_AIR, _AIR, _AIR, 0)
        head.setSpacing(16)
        head.addWidget(heading)
        head.addLayout(self.top)
        head.addWidget(line())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self._column.addLayout(head)
        self._column.addLayout(self._middle(), 1)

    def _middle(self) -> QHBoxLayout:
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(_AIR, 0, _AIR, 16)
        self.body.setSpacing(8)
        self.beside = QVBoxLayout()
        self.beside.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(0)
        self.area = scrolled(inside, stop=True)
        self.area.setAccessibleName("What it comes to")
        row.addWidget(self.area, 1)
        row.addLayout(self.beside)
        return row

    def stand_beside(self, *widgets: QWidget) -> None:
        """Put widgets under each other at the right of the body, where they do not scroll."""
        self.beside.setContentsMargins(16, 0, _AIR, 16)
        for widget in widgets:
            self.beside.addWidget(widget)

    def order_tabs(self, before: QWidget, widgets: Sequence[QWidget]) -> None:
        """Let Tab go from the last field of the top through the body, as it is read."""
        policy = self.area.focusPolicy()
        # What Tab does not stop at has no place in its order.
        self.area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for widget in (*widgets, self.area):
            QWidget.setTabOrder(before, widget)
            before = widget
        self.area.setFocusPolicy(policy)

    def add_footer(self, leading: Sequence[QWidget] = ()) -> None:
        """Put the foot below everything, with these at its left."""
        footer = DialogFooter(leading, self.button, self.reject, _AIR)
        self._column.addWidget(footer)
        # The area was there before all fields, and is read after them.
        last = footer.previousInFocusChain()
        if last is not None:
            self.order_tabs(last, ())

    def look(
        self, start: Callable[[], Job[Any] | None], shown: Callable[[Any], None], owner: QWidget
    ) -> None:
        """Try it now; `shown` gets what came of it. `owner` outlives the dialog."""
        self.prepare(start, shown, owner)
        self.look_now()

    def prepare(
        self, start: Callable[[], Job[Any] | None], shown: Callable[[Any], None], owner: QWidget
    ) -> None:
        """Say what is tried, see `look`, without beginning yet."""
        self._background = BackgroundLook(start, self.tell, shown, self.show_problem, owner)
        self.finished.connect(self._close)

    def look_again(self) -> None:
        """Try it anew in a moment, because something else was chosen."""
        self.button.setEnabled(False)
        self._background.begin_soon()

    def look_now(self) -> None:
        """Try it anew at once."""
        self._background.begin()

    def tell(self, done: int, total: int) -> None:
        """Say how far the try is."""
        self.said.setText(f"Looking, {done:,} of {total:,} …")

    def show_problem(self, problem: Problem) -> None:
        """Say what prevents it."""
        happened, safe, then = map(escape, (problem.happened, problem.safe, problem.next_step))
        self.said.setText(f"<b>{happened}</b> {safe} {then}")

    def _close(self) -> None:
        self._background.close()
        self.deleteLater()


def scrolled(inside: QWidget, stop: bool = False) -> FocusArea:
    """Return the middle of a dialog, which gives way where the screen is small."""
    inside.setObjectName("dialogBody")
    area = FocusArea(inside, stop)
    area.setObjectName("dialogArea")
    return area


def field_name(words: str) -> QLabel:
    """Return the name of a field, as wide and high as those of the export."""
    label = QLabel(words)
    label.setProperty("soft", True)
    label.setMinimumWidth(104)
    label.setFixedHeight(28)
    return label


def field_row(*widgets: QWidget) -> QHBoxLayout:
    """Return fields beside each other; what may be elided takes the room that is left."""
    row = QHBoxLayout()
    row.setSpacing(16)
    for widget in widgets:
        row.addWidget(widget, 1 if isinstance(widget, ElidedLabel) else 0)
    return row


def hint(words: str) -> ElidedLabel:
    """Return what stands in soft ink beside a field."""
    label = ElidedLabel(words)
    label.setProperty("soft", True)
    return label
