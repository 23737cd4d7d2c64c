"""The page of agreement: how far people agree, where not, and the spans behind every number."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.app.pages.agreement_bar import AgreementBar
from annotator.app.pages.agreement_cases import Names
from annotator.app.pages.agreement_copies import AgreementCopies
from annotator.app.pages.agreement_empty import why_nothing
from annotator.app.pages.agreement_filter import AgreementFilter
from annotator.app.pages.agreement_foot import COUNT_AGAIN, AgreementFoot, why_unmade
from annotator.app.pages.agreement_making import AgreementMaking
from annotator.app.pages.agreement_opening import AgreementOpening
from annotator.app.pages.agreement_sections import FIGURES, NOT_COUNTED, AgreementSections
from annotator.app.pages.agreement_shown import Figures, titles_told_apart, used_labels
from annotator.compare.against_gold import GOLD
from annotator.domain.changes import Changes
from annotator.domain.problem import Problem
from annotator.project.agreement_overview import EVERYTHING, Filter, Overview
from annotator.project.before_review import before_review
from annotator.project.comparing import Agreement
from annotator.project.figure_names import FIGURE_NAMES, MEASURES
from annotator.project.import_report import count
from annotator.widgets.case_pane import CasePane
from annotator.widgets.empty_state import EmptyState
from annotator.widgets.handing_on import HandingOn
from annotator.widgets.theme import Theme

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.project.project import Project

#: After so long without a change figures are made again.
_CALM_MILLISECONDS = 800
#: Where a filter leaves nobody to compare.
_NOTHING_LEFT = (
    "Nothing to compare in this part",
    "Nobody shares a document with somebody else here. Tick more people, or choose another week.",
    "Compare everything",
)


class AgreementPage(HandingOn):
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
        self.measure = MEASURES[0]
        #: What was made of each part that was looked at, until something changes.
        self._kept: dict[Filter, Overview] = {}
        self.filter = AgreementFilter()
        self.making = AgreementMaking(window, project, self)
        self.sections = AgreementSections(window.theme)
        self.copies = AgreementCopies(self)
        self.bar = AgreementBar(self.copies.buttons)
        self.cases = CasePane(window.theme, self)
        self.opening = AgreementOpening(self, window)
        self._missing = why_nothing(project)
        self.nothing = EmptyState(*self._missing[:3])
        self.left_out = EmptyState(*_NOTHING_LEFT)
        #: What is shown where counting has ended without any figures.
        self.unmade = EmptyState(*why_unmade(None), COUNT_AGAIN)
        self.foot = AgreementFoot()
        self.note = self.foot.note
        self._lay_out()
        self.first = self.sections.pairs
        self._connect()

    def _lay_out(self) -> None:
        self.scroller = QScrollArea()
        self.scroller.setObjectName("agreementScroll")
        self.scroller.setWidgetResizable(True)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroller.setWidget(self.sections)
        column = QVBoxLayout()
        column.setSpacing(0)
        for bar in (self.bar, self.filter):
            column.addWidget(bar)
        for body in (self.scroller, self.nothing, self.left_out, self.unmade):
            column.addWidget(body, 1)
        column.addWidget(self.foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(column, 1)
        row.addWidget(self.cases)
        self._show_body(self.scroller)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Let Tab go from the bars to the sections as they are read, and then out."""
        stops = [
            *self.bar.stops(), *self.filter.stops(), *self.copies.buttons,
            *self.sections.stops(), self.cases.close_button,
            self.cases.list, self.cases.more_button, self.foot.again,
        ]  # fmt: skip
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    def _connect(self) -> None:
        self.bar.measure_chosen.connect(self.show_measure)
        self.sections.laid_out.connect(self._order_tabs)
        self.making.at_hand.connect(self._show_at_hand)
        self.making.made.connect(self._show_made)
        self.making.ended.connect(self._show_unmade)
        for offer in (self.unmade, self.foot):
            offer.asked.connect(self.compare)
            offer.asked.connect(self.sections.pairs.setFocus)
        self.sections.opened.connect(self.opening.open_cases)
        self.cases.closed.connect(self.sections.pairs.setFocus)
        self.filter.changed.connect(self.show_part)
        self.left_out.asked.connect(self.filter.show_everything)
        self.nothing.asked.connect(self._bring_what_is_missing)
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
        self._kept.clear()
        self._make()

    def _make(self) -> None:
        if self.sections.overview is None:
            self.sections.show_waiting()
        if self.unmade.isVisibleTo(self):
            self._show_body(self.scroller)
        self.foot.say_counting("Comparing…")
        self.making.begin(self.filter.chosen)

    def show_part(self) -> None:
        """Show the part that is chosen: at once what was made of it before, or is at hand."""
        if self.project.closed:
            return
        self.cases.hide()
        self.copies.forget()
        self.figures = None
        self.sections.overview = self._kept.get(self.filter.chosen)
        if self.sections.overview is None or self._stale or self.project.saving.pending:
            # Nothing of another part stands beside what is known of this one.
            self._make()
        else:
            self.making.drop()
            self._show_made(self.sections.overview)

    def say(self, words: str) -> None:
        """Say something short in the status line."""
        self._window.say(words)

    def _show_at_hand(self, found: Agreement | None) -> None:
        if self.sections.overview is not None:
            return
        if found is None:
            self.sections.show_waiting(figures=True)
            return
        self._show_agreement(found)
        self.foot.say_counting("Intervals and cases are being counted…")

    def _show_made(self, overview: Overview) -> None:
        self._kept[self.filter.chosen] = self.sections.overview = overview
        people = sorted((name, id) for id, name in overview.names.items())
        whole_time = self.filter.chosen.week is None
        self.filter.offer(people, overview.named_weeks if whole_time else None)
        self._show_agreement(overview.agreement)
        documents = ((each.id, each.title, each.key) for each in self.project.documents())
        self.sections.show_overview(overview, titles_told_apart(documents))
        whole = self.figures.row(self.measure, None, None) if self.figures else None
        counted = ""
        if whole is not None and whole.documents:
            counted = f"{count(whole.spans, 'span')} in {count(whole.documents, 'document')}. "
        self.copies.copy_waiting()
        self.foot.say(counted + " ".join(overview.agreement.warnings))

    def _show_unmade(self, problem: Problem | None) -> None:
        """Say that there are no new figures; whoever comes back has them counted again."""
        self._stale = True
        self.copies.forget()
        unmade = why_unmade(problem)
        self.foot.say_unmade(unmade)
        if self.figures is None:
            self.unmade.say_all(*unmade, COUNT_AGAIN)
            self._show_body(self.unmade)
        elif self.sections.overview is None:
            self.sections.show_waiting(words=NOT_COUNTED)

    # What is shown

    @property
    def names(self) -> Names:
        """What labels and people are called."""
        people = {GOLD: "gold", **{each.id: each.name for each in self.project.people}}
        return Names(self.project.schema, people)

    def _show_agreement(self, found: Agreement) -> None:
        whole = self.filter.chosen == EVERYTHING
        # They were written down of everybody and everything.
        self.figures = Figures(found.rows, before_review(self.project) if whole else None)
        pairs, overview = bool(self.figures.pairs), self.sections.overview
        something = pairs or (overview is not None and bool(overview.against_gold))
        if not something and whole:
            self._missing = why_nothing(self.project)
            self.nothing.say_all(*self._missing[:3])
        empty = self.nothing if whole else self.left_out
        self._show_body(self.scroller if something else empty)
        self.sections.show_pairs(pairs)
        self._show_figures()

    def _show_body(self, shown: QWidget) -> None:
        """Show the figures, or the card that stands in their place, with the keyboard there."""
        focus = QApplication.focusWidget()
        cards = (self.nothing, self.left_out, self.unmade)
        holding = [each for each in (self.scroller, *cards) if focus and each.isAncestorOf(focus)]
        for body in (self.scroller, *cards):
            body.setVisible(body is shown)
        if holding and holding != [shown]:
            (shown.button if isinstance(shown, EmptyState) else self.sections.pairs).setFocus()

    def _bring_what_is_missing(self) -> None:
        self._window.action_set.qactions[self._missing.action].trigger()

    def show_measure(self, measure: str) -> None:
        """Show pairs and labels by a measure."""
        self.measure = measure
        self.bar.show_measure(measure)
        self._show_figures()
        self.sections.fill_now(FIGURES)

    def _show_figures(self) -> None:
        if self.figures is not None:
            title = dict(FIGURE_NAMES)[self.measure]
            labels = used_labels(self.project.schema, self.figures)
            self.sections.show_figures(self.figures, self.measure, title, labels, self.names)

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
            # Once the page is painted, so that no step of the window is long.
            QTimer.singleShot(0, self, self.compare)

    def panes(self) -> list[QWidget]:
        """Return the panes that F6 goes through."""
        shown = [self.cases.list] if self.cases.isVisible() else []
        joined = [each for each in self.sections.fields() if each.window() is self.window()]
        return [self.bar.measures, self.filter, self.bar.copies, *joined, *shown]

    def set_theme(self, theme: Theme) -> None:
        """Wear a theme."""
        self.sections.set_theme(theme)
        self.cases.set_theme(theme)
