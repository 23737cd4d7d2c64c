"""Entities that a merge brought and that are perhaps there already, under the same name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QCheckBox, QLabel

from annotator.app.look_dialog import LookDialog
from annotator.domain.entity import Entity, joined
from annotator.domain.problem import Problem
from annotator.project import entities
from annotator.project.import_report import count

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.project.project import Project

_TITLE = "The same entities?"
_WHY = (
    "Two people made an entity of the same name without knowing of each other. Merged, they are "
    "one, with the mentions of both; Ctrl+Z takes it back, and the page of entities can split "
    "them again."
)


class SameEntitiesDialog(LookDialog):
    """A box for all of one name, ticked; those of a ticked one become the first of them."""

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
        by_id = {entity.id: entity for pair in pairs for entity in pair}
        sets = joined((one.id, other.id) for one, other in pairs)
        self.boxes = [
            (QCheckBox(_words([by_id[id] for id in ids]).replace("&", "&&")), ids) for ids in sets
        ]
        for box, _ids in self.boxes:
            box.setChecked(True)
            self.body.addWidget(box)
        self.body.addStretch(1)
        self.button.setEnabled(True)
        self.button.clicked.connect(self._merge)
        self.add_footer()
        self.finished.connect(self.deleteLater)

    def _merge(self) -> None:
        self.accept()
        ticked = [ids for box, ids in self.boxes if box.isChecked()]
        try:
            merged = entities.merge_sets(self._project, ticked)
        except Problem as problem:
            self._window.show_problem(problem)
            return
        self._window.say(f"Merged {count(merged, 'set')} of entities.")


def _words(same: Sequence[Entity]) -> str:
    names = dict.fromkeys(entity.name for entity in same)
    more = dict.fromkeys(each for it in same[1:] for each in (it.reference, it.note) if each)
    many = f", {len(same)} times" if len(same) > 2 else ""
    said = f"{' · '.join(names)} ({same[0].kind}{many})"
    return said + (f": {' · '.join(more)}" if more else "")
