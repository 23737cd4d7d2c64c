"""The import dialog: what files hold, how it is understood, and what foreign names become."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QWidget

from annotator.app.import_words import report_rows, seen_words, source_words, unit_words
from annotator.app.look_dialog import LookDialog, field_name, field_row, hint
from annotator.domain.problem import Problem
from annotator.formats.registry import formats
from annotator.project.import_job import start_import
from annotator.project.import_mapping import KINDS, ImportMapping
from annotator.project.import_proposals import propose
from annotator.project.import_report import ImportReport
from annotator.project.naming import shortened
from annotator.project.previewing import Preview
from annotator.project.settled_job import SettledJob
from annotator.widgets.count_rows import CountRows
from annotator.widgets.elided_label import ElidedLabel
from annotator.widgets.encoding_field import EncodingField
from annotator.widgets.first_article import FirstArticle
from annotator.widgets.mapping_rows import ForeignName, MappingRows
from annotator.widgets.theme import Theme

if TYPE_CHECKING:
    from annotator.project.job import Job
    from annotator.project.project import Project


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
        super().__init__("Import", "Import", QSize(720, 760), parent)
        self.setObjectName("importDialog")
        self.paths = list(paths)
        self.corrected = corrected
        self.mapping = ImportMapping()
        self.file_format = ""
        self._remembered = remembered
        self.report: ImportReport | None = None
        self._project, self._theme = project, theme
        self._schema = project.schema
        self._asked: set[tuple[str, str]] = set()
        self.encoding, self.encoding_name = EncodingField(), field_name("Encoding")
        self.encoding.chosen.connect(self.look_again)
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
        source = QLabel(source_words(self.paths))
        source.setFixedHeight(28)
        fields.addRow(field_name("From"), source)
        if self.corrected is not None:
            older = ElidedLabel(self.corrected[1])
            older.setObjectName("correctedTitle")
            fields.addRow(field_name("Corrects"), older)
        fields.addRow(field_name("Format"), field_row(self.format, self.seen))
        fields.addRow(self.encoding_name, self.encoding)
        whose = hint("layers that do not say whose they are")
        fields.addRow(field_name("As"), field_row(self.owner, self.kind, whose))
        for name, field in (("Format", self.format), ("As", self.owner), ("Kind", self.kind)):
            field.setAccessibleName(name)
            field.currentIndexChanged.connect(self.look_again)
        return fields

    def _owner(self) -> QComboBox:
        owner = QComboBox()
        for person in self._project.people:
            owner.addItem(person.name, person.id)
        if self._project.me is not None:
            owner.setCurrentIndex(owner.findData(self._project.me.id))
        return owner

    def _fill_body(self) -> None:
        self.unit = QLabel()
        self.names_heading = QLabel("<b>Names that the schema does not have</b>")
        self.names = MappingRows()
        self.names.changed.connect(self._map)
        self.rows = CountRows()
        self.first_heading = QLabel()
        self.first = FirstArticle()
        for widget in (
            self.unit, self.names_heading, self.names, self.said, self.rows,
            self.first_heading, self.first,
        ):  # fmt: skip
            self.body.addWidget(widget)
            if widget in (self.unit, self.names, self.rows):
                self.body.addSpacing(8)
        self.body.addStretch(1)
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
            reading=self.encoding.reading(),
            mapping=self.mapping,
            dry_run=dry_run,
            successor_of=self.corrected[0] if self.corrected else None,
        )
        # What a corrected article takes over is what the file has.
        return SettledJob(project, begin)

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
        self.said.setText(f"<b>!</b> {escape(f'{problem.happened} {problem.next_step}')}")
        self.rows.show_rows(())
        self.names.show_names(())
        self.names_heading.hide()
        self.unit.hide()
        self._show_first(None)

    def _show_first(self, first: Preview | None) -> None:
        """Show the beginning of the first article, and how its letters were read."""
        known = first.encoding if first is not None else None
        self.encoding.show_found(known, first is not None and first.guessed)
        self.encoding_name.setVisible(self.encoding.isVisibleTo(self))
        there = first is not None and first.text is not None
        self.first_heading.setVisible(there)
        self.first.setVisible(there)
        if first is not None and first.text is not None:
            excluded = " · what is grey is proposed as excluded" if first.excluded else ""
            title = shortened(first.title)
            self.first_heading.setText(f"<b>First article</b>&nbsp; {escape(title)}{excluded}")
            self.first.show_text(first.text, first.excluded, self._theme)

    def _show(self, report: ImportReport) -> None:
        new = {(kind, name) for kind in KINDS for name in getattr(report.foreign, kind)}
        known = self.mapping
        if not self.file_format and report.detected:
            self.file_format = report.detected[0].format
            known = self._remembered(self.file_format)
        proposed = propose(report.foreign, self._schema, known)
        # Only once for each name: what a person leaves out stays left out.
        if new - self._asked and proposed != self.mapping:
            self._asked |= new
            self.mapping = proposed
            self.look_now()
            return
        self._asked |= new
        self.report = report
        self.seen.setText(seen_words(report.detected))
        said = unit_words(report.detected)
        self.unit.setText(said)
        self.unit.setVisible(bool(said))
        self.names.show_names(self._names(report))
        self.names_heading.setVisible(bool(new))
        self.said.setText("<b>What comes in</b>")
        self.rows.show_rows(report_rows(report))
        self._show_first(report.first)
        self.button.setText(f"Import {report.documents:,}" if report.documents else "Import")
        self.button.setEnabled(bool(report.documents or report.layers))

    def _names(self, report: ImportReport) -> list[ForeignName]:
        attributes = {a.id: a.name for label in self._schema.labels for a in label.attributes}
        choices = {
            "labels": tuple((label.id, label.name) for label in self._schema.labels),
            "relations": tuple((each.id, each.name) for each in self._schema.relations),
            "attributes": tuple(attributes.items()),
        }
        return [
            ForeignName(
                kind, name, number, choices[kind], getattr(self.mapping, kind).get(name, "")
            )
            for kind in KINDS
            for name, number in sorted(getattr(report.foreign, kind).items())
        ]

    def _map(self, kind: str, name: str, own: Any) -> None:
        names = {each: dict(getattr(self.mapping, each)) for each in KINDS}
        if own == "":
            names[kind].pop(name, None)
        else:
            names[kind][name] = own
        self.mapping = ImportMapping(**names)
        self.look_again()


def _format_choice() -> QComboBox:
    choice = QComboBox()
    choice.addItem("as it looks", None)
    for each in formats():
        if each.reads:
            choice.addItem(each.title, each.name)
    return choice
