"""Where an export may be written: never over a project or another database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotator.domain.problem import Problem
from annotator.storage.peeking import first_bytes

_DATABASE = b"SQLite format 3\0"
#: What SQLite keeps beside a database; without it the last changes are lost.
_BESIDE = ("-wal", "-shm", "-journal")


def check_place(out: Path) -> None:
    """Raise a Problem when `out` is a database, a project for one, or belongs to one.

    Raises OSError when what is there cannot be read.
    """
    for path in _databases(out):
        if path.is_file() and first_bytes(path, len(_DATABASE)) == _DATABASE:
            own = "is" if path.name == out.name else "belongs to"
            raise Problem(
                f"{out.name} {own} a project or another database, and an export would replace it.",
                "Nothing was written; the file is as it was.",
                "Choose another name for the export.",
            )


def _databases(out: Path) -> Iterator[Path]:
    yield out
    # The log lies beside the file itself, not beside a link to it.
    for path in (out, out.resolve()):
        for ending in _BESIDE:
            if path.name.endswith(ending) and path.name != ending:
                yield path.with_name(path.name.removesuffix(ending))
