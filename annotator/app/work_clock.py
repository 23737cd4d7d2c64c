"""How long the open document is worked on: keys and the mouse count, pauses do not."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from annotator.domain.problem import Problem
from annotator.project.timing import Stopwatch, add_seconds, seconds_of

if TYPE_CHECKING:
    from annotator.app.pages.annotate_page import AnnotatePage

_SIGNS = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
    )
)
_SHOWN_MILLISECONDS = 10_000


class WorkClock(QObject):
    """Counts while a document of a page is open; `told` carries its seconds now and then.

    They are kept when the document is left, not while somebody types.
    """

    told = Signal(int)

    def __init__(self, page: AnnotatePage) -> None:
        super().__init__(page)
        self._page = page
        self._document: str | None = None
        self._watch = Stopwatch(time.monotonic)
        self._turn = QTimer(self)
        self._turn.setInterval(_SHOWN_MILLISECONDS)
        self._turn.timeout.connect(self._tell)
        self._turn.start()
        page.document_shown.connect(self._begin)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take every key and every move of the mouse for a sign of work; eat none."""
        if event.type() in _SIGNS:
            self._watch.touch()
        return False

    def _begin(self, document_id: str) -> None:
        if document_id != self._document:
            self.keep()
            self._document = document_id
            self._watch.touch()
        self._tell()

    def _tell(self) -> None:
        document = self._document
        if document is not None and document == self._page.document_id:
            opened = self._page.project.open_document(document)
            self.told.emit(seconds_of(opened) + int(self._watch.seconds))

    def keep(self) -> None:
        """Keep the seconds of the document that is left."""
        project, document = self._page.project, self._document
        seconds = self._watch.take()
        if document is None or not seconds or project.read_only is not None or project.me is None:
            # Where nobody can do anything there is no work to count, and nothing to complain of.
            return
        try:
            add_seconds(project, document, seconds)
        except Problem as problem:
            # It was removed meanwhile, or nothing can be written, which the saved state says.
            self._page.problem_met.emit(problem)

    def end(self) -> None:
        """Count no more, because the project closes; `keep` what was counted before."""
        self._turn.stop()
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
