"""Making a project file and bringing an older one up to date.

The only user of sqlite_utils on the way to an open project, imported when there is
something to do.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from annotator.domain.problem import Problem
from annotator.storage.disk_words import hindrance
from annotator.storage.log_sign import check_nothing_beside, sign
from annotator.storage.marks import APPLICATION_ID
from annotator.storage.migrations import LAYOUTS, MIGRATION_SET, Layouts, split_statements
from annotator.storage.placing import place_new

#: Pages of a copy between two looks at whether it is to stop: about a megabyte.
_PAGES_AT_ONCE = 256


def migrate(connection: sqlite3.Connection, layouts: Layouts = LAYOUTS) -> None:
    """Apply every migration that the file has not had, each in its own transaction."""
    from sqlite_utils import Database, Migrations

    migrations = Migrations(MIGRATION_SET)
    for name in layouts.names:

        def step(db: Database, name: str = name) -> None:
            for statement in split_statements(layouts.sql(name)):
                db.conn.execute(statement)

        migrations(name=name)(step)
    migrations.apply(Database(connection))
    connection.execute(f"PRAGMA user_version = {layouts.version}")


def _nothing(_connection: sqlite3.Connection) -> None:
    """Leave the new file empty."""


def create_file(
    path: Path,
    project_id: str,
    made: str,
    layouts: Layouts = LAYOUTS,
    page_size: int = 4096,
    fill: Callable[[sqlite3.Connection], None] = _nothing,
) -> None:
    """Make a project file, empty unless `fill` puts something in; `made` is ISO 8601.

    It appears under its name only when it is complete. Raises Problem when there already is
    something of that name or the folder cannot be written to.
    """
    path = path.absolute()
    if path.exists():
        raise Problem(
            f"There already is a file {path.name} in {path.parent}.",
            "It was not changed.",
            "Choose another name, or open the file that is there.",
        )
    check_nothing_beside(path)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.unlink(missing_ok=True)
        _fill(part, project_id, made, layouts, page_size, fill)
        place_new(part, path)
    except (OSError, sqlite3.OperationalError) as error:
        why, next_step = hindrance(error, path.parent)
        raise Problem(
            f"The project {path.name} cannot be made in {path.parent}: {why}.",
            "Nothing was changed.",
            next_step,
            str(error),
        ) from error
    finally:
        _sweep(part)


def _sweep(part: Path) -> None:
    """Take away what was not finished; where nothing can be written, nothing is there."""
    with suppress(OSError):
        part.unlink(missing_ok=True)


def _fill(
    part: Path,
    project_id: str,
    made: str,
    layouts: Layouts,
    page_size: int,
    fill: Callable[[sqlite3.Connection], None],
) -> None:
    connection = sqlite3.connect(part, isolation_level=None)
    try:
        connection.execute(f"PRAGMA page_size = {page_size}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA synchronous = FULL")
        migrate(connection, layouts)
        connection.executemany(
            "INSERT INTO project (name, value) VALUES (?, ?)", [("id", project_id), ("made", made)]
        )
        sign(connection)
        fill(connection)
    finally:
        connection.close()


def backup_path(path: Path, version: int, elsewhere: Callable[[], Path]) -> Path:
    """Return a free path for the backup of a file of that version.

    Beside the file when its folder can be written to, otherwise in `elsewhere()`.
    """
    folder = path.parent if os.access(path.parent, os.W_OK) else elsewhere()
    candidate = folder / f"{path.stem}.backup-{version}.sqlite"
    number = 2
    while candidate.exists():
        candidate = folder / f"{path.stem}.backup-{version}-{number}.sqlite"
        number += 1
    return candidate


def untold(_done: int, _total: int) -> None:
    """Tell nobody."""


def _unamended(_copy: sqlite3.Connection) -> None:
    """Leave the copy as it is."""


def copy_file(
    connection: sqlite3.Connection,
    target: Path,
    tell: Callable[[int, int], None] = untold,
    amend: Callable[[sqlite3.Connection], None] = _unamended,
    replace: bool = False,
) -> None:
    """Write a consistent copy of an open project to `target`, which may exist with `replace`.

    It appears under its name only when it is complete. `tell(done, total)` hears of pages, and
    may raise to stop it; `amend` gets the copy before it has its name. Raises Problem when it
    cannot be written.
    """
    check_nothing_beside(target)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.unlink(missing_ok=True)
        copy = sqlite3.connect(part, isolation_level=None)
        try:
            # In steps, because each keeps the connection from whoever else reads with it.
            connection.backup(
                copy,
                pages=_PAGES_AT_ONCE,
                progress=lambda _status, left, total: tell(total - left, total),
            )
            copy.execute("PRAGMA journal_mode = DELETE")
            amend(copy)
        finally:
            copy.close()
        if replace:
            part.replace(target)
        else:
            place_new(part, target)
    except (OSError, sqlite3.Error) as error:
        why, next_step = hindrance(error, target.absolute().parent)
        raise Problem(
            f"The copy {target.name} could not be written to {target.absolute().parent}: {why}.",
            "The project itself was not changed, and no incomplete copy was left.",
            next_step,
            str(error),
        ) from error
    finally:
        _sweep(part)
