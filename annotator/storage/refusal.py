"""Whether a file is a project that this program can open; a Problem says why not.

Only bytes and one read-only look are needed, so that nothing is ever written to a file that
cannot be read.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from annotator.domain.problem import Problem
from annotator.storage import peeking
from annotator.storage.disk_words import means_full
from annotator.storage.log_sign import check_own_log
from annotator.storage.marks import APPLICATION_ID
from annotator.storage.migrations import LAYOUTS, MIGRATION_SET, Layouts

_MAGIC = b"SQLite format 3\0"
_UNTOUCHED = "The file was not changed."


def no_such_file(path: Path) -> Problem:
    """Return the Problem of a path at which there is nothing."""
    return Problem(
        f"There is no file {path.name} in {path.parent}.",
        "Nothing was changed.",
        "Check the name, or look for where the file was moved to.",
    )


def damaged(path: Path, details: str = "") -> Problem:
    """Return the Problem of a project whose content cannot be read."""
    return Problem(
        f"{path.name} is damaged: a part of it cannot be read.",
        _UNTOUCHED,
        "Open a backup, or the copy of someone you share the work with. Keep this file: what "
        "is left in it can often be rescued.",
        details,
    )


#: SQLite's names of errors, by their beginning, and what they mean to a person.
_REASONS = (
    ("SQLITE_FULL", "The disk that holds {name} is full.", "Make room on the disk and try again."),
    (
        "SQLITE_BUSY",
        "{name} is locked by another program.",
        "Close the other program and try again.",
    ),
    (
        "SQLITE_LOCKED",
        "{name} is locked by another program.",
        "Close the other program and try again.",
    ),
    (
        "SQLITE_READONLY",
        "{name} cannot be opened because it cannot be written to.",
        "Allow writing to it and its folder, or copy it to a folder that you may write to.",
    ),
    (
        "SQLITE_CANTOPEN",
        "{name} cannot be opened.",
        "Check that you may read and write it and its folder, and that its disk is there.",
    ),
    (
        "SQLITE_IOERR",
        "The disk that holds {name} cannot be read or written.",
        "Check the disk and its connection, and try again.",
    ),
)


#: SQLite's names of what a disk, another program or a lack of memory can bring about, by their
#: beginning; any other is a mistake of ours.
_TROUBLES = (
    *(beginning for beginning, _happened, _next in _REASONS),
    *("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_NOMEM", "SQLITE_PROTOCOL", "SQLITE_INTERRUPT"),
)


def is_trouble(error: BaseException) -> bool:
    """Return whether an error comes from the disk or another program, and not from a bug."""
    if isinstance(error, OSError):
        return True
    name = getattr(error, "sqlite_errorname", None) or ""
    return isinstance(error, sqlite3.DatabaseError) and name.startswith(_TROUBLES)


def trouble(error: BaseException, path: Path | None = None) -> Problem | None:
    """Return the Problem of trouble that SQLite has while a project is used, or None for a bug.

    `path` is that of the project, where it is known.
    """
    if not (isinstance(error, sqlite3.DatabaseError) and is_trouble(error)):
        return None
    return refused(path or Path("The project"), error)


def refused(path: Path, error: sqlite3.Error) -> Problem:
    """Return the Problem of an error of SQLite on opening; only some of them mean damage."""
    text, name = str(error), getattr(error, "sqlite_errorname", None) or ""
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return damaged(path, text)
    if "unsupported file format" in text:
        return newer(path, text)
    if means_full(error, path.parent):
        name = "SQLITE_FULL"
    for beginning, happened, next_step in _REASONS:
        if name.startswith(beginning):
            return Problem(happened.format(name=path.name), _UNTOUCHED, next_step, text)
    return Problem(
        f"{path.name} cannot be opened: SQLite says “{text}”.",
        _UNTOUCHED,
        "Check the project with annotator check, or open a backup.",
        name,
    )


def truncated(path: Path, missing: int | None = None) -> Problem:
    """Return the Problem of a project whose end is missing; `missing` in bytes, if known."""
    what = "almost all of it is" if missing is None else f"its last {missing:,} bytes are"
    return Problem(
        f"{path.name} is cut off: {what} missing.",
        _UNTOUCHED,
        "Copy or download it again completely, or open a backup.",
    )


def _not_a_project(path: Path, what: str) -> Problem:
    return Problem(
        f"{path.name} is not an Annotator project: {what}.",
        _UNTOUCHED,
        "Choose a project file, or make a new project and import this file into it.",
    )


def newer(path: Path, details: str) -> Problem:
    """Return the Problem of a project that a newer version of the program has written."""
    return Problem(
        f"{path.name} was made by a newer version of Annotator.",
        _UNTOUCHED,
        "Install the newest version of Annotator and open the file with it.",
        details,
    )


def _header(path: Path) -> bytes:
    try:
        return peeking.first_bytes(path, 100)
    except FileNotFoundError as error:
        raise no_such_file(path) from error
    except IsADirectoryError as error:
        raise _not_a_project(path, "it is a folder") from error
    except OSError as error:
        raise Problem(
            f"{path.name} cannot be read: {error.strerror}.",
            _UNTOUCHED,
            "Check that you may read the file and that its disk is there.",
        ) from error


def _check_length(path: Path, header: bytes) -> None:
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        return  # the log holds what the file may still lack
    page_size = int.from_bytes(header[16:18], "big")
    page_size = 65536 if page_size == 1 else page_size
    missing = page_size * int.from_bytes(header[28:32], "big") - path.stat().st_size
    if missing > 0:
        raise truncated(path, missing)


def stored_version(path: Path, layouts: Layouts = LAYOUTS) -> int:
    """Return the `user_version` of the project file at `path`.

    Raises Problem for a missing file, a folder, something else than a project, a cut off
    file, one that a newer version has written, and one beside which another left its log.
    """
    if path.is_dir():
        raise _not_a_project(path, "it is a folder")
    header = _header(path)
    if not header:
        raise _not_a_project(path, "it is empty")
    if not header.startswith(_MAGIC):
        raise _not_a_project(path, "it holds something else")
    if len(header) < 100:
        raise truncated(path)
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise _not_a_project(path, "it is an SQLite file of another program")
    version = int.from_bytes(header[60:64], "big")
    if version > layouts.version:
        raise newer(path, f"layout {version}, this program knows {layouts.version}")
    _check_length(path, header)
    check_own_log(path)
    return version


def check_migrations(connection: sqlite3.Connection, path: Path, layouts: Layouts) -> None:
    """Raise Problem when the file has had a migration that this program does not know."""
    try:
        rows = connection.execute(
            "SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (MIGRATION_SET,)
        ).fetchall()
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return
        raise
    unknown = [name for (name,) in rows if name not in layouts.names]
    if unknown:
        raise newer(path, f"unknown migrations: {', '.join(unknown)}")
