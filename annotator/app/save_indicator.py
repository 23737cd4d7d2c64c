"""What the status line says about saving: saved, saving, or why not."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.domain.changes import FAILED, SAVING, Changes, SaveState
from annotator.domain.problem import Problem
from annotator.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from annotator.project.project import Project

_AGAIN = "The project can be written to again. Everything is saved."


class SaveIndicator(QObject):
    """Shows SaveStates; `problem` is what keeps the last one from being on disk.

    What is called saved is on disk: from an edit on it says “Saving…” until all edits are there.
    """

    def __init__(self, line: StatusLine) -> None:
        super().__init__(line)
        self._line = line
        self._project: Project | None = None
        self.problem: Problem | None = None
        self._waited = False
        self._held = False

    @property
    def _busy(self) -> bool:
        return self._held or (self._project is not None and self._project.saving.busy)

    def hold(self, held: bool) -> None:
        """Call nothing saved while something that a person did waits to become an edit."""
        was, self._held = self._held, held
        if was != held and self.problem is None:
            self._line.show_saved("Saving…" if self._busy else "Saved", failed=False)

    def show_changes(self, changes: Changes) -> None:
        """Say that an edit is on its way; what came from the file itself is there."""
        if self._busy and self.problem is None:
            self._line.show_saved("Saving…", failed=False)

    def show_state(self, state: SaveState) -> None:
        """Show a state as it arrives from the writer."""
        self.problem = state.problem
        if state.kind == FAILED and state.problem is not None:
            self._waited = True
            self._line.show_saved(f"! Not saved: {state.problem.happened}", failed=True)
        elif state.kind == SAVING or self._busy:
            # Of an earlier edit, while the next one waits already: it tells when it is there.
            self._line.show_saved("Saving…", failed=False)
        else:
            self._line.show_saved(f"Saved {_clock(state.at)}", failed=False)
            if self._waited:
                self._waited = False
                self._line.say(_AGAIN)

    def begin(self, project: Project) -> None:
        """Show the state of a project that was just opened: all saved, or read only."""
        self._project, self.problem, self._waited = project, None, False
        self._held = False
        if project.read_only:
            self._line.show_saved(f"! Read only: {project.read_only}", failed=True)
        else:
            self._line.show_saved("Saved", failed=False)


def _clock(at: str | None) -> str:
    if not at:
        return ""
    return f"{datetime.fromisoformat(at).astimezone():%H:%M:%S}"
