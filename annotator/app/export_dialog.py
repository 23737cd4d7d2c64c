"""The export dialog: what is taken, what the format would lose of it, and a look at the file."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from annotator.app.export_words import heading, loss_rows, preview_note, split_words
from annotator.app.look_dialog import LookDialog
from annotator.app.lost_words import drawn_marks, fate_words, line_remarks, lost_labels
from annotator.domain.problem import Problem
from annotator.formats.registry import format_named, formats
from annotator.project.export_source import ExportOptions
from annotator.project.export_survey import ExportSurvey, start_survey
from annotator.project.settled_job import SettledJob
from annotator.widgets.count_rows import CountRows
from annotator.widgets.elided_label import ElidedLabel
from annotator.widgets.export_form import ExportChoice, ExportForm, FormatRow
from annotator.widgets.file_preview import FilePreview
from annotator.widgets.first_article import FIRST_WIDTH, FirstArticle
from annotator.widgets.flow_rows import FlowRows
from annotator.widgets.theme import Theme
from annotator.widgets.typography import interface_font

if TYPE_CHECKING:
    from annotator.project.job import Job
    from annotator.project.project import Project

_LOSSES = "<b>What this format cannot hold</b>&nbsp;"


class ExportDialog(LookDialog):
    """Looks at the export in the background at every change; the button says what it costs.

    `wanted` is sent with the ExportOptions when the person decides to export.
    """

    wanted = Signal(object)

    def __init__(self, project: Project, theme: Theme, parent: QWidget) -> None:
        super().__init__("Export", "Export", QSize(1000, 792), parent)
        self.setObjectName("exportDialog")
        self._project = project
        self._everybody = tuple(person.id for person in project.people)
        self._labels = tuple(label.id for label in project.schema.labels)
        self.survey: ExportSurvey | None = None
        self.form = ExportForm(
            [FormatRow(e.name, e.title, e.remarks) for e in formats() if e.writes],
            [(person.id, person.name) for person in project.people],
            [(label.id, label.name) for label in project.schema.labels],
        )
        self.form.changed.connect(self.look_again)
        self.top.addWidget(self.form)
        self._fill_body()
        self._fill_beside(theme)
        self._show_preview(None)
        self._add_foot()
        # It begins once there is a choice to look at.
        self.prepare(self._start, self._show, parent)

    def _fill_body(self) -> None:
        self.rows = CountRows()
        self.whole = FlowRows()
        self.warned = QLabel()
        self.warned.setObjectName("exportWarnings")
        self.warned.setTextFormat(Qt.TextFormat.PlainText)
        self.warned.setWordWrap(True)
        self.warned.hide()
        self.body.addWidget(self.warned)
        self.body.addWidget(self.said)
        self.body.addWidget(self.whole)
        self.body.addWidget(self.rows)
        self.body.addStretch(1)

    def _fill_beside(self, theme: Theme) -> None:
        self.previewed, self.preview_note, self.lost_words = (ElidedLabel() for _ in range(3))
        self.preview, self.lost = FilePreview(theme), FirstArticle(theme)
        self.lost.setObjectName("lostPreview")
        self.lost.setAccessibleName("What is lost of the first article")
        self.preview.setFixedWidth(FIRST_WIDTH)
        self.lost.setFixedWidth(FIRST_WIDTH)
        self.previewed.setFont(interface_font(13, bold=True))
        for soft in (self.preview_note, self.lost_words):
            soft.setProperty("soft", True)
        self.stand_beside(
            self.previewed, self.preview_note, self.preview, self.lost_words, self.lost
        )

    def _add_foot(self) -> None:
        self.card = QCheckBox("dataset card")
        self.card.setToolTip("A page beside the data that says how they came about")
        self.card.setChecked(True)
        self.licence = QLineEdit()
        self.licence.setPlaceholderText("licence, such as CC BY 4.0")
        self.licence.setAccessibleName("Licence, for the card")
        self.licence.setFixedWidth(232)
        self.card.toggled.connect(self.licence.setEnabled)
        self.button.setObjectName("exportButton")
        self.button.clicked.connect(self._want)
        self.add_footer((self.card, self.licence))

    def show_choice(self, choice: ExportChoice, licence: str) -> None:
        """Begin with a choice, which was perhaps made the last time."""
        self.form.show_choice(choice)
        self.licence.setText(licence)
        self.look_now()

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
        self.button.setEnabled(False)
        missing = self._missing()
        if missing:
            self._show_words(missing)
            return None
        self._show_words(f"{_LOSSES} looking …")
        options = self.options()
        # What is exported is what the file has.
        return SettledJob(self._project, lambda: start_survey(self._project.path, options))

    def look_again(self) -> None:
        """Look anew in a moment; what is shown of another choice goes at once."""
        super().look_again()
        self._show_words(f"{_LOSSES} looking …")

    def tell(self, done: int, total: int) -> None:
        """Say how far the look is."""
        self.said.setText(f"{_LOSSES} looking, {done:,} of {total:,} articles …")

    def show_problem(self, problem: Problem) -> None:
        """Say what prevents the export."""
        self._show_words(escape(f"{problem.happened} {problem.next_step}"))

    def _show_words(self, words: str) -> None:
        self.said.setText(words)
        self._show_warnings(())
        self.rows.show_rows(())
        self.whole.show_widgets(())
        self.form.show_parts("")
        self._show_preview(None)

    def _show(self, survey: ExportSurvey) -> None:
        self.survey = survey
        self._show_warnings(survey.warnings)
        self.said.setText(heading(survey))
        self.rows.show_rows(loss_rows(survey))
        self._show_whole(survey)
        self.form.show_parts(split_words(survey.parts))
        self._show_preview(survey)
        self.button.setText("Export with losses" if survey.losses else "Export")
        self.button.setEnabled(survey.documents > 0)

    def _show_warnings(self, warnings: Sequence[str]) -> None:
        self.warned.setText("\n".join(f"! {each}" for each in warnings))
        self.warned.setVisible(bool(warnings))

    def _show_preview(self, survey: ExportSurvey | None) -> None:
        """Show the file's beginning, and the article with the marks that are not kept whole."""
        marks = () if survey is None else survey.marks
        for widget in (self.lost_words, self.lost):
            widget.setVisible(bool(marks))
        first = "" if survey is None else survey.title or survey.previewed
        self.previewed.setText(f"Preview: {first}" if first else "Preview")
        note = "" if survey is None else preview_note(survey.preview)
        self.preview_note.setText(note)
        self.preview_note.setVisible(bool(note))
        if survey is None:
            self.preview.show_lines((), {}, ())
            return
        labels = self._project.schema.labels
        names = {label.id: label.name for label in labels}
        shown = survey.preview
        remarks, touched = line_remarks(marks, shown.places, names)
        self.preview.show_lines(shown.lines, remarks, touched | shown.marked)
        if marks:
            self.lost_words.setText(fate_words(marks))
            self.lost.show_text(survey.text, survey.title, drawn_marks(marks), lost_labels(labels))

    def _show_whole(self, survey: ExportSurvey) -> None:
        if not survey.losses:
            self.whole.show_widgets(())
            self.order_tabs(self.form.group, ())
            return
        kept = QLabel("Kept whole by" if survey.whole else "No format keeps all of it.")
        kept.setProperty("soft", True)
        shown: list[QWidget] = [kept]
        for name, title in survey.whole:
            link = QPushButton(title)
            link.setProperty("link", True)
            link.setAutoDefault(False)
            link.clicked.connect(lambda _=False, name=name: self._take_format(name))
            shown.append(link)
        self.whole.show_widgets(shown)
        self.order_tabs(self.form.group, shown[1:])

    def _take_format(self, name: str) -> None:
        self.form.format.setCurrentIndex(self.form.format.findData(format_named(name).name))
        self.form.format.setFocus()

    def _want(self) -> None:
        self.wanted.emit(self.options())
