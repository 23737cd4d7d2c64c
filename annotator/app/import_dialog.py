"""The import dialog: what files hold, how it is understood, and what foreign names become."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QWidget

from annotator.app.import_names import ImportNames
from annotator.app.import_reading import ImportReading
from annotator.app.import_words import (
    above,
    first_words,
    report_rows,
    seen_words,
    source_words,
    unit_words,
)
from annotator.app.look_dialog import LookDialog, field_name, field_row, hint
from annotator.domain.problem import Problem
from annotator.formats.registry import formats
from annotator.project.import_job import start_import
from annotator.project.import_mapping import ImportMapping
from annotator.project.import_report import ImportReport
from annotator.project.previewing import Preview
from annotator.project.settled_job import SettledJob
from annotator.widgets.count_rows import CountRows
from annotator.widgets.elided_label import ElidedLabel
from annotator.widgets.first_article import FIRST_WIDTH, FirstArticle
from annotator.widgets.mapping_rows import ForeignName, MappingRows
from annotator.widgets.theme import Theme
from annotator.widgets.typography import interface_font
from annotator.widgets.unit_rows import UnitRows

if TYPE_CHECKING:
    from annotator.project.job import Job
    from annotator.project.project import Project

#: Pixels of the field with people, whose names may be of any length.
_WIDEST = 280


class ImportDialog(LookDialog):
    """Tries the import in the background at every change; nothing is written before the button.

    `wanted` is sent when the person decides to import. `report` is that of the newest try,
    `file_format` the name of the first file's format; `remembered` gives the mapping for one.
    """

    wanted = Signal()

    def __init__(
        self,
        project: Project,
        paths: Sequence[Path],
        remembered: Callable[[str], ImportMapping],
        theme: Theme,
        parent: QWidget,
        corrected: tuple[str, str] | None = None,
    ) -> None:
        """Try the files; `corrected` are key and title of the document that their one corrects."""
        super().__init__("Import", "Import", QSize(1000, 760), parent)
        self.setObjectName("importDialog")
        self.paths = list(paths)
        self.corrected = corrected
        self.named = ImportNames(project)
        self.file_format = ""
        self._remembered = remembered
        self.report: ImportReport | None = None
        self._project, self._theme = project, theme
        self.read_as = ImportReading(self)
        self.read_as.chosen.connect(self.look_again)
        self.top.addLayout(self._fields())
        self._fill_body()
        nothing = QLabel("Nothing is written before you press Import.")
        nothing.setProperty("soft", True)
        self.button.setObjectName("importButton")
        self.button.clicked.connect(self.wanted)
        self.add_footer((nothing,))
        self.look(self._start, self._show, parent)

    def _fields(self) -> QFormLayout:
        self.format = _format_choice()
        self.seen = ElidedLabel()
        self.seen.setProperty("soft", True)
        self.owner = self._owner()
        self.kind = QComboBox()
        for kind in ("annotations", "gold"):
            self.kind.addItem(kind, kind)
        fields = QFormLayout()
        fields.setHorizontalSpacing(16)
        fields.setVerticalSpacing(8)
        fields.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        source = ElidedLabel(source_words(self.paths))
        source.setFixedHeight(28)
        fields.addRow(field_name("From"), source)
        if self.corrected is not None:
            older = ElidedLabel(self.corrected[1])
            older.setObjectName("correctedTitle")
            fields.addRow(field_name("Corrects"), older)
        fields.addRow(field_name("Format"), field_row(self.format, self.seen))
        self.read_as.add_to(fields)
        whose = hint("layers that do not say whose they are")
        fields.addRow(field_name("As"), field_row(self.owner, self.kind, whose))
        for name, field in (("Format", self.format), ("As", self.owner), ("Kind", self.kind)):
            field.setAccessibleName(name)
            field.currentIndexChanged.connect(self.look_again)
        return fields

    def _owner(self) -> QComboBox:
        owner = QComboBox()
        owner.setMaximumWidth(_WIDEST)
        for person in self._project.people:
            owner.addItem(person.name, person.id)
        if self._project.me is not None:
            owner.setCurrentIndex(owner.findData(self._project.me.id))
        return owner

    def _fill_body(self) -> None:
        self.unit_heading = QLabel()
        self.unit_heading.setWordWrap(True)
        self.unit = UnitRows(self._theme)
        self.unit.chosen.connect(self.look_again)
        self.names_heading = QLabel("<b>Names that the schema does not have</b>")
        self.names = MappingRows()
        self.people_heading = QLabel("<b>People whom the file names</b>")
        self.people = MappingRows()
        for rows in (self.names, self.people):
            rows.changed.connect(self._map)
        self.rows = CountRows()
        for widget in (
            self.said, self.rows, self.unit_heading, self.unit,
            self.names_heading, self.names, self.people_heading, self.people,
        ):  # fmt: skip
            self.body.addWidget(widget)
        for heading in (self.names_heading, self.people_heading, self.unit_heading):
            heading.setContentsMargins(0, 8, 0, 0)
        self.body.addStretch(1)
        self._fill_beside()
        self.read_as.show_formats(())
        self._show_nothing()

    def _fill_beside(self) -> None:
        self.first_heading, self.first_note = ElidedLabel(), ElidedLabel()
        self.first_heading.setFont(interface_font(13, bold=True))
        self.first_note.setProperty("soft", True)
        self.first = FirstArticle(self._theme)
        self.first.setFixedWidth(FIRST_WIDTH)
        self.stand_beside(self.first_heading, self.first_note, self.first)

    def _show_nothing(self) -> None:
        self.rows.show_rows(())
        for heading, rows in (
            (self.names_heading, self.names), (self.people_heading, self.people),
        ):  # fmt: skip
            _show_names(heading, rows, ())
        self.unit_heading.hide()
        # What was chosen may be what is wrong, and is there to be chosen otherwise.
        self.unit.setVisible(self.unit.unit is not None)
        self._show_first(None)

    def start(self, *, dry_run: bool) -> Job[ImportReport]:
        """Begin the import as it is chosen, or only try it."""
        project = self._project
        me = project.me.id if project.me else None
        begin = partial(
            start_import,
            project.path,
            self.paths,
            me,
            project.session.device,
            self.owner.currentData(),
            self.format.currentData(),
            self.kind.currentData(),
            reading=self._reading(),
            mapping=self.named.mapping,
            dry_run=dry_run,
            successor_of=self.corrected[0] if self.corrected else None,
        )
        # What a corrected article takes over is what the file has.
        return SettledJob(project, begin)

    def _reading(self) -> dict[str, str]:
        unit = self.unit.unit
        return self.read_as.options() | ({} if unit is None else {"unit": unit})

    # The look at it

    def _start(self) -> Job[ImportReport]:
        self.report = None
        self.button.setEnabled(False)
        self.said.setText("<b>What comes in</b>&nbsp; looking …")
        return self.start(dry_run=True)

    def tell(self, done: int, total: int) -> None:
        """Say how far the try is."""
        self.said.setText(f"<b>What comes in</b>&nbsp; looking, {done:,} of {total:,} articles …")

    def show_problem(self, problem: Problem) -> None:
        """Say what prevents the import."""
        words = f"{problem.happened} {problem.next_step}"
        self.said.setText(f"<b>!</b> {escape(above(words))}")
        self._show_nothing()

    def _show_first(self, first: Preview | None) -> None:
        """Show the beginning of the first article, and how it was read."""
        self.read_as.show_first(first)
        there = first is not None and first.text is not None
        for widget in (self.first_heading, self.first_note, self.first):
            widget.setVisible(there)
        if first is not None and first.text is not None:
            marked, heading, note = first_words(first)
            self.first_heading.setText(heading)
            self.first_note.setText(note)
            self.first_note.setVisible(bool(note))
            marks = [(mark.label, mark.fragments) for mark in marked]
            labels = self._project.schema.labels
            self.first.show_text(first.text, first.title, marks, labels, first.excluded)

    def _show(self, report: ImportReport) -> None:
        if report.refused is not None:
            self.show_problem(Problem(*report.refused))
            self.read_as.show_first(report.first)
            return
        remembered = None
        if not self.file_format and report.detected:
            self.file_format = report.detected[0].format
            remembered = self._remembered(self.file_format)
        if self.named.take(report, remembered):
            self.look_now()
            return
        self.report = report
        self.seen.setText(seen_words(report.detected))
        self.read_as.show_formats(report.detected)
        self._show_unit(report)
        _show_names(self.names_heading, self.names, self.named.foreign(report))
        _show_names(self.people_heading, self.people, self.named.people(report))
        self.said.setText("<b>What comes in</b>")
        self.rows.show_rows(report_rows(report))
        self._show_first(report.first)
        asked = [*self.names.fields.values(), *self.people.fields.values()]
        self.order_tabs(self.kind, [*self.unit.buttons.values(), *asked])
        self.button.setText(f"Import {report.documents:,}" if report.documents else "Import")
        self.button.setEnabled(bool(report.documents or report.layers))

    def _show_unit(self, report: ImportReport) -> None:
        evidence = unit_words(report.detected)
        for widget in (self.unit_heading, self.unit):
            widget.setVisible(evidence is not None)
        if evidence is not None:
            self.unit_heading.setText(evidence.heading)
            looks = evidence.units if self.unit.unit is None else ()
            self.unit.show_fits(looks, evidence.fits, evidence.total)

    def _map(self, kind: str, name: str, own: Any) -> None:
        self.named.choose(kind, name, own)
        self.look_again()


def _show_names(heading: QLabel, rows: MappingRows, names: Sequence[ForeignName]) -> None:
    rows.show_names(names)
    for widget in (heading, rows):
        widget.setVisible(bool(names))


def _format_choice() -> QComboBox:
    choice = QComboBox()
    choice.addItem("as it looks", None)
    for each in formats():
        if each.reads:
            choice.addItem(each.title, each.name)
    return choice
