"""The export dialog: what is taken, what the format would lose of it, and a look at the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.app.background_look import BackgroundLook
from annotator.app.export_words import counted, heading, loss_rows, split_words
from annotator.domain.problem import Problem
from annotator.formats.registry import format_named, formats
from annotator.project.export_source import ExportOptions
from annotator.project.export_survey import ExportSurvey, start_survey
from annotator.project.settled_job import SettledJob
from annotator.widgets.card import line
from annotator.widgets.count_rows import CountRows
from annotator.widgets.dialog_footer import DialogFooter
from annotator.widgets.export_form import ExportChoice, ExportForm, FormatRow
from annotator.widgets.layouts import empty
from annotator.widgets.typography import interface_font

if TYPE_CHECKING:
    from annotator.project.job import Job
    from annotator.project.project import Project

_AIR = 24
_LOSSES = "<b>What this format cannot hold</b>&nbsp;"


class ExportDialog(QDialog):
    """Looks at the export in the background at every change; the button says what it costs.

    `wanted` is sent with the ExportOptions when the person decides to export.
    """

    wanted = Signal(object)

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("exportDialog")
        self.setWindowTitle("Export")
        self.resize(720, 792 if parent is None else min(792, parent.window().height() - 24))
        self._project = project
        self._everybody = tuple(person.id for person in project.people)
        self._labels = tuple(label.id for label in project.schema.labels)
        self.survey: ExportSurvey | None = None
        self.form = ExportForm(
            [FormatRow(e.name, e.title, e.remarks) for e in formats() if e.writes],
            [(person.id, person.name) for person in project.people],
            [(label.id, label.name) for label in project.schema.labels],
        )
        self.form.changed.connect(self._look_soon)
        self._build()
        self._background = BackgroundLook(
            self._start, self._tell, self._show, self._show_problem, parent or self
        )
        self.finished.connect(self._background.close)

    def _build(self) -> None:
        title = QLabel("Export")
        title.setFont(interface_font(15, bold=True))
        top = QVBoxLayout()
        top.setContentsMargins(_AIR, _AIR, _AIR, 0)
        top.setSpacing(16)
        for part in (title, self.form, line()):
            top.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addLayout(top)
        column.addWidget(scrolled(self._body()), 1)
        column.addWidget(self._footer())

    def _body(self) -> QWidget:
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.rows = CountRows()
        self.whole = QHBoxLayout()
        self.whole.setSpacing(8)
        self.previewed = QLabel()
        self.preview = _preview()
        inside = QWidget()
        below = QVBoxLayout(inside)
        below.setContentsMargins(_AIR, 0, _AIR, 16)
        below.setSpacing(8)
        below.addWidget(self.said)
        below.addLayout(self.whole)
        below.addWidget(self.rows)
        below.addSpacing(8)
        below.addWidget(self.previewed)
        below.addWidget(self.preview, 1)
        return inside

    def _footer(self) -> QWidget:
        self.card = QCheckBox("dataset card")
        self.card.setToolTip("A page beside the data that says how they came about")
        self.card.setChecked(True)
        self.licence = QLineEdit()
        self.licence.setPlaceholderText("licence, such as CC BY 4.0")
        self.licence.setAccessibleName("Licence, for the card")
        self.licence.setFixedWidth(184)
        self.card.toggled.connect(self.licence.setEnabled)
        self.export = QPushButton("Export")
        self.export.setObjectName("exportButton")
        self.export.clicked.connect(self._want)
        return DialogFooter((self.card, self.licence), self.export, self.reject, _AIR)

    def show_choice(self, choice: ExportChoice, licence: str) -> None:
        """Begin with a choice, which was perhaps made the last time."""
        self.form.show_choice(choice)
        self.licence.setText(licence)
        self._background.begin()

    def options(self) -> ExportOptions:
        """Return what is chosen."""
        choice = self.form.choice()
        everybody = set(choice.people) >= set(self._everybody)
        return ExportOptions(
            choice.format,
            () if everybody or not choice.people else choice.people,
            "annotations" if choice.people else "gold",
            ",".join(choice.statuses) if choice.people and len(choice.statuses) < 4 else None,
            split=choice.split,
            seed=choice.seed,
            with_gold=choice.gold,
            labels=() if set(choice.labels) >= set(self._labels) else choice.labels,
            group=choice.group or None,
            card=self.card.isChecked(),
            licence=self.licence.text().strip(),
        )

    # The look at it

    def _look_soon(self) -> None:
        self.export.setEnabled(False)
        self._background.begin_soon()

    def _missing(self) -> str:
        """Return what has to be chosen before anything can be looked at."""
        choice = self.form.choice()
        if not (choice.people or choice.gold):
            return "Choose whose layers to take: gold, or people."
        if choice.people and not choice.statuses:
            return "Choose at least one status."
        return "" if choice.labels or not self._labels else "Choose at least one label."

    def _start(self) -> Job[ExportSurvey] | None:
        self.survey = None
        self.export.setEnabled(False)
        missing = self._missing()
        if missing:
            self._show_words(missing)
            return None
        self.said.setText(f"{_LOSSES} looking …")
        options = self.options()
        # What is exported is what the file has.
        return SettledJob(self._project, lambda: start_survey(self._project.path, options))

    def _tell(self, done: int, total: int) -> None:
        self.said.setText(f"{_LOSSES} looking, {done:,} of {total:,} articles …")

    def _show_problem(self, problem: Problem) -> None:
        self._show_words(f"{problem.happened} {problem.next_step}")

    def _show_words(self, words: str) -> None:
        self.said.setText(words)
        self.rows.show_rows(())
        empty(self.whole)
        self.form.show_parts("")
        self.previewed.setText("")
        self.preview.setPlainText("")

    def _show(self, survey: ExportSurvey) -> None:
        self.survey = survey
        self.said.setText(heading(survey))
        self.rows.show_rows(loss_rows(survey))
        self._show_whole(survey)
        self.form.show_parts(split_words(survey.parts))
        first = "" if survey.previewed is None else f"&nbsp; {counted(survey)}"
        self.previewed.setText(f"<b>Preview</b>{first}")
        self.preview.setPlainText(survey.preview)
        self.export.setText("Export with losses" if survey.losses else "Export")
        self.export.setEnabled(survey.documents > 0)

    def _show_whole(self, survey: ExportSurvey) -> None:
        empty(self.whole)
        if not survey.losses:
            return
        kept = QLabel("Kept whole by" if survey.whole else "No format keeps all of it.")
        kept.setProperty("soft", True)
        self.whole.addWidget(kept)
        for name, title in survey.whole:
            link = QPushButton(title)
            link.setProperty("link", True)
            link.setAutoDefault(False)
            link.clicked.connect(lambda _=False, name=name: self._take_format(name))
            self.whole.addWidget(link)
        self.whole.addStretch(1)

    def _take_format(self, name: str) -> None:
        self.form.format.setCurrentIndex(self.form.format.findData(format_named(name).name))
        self.form.format.setFocus()

    def _want(self) -> None:
        self.wanted.emit(self.options())


def _preview() -> QPlainTextEdit:
    preview = QPlainTextEdit()
    preview.setObjectName("exportPreview")
    preview.setReadOnly(True)
    preview.setAccessibleName("Preview of the first article")
    preview.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    preview.setTabChangesFocus(True)
    font = QFont(["DejaVu Sans Mono", "Consolas", "Menlo", "monospace"])
    font.setPixelSize(12)
    preview.setFont(font)
    preview.setMinimumHeight(128)
    return preview


def scrolled(inside: QWidget) -> QScrollArea:
    """Return the middle of a dialog, which gives way where the screen is small."""
    inside.setObjectName("dialogBody")
    area = QScrollArea()
    area.setObjectName("dialogArea")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setWidget(inside)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
