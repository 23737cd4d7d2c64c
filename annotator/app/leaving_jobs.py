"""Jobs that were told to stop, watched until they have: their processes are ours to end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from annotator.project.job import Job, JobState


def _tell_nobody(_state: JobState[Any]) -> None:
    """Leave it at that."""


class LeavingJobs:
    """Some go on to their end, because they were being written already."""

    def __init__(self) -> None:
        self._jobs: list[tuple[Job[Any], Callable[[JobState[Any]], None]]] = []

    def __bool__(self) -> bool:
        """Whether any has not ended yet."""
        return bool(self._jobs)

    def add(self, job: Job[Any], ended: Callable[[JobState[Any]], None] = _tell_nobody) -> None:
        """Tell a job to stop; `ended` hears how it ended."""
        job.cancel()
        self._jobs.append((job, ended))

    def look(self) -> None:
        """Let go of those that have ended; raises RuntimeError, once, for a bug of ours."""
        for each in list(self._jobs):
            job, ended = each
            try:
                state = job.poll()
            except RuntimeError:
                self._jobs.remove(each)
                raise
            if state.ended:
                self._jobs.remove(each)
                ended(state)
