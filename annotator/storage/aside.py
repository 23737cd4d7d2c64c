"""Folders for what is set aside, and taking away those that a killed process left behind."""

from __future__ import annotations

import re
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

from annotator.storage.processes import alive, own_number


def _beginning() -> str:
    # A folder may be shared by computers, on which numbers say nothing.
    host = re.sub(r"[^\w.]", "_", socket.gethostname())
    return f"annotator-{host}-"


def own_mark() -> str:
    """Return what the name of something begins with that this process sets aside."""
    return f"{_beginning()}{own_number()}-"


def left_behind(folder: Path, before: str = "") -> Iterator[Path]:
    """Yield what processes of this computer that no longer live have set aside in a folder.

    Its names begin with `before` and then the mark of their process. Raises OSError.
    """
    beginning = f"{before}{_beginning()}"
    for each in folder.iterdir():
        if not each.name.startswith(beginning):
            continue
        number, _, rest = each.name.removeprefix(beginning).partition("-")
        if rest and number.isdecimal() and not alive(int(number)):
            yield each


def own_folder(folder: Path | None = None) -> Path:
    """Return a new folder for this process, in `folder` or where temporary files go.

    Takes away what processes of this computer that no longer live have left. Raises OSError.
    """
    made = Path(tempfile.mkdtemp(prefix=own_mark(), dir=folder))
    for each in left_behind(made.parent):
        shutil.rmtree(each, ignore_errors=True)
    return made
