"""What every script of pictures needs: where they go, settings of their own, and saving one."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from annotator.app.application import make_application

#: Where the pictures go.
FOLDER = Path(sys.argv[1] if len(sys.argv) > 1 else "build/pictures")
_OWN = tempfile.TemporaryDirectory(prefix="annotator-pictures-")
#: What the script makes, gone when it ends.
OWN = Path(_OWN.name)
_PATIENCE = 60.0


def begin() -> None:
    """Make the application, with data and settings of its own."""
    os.environ["ANNOTATOR_DATA"] = str(OWN / "data")
    os.environ["ANNOTATOR_SETTINGS"] = str(OWN / "settings")
    FOLDER.mkdir(parents=True, exist_ok=True)
    make_application([])


def settle() -> None:
    """Let everything that waits happen."""
    for _ in range(6):
        QApplication.processEvents()


def wait(ready: Callable[[], object]) -> None:
    """Let the program work until something is there."""
    until = time.monotonic() + _PATIENCE
    while not ready() and time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.02)


def save(shown: QWidget, name: str) -> None:
    """Save what a window or dialog shows now."""
    shown.grab().save(str(FOLDER / f"{name}.png"))
    print(name)


def take(shown: QWidget, name: str) -> None:
    """Save what a window or dialog shows once everything has happened."""
    settle()
    save(shown, name)
