"""Entities that a merge brought and that are perhaps there already, under the same name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QCheckBox, QLabel

from annotator.app.look_dialog import LookDialog
from annotator.domain.entity import Entity
from annotator.domain.problem import Problem
from annotator.project import entities
from annotator.project.import_report import count

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.project.project import Project

_TITLE = "The same entities?"
_WHY = (
    "Two people made an entity of the same name without knowing of each other. Merged, they are "
    "one, with the mentions of both; the page of entities can split them again."
)


class SameEntitiesDialog(LookDialog):
    """A box for every pair, ticked; the second of a ticked one is merged into the first."""

    def __init__(
        self, project: Project, pairs: Sequence[tuple[Entity, Entity]], window: MainWindow
    ) -> None:
        super().__init__(_TITLE, "Merge them", QSize(560, 400), window)
        self.setObjectName("sameEntitiesDialog")
        self._project = project
        self._window = window
        said = QLabel(_WHY)
        said.setWordWrap(True)
        self.top.addWidget(said)
        self.boxes = [(QCheckBox(_words(*pair)), *pair) for pair in pairs]
        for box, *_pair in self.boxes:
            box.setChecked(True)
            self.body.addWidget(box)
        self.body.addStretch(1)
        self.button.setEnabled(True)
        self.button.clicked.connect(self._merge)
        self.add_footer()
        self.finished.connect(self.deleteLater)

    def _merge(self) -> None:
        self.accept()
        merged = 0
        try:
            for box, ours, theirs in self.boxes:
                if box.isChecked():
                    entities.merge(self._project, ours.id, [theirs.id])
                    merged += 1
        except Problem as problem:
            self._window.show_problem(problem)
        self._window.say(f"Merged {count(merged, 'pair')} of entities.")


def _words(ours: Entity, theirs: Entity) -> str:
    more = " · ".join(filter(None, (theirs.reference, theirs.note)))
    return f"{ours.name} ({ours.kind})" + (f": {more}" if more else "")
