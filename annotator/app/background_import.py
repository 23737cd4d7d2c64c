"""An import in the background: started, watched, cancelled, reported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from annotator.domain.problem import Problem
from annotator.project.import_job import ImportJob, start_import
from annotator.project.import_report import ImportReport
from annotator.project.project import Project
from annotator.widgets.status_line import StatusLine

_WATCH_MILLISECONDS = 100


class BackgroundImport(QObject):
    """Runs one import in a process of its own, so that marking never waits for it."""

    def __init__(
        self,
        line: StatusLine,
        finished: Callable[[ImportReport], None],
        failed: Callable[[Problem], None],
    ) -> None:
        super().__init__(line)
        self._line = line
        self._finished = finished
        self._failed = failed
        self._job: ImportJob | None = None
        self._watch = QTimer(self)
        self._watch.setInterval(_WATCH_MILLISECONDS)
        self._watch.timeout.connect(self._look)
        line.cancelled.connect(self.cancel)

    @property
    def running(self) -> bool:
        """Whether an import is under way."""
        return self._job is not None

    def start(self, project: Project, paths: list[Path]) -> None:
        """Import files into a project; raises Problem while another import is under way."""
        if self.running:
            raise Problem(
                "Another import is still under way.",
                "It goes on; nothing was changed.",
                "Wait until it is done, or cancel it in the status line.",
            )
        me = project.me.id if project.me else None
        self._job = start_import(project.path, paths, me, project.session.device)
        self._line.show_job("Importing")
        self._watch.start()

    def cancel(self) -> None:
        """Stop the import; the project stays as it was."""
        if self._job is not None:
            self._job.cancel()

    def _look(self) -> None:
        job = self._job
        if job is None:
            return
        try:
            state = job.poll()
        except RuntimeError:
            # A bug in the other process: reported once, and the job is over.
            self._end()
            raise
        share = state.done / state.total if state.total else 0.0
        total = f" of {state.total:,}" if state.total else ""
        self._line.show_job(f"Importing {state.done:,}{total}", share)
        if not state.ended:
            return
        self._end()
        if state.problem is not None:
            self._failed(state.problem)
        elif state.report is not None:
            self._finished(state.report)
        else:
            self._line.say("The import was cancelled; the project is as it was.")

    def _end(self) -> None:
        self._watch.stop()
        self._job = None
        self._line.show_job(None)
