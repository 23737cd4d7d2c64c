"""Keeping the search index of an open project up to date in the background."""

from __future__ import annotations

import threading
from collections.abc import Callable

from annotator.domain.journal import WINDOW
from annotator.project.saving import Saving
from annotator.storage.connection import ProjectFile
from annotator.storage.indexer import Indexer


class Indexing:
    """The indexer of an open project.

    A window has one from the start; a command, which ends soon, only once it is asked to.
    A project on a network drive or open for reading has none.
    """

    def __init__(self, file: ProjectFile, via: str, saving: Saving) -> None:
        self._file = file
        self._saving = saving
        self._indexer: Indexer | None = None
        self._awaiting: list[Callable[[], None]] = []
        self._turn = threading.Lock()
        if via == WINDOW:
            self.start()

    def start(self) -> None:
        """Look for texts that are not indexed, now and from now on."""
        if self._indexer is not None:
            self._indexer.look()
        elif self._file.read_only is None and self._file.wal:
            self._indexer = Indexer(
                lambda: self._file.another(write=True),
                self._file.turn,
                lambda: self._saving.busy,
                lambda: self._file.log.gone,
                self._tell,
            )

    def when_done(self, then: Callable[[], None]) -> bool:
        """Call `then` once, on another thread, when no text is left to index.

        Return whether that will be, which it will not where nothing is indexed.
        """
        if self._indexer is None or self._indexer.problem is not None:
            return False
        with self._turn:
            self._awaiting.append(then)
        self._indexer.look()
        return True

    def _tell(self) -> None:
        with self._turn:
            awaiting, self._awaiting = self._awaiting, []
        for then in awaiting:
            then()

    @property
    def problem(self) -> str | None:
        """Why nothing can be indexed now, in SQLite's words, or None."""
        return None if self._indexer is None else self._indexer.problem

    def stop(self) -> None:
        """End it; what is missing is indexed the next time."""
        if self._indexer is not None:
            self._indexer.stop()
            self._indexer = None
