"""Giving a file its name, without ever replacing one that is there."""

from __future__ import annotations

import errno
import os
from pathlib import Path


def place_new(part: Path, path: Path) -> None:
    """Let a file be found at `path`; `part` may stay. Raises FileExistsError when one is there."""
    try:
        # Unlike a rename, a link never replaces what someone else has just put there.
        os.link(part, path)
    except (OSError, NotImplementedError) as error:
        if path.exists():
            there = os.strerror(errno.EEXIST)
            raise FileExistsError(errno.EEXIST, there, str(path)) from error
        part.rename(path)
