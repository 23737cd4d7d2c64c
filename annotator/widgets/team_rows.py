"""The rows of a team: who, how far, which bundle, and what can be done for each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.widgets.card import line
from annotator.widgets.elided_label import ElidedLabel
from annotator.widgets.layouts import empty
from annotator.widgets.theme import Theme
from annotator.widgets.typography import interface_font

_ROW, _WHO, _BAR, _GAP = 64, 208, 120, 16


class TeamRow(NamedTuple):
    """What a row shows of a person.

    `about` stands under the name; `share` (0 to 1) is how much of the work is over, None where
    nothing is assigned, and `progress` says it; `bundle` says who has what; `verbs` are
    (id, words) of its buttons, of which those that are not `main` are only words. A `quiet` row is
    of somebody who is not there any more.
    """

    id: str
    name: str
    about: str
    share: float | None
    progress: str
    bundle: str
    verbs: tuple[tuple[str, str], ...]
    main: tuple[str, ...] = ()
    quiet: bool = False


class _Bar(QWidget):
    """A thin line that is full when everything is done."""

    def __init__(self, theme: Theme, share: float) -> None:
        super().__init__()
        self._theme, self._share = theme, share
        self.setFixedWidth(_BAR)

    def sizeHint(self) -> QSize:
        """As high as its line of words."""
        return QSize(_BAR, 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
        painter = QPainter(self)
        box = QRect(0, self.height() // 2 - 2, self.width(), 4)
        painter.fillRect(box, QColor(self._theme.line))
        box.setWidth(round(self.width() * self._share))
        painter.fillRect(box, QColor(self._theme.accent))
        painter.end()


class TeamRows(QWidget):
    """`asked` carries the id of a verb and of the person it is for."""

    asked = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("teamRows")
        self._theme = theme
        self.rows: tuple[TeamRow, ...] = ()
        #: The buttons by (verb, person).
        self.buttons: dict[tuple[str, str], QPushButton] = {}
        #: The verb at the right end, and the room for it in rows that have it not.
        self._last = ""
        self._spaces: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_rows(self, rows: Sequence[TeamRow]) -> None:
        """Show these rows; the button that has the keyboard keeps it."""
        if tuple(rows) == self.rows:
            return
        # Also where a dialog is in front of the window now.
        focused = self.window().focusWidget()
        at = next((key for key, button in self.buttons.items() if button is focused), None)
        self.rows = tuple(rows)
        self.buttons = {}
        self._spaces = []
        present = [row for row in self.rows if not row.quiet]
        self._last = max(present, key=lambda row: len(row.verbs)).verbs[-1][0] if present else ""
        empty(self._column)
        for row in self.rows:
            self._column.addWidget(self._row(row))
            self._column.addWidget(line())
        self._align()
        if at in self.buttons:
            self.buttons[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, row: TeamRow) -> QWidget:
        widget = QWidget()
        widget.setFixedHeight(_ROW)
        widget.setAccessibleName(", ".join(filter(None, (row.name, row.about, row.progress))))
        across = QHBoxLayout(widget)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(_GAP)
        name = ElidedLabel(row.name)
        name.setFont(interface_font(13, bold=not row.quiet))
        name.setProperty("soft", row.quiet)
        who = _two_lines(name, _quiet(row.about))
        who.setFixedWidth(_WHO)
        across.addWidget(who)
        progress = QWidget()
        lines = QHBoxLayout(progress)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(12)
        if row.share is not None:
            lines.addWidget(_Bar(self._theme, row.share))
        lines.addWidget(ElidedLabel(row.progress), 1)
        across.addWidget(_two_lines(progress, _quiet(row.bundle)), 1)
        self._add_verbs(row, across)
        return widget

    def _add_verbs(self, row: TeamRow, across: QHBoxLayout) -> None:
        for verb, words in row.verbs:
            button = QPushButton(words)
            button.setFlat(verb not in row.main)
            button.setAccessibleName(f"{words} {row.name}")
            button.clicked.connect(partial(self._ask, verb, row.id))
            self.buttons[verb, row.id] = button
            across.addWidget(button)
        if not row.quiet and row.verbs[-1][0] != self._last:
            # What others can be asked is not asked of this one; the rest stays in its column.
            space = QWidget()
            self._spaces.append(space)
            across.addWidget(space)

    def _align(self) -> None:
        """Give the buttons of a verb one width, so that they stand below each other."""
        for verb in {verb for verb, _person in self.buttons}:
            column = [button for (each, _), button in self.buttons.items() if each == verb]
            width = max(button.sizeHint().width() for button in column)
            for button in column:
                button.setFixedWidth(width)
            if verb == self._last:
                for space in self._spaces:
                    space.setFixedWidth(width)

    def showEvent(self, event: QShowEvent) -> None:
        """Measure the buttons in the style that the window gives them."""
        super().showEvent(event)
        self._align()

    def _ask(self, verb: str, person: str, _checked: bool = False) -> None:
        self.asked.emit(verb, person)

    def set_theme(self, theme: Theme) -> None:
        """Paint with this theme."""
        self._theme = theme
        rows, self.rows = self.rows, ()
        self.show_rows(rows)


def _quiet(words: str) -> QLabel:
    label = ElidedLabel(words)
    label.setProperty("quiet", True)
    return label


def _two_lines(above: QWidget, below: QWidget) -> QWidget:
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addStretch(1)
    column.addWidget(above)
    column.addWidget(below)
    column.addStretch(1)
    return both
