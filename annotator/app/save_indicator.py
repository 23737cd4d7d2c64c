"""What the status line says about saving: saved, saving after a moment, or why not."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from annotator.domain.changes import FAILED, SAVING, SaveState
from annotator.domain.problem import Problem
from annotator.widgets.status_line import StatusLine

_AGAIN = "The project can be written to again. Everything is saved."
#: A save that takes longer than this is shown.
_PATIENCE_MILLISECONDS = 200


class SaveIndicator(QObject):
    """Shows SaveStates; `problem` is what keeps the last one from being on disk."""

    def __init__(self, line: StatusLine) -> None:
        super().__init__(line)
        self._line = line
        self.problem: Problem | None = None
        self._waited = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MILLISECONDS)
        self._patience.timeout.connect(lambda: line.show_saved("Saving…", failed=False))

    def show_state(self, state: SaveState) -> None:
        """Show a state as it arrives from the writer."""
        self.problem = state.problem
        if state.kind == SAVING:
            if not self._patience.isActive():
                self._patience.start()
            return
        self._patience.stop()
        if state.kind == FAILED and state.problem is not None:
            self._waited = True
            self._line.show_saved(f"! Not saved: {state.problem.happened}", failed=True)
        else:
            self._line.show_saved(f"Saved {_clock(state.at)}", failed=False)
            if self._waited:
                self._waited = False
                self._line.say(_AGAIN)

    def begin(self, read_only: str | None) -> None:
        """Show the state of a project that was just opened: all saved, or read only."""
        self._patience.stop()
        self.problem, self._waited = None, False
        if read_only:
            self._line.show_saved(f"! Read only: {read_only}", failed=True)
        else:
            self._line.show_saved("Saved", failed=False)


def _clock(at: str | None) -> str:
    if not at:
        return ""
    return f"{datetime.fromisoformat(at).astimezone():%H:%M:%S}"
