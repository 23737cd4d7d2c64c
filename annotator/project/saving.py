"""Getting edits to disk, and saying how that stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from annotator.domain.changes import FAILED, SAVED, SAVING, SaveState
from annotator.domain.problem import Problem
from annotator.storage.connection import ProjectFile
from annotator.storage.journal import Entry
from annotator.storage.writer import Writer

__all__ = ["FAILED", "SAVED", "SAVING", "SaveState", "Saving"]


def still_writing(path: Path) -> Problem:
    """Return the Problem of a disk that takes too long."""
    return Problem(
        f"The last changes to {path.name} are still being written.",
        "Nothing is lost.",
        "Wait a moment and try again.",
    )


def reading_only(path: Path, reason: str) -> Problem:
    """Return the Problem of changing a project that is open for reading only."""
    return Problem(
        f"{path.name} is open for reading only. {reason}",
        "Nothing was changed.",
        "Copy it to a folder that you may write to and open the copy.",
    )


def closed_already(path: Path) -> Problem:
    """Return the Problem of changing a project that was closed."""
    return Problem(
        f"{path.name} was closed before this could be done.",
        "Nothing was changed.",
        "Open it and do it again there.",
    )


class Saving:
    """The writer of an open project and those who watch it; without a writer when read-only."""

    def __init__(self, file: ProjectFile, clock: Callable[[], str]) -> None:
        self._listeners: list[Callable[[SaveState], None]] = []
        self._writer = None
        self._log = file.log
        self.state = SaveState(SAVED, clock())
        if file.read_only is None:
            self._writer = Writer(
                file.path, file.connection, file.turn, self._tell, clock, log=file.log
            )

    def _tell(self, state: SaveState) -> None:
        self.state = state
        for listener in list(self._listeners):
            listener(state)

    def add_listener(self, listener: Callable[[SaveState], None]) -> None:
        """Have `listener` called, on the writer thread, with every SaveState."""
        self._listeners.append(listener)

    @property
    def problem(self) -> Problem | None:
        """Why the last edits cannot be written, or None."""
        return None if self._writer is None else self._writer.problem

    @property
    def pending(self) -> tuple[Entry, ...]:
        """The edits that are not on disk yet, oldest first."""
        return () if self._writer is None else self._writer.pending

    @property
    def busy(self) -> bool:
        """Whether an edit is waiting or being written."""
        return self._writer is not None and self._writer.busy

    def put(self, entry: Entry) -> None:
        """Queue an edit for writing."""
        assert self._writer is not None, "a read-only project takes no edits"
        self._writer.put(entry)

    def flush(self, timeout: float) -> bool:
        """Wait until everything is on disk, at most so many seconds; False when it is not."""
        return self._writer is None or self._writer.flush(timeout)

    def retry(self) -> None:
        """Try again now what failed."""
        if self._writer is not None:
            self._writer.retry()

    def look(self) -> None:
        """Notice that the file is gone, or back, without an edit; told as a SaveState."""
        if self._writer is not None:
            self._writer.look()

    def check_file(self) -> None:
        """Raise Problem when the file is gone or another one, so that all is in memory alone."""
        self._log.check_file()

    def stop(self) -> None:
        """End the writer."""
        if self._writer is not None:
            self._writer.stop()
