"""Whether the log beside a project file is the log of that file.

SQLite takes any file of the right name for the log, also one that an earlier project of that
name has left behind, and mixes its pages into the project. So every transaction of ours signs:
one row of the table `project` holds a random sign and the sign before it. In a log that belongs
here, the first sign follows the one in the file, or the file already has one of the log's.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from annotator.domain.problem import Problem
from annotator.storage import peeking

#: What must not lie beside a file that is new under its name: it may hold changes.
_MAY_HOLD_CHANGES = ("-wal", "-journal")
_NONE = "0" * 16
_SIGN = re.compile(rb"sign:([0-9a-f]{16}):([0-9a-f]{16})")
_PUT = (
    "INSERT INTO project (name, value) "
    f"VALUES ('log', 'sign:{_NONE}:' || lower(hex(randomblob(8)))) ON CONFLICT (name) "
    "DO UPDATE SET value = 'sign:' || substr(project.value, -16) || ':' || "
    "lower(hex(randomblob(8)))"
)
#: The table `project` is made first, and so lies in the first pages.
_FIRST_BYTES = 1 << 20
_LOG_MAGIC = (0x377F0682, 0x377F0683)
_LOG_HEADER, _FRAME_HEADER = 32, 24
#: Looks at a log that another process is just beginning anew.
_LOOKS = 5


class _Sign(NamedTuple):
    """A sign and the one before it; `before` is `_NONE` in the first of a project."""

    before: str
    own: str


def sign(connection: sqlite3.Connection) -> None:
    """Put a new sign into the project, inside the caller's transaction."""
    connection.execute(_PUT)


def check_own_log(project: Path) -> None:
    """Raise Problem when the log beside a project was left there by another file.

    Where either has no sign, as with what older programs wrote, nothing is known or said.
    """
    path = project.resolve()
    log = path.with_name(path.name + "-wal")
    for _look in range(_LOOKS):
        if not log.exists() or log.stat().st_size <= _LOG_HEADER or _belongs(path, log):
            return
    raise Problem(
        f"{log.name}, which lies beside {project.name}, does not belong to it: another project "
        "of that name, or a later state of this one, has left it there.",
        f"Nothing was changed. {log.name} may hold the last marks of what was here before.",
        f"Move {log.name} to another folder, keep it, and open {project.name} again. With the "
        "file that was here before put beside it, its marks are there again.",
    )


def check_nothing_beside(path: Path) -> None:
    """Raise Problem when a new file at `path` would take in what another has left there."""
    path = path.resolve()
    for ending in _MAY_HOLD_CHANGES:
        left = path.with_name(path.name + ending)
        if left.exists() and left.stat().st_size:
            raise Problem(
                f"Beside {path.name} lies {left.name}: a project of that name that was not "
                "closed, or is still open, has left its last changes there.",
                "Nothing was written, and nothing was changed.",
                f"Choose another name, or move {left.name} to another folder first. With the "
                "file that was here before put beside it, its marks are there again.",
            )


def _belongs(path: Path, log: Path) -> bool:
    # The file first: what is brought into it meanwhile is in a log that is read later.
    found = [
        _Sign(*(part.decode() for part in each.groups()))
        for each in _SIGN.finditer(peeking.first_bytes(path, _FIRST_BYTES))
    ]
    with log.open("rb") as file:
        signs = _signs(file)
        first = next(signs, None)
        if first is None:
            return True
        if not found:
            return first.before == _NONE
        owns = {each.own for each in found}
        return first.before in owns or first.own in owns or any(each.own in owns for each in signs)


def _signs(log: BinaryIO) -> Iterator[_Sign]:
    """Yield the signs in the pages of a log, oldest first."""
    header = log.read(_LOG_HEADER)
    if int.from_bytes(header[:4], "big") not in _LOG_MAGIC:
        return
    page_size, salts = int.from_bytes(header[8:12], "big"), header[16:24]
    while len(frame := log.read(_FRAME_HEADER + page_size)) == _FRAME_HEADER + page_size:
        if frame[8:16] != salts:
            return  # of an earlier round of the log
        for each in _SIGN.finditer(frame, _FRAME_HEADER):
            yield _Sign(*(part.decode() for part in each.groups()))
