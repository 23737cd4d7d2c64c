"""The merge dialog: what files would bring, by person and article, before anything is taken."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from annotator.app.import_words import source_words
from annotator.app.look_dialog import LookDialog
from annotator.app.merge_words import merge_rows, merge_summary
from annotator.project.merge_report import MergeReport
from annotator.project.team_jobs import start_merge
from annotator.widgets.count_rows import CountRows

if TYPE_CHECKING:
    from annotator.project.job import Job
    from annotator.project.project import Project


class MergeDialog(LookDialog):
    """`wanted` is sent when the person decides to merge, `opening` to open the only file instead.

    `report` is what a merge of `files` would bring, None before that is known.
    """

    wanted = Signal()
    opening = Signal()

    def __init__(self, project: Project, files: tuple[Path, ...], parent: QWidget) -> None:
        super().__init__("Merge", "Merge", QSize(640, 520), parent)
        self.setObjectName("mergeDialog")
        self.files = files
        self.report: MergeReport | None = None
        self._project = project
        source = QLabel(f"What would come into this project ({source_words(files)})")
        source.setTextFormat(Qt.TextFormat.PlainText)
        source.setProperty("soft", True)
        source.setWordWrap(True)
        self.top.addWidget(source)
        self.rows = CountRows()
        self.warnings = QLabel()
        self.warnings.setTextFormat(Qt.TextFormat.PlainText)
        self.warnings.setWordWrap(True)
        self.body.addWidget(self.said)
        self.body.addWidget(self.rows)
        self.body.addWidget(self.warnings)
        self.body.addStretch(1)
        self.button.setObjectName("mergeButton")
        self.button.clicked.connect(self.wanted)
        self.instead = QPushButton("Open it instead")
        self.instead.setProperty("link", True)
        self.instead.setAutoDefault(False)
        self.instead.setVisible(len(files) == 1)
        self.instead.clicked.connect(self.opening)
        self.add_footer((self.instead,))
        self.look(self._start, self._show, parent)

    def _start(self) -> Job[MergeReport]:
        self.said.setText("Looking …")
        return start_merge(self._project, self.files, dry_run=True)

    def _show(self, report: MergeReport) -> None:
        self.report = report
        self.said.setText(merge_summary(report))
        names = {person.id: person.name for person in self._project.people}
        self.rows.show_rows(merge_rows(report, names))
        self.warnings.setText("\n".join(report.warnings()))
        self.button.setEnabled(not report.brings_nothing)
        if not report.brings_nothing:
            self.button.setFocus()
