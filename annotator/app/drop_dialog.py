"""The dialog that says of files of several kinds, or of another project, what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from annotator.app.dropped_files import LEFT, OPENED, Dropped
from annotator.app.look_dialog import LookDialog
from annotator.project.import_report import count
from annotator.widgets.elided_label import ElidedLabel

_ROW = 30


class DropDialog(LookDialog):
    """`wanted` is sent when the person goes on; nothing is done before."""

    wanted = Signal()

    def __init__(self, files: Sequence[Dropped], parent: QWidget) -> None:
        alone = [each.becomes for each in files] == [OPENED]
        title, button = (
            ("Another project", "Open it") if alone else ("Files of several kinds", "Go on")
        )
        super().__init__(title, button, QSize(760 if alone else 680, 260 if alone else 400), parent)
        self.setObjectName("dropDialog")
        self.files = tuple(files)
        taken = [each for each in files if each.becomes != LEFT]
        self.said.setText(
            f"Nothing was done yet. This becomes of {'it' if alone else 'each'}:"
            if taken
            else "Nothing can be done with them together, and nothing was changed."
        )
        rows = QGridLayout()
        rows.setHorizontalSpacing(24)
        rows.setVerticalSpacing(0)
        rows.setColumnStretch(0, 2)
        rows.setColumnStretch(1, 3)
        for place, each in enumerate(files):
            name, words = ElidedLabel(each.path.name), ElidedLabel(each.words)
            words.setProperty("soft", each.becomes == LEFT)
            for column, label in enumerate((name, words)):
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setFixedHeight(_ROW)
                rows.addWidget(label, place, column)
        self.body.addWidget(self.said)
        self.body.addLayout(rows)
        self.body.addStretch(1)
        left = len(files) - len(taken)
        if taken and left:
            self.button.setText(f"Go on without {count(left, 'file')}")
        self.button.setEnabled(bool(taken))
        self.button.clicked.connect(self._go_on)
        self.add_footer()
        self.finished.connect(self.deleteLater)

    def _go_on(self) -> None:
        self.accept()
        self.wanted.emit()
