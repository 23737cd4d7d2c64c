"""Searching all documents on a thread of its own, so that typing never waits."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from annotator.project import searching
from annotator.project.project import Project
from annotator.project.searching import Hit

if TYPE_CHECKING:
    from annotator.storage.project_reader import ProjectReader

_MOST_FOUND = 200


class BackgroundSearch(QObject):
    """Answers queries one after the other; of those that wait, only the newest.

    `found` carries the query, its list of Hits, and whether more is still being indexed, in which
    case `indexed` says later that it is worth asking again. Both come on the GUI thread.
    """

    found = Signal(str, object, bool)
    indexed = Signal()
    _arrived = Signal(str, object, bool)
    _all_there = Signal()
    _broken = Signal(object)

    def __init__(self, project: Project, parent: QObject) -> None:
        super().__init__(parent)
        self._project = project
        self._queries: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._reader: ProjectReader | None = None
        self._stopping = False
        #: Held while the reader is interrupted or closed, which must not meet.
        self._turn = threading.Lock()
        self._arrived.connect(self.found, Qt.ConnectionType.QueuedConnection)
        self._all_there.connect(self.indexed, Qt.ConnectionType.QueuedConnection)
        self._broken.connect(self._raise, Qt.ConnectionType.QueuedConnection)

    def look_for(self, query: str) -> None:
        """Search for `query` as soon as the search before it is done."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="search", daemon=True)
            self._thread.start()
        self._queries.put(query)

    def _raise(self, error: Exception) -> None:
        raise error

    def stop(self) -> None:
        """End the thread; what it still finds is not told any more."""
        if self._thread is not None:
            self._stopping = True
            self._queries.put(None)
            with self._turn:
                if self._reader is not None:
                    self._reader.interrupt()
            self._thread.join()
            self._thread = None

    def _work(self) -> None:
        try:
            while (query := self._queries.get()) is not None:
                while not self._queries.empty():
                    newer = self._queries.get()
                    if newer is None:
                        return
                    query = newer
                self._answer(query)
        finally:
            with self._turn:
                if self._reader is not None:
                    self._reader.close()
                    self._reader = None

    def _answer(self, query: str) -> None:
        try:
            if self._reader is None:
                # Anew with each query while it fails: the file may come back.
                self._reader = searching.searcher(self._project)
            # Asked first: what is indexed in between may not have been found.
            complete = searching.is_indexed(self._reader)
            hits: list[Hit] = self._reader.search(query, _MOST_FOUND)
            more = not complete and searching.when_indexed(self._project, self._tell_indexed)
        except Exception as error:  # noqa: BLE001  raised again on the GUI thread
            # While stopping it was interrupted, because nobody waits for it any more.
            if not self._stopping:
                self._broken.emit(error)
        else:
            self._arrived.emit(query, hits, more)

    def _tell_indexed(self) -> None:
        if not self._stopping:
            self._all_there.emit()
