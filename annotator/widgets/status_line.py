"""The status line: what is saved, who I am, what is going on, how far the work is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from annotator.widgets.elided_label import ElidedLabel
from annotator.widgets.theme import Theme
from annotator.widgets.widths import LINE_HEIGHT

_HINT_MILLISECONDS = 6000


class Progress(QWidget):
    """A thin track that fills with accent; `share` is from 0 to 1."""

    def __init__(self, theme: Theme, width: int = 120, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.share = 0.0
        self.setFixedSize(QSize(width, 16))
        self.setAccessibleName("Progress")

    def show_share(self, share: float) -> None:
        """Fill the track up to `share`."""
        self.share = min(max(share, 0.0), 1.0)
        self.setAccessibleDescription(f"{self.share:.0%}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint track and filling."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(0, self.height() / 2 - 2, self.width(), 4)
        painter.setBrush(QColor(self.theme.line))
        painter.drawRoundedRect(track, 2, 2)
        track.setWidth(self.width() * self.share)
        painter.setBrush(QColor(self.theme.accent))
        painter.drawRoundedRect(track, 2, 2)
        painter.end()


class StatusLine(QFrame):
    """The line at the bottom of the window.

    `problem_opened` is sent when the person clicks the saved state while something is
    wrong, `cancelled` when they cancel the background job, `person_asked` when they click who
    they are, `repair_asked` when they click how many marks have no place.
    """

    problem_opened = Signal()
    cancelled = Signal()
    person_asked = Signal()
    repair_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self.setFixedHeight(LINE_HEIGHT)
        self.saved = self._flat(self.problem_opened, "saveState")
        self.counts = self._label()
        self.repair = self._flat(self.repair_asked, "repairCount")
        self.message = self._giving_way()
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message.setObjectName("statusMessage")
        # In a narrow window it gives way; a tip has all of it.
        self.job = self._giving_way()
        self.job_progress = Progress(theme, 96)
        self.job_cancel = QPushButton("Cancel")
        self.job_cancel.setProperty("link", True)
        self.job_cancel.clicked.connect(self.cancelled)
        self.person = self._flat(self.person_asked)
        self.place = self._label()
        self.progress = Progress(theme)
        self.done = self._label()
        self.time = self._label()
        self._lay_out()
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.timeout.connect(self._back_to_undo)
        self._undo = ""
        #: How often something was said.
        self.said = 0
        self.show_job(None)
        self.show_person("")
        self.show_repair("")

    def _flat(self, clicked: SignalInstance, name: str = "") -> QPushButton:
        button = QPushButton("")
        button.setObjectName(name)
        button.setFlat(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(clicked)
        return button

    def _label(self) -> QLabel:
        label = QLabel("")
        label.setProperty("quiet", True)
        return label

    def _giving_way(self) -> ElidedLabel:
        label = ElidedLabel("")
        label.setProperty("quiet", True)
        return label

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(16)
        row.addWidget(self.saved)
        row.addWidget(self.counts)
        row.addWidget(self.repair)
        row.addWidget(self.message, 1)
        job: tuple[QWidget, ...] = (self.job, self.job_progress, self.job_cancel)
        for widget in (*job, self.person, self.place, self.progress, self.done, self.time):
            row.addWidget(widget)

    def show_saved(self, words: str, *, failed: bool) -> None:
        """Show the saved state: "Saved 10:42:07", "Saving…", "! Not saved: disk full"."""
        if words != self.saved.text():
            # What stands beside it stays in its place when it comes back in a moment.
            keep = self.saved.sizeHint().width() if words.startswith("Saving") else 0
            self.saved.setMinimumWidth(keep)
            self.saved.setText(words)
            self.saved.setAccessibleName(words)
        if failed != bool(self.saved.property("failed")):
            self.saved.setProperty("failed", failed)
            self.saved.style().unpolish(self.saved)
            self.saved.style().polish(self.saved)

    def show_person(self, words: str) -> None:
        """Show who is at the keyboard: “You are Ana”; nothing without a project."""
        self.person.setText(words)
        self.person.setVisible(bool(words))

    def show_repair(self, words: str) -> None:
        """Show how many marks wait in the repair list: “3 to place”; nothing without any."""
        self.repair.setText(words)
        self.repair.setAccessibleName(f"Repair list: {words}" if words else "Repair list")
        self.repair.setVisible(bool(words))

    def show_undo(self, words: str) -> None:
        """Show what Ctrl+Z would take back; messages cover it for a while."""
        self._undo = words
        if not self._forget.isActive():
            self._back_to_undo()

    def say(self, words: str) -> None:
        """Show a short message for some seconds."""
        self.said += 1
        self.message.setText(words)
        self._forget.start(_HINT_MILLISECONDS)

    def forget_said(self) -> None:
        """Show what Ctrl+Z would take back again, because what was said is no longer so."""
        if self._forget.isActive():
            self._forget.stop()
            self._back_to_undo()

    def _back_to_undo(self) -> None:
        self.message.setText(self._undo)

    def show_work(self, place: str, share: float | None, done: str) -> None:
        """Show where in the work the person is: "Document 7 of 24", its share, "5 done"."""
        self.place.setText(place)
        self.done.setText(done)
        self.progress.setVisible(share is not None)
        self.progress.show_share(share or 0.0)

    def show_job(self, words: str | None, share: float = 0.0) -> None:
        """Show a background job and how far it is, or hide it with None."""
        for widget in (self.job, self.job_progress, self.job_cancel):
            widget.setVisible(words is not None)
        self.job.setText(words or "")
        self.job_progress.show_share(share)

    def set_theme(self, theme: Theme) -> None:
        """Paint with this theme."""
        for track in (self.progress, self.job_progress):
            track.theme = theme
            track.update()
