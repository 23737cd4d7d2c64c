"""The foot of a dialog: what belongs to it at the left, Cancel and what it does at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

_AIR = 16


class DialogFooter(QFrame):
    """Holds `button`, which Enter presses; Cancel calls `cancel`."""

    def __init__(
        self, leading: Sequence[QWidget], button: QPushButton, cancel: Callable[[], None], air: int
    ) -> None:
        super().__init__()
        self.setObjectName("dialogFooter")
        button.setDefault(True)
        cancelling = QPushButton("Cancel")
        cancelling.setAutoDefault(False)
        cancelling.clicked.connect(cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(air, _AIR, air, _AIR)
        row.setSpacing(8)
        for widget in leading:
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(cancelling)
        row.addWidget(button)
