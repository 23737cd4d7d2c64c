"""Opening a project file: connections, pragmas, how it may be written to.

Every connection is in autocommit mode; transactions are begun with BEGIN IMMEDIATE.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from annotator.domain.problem import Problem
from annotator.paths import data_folder
from annotator.storage import location, peeking
from annotator.storage.lock import WriterLock
from annotator.storage.log import Log, check_usable, identity, log_of, sweep_empty
from annotator.storage.migrations import LAYOUTS, Layouts
from annotator.storage.refusal import check_migrations, refused, stored_version

#: How long a write waits for another one to end, in milliseconds.
BUSY_MILLISECONDS = 5000


@dataclass(slots=True)
class ProjectFile:
    """An opened project file.

    `connection` reads, and writes unless `read_only` gives the reason why not. `wal` says
    whether several may write at the same time. `warnings` are sentences for the person.
    """

    path: Path
    connection: sqlite3.Connection
    read_only: str | None = None
    wal: bool = True
    immutable: bool = False
    warnings: list[str] = field(default_factory=list)
    lock: WriterLock | None = None
    #: Held by whichever thread of this process is in a write transaction.
    turn: threading.Lock = field(default_factory=threading.Lock)
    held: peeking.Identity = field(init=False)
    log: Log = field(init=False)

    def __post_init__(self) -> None:
        self.held = peeking.hold(self.path)
        self.log = Log(self.path, self.connection, writes=self.read_only is None)
        self.log.enlist()

    @property
    def reading_uri(self) -> str:
        """The address under which SQLite can read the file, wherever it lies."""
        return uri_of(self.path, read_only=True, immutable=self.immutable)

    def another(self, write: bool = False) -> sqlite3.Connection:
        """Return one more connection to the file; for reading only unless `write`.

        Raises Problem when the file or its log was taken away by another program.
        """
        self.log.check()
        connection = connect(
            self.path, read_only=self.read_only is not None, immutable=self.immutable
        )
        if not self.wal and self.read_only is None:
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        if not write:
            connection.execute("PRAGMA query_only = ON")
        return connection

    def empty_log(self) -> bool:
        """Bring the log into the file and empty it."""
        connection = self.another(write=True)
        try:
            with self.turn:
                return not self.wal or checkpoint(connection)
        finally:
            connection.close()

    def close(self) -> None:
        """Close the connection after everything is in the one file.

        With a lost log nothing is brought into the file, and the connection stays.
        """
        self.log.retire()
        if not self.log.gone:
            # Where another file has taken its place, the log belongs to what was copied there.
            if self.read_only is None and self.wal and identity(self.path) == self.log.of:
                checkpoint(self.connection)
            self.connection.close()
        peeking.release(self.held)
        if self.lock is not None:
            self.lock.release()


def gone(path: Path) -> bool:
    """Return whether there is no file at `path` any more."""
    return not path.exists()


def checkpoint(connection: sqlite3.Connection) -> bool:
    """Bring the log into the project file and empty it; False when someone else is reading."""
    connection.execute("PRAGMA busy_timeout = 1000")
    try:
        busy: int = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError:
        # A full disk or a locked file: the log keeps everything and is read on opening.
        return False
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    return not busy


def uri_of(path: Path, read_only: bool = False, immutable: bool = False) -> str:
    """Return the address of a project file for SQLite; it must exist to be opened."""
    mode = "ro" if read_only else "rw"
    return f"{path.resolve().as_uri()}?mode={mode}{'&immutable=1' if immutable else ''}"


def connect(path: Path, read_only: bool = False, immutable: bool = False) -> sqlite3.Connection:
    """Return a connection in autocommit mode with the pragmas that every one has."""
    connection = sqlite3.connect(
        uri_of(path, read_only, immutable),
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )
    try:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        # What was purged must not stay in free pages.
        connection.execute("PRAGMA secure_delete = ON").fetchone()
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def open_file(
    path: Path,
    *,
    layouts: Layouts = LAYOUTS,
    network: Callable[[Path], bool] = location.on_network,
    writable: Callable[[Path], str | None] = location.read_only_reason,
    elsewhere: Callable[[], Path] = data_folder,
) -> ProjectFile:
    """Open the project at `path`, an older one after a backup and its migration.

    Raises Problem for whatever is not a readable project (see `refusal`), and when someone
    else writes to a project on a network drive. A file that may not be written to is opened
    for reading.
    """
    # Said to people, so never "." or "..".
    path = path.absolute()
    check_usable(path)
    version = stored_version(path, layouts)
    reason = writable(path)
    if reason is not None:
        return _open_to_read(path, reason, version, layouts)
    wal = not network(path)
    lock, there = None, log_of(path).exists()
    if not wal:
        lock = WriterLock(path)
        lock.take()
    try:
        connection = connect(path)
        try:
            _prepare(connection, path, wal, version, layouts, elsewhere)
        except BaseException:
            connection.close()
            raise
    except BaseException as error:
        _release(lock)
        if isinstance(error, sqlite3.Error):
            if not there:
                sweep_empty(path)
            raise refused(path, error) from error
        raise
    opened = ProjectFile(path, connection, wal=wal, lock=lock)
    _warn(opened)
    return opened


def _release(lock: WriterLock | None) -> None:
    if lock is not None:
        lock.release()


def _prepare(
    connection: sqlite3.Connection,
    path: Path,
    wal: bool,
    version: int,
    layouts: Layouts,
    elsewhere: Callable[[], Path],
) -> None:
    if not wal:
        # Without this, a file left in WAL mode would need shared memory to be read at all.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchone()
    check_migrations(connection, path, layouts)
    wanted = "wal" if wal else "delete"
    connection.execute(f"PRAGMA journal_mode = {wanted}").fetchone()
    if not wal:
        connection.execute("PRAGMA locking_mode = NORMAL").fetchone()
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if version < layouts.version:
        from annotator.storage.upgrade import backup_path, copy_file, migrate

        copy_file(connection, backup_path(path, version, elsewhere))
        migrate(connection, layouts)


def _open_to_read(path: Path, reason: str, version: int, layouts: Layouts) -> ProjectFile:
    if version < layouts.version:
        raise Problem(
            f"{path.name} was made by an older version of Annotator and must be converted "
            f"before it can be opened, but it cannot be written to. {reason}",
            "The file was not changed.",
            "Copy it to a folder that you may write to and open the copy.",
        )
    try:
        connection, immutable = _connect_to_read(path)
        check_migrations(connection, path, layouts)
    except sqlite3.Error as error:
        raise refused(path, error) from error
    return ProjectFile(path, connection, read_only=reason, immutable=immutable)


def _connect_to_read(path: Path) -> tuple[sqlite3.Connection, bool]:
    try:
        connection = connect(path, read_only=True)
    except sqlite3.OperationalError:
        # The log's shared memory cannot be made here; nobody else can write either.
        return connect(path, read_only=True, immutable=True), True
    return connection, False


def connect_to_read(path: Path) -> tuple[sqlite3.Connection, bool]:
    """Return a connection that cannot write, also where the folder cannot be written to.

    Beside it, whether every further one must take the file as immutable as well. It needs no
    lock of a window that is open, and leaves no files beside a closed project.
    """
    if location.read_only_reason(path) is not None or log_of(path).exists():
        return _connect_to_read(path)
    # Nobody has it open. Only a connection that may write takes its log away again.
    try:
        connection = connect(path)
    except sqlite3.OperationalError:
        # There is no room for a log; without one the file can still be read.
        found = _connect_to_read(path)
        sweep_empty(path)
        return found
    connection.execute("PRAGMA query_only = ON")
    return connection, False


def open_to_read(path: Path, *, layouts: Layouts = LAYOUTS) -> ProjectFile:
    """Open the project at `path` for a command that only reads; see `open_file`.

    On a network drive this works while a window there is open. An older project is brought
    up to date first, for which it must be possible to write.
    """
    path = path.absolute()
    check_usable(path)
    if stored_version(path, layouts) < layouts.version:
        return open_file(path, layouts=layouts)
    try:
        connection, immutable = connect_to_read(path)
        try:
            check_migrations(connection, path, layouts)
        except BaseException:
            connection.close()
            raise
    except sqlite3.Error as error:
        raise refused(path, error) from error
    reason = "It was opened by a command that only reads."
    return ProjectFile(path, connection, read_only=reason, immutable=immutable)


def _warn(opened: ProjectFile) -> None:
    if not opened.wal:
        opened.warnings.append(
            "The project lies on a network drive: only one window can write to it at a time, "
            "and saving is slower. A local folder with bundles is the better way to share work."
        )
    program = location.synchronised_by(opened.path)
    if program is not None:
        opened.warnings.append(
            f"The project lies in a folder that {program} synchronises. Open it on one computer "
            "at a time and wait until it is synchronised, or you may get two different copies."
        )
