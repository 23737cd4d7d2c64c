"""Looking for the same words on a thread of its own; what it finds comes as it is found."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from annotator.project import propagating, searching
from annotator.project.progress import Cancelled, Progress
from annotator.project.project import Project
from annotator.project.propagating import Occurrence, Wanted

if TYPE_CHECKING:
    from annotator.storage.project_reader import ProjectReader

#: So often the window hears of what was found, in seconds.
_PAUSE = 0.05
#: So long the window waits for a search that it stops, in seconds.
_PATIENCE = 0.03


class _Run:
    """One search: its thread, and the reader of that thread once there is one."""

    def __init__(self) -> None:
        self.thread: threading.Thread | None = None
        self.reader: ProjectReader | None = None
        #: Held while the reader is interrupted or closed, which must not meet.
        self._turn = threading.Lock()

    def close(self) -> None:
        """Close the reader, on its thread."""
        with self._turn:
            if self.reader is not None:
                self.reader.close()
            self.reader = None

    def end(self) -> None:
        """End what is being read; what is being compared ends by itself a moment later."""
        until = time.monotonic() + _PATIENCE
        while self.thread is not None and self.thread.is_alive() and time.monotonic() < until:
            # Again and again, as it may be between two queries.
            with self._turn:
                if self.reader is not None:
                    self.reader.interrupt()
            self.thread.join(_PATIENCE / 10)


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
        self._run: _Run | None = None
        # From another thread, so it must queue.
        self._told.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> bool:
        """Whether a search is under way."""
        return self._run is not None

    def start(self, asked: Wanted) -> None:
        """Begin a search, and stop the one before it."""
        self.stop()
        self._run = run = _Run()
        run.thread = threading.Thread(
            target=self._work, args=(asked, self._number, run), name="occurrences", daemon=True
        )
        run.thread.start()

    def stop(self) -> None:
        """Stop searching; nothing more is told."""
        self._number += 1
        run, self._run = self._run, None
        if run is not None:
            run.end()

    def _work(self, asked: Wanted, number: int, run: _Run) -> None:
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
        try:
            run.reader = searching.searcher(self._project)
            found = propagating.search(asked, run.reader, progress, waiting.extend)
        except Cancelled:
            return
        except Exception as error:  # noqa: BLE001  raised again on the GUI thread
            # One that was stopped was interrupted, because nobody waits for it any more.
            if self._number == number:
                self._told.emit(number, error)
        else:
            self._told.emit(number, (waiting, 0, 0, found.more))
        finally:
            run.close()

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
