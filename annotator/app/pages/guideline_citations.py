"""How often rules and sections of the guideline are cited, counted beside the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from annotator.app.background_look import BackgroundLook
from annotator.domain.guideline import RULE, Entry, anchor
from annotator.domain.problem import Problem
from annotator.project.guideline import Guideline
from annotator.project.guideline_versions import Citations, Cited, start_citations
from annotator.project.job import Job
from annotator.project.project import Project
from annotator.widgets.guideline_list import GuidelineRow


class GuidelineCitations(QObject):
    """`counted` says that there are other numbers than before, or none because of a `problem`."""

    counted = Signal()

    def __init__(self, project: Project, parent: QObject) -> None:
        super().__init__(parent)
        self._project = project
        self.problem: Problem | None = None
        self._of: Cited | None = None
        self._look = BackgroundLook(
            self._start, lambda done, total: None, self._show, self._fail, self
        )

    def count_soon(self) -> None:
        """Count anew, a moment after the last change."""
        self._look.begin_soon()

    def _start(self) -> Job[Cited] | None:
        return None if self._project.closed else start_citations(self._project)

    def _show(self, found: Cited) -> None:
        if found != self._of:
            self._of, self.problem = found, None
            self.counted.emit()

    def _fail(self, problem: Problem) -> None:
        self._of, self.problem = None, problem
        self.counted.emit()

    def row(self, entry: Entry) -> GuidelineRow:
        """Return the row of a rule or a section, with what cites it."""
        if entry.kind == RULE:
            return GuidelineRow(entry.name, entry.words, True, entry.name, self._times(entry.name))
        name = entry.name.casefold()
        for label in self._project.schema.labels:
            if name in (label.name.casefold(), label.id.casefold()):
                cited = anchor(label.id)
                return GuidelineRow(entry.name, entry.words, False, cited, self._times(cited))
        return GuidelineRow(entry.name, entry.words, False)

    def _times(self, citation: str) -> Citations | None:
        return None if self._of is None else self._of.times.get(citation, Citations(0, 0))

    def version_of(self, shown: Guideline) -> str:
        """Return what the version that is shown is called, once that is known."""
        now = None if self._of is None else self._of.current
        same = now is not None and (now.version, now.text) == (shown.version, shown.text)
        return now.name if now is not None and same else str(shown.version)
