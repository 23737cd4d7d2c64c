"""Whether the log that a connection writes to is still the project's.

Any program that opens and closes the project file inside this process drops the locks of
SQLite with it (see `peeking`). Another process then takes itself for the last user and
removes the log: what is committed here from then on goes into a file without a name, and
bringing that into the project file could destroy what others wrote since.
"""

from __future__ import annotations

import ctypes
import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from weakref import WeakSet

from annotator.domain.problem import Problem

Identity = tuple[int, int]

#: The project files of which this process holds a log that is no longer theirs.
_lost: set[Identity] = set()
#: The logs that this process writes to.
_logs: WeakSet[Log] = WeakSet()


def identity(path: Path) -> Identity | None:
    """Return what tells a file from any other of the same name, or None without a file."""
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return None
    return (status.st_dev, status.st_ino)


def log_of(project: Path) -> Path:
    """Return where the log of a project lies while it is open."""
    # Beside the file that a link leads to.
    path = project.resolve()
    return path.with_name(path.name + "-wal")


def sweep_empty(project: Path) -> None:
    """Take away the empty log that an opening which failed has left, as on a full disk."""
    log = log_of(project)
    with suppress(OSError):
        if log.exists() and not log.stat().st_size:
            log.unlink()
            log.with_name(log.name.removesuffix("-wal") + "-shm").unlink(missing_ok=True)


class Log:
    """The log of a connection that writes, as it was when the connection was made.

    A project with a rollback journal, or open for reading, has none and never loses it.
    """

    def __init__(self, project: Path, connection: sqlite3.Connection, writes: bool = True) -> None:
        self._project = project.resolve()
        self._path = log_of(project)
        self._connection = connection
        mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
        self._watched = writes and mode == "wal"
        # SQLite makes the log when it first reads.
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        self.of = identity(self._project)
        self._identity = identity(self._path)
        self._gone = False

    def enlist(self) -> None:
        """Be asked whenever the file is to be opened once more in this process."""
        _logs.add(self)

    def retire(self) -> None:
        """Be asked no longer: the connection is about to be closed."""
        _logs.discard(self)

    @property
    def gone(self) -> bool:
        """Whether the log was removed or replaced; once it was, that stays so."""
        if self._watched and not self._gone and not self._there():
            self._gone = True
            self._keep()
        return self._gone

    def check(self) -> None:
        """Raise Problem when the project file can not be opened once more: it or its log is gone.

        Another file of that name is another project.
        """
        check_usable(self._project)
        self.check_file()

    def check_file(self) -> None:
        """Raise Problem when the project file is gone, or another file has its name."""
        if identity(self._project) != self.of:
            raise vanished(self._project)

    def _there(self) -> bool:
        return self._identity is not None and identity(self._path) == self._identity

    def _keep(self) -> None:
        # Closing the last connection would write the lost log into the project file, so this
        # one is never closed, not even when the program ends and everything is let go.
        self._connection.execute("PRAGMA wal_autocheckpoint = 0").fetchone()
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(self._connection))
        if self.of is not None:
            _lost.add(self.of)


def check_usable(project: Path) -> None:
    """Raise Problem when this process lost the log of the file and may not open it again."""
    of = identity(project)
    if of in _lost or any(log.gone for log in list(_logs) if log.of == of):
        raise Problem(
            f"Another program closed the log of {project.name} while it was open here.",
            "The file was not changed.",
            "Quit Annotator, start it again and open the project then.",
        )


def vanished(project: Path) -> Problem:
    """Return the Problem of a project whose file is gone, or another one, while it is open."""
    if project.exists():
        return Problem(
            f"{project.name} was replaced by another file, or by a copy of itself.",
            "Nothing is lost: the window still holds everything.",
            "Save a copy under another name, quit Annotator, and go on with that copy.",
        )
    return Problem(
        f"{project.name} is no longer in its folder.",
        "Nothing is lost: the window still holds everything.",
        f"Put the file back to {project.parent}, or save a copy under another name.",
    )


def rescue_path(project: Path) -> Path:
    """Return a free name beside the project for what only this process still sees."""
    candidate = project.with_name(f"{project.stem}.rescued.sqlite")
    number = 2
    while candidate.exists():
        candidate = project.with_name(f"{project.stem}.rescued-{number}.sqlite")
        number += 1
    return candidate


def rescue(project: Path, connection: sqlite3.Connection) -> Path:
    """Write all that the connection sees to a new file beside the project; return its path.

    Raises Problem when it cannot be written, or when what the connection sees is not whole.
    """
    from annotator.storage.upgrade import copy_file

    target = rescue_path(project)
    copy_file(connection, target)
    copy = sqlite3.connect(target)
    try:
        found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        found = str(error)
    finally:
        copy.close()
    if found != "ok":
        raise Problem(
            f"The copy {target.name} is not whole.",
            "The project itself was not changed.",
            f"Keep {target.name}: what is in it can often be rescued.",
            found,
        )
    return target


def lost_log(project: Path, rescued: Path) -> Problem:
    """Return the Problem of a log that another program removed."""
    return Problem(
        f"Another program closed the log of {project.name} while it was open here, so the last "
        "changes may not be in it.",
        f"Everything that this window shows is in {rescued.name} in {rescued.parent}.",
        f"Quit Annotator and start it again. When changes are missing in {project.name}, go on "
        f"with {rescued.name}.",
    )


def not_rescued(project: Path, error: Problem) -> Problem:
    """Return the Problem of a lost log when its content could not be copied."""
    return Problem(
        f"Another program closed the log of {project.name} while it was open here, and a copy "
        "could not be written.",
        "The window still holds everything.",
        "Keep the window open and make room on the disk: the copy is tried again by itself.",
        f"{error.happened} {error.details}",
    )
