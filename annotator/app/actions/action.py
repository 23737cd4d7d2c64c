"""What an action is: data that becomes a QAction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can do.

    `id` is the QAction's objectName and its name in the keymap and the help; `title` is what
    the palette and the help call it. `needs` is "" (always there), "project" or "document".
    A `quiet` action says its Problems in the status line instead of a dialog.
    """

    id: str
    title: str
    group: str
    run: Callable[[MainWindow], None]
    needs: str = ""
    quiet: bool = False
