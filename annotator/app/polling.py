"""Looking now and then for what other windows and commands have written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from annotator.domain.problem import Problem
from annotator.project.project import Project
from annotator.project.trouble import problem_of

_POLL_MILLISECONDS = 500


class Polling(QObject):
    """Polls the open project; `failed` hears of a fault once, until a look succeeds again."""

    def __init__(self, failed: Callable[[Problem], None], parent: QObject) -> None:
        super().__init__(parent)
        self._failed = failed
        self._project: Project | None = None
        self._told = ""
        self._turn = QTimer(self)
        self._turn.setInterval(_POLL_MILLISECONDS)
        self._turn.timeout.connect(self.look)

    def begin(self, project: Project) -> None:
        """Look at this project from now on."""
        self._project, self._told = project, ""
        self._turn.start()

    def end(self) -> None:
        """Look no more, because the project closes."""
        self._turn.stop()
        self._project = None

    def look(self) -> None:
        """Take in what others have written."""
        if self._project is None:
            return
        try:
            self._project.poll()
        except Exception as error:
            problem = problem_of(error)
            if problem is None:
                raise
            # The disk that failed will fail at the next look, too.
            if str(problem) != self._told:
                self._told = str(problem)
                self._failed(problem)
        else:
            self._told = ""
