"""The writer thread: the only one that writes edits to an open project.

Edits wait in a queue and are written in the order they came. When the disk is full, the
file is gone or cannot be written to, the queue stays as it is, the Problem is told, and
writing is tried again until it works. So it is when a bug is in the way, which is reported.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path

from annotator.domain.changes import FAILED, SAVED, SAVING, SaveState
from annotator.domain.problem import Problem
from annotator.storage import journal
from annotator.storage.disk_words import means_full
from annotator.storage.journal import Entry
from annotator.storage.log import Log, identity, lost_log, not_rescued, rescue, vanished
from annotator.storage.refusal import is_trouble

#: The most edits that share one transaction.
BATCH = 64
#: Seconds between two attempts while writing fails.
RETRY_SECONDS = 1.0


def write_problem(path: Path, error: Exception) -> Problem:
    """Return the Problem of a write that failed, in plain words."""
    text = str(error)
    safe = "Nothing is lost: the last changes are kept in the window and written when it works."
    for sign, happened, next_step in (
        ("full", f"The disk that holds {path.name} is full.", "Make room on the disk."),
        ("readonly", f"{path.name} can no longer be written to.", "Allow writing to it again."),
        ("read-only", f"{path.name} can no longer be written to.", "Allow writing to it again."),
        ("locked", f"Another program keeps {path.name} locked.", "Close the other program."),
    ):
        if sign in text.casefold() or (sign == "full" and means_full(error, path.parent)):
            return Problem(happened, safe, f"{next_step} Marking goes on by itself then.", text)
    return Problem(
        f"{path.name} cannot be written to.",
        safe,
        "Check its disk and keep the window open. Marking goes on by itself when it works.",
        f"{type(error).__name__}: {text}",
    )


def our_mistake(error: Exception) -> Problem:
    """Return the Problem of edits that a bug keeps from being written; it is reported, too."""
    return Problem(
        "A mistake in Annotator keeps the last changes from being saved.",
        "Nothing is lost: the window holds them, and a copy takes all that can be written.",
        "Save a copy of the project, and send the report to whoever looks after Annotator for you.",
        f"{type(error).__name__}: {error}",
    )


class Writer:
    """Writes edits in the background.

    `tell` is called on the writer thread with every SaveState; saved only after the commit
    of everything that was put in. `clock` gives the time in ISO 8601, UTC.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        turn: threading.Lock,
        tell: Callable[[SaveState], None],
        clock: Callable[[], str],
        retry_seconds: float = RETRY_SECONDS,
        log: Log | None = None,
    ) -> None:
        self._path = path
        self._connection = connection
        self._turn = turn
        self._tell = tell
        self._clock = clock
        self._retry_seconds = retry_seconds
        self._identity = identity(path)
        self._log = log or Log(path, connection)
        self._rescued: tuple[int, Problem] | None = None
        self._queue: deque[Entry] = deque()
        self._condition = threading.Condition()
        self._stopping = False
        self._suspicious = False
        self._doubtful = False
        self._failures = 0
        self.problem: Problem | None = None
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def put(self, entry: Entry) -> None:
        """Queue an edit."""
        with self._condition:
            self._queue.append(entry)
            self._condition.notify_all()

    @property
    def busy(self) -> bool:
        """Whether an edit is waiting or being written."""
        return bool(self._queue)

    @property
    def pending(self) -> tuple[Entry, ...]:
        """The edits that are not on disk yet, oldest first."""
        with self._condition:
            return tuple(self._queue)

    def flush(self, timeout: float) -> bool:
        """Wait until everything is on disk, at most so many seconds; False when it is not.

        While writing fails this tries once more, and does not wait any longer.
        """
        with self._condition:
            failures = self._failures
            self._condition.notify_all()
            self._condition.wait_for(lambda: not self._queue or self._failures > failures, timeout)
            return not self._queue

    def retry(self) -> None:
        """Try again now, after a failure."""
        with self._condition:
            self._condition.notify_all()

    def look(self) -> None:
        """Notice, without an edit, that the file or its log is gone; costs microseconds.

        The thread then tells, and tells again when the file is back.
        """
        if self.problem is None and (identity(self._path) != self._identity or self._log.gone):
            with self._condition:
                self._suspicious = True
                self._condition.notify_all()

    def stop(self) -> None:
        """End the thread; what is still queued stays in `pending`."""
        with self._condition:
            self._stopping = True
            self._condition.notify_all()
        self._thread.join()

    def _run(self) -> None:
        while True:
            batch = self._next_batch()
            if batch is None:
                return
            try:
                self._write(batch)
            except Exception as error:  # noqa: BLE001  told as a Problem, a bug reported
                self._failed(error)
            else:
                self._done(len(batch))

    def _next_batch(self) -> list[Entry] | None:
        with self._condition:
            if self.problem is not None and not self._stopping:
                self._condition.wait(self._retry_seconds)
            while not (self._queue or self._stopping or self._suspicious or self.problem):
                self._condition.wait()
            self._suspicious = False
            if self._stopping and (not self._queue or self.problem is not None):
                return None
            batch = [self._queue[index] for index in range(min(BATCH, len(self._queue)))]
        if self.problem is None and batch:
            self._tell(SaveState(SAVING, self._clock()))
        return batch

    def _write(self, batch: list[Entry]) -> None:
        if identity(self._path) != self._identity:
            raise vanished(self._path)
        if not self._log.gone and batch:
            self._commit(batch)
        if self._log.gone:
            # Asked after the commit, too: it may have gone into a log without a name.
            raise self._lost()

    def _commit(self, batch: list[Entry]) -> None:
        if self._doubtful:
            # A commit that failed may have reached the disk all the same.
            batch = [
                entry for entry in batch if not journal.has_edit(self._connection, entry.edit_id)
            ]
        with self._turn:
            journal.write(self._connection, batch)

    def _lost(self) -> Problem:
        """Copy what only this process sees, with all that waits, and return the Problem."""
        pending = self.pending
        if self._rescued is not None and self._rescued[0] == len(pending):
            return self._rescued[1]
        self._doubtful = True
        try:
            self._commit(list(pending))
            with self._turn:
                problem = lost_log(self._path, rescue(self._path, self._connection))
        except Problem as error:
            return not_rescued(self._path, error)
        except sqlite3.Error as error:
            return not_rescued(self._path, write_problem(self._path, error))
        self._rescued = (len(pending), problem)
        return problem

    def _failed(self, error: Exception) -> None:
        bug = not (isinstance(error, Problem) or is_trouble(error))
        if isinstance(error, Problem):
            problem = error
        else:
            problem = our_mistake(error) if bug else write_problem(self._path, error)
        self._doubtful = True
        with self._condition:
            known = self.problem is not None and str(self.problem) == str(problem)
            self.problem = problem
            self._failures += 1
            self._condition.notify_all()
        if not known:
            self._tell(SaveState(FAILED, self._clock(), problem))
            if bug:
                self._report(error)

    def _report(self, error: Exception) -> None:
        """Have a bug reported as one of any thread, without the end of this one."""
        kind, trace = type(error), error.__traceback__
        threading.excepthook(threading.ExceptHookArgs((kind, error, trace, self._thread)))

    def _done(self, count: int) -> None:
        with self._condition:
            for _ in range(count):
                self._queue.popleft()
            self.problem = None
            empty = not self._queue
            self._condition.notify_all()
        self._doubtful = False
        if empty:
            self._tell(SaveState(SAVED, self._clock()))
