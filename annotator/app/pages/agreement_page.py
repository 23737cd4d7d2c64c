"""The page of agreement: how far people agree, where not, and the spans behind every number."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.app.pages.agreement_cases import Names, behind, readings
from annotator.app.pages.agreement_copies import AgreementCopies
from annotator.app.pages.agreement_making import AgreementMaking
from annotator.app.pages.agreement_sections import AgreementSections
from annotator.app.pages.agreement_shown import Figures, used_labels
from annotator.compare.against_gold import GOLD
from annotator.compare.cases import Case
from annotator.domain.changes import Changes
from annotator.domain.problem import Problem
from annotator.project.agreement_overview import MEASURES, Overview
from annotator.project.case_texts import with_texts
from annotator.project.comparing import Agreement
from annotator.project.freezing import frozen
from annotator.widgets.case_pane import CasePane
from annotator.widgets.empty_state import EmptyState
from annotator.widgets.mention_list import MentionRow
from annotator.widgets.tab_button import TabButton
from annotator.widgets.theme import Theme

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.project.project import Project

_TITLES = ("Strict F1", "Overlap F1", "F1 at IoU ≥ .5", "Character F1", "uα 2016", "κ of tokens")
_STATUSES = (("All layers", None), ("Finished only", "done"))
#: After so long without a change figures are made again.
_CALM_MILLISECONDS = 800
_NOBODY = (
    "Nothing to compare yet",
    "Agreement needs two people who finished or marked the same document. Hand out documents "
    "with an overlap, or bring in what others have annotated.",
    "Import annotations",
)


class AgreementPage(QWidget):
    """Joins figures, cases and copies to the project; objectName agreementPage."""

    def __init__(self, window: MainWindow, project: Project) -> None:
        super().__init__()
        self.setObjectName("agreementPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.project = project
        self._window = window
        self._stale = True
        self.figures: Figures | None = None
        self._warnings: list[str] = []
        self._cases: list[Case] = []
        self.measure = MEASURES[0]
        self.status: str | None = None
        self.making = AgreementMaking(window, project, self)
        self.sections = AgreementSections(window.theme)
        self.copies = AgreementCopies(self)
        self.cases = CasePane(window.theme, self)
        self.nothing = EmptyState(*_NOBODY)
        self.note = QLabel("")
        self.note.setWordWrap(True)
        self.note.setProperty("quiet", True)
        self._lay_out()
        self.setFocusProxy(self.sections.pairs)
        self._connect()

    def _lay_out(self) -> None:
        self.scroller = QScrollArea()
        self.scroller.setObjectName("agreementScroll")
        self.scroller.setWidgetResizable(True)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroller.setWidget(self.sections)
        self.bar = self._make_bar()
        foot = QFrame()
        foot.setObjectName("agreementFoot")
        inside = QHBoxLayout(foot)
        inside.setContentsMargins(32, 8, 32, 8)
        inside.addWidget(self.note, 1)
        column = QVBoxLayout()
        column.setSpacing(0)
        for widget, stretch in ((self.bar, 0), (self.scroller, 1), (self.nothing, 1), (foot, 0)):
            column.addWidget(widget, stretch)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(column, 1)
        row.addWidget(self.cases)
        self.nothing.hide()

    def _make_bar(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("agreementBar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(32, 4, 32, 4)
        row.setSpacing(16)
        self.measures = self._tabs(row, zip(_TITLES, MEASURES, strict=True), self.show_measure)
        row.addStretch(1)
        self.statuses = self._tabs(row, _STATUSES, self.show_status)
        row.addSpacing(8)
        words = QLabel("Copy as")
        words.setProperty("quiet", True)
        row.addWidget(words)
        for button in self.copies.buttons():
            row.addWidget(button)
        return bar

    def _tabs(self, row: QHBoxLayout, offers: Any, chosen: Any) -> QButtonGroup:
        group = QButtonGroup(self)
        for title, value in offers:
            tab = TabButton(title)
            tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            tab.clicked.connect(partial(chosen, value))
            group.addButton(tab)
            row.addWidget(tab)
        group.buttons()[0].setChecked(True)
        return group

    def _connect(self) -> None:
        self.making.at_hand.connect(self._show_at_hand)
        self.making.made.connect(self._show_made)
        self.making.stopped.connect(self._show_stopped)
        self.making.failed.connect(self._show_failed)
        self.sections.opened.connect(self.open_cases)
        self.cases.case_opened.connect(self._open_case)
        self.cases.closed.connect(self.sections.pairs.setFocus)
        self.nothing.asked.connect(self._window.action_set.qactions["document.import"].trigger)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_CALM_MILLISECONDS)
        self._calm.timeout.connect(self.compare)

    # Making

    def compare(self) -> None:
        """Make the figures anew, once everything is on disk."""
        if self.project.closed:
            return
        if self.project.saving.pending:
            self._calm.start()
            return
        self._stale = False
        if self.sections.overview is None:
            self.sections.show_waiting()
        self.note.setText("Comparing…")
        self.making.begin(self.status)

    def show_status(self, status: str | None, _checked: bool = False) -> None:
        """Compare all layers, or those of a status."""
        self.status = status
        self.compare()

    def say(self, words: str) -> None:
        """Say something short in the status line."""
        self._window.say(words)

    def _show_at_hand(self, found: Agreement) -> None:
        if self.sections.overview is None:
            self._show_agreement(found)
            self.note.setText("Intervals and cases are being counted…")

    def _show_made(self, overview: Overview) -> None:
        self.sections.overview = overview
        self._show_agreement(overview.agreement)
        titles = {each.id: each.title or each.key for each in self.project.documents()}
        self.sections.show_overview(overview, titles)
        whole = self.figures.row(self.measure, None, None) if self.figures else None
        counted = f"{whole.spans:,} spans in {whole.documents:,} documents. " if whole else ""
        counted = counted if whole is not None and whole.documents else ""
        kept = [f"Figures were frozen on {each.created[:10]}." for each in frozen(self.project)[:1]]
        self.note.setText(counted + " ".join([*overview.agreement.warnings, *kept]))

    def _show_stopped(self) -> None:
        self._stale = True
        self.note.setText("The comparison was stopped. Come back to this page to compare again.")

    def _show_failed(self, problem: Problem) -> None:
        self.note.setText(f"! {problem.happened} {problem.next_step}")

    # What is shown

    @property
    def names(self) -> Names:
        """What labels and people are called."""
        people = {GOLD: "gold", **{each.id: each.name for each in self.project.people}}
        return Names(self.project.schema, people)

    def _show_agreement(self, found: Agreement) -> None:
        self.figures = Figures(found.rows)
        pairs, overview = bool(self.figures.pairs), self.sections.overview
        something = pairs or (overview is not None and bool(overview.against_gold))
        self.nothing.setVisible(not something)
        self.scroller.setVisible(something)
        self.sections.show_pairs(pairs)
        self.show_measure(self.measure)

    def show_measure(self, measure: str, _checked: bool = False) -> None:
        """Show pairs and labels by a measure."""
        self.measure = measure
        self.measures.buttons()[MEASURES.index(measure)].setChecked(True)
        if self.figures is not None:
            title = _TITLES[MEASURES.index(measure)]
            labels = used_labels(self.project.schema, self.figures)
            self.sections.show_figures(self.figures, measure, title, labels, self.names)

    def open_cases(self, key: tuple[Any, ...]) -> None:
        """Show the cases behind a number; the pair of the number is looked at from then on."""
        overview = self.sections.overview
        if overview is None:
            self._window.say("The cases are still being counted.")
            return
        if key[0] == "pair":
            self.sections.choose_scope(key[1])
        names = self.names
        found = behind(key, overview, names, self.sections.scope)
        if not found.cases:
            self._window.say("There are no cases behind this number.")
            return
        titles = {each.id: each.title or each.key for each in self.project.documents()}
        texts = with_texts(self.project.path, found.cases)
        self._cases = [each.case for each in texts]
        rows = [
            MentionRow(
                each.case.document, str(number), each.before, each.words, each.after,
                f"{readings(each.case, names)} · {titles.get(each.case.document, '')}",
            )
            for number, each in enumerate(texts)
        ]  # fmt: skip
        self.cases.show_cases(found.title, found.total, rows)

    def _open_case(self, number: int) -> None:
        """Open the article at a case, with my span of it in focus where I have one."""
        case = self._cases[number]
        self._window.show_page("annotate")
        page = self._window.require_page()
        page.open_document(case.document)
        me = self.project.me.id if self.project.me else None
        mine = [
            marked.id
            for person, marked in zip(case.pair, (case.one, case.other), strict=True)
            if person == me and marked is not None and marked.id in page.spans
        ]
        if mine:
            page.focus(mine[0])
        else:
            page.view.set_caret(case.start)

    # The window's

    def refresh(self, changes: Changes) -> None:
        """Compare again when something changed and it has been calm for a while."""
        if changes.everything or changes.streams:
            self._stale = True
            if self.isVisible():
                self._calm.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Compare when the page comes to the front after something changed."""
        super().showEvent(event)
        if self._stale:
            self.compare()

    def panes(self) -> list[QWidget]:
        """Return the panes that F6 goes through."""
        shown = [self.cases.list] if self.cases.isVisible() else []
        return [*self.sections.fields(), *shown]

    def set_theme(self, theme: Theme) -> None:
        """Wear a theme."""
        self.sections.set_theme(theme)
        self.cases.set_theme(theme)
