"""The assign dialog: who gets documents, how many share one, and what that comes to."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QGridLayout,
    QLineEdit,
    QWidget,
)

from annotator.app.look_dialog import LookDialog, field_name, field_row, hint, scrolled
from annotator.domain.problem import Problem
from annotator.project.import_report import count
from annotator.project.naming import shortened
from annotator.project.people import LEAD
from annotator.project.sharing import Assignments
from annotator.project.team_jobs import start_assignment
from annotator.team.assignment import Plan
from annotator.widgets.count_rows import CountRows
from annotator.widgets.number_field import NumberField

if TYPE_CHECKING:
    from annotator.project.job import Job
    from annotator.project.project import Project

_MOST = 999_999
#: The width there is for people in pixels, the height of a row of them, and how many show.
_ROOM, _ROW, _MOST_ROWS = 456, 30, 4
#: A name is not longer here.
_LETTERS = 40
#: (name of the field, its words, lowest, what it begins with, what it means)
_NUMBERS = (
    ("overlap", "People a document", 1, 1, "two or more can be compared"),
    ("calibration", "For everybody", 0, 0, "documents that each of them gets, to begin with"),
    ("per_person", "At most for each", 0, 0, "0 is without limit"),
    ("training", "To practise", 0, 0, "documents with gold for each, and nothing else"),
    ("seed", "Seed", 0, 0, "the same number divides in the same way again"),
)


class AssignDialog(LookDialog):
    """Tries the plan in the background at every change; `wanted` is sent on Assign.

    `assignments` is what the newest try would assign.
    """

    wanted = Signal()

    def __init__(self, project: Project, parent: QWidget) -> None:
        super().__init__("Assign documents", "Assign", QSize(640, 600), parent)
        self.setObjectName("assignDialog")
        self.assignments: Assignments | None = None
        self._project = project
        self.top.addLayout(self._fields())
        self.rows = CountRows()
        self.body.addWidget(self.said)
        self.body.addWidget(self.rows)
        self.body.addStretch(1)
        self.button.setObjectName("assignButton")
        self.button.clicked.connect(self.wanted)
        self.add_footer()
        self.look(self._start, self._show, parent)

    def _fields(self) -> QFormLayout:
        fields = QFormLayout()
        fields.setHorizontalSpacing(16)
        fields.setVerticalSpacing(8)
        self.boxes: dict[str, QCheckBox] = {}
        fields.addRow(field_name("To"), self._ticks())
        self.more = QLineEdit()
        self.more.setPlaceholderText("names of others, with commas between them")
        self.more.setAccessibleName("More people")
        self.more.textChanged.connect(self.look_again)
        fields.addRow(field_name("And"), self.more)
        self.numbers: dict[str, NumberField] = {}
        for id, words, low, value, meaning in _NUMBERS:
            number = NumberField(low, _MOST, 1)
            number.setFixedWidth(80)
            number.setAccessibleName(words)
            number.show_value(value)
            number.value_changed.connect(self.look_again)
            self.numbers[id] = number
            fields.addRow(field_name(words), field_row(number, hint(meaning)))
        return fields

    def _ticks(self) -> QWidget:
        """Return a box for everyone, leads unticked; many of them scroll."""
        for person in self._project.people:
            if person.left is not None:
                continue
            box = QCheckBox(shortened(person.name, _LETTERS))
            box.setToolTip(person.name)
            box.setChecked(person.role != LEAD)
            box.toggled.connect(self.look_again)
            self.boxes[person.id] = box
        inside = QWidget()
        ticks = QGridLayout(inside)
        ticks.setContentsMargins(0, 0, 0, 0)
        ticks.setHorizontalSpacing(12)
        ticks.setVerticalSpacing(4)
        widest = max((box.sizeHint().width() for box in self.boxes.values()), default=1)
        across = max(1, _ROOM // (widest + 12))
        for place, box in enumerate(self.boxes.values()):
            ticks.addWidget(box, *divmod(place, across))
        ticks.setColumnStretch(across, 1)
        area = scrolled(inside)
        rows = -(-len(self.boxes) // across)
        area.setFixedHeight(_ROW * min(rows, _MOST_ROWS))
        return area

    def people(self) -> tuple[str, ...]:
        """Return who is ticked, by id, and the names that were typed."""
        ticked = [id for id, box in self.boxes.items() if box.isChecked()]
        typed = [" ".join(name.split()) for name in self.more.text().split(",")]
        return (*ticked, *filter(None, typed))

    def plan(self) -> Plan:
        """Return the numbers."""
        number = {id: field.value for id, field in self.numbers.items()}
        most = number["per_person"] or None
        numbers = (number["calibration"], number["seed"], number["training"])
        return Plan(number["overlap"], most, *numbers)

    # The try

    def _start(self) -> Job[Assignments] | None:
        self.button.setEnabled(False)
        if not self.people():
            self._show_words("Choose who gets documents.")
            return None
        return start_assignment(self._project, self.people(), self.plan(), dry_run=True)

    def show_problem(self, problem: Problem) -> None:
        """Say what is wrong with the plan."""
        self._show_words(escape(f"{problem.happened} {problem.next_step}"))

    def _show_words(self, words: str) -> None:
        self.assignments = None
        self.said.setText(words)
        self.rows.show_rows(())

    def _show(self, assignments: Assignments) -> None:
        self.assignments = assignments
        total = sum(assignments.new.values())
        names = {person.id: person.name for person in self._project.people}
        head = (
            f"<b>{count(total, 'assignment')} to make</b>"
            if total
            else ("<b>Nothing is left to assign</b>&nbsp; what is assigned stays as it is")
        )
        self.said.setText(f"{head}&nbsp; {assignments.shortfall()}")
        self.rows.show_rows(
            [
                (new, names.get(id, id), f"{assignments.loads[id]:,} then")
                for id, new in assignments.new.items()
            ]
        )
        self.button.setEnabled(total > 0)
