"""The lock of a project on a network file system, where only one may write.

File locks are unreliable there, so this is a file beside the project, made only if it is
not there yet, which names the computer and process that write.
"""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from pathlib import Path

from annotator.domain.problem import Problem
from annotator.storage.placing import place_new
from annotator.storage.processes import alive


class WriterLock:
    """The right to write to a project on a network file system; one at a time has it."""

    def __init__(self, project: Path) -> None:
        self.path = project.with_name(project.name + ".lock")
        self._host = socket.gethostname()

    def take(self) -> None:
        """Take the lock. Raises Problem when someone has it.

        The lock of a process of this computer that no longer lives is taken over.
        """
        for _attempt in range(2):
            try:
                handle = os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
            except FileExistsError as error:
                if not self._remove_stale():
                    raise self._taken() from error
                continue
            with os.fdopen(handle, "w") as file:
                file.write(f"{self._host}\n{os.getpid()}\n")
            return
        raise self._taken()

    def release(self) -> None:
        """Give the lock back; one that somebody else has taken meanwhile stays theirs."""
        if self._holder() == (self._host, os.getpid()):
            self.path.unlink(missing_ok=True)

    def _holder(self) -> tuple[str, int]:
        return _named_in(self.path)

    def _remove_stale(self) -> bool:
        """Return whether there is no lock any more, or only one that nobody holds."""
        holder = host, pid = self._holder()
        if host != self._host or alive(pid):
            return False
        # Several may find it stale: who has it under a name of its own looks at it alone.
        aside = self.path.with_name(f"{self.path.name}.{self._host}-{os.getpid()}")
        try:
            self.path.rename(aside)
        except FileNotFoundError:
            return True
        stale = _named_in(aside) == holder
        if not stale:
            self._put_back(aside)
        aside.unlink(missing_ok=True)
        return stale

    def _put_back(self, aside: Path) -> None:
        """Let the lock of whoever was quicker stand again, unless a third has come meanwhile."""
        with suppress(FileExistsError):
            place_new(aside, self.path)

    def _taken(self) -> Problem:
        host, pid = self._holder()
        return Problem(
            f"The project lies on a network drive and is being written to by {host}.",
            "The file was not changed.",
            f"Close it there first. If nobody has it open, delete {self.path.name} beside it.",
            f"process {pid}",
        )


def _named_in(path: Path) -> tuple[str, int]:
    """Return the computer and process that a lock names."""
    try:
        host, pid = path.read_text().split()
        return host, int(pid)
    except (OSError, ValueError):
        return "another computer", 0
