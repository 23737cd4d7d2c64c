"""Folders for what is set aside, and taking away those that a killed process left behind."""

from __future__ import annotations

import re
import shutil
import socket
import tempfile
from pathlib import Path

from annotator.storage.processes import alive, own_number


def _beginning() -> str:
    # A folder of temporary files may be shared by computers, on which numbers say nothing.
    host = re.sub(r"[^\w.]", "_", socket.gethostname())
    return f"annotator-{host}-"


def own_folder(folder: Path | None = None) -> Path:
    """Return a new folder for this process, in `folder` or where temporary files go.

    Takes away what processes of this computer that no longer live have left. Raises OSError.
    """
    made = Path(tempfile.mkdtemp(prefix=f"{_beginning()}{own_number()}-", dir=folder))
    for each in made.parent.glob(f"{_beginning()}*"):
        number = each.name.removeprefix(_beginning()).partition("-")[0]
        if number.isdecimal() and not alive(int(number)):
            shutil.rmtree(each, ignore_errors=True)
    return made
