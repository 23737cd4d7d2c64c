"""Building the search index in the background, in short steps.

A step is many short texts or a single long one, as the index takes a text whole or not at all. Most
last some milliseconds. The longest text that an import takes, ten million characters, lasts about
a second: an edit made meanwhile is on the screen and waits to be written, which no key waits for.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable

from annotator.domain.problem import Problem
from annotator.storage import search

#: At most how many characters are indexed in one transaction, some milliseconds; a text that is
#: longer has one of its own.
STEP_CHARACTERS = 12_000
#: Seconds of rest after a step, about as long as the step, and between two looks for texts.
REST_SECONDS, LOOK_SECONDS = 0.006, 1.0


class Indexer:
    """A thread with a connection of its own that indexes whatever texts are not yet.

    `turn` is the lock that it shares with the writer; while `busy()` says that edits wait it
    does nothing, nor once the log is `lost()`. `connect` is called on the thread, and so is
    `finished`, each time that it finds no text left to index.
    """

    def __init__(
        self,
        connect: Callable[[], sqlite3.Connection],
        turn: threading.Lock,
        busy: Callable[[], bool],
        lost: Callable[[], bool] = lambda: False,
        finished: Callable[[], None] = lambda: None,
    ) -> None:
        self._connect = connect
        self._turn = turn
        self._busy = busy
        self._lost = lost
        self._finished = finished
        self._stopping = threading.Event()
        self._look = threading.Event()
        #: What SQLite says while nothing can be indexed, or None; goes when it works again.
        self.problem: str | None = None
        self._thread = threading.Thread(target=self._run, name="indexer", daemon=True)
        self._thread.start()

    def look(self) -> None:
        """Look for new texts now."""
        self._look.set()

    def stop(self) -> None:
        """End the thread after the step it is at."""
        self._stopping.set()
        self._look.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                connection = self._connect()
            except (sqlite3.Error, Problem) as error:
                self._failed(error)
                self._rest()
                continue
            try:
                # The index can be built again, so its commits need not wait for the disk.
                connection.execute("PRAGMA synchronous = NORMAL")
                self._index_until_stopped(connection)
            except sqlite3.Error as error:
                # A full disk or a locked file: the writer tells the person, this waits. A
                # damaged index: search says it.
                self._failed(error)
                self._rest()
            finally:
                connection.close()

    def _failed(self, error: Exception) -> None:
        self.problem = f"{type(error).__name__}: {error}"

    def _rest(self) -> None:
        self._look.wait(LOOK_SECONDS)
        self._look.clear()

    def _index_until_stopped(self, connection: sqlite3.Connection) -> None:
        while not self._stopping.is_set():
            self._index_all(connection)
            self._rest()

    def _index_all(self, connection: sqlite3.Connection) -> None:
        position: int | None = 0
        while position is not None and not self._stopping.is_set() and not self._lost():
            if self._busy():
                self._stopping.wait(REST_SECONDS)
                continue
            with self._turn:
                position = search.index_some(connection, position, STEP_CHARACTERS)
            self.problem = None
            self._stopping.wait(REST_SECONDS)
        if position is None:
            self._finished()
