"""Looking for the same words on a thread of its own; what it finds comes as it is found."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal

from annotator.project import propagating, searching
from annotator.project.progress import Cancelled, Progress
from annotator.project.project import Project
from annotator.project.propagating import Occurrence, Wanted

#: So often the window hears of what was found, in seconds.
_PAUSE = 0.05


class BackgroundOccurrences(QObject):
    """Runs one search at a time; of one that was stopped nothing more is heard.

    `arrived` carries a list of Occurrences, `progressed` how many documents of how many,
    `ended` how many more there are than were listed; all on the GUI thread.
    """

    arrived = Signal(object)
    progressed = Signal(int, int)
    ended = Signal(int)
    _told = Signal(int, object)

    def __init__(self, project: Project, parent: QObject) -> None:
        super().__init__(parent)
        self._project = project
        self._number = 0
        self._thread: threading.Thread | None = None
        # From another thread, so it must queue.
        self._told.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> bool:
        """Whether a search is under way."""
        return self._thread is not None

    def start(self, asked: Wanted) -> None:
        """Begin a search, and stop the one before it."""
        self.stop()
        number = self._number
        self._thread = threading.Thread(
            target=self._work, args=(asked, number), name="occurrences", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Stop searching; nothing more is told."""
        self._number += 1
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.join()

    def _work(self, asked: Wanted, number: int) -> None:
        waiting: list[Occurrence] = []
        told = time.monotonic()

        def tell(done: int, total: int | None) -> None:
            nonlocal told
            now = time.monotonic()
            if now - told >= _PAUSE or done == 1:
                told = now
                self._told.emit(number, (list(waiting), done, total or 0, None))
                waiting.clear()

        progress = Progress(tell, lambda: self._number != number)
        reader = searching.searcher(self._project)
        try:
            found = propagating.search(asked, reader, progress, waiting.extend)
        except Cancelled:
            return
        except Exception as error:  # noqa: BLE001  raised again on the GUI thread
            self._told.emit(number, error)
        else:
            self._told.emit(number, (waiting, 0, 0, found.more))
        finally:
            reader.close()

    def _hear(
        self, number: int, told: Exception | tuple[Sequence[Occurrence], int, int, int | None]
    ) -> None:
        if number != self._number:
            return
        if isinstance(told, Exception):
            self.stop()
            raise told
        found, done, total, more = told
        if found:
            self.arrived.emit(found)
        if more is None:
            self.progressed.emit(done, total)
            return
        self.stop()
        self.ended.emit(more)
