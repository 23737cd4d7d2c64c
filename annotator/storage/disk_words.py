"""Why a disk or folder does not take what is written to it, in words for people."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from pathlib import Path
from typing import NamedTuple

#: With less than this free, SQLite cannot even begin to work with a project.
_NEEDED = 1 << 16
_FULL = frozenset((errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)))
_FORBIDDEN = frozenset((errno.EACCES, errno.EPERM))
#: What SQLite says when it cannot write or make a file, by the beginning of its names.
_MAYBE_FULL = ("SQLITE_IOERR", "SQLITE_CANTOPEN")


class Hindrance(NamedTuple):
    """What is in the way of writing, to go on a sentence with, and what to do."""

    why: str
    next_step: str


FULL = Hindrance("the disk is full", "Make room on the disk, and try again.")
_READ_ONLY = Hindrance(
    "this disk can only be read", "Choose a folder on another disk, or allow writing to this one."
)
_NOT_ALLOWED = Hindrance("you may not write there", "Choose a folder that you may write to.")
_NO_FOLDER = Hindrance("there is no such folder", "Make the folder first, or choose another one.")
_A_FOLDER = Hindrance("a folder has that name", "Choose another name, or one in that folder.")
_LONG_NAME = Hindrance("the name is too long", "Choose a shorter name.")
_UNKNOWN = Hindrance(
    "its disk cannot be written to", "Check the disk and its connection, or choose another folder."
)


def is_full(folder: Path) -> bool:
    """Return whether the disk that holds a folder has no room to speak of."""
    try:
        return shutil.disk_usage(folder).free < _NEEDED
    except OSError:
        return False


def means_full(error: BaseException, folder: Path) -> bool:
    """Return whether an error of writing to a folder comes from its full disk.

    SQLite calls some of them errors of the disk, so that is looked at.
    """
    if isinstance(error, OSError):
        return error.errno in _FULL
    name = getattr(error, "sqlite_errorname", None) or ""
    return name.startswith("SQLITE_FULL") or (name.startswith(_MAYBE_FULL) and is_full(folder))


def hindrance(error: BaseException, folder: Path) -> Hindrance:
    """Return what an error of making or writing a file in a folder means."""
    if means_full(error, folder):
        return FULL
    if isinstance(error, OSError):
        return _of_number(error.errno)
    if not folder.is_dir():
        return _NO_FOLDER
    if isinstance(error, sqlite3.Error) and not os.access(folder, os.W_OK):
        return _READ_ONLY if _only_read(folder) else _NOT_ALLOWED
    return _UNKNOWN


def _of_number(number: int | None) -> Hindrance:
    if number == errno.EROFS:
        return _READ_ONLY
    if number in _FORBIDDEN:
        return _NOT_ALLOWED
    if number in (errno.ENOENT, errno.ENOTDIR):
        return _NO_FOLDER
    if number == errno.EISDIR:
        return _A_FOLDER
    return _LONG_NAME if number == errno.ENAMETOOLONG else _UNKNOWN


def _only_read(folder: Path) -> bool:
    statvfs = getattr(os, "statvfs", None)
    return statvfs is not None and bool(statvfs(folder).f_flag & os.ST_RDONLY)
