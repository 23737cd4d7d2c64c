"""Reading the first bytes of a project file while it may be open in this process.

POSIX drops every lock that a process has on a file as soon as the process closes any
descriptor of it. SQLite knows and waits with closing its own; whoever reads the file beside
it must do the same. Otherwise another process takes itself for the last one, removes the
log under this one's feet, and the project is damaged.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path

Identity = tuple[int, int]

_turn = threading.Lock()
_holders: dict[Identity, int] = {}
_waiting: dict[Identity, list[int]] = {}


def _identity(status: os.stat_result) -> Identity:
    return (status.st_dev, status.st_ino)


def first_bytes(path: Path, count: int) -> bytes:
    """Return at most so many first bytes of a file. Raises OSError when it cannot be read."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        return os.read(descriptor, count)
    finally:
        with _turn:
            identity = _identity(os.fstat(descriptor))
            if identity in _holders:
                _waiting.setdefault(identity, []).append(descriptor)
            else:
                os.close(descriptor)


def hold(path: Path) -> Identity:
    """Say that SQLite has the file open from now on; return what `release` asks for."""
    with _turn:
        identity = _identity(path.stat())
        _holders[identity] = _holders.get(identity, 0) + 1
        return identity


def release(identity: Identity) -> None:
    """Say that one who held the file has closed all connections to it."""
    with _turn:
        _holders[identity] -= 1
        if _holders[identity]:
            return
        del _holders[identity]
        for descriptor in _waiting.pop(identity, ()):
            os.close(descriptor)
