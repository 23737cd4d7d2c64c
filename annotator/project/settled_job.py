"""Work that begins once everything done until now is on disk; the wait is part of the work."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from annotator.project.job import Job, JobState

if TYPE_CHECKING:
    from annotator.project.project import Project

#: How long a wait without an end is, in seconds.
_FOREVER = 3600.0
T = TypeVar("T")


class SettledJob(Generic[T]):
    """A job of another process, which sees of a project only what is on disk.

    `begin` starts it, at once where nothing is waiting to be written. Otherwise the window goes
    on while somebody else writes, and the job waits; it can be cancelled meanwhile. Ends with the
    Problem that prevents the writing, and raises it where that is known already.
    """

    def __init__(self, project: Project, begin: Callable[[], Job[T]]) -> None:
        self._project = project
        self._begin = begin
        self._job: Job[T] | None = None
        self._ended: JobState[T] | None = None
        pending = project.saving.pending
        self._last = pending[-1].edit_id if pending else None
        if pending and project.saving.problem is not None:
            raise project.saving.problem
        self._go_on()

    def _go_on(self) -> None:
        if self._job is not None or self._ended is not None:
            return
        saving = self._project.saving
        if all(entry.edit_id != self._last for entry in saving.pending):
            self._job = self._begin()
        elif saving.problem is not None:
            self._ended = JobState(ended=True, problem=saving.problem)

    def poll(self) -> JobState[T]:
        """Return how far it is now; see `Job`."""
        self._go_on()
        if self._job is not None:
            return self._job.poll()
        return self._ended or JobState()

    def cancel(self) -> None:
        """Stop it soon; see `Job`."""
        if self._job is not None:
            self._job.cancel()
        elif self._ended is None:
            self._ended = JobState(ended=True, cancelled=True)

    def wait(self, timeout: float | None = None) -> JobState[T]:
        """Wait until it has ended; see `Job`."""
        if self._job is None and self._ended is None:
            self._project.flush(_FOREVER if timeout is None else timeout)
        state = self.poll()
        return state if self._job is None else self._job.wait(timeout)
