"""The page where an article is read and marked: it joins the widgets to the project."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.app.pages.checks import Checks
from annotator.app.pages.describing import Describing
from annotator.app.pages.finding import Finder
from annotator.app.pages.large_opening import LargeOpening, Prepared
from annotator.app.pages.proposals import Proposals, in_order
from annotator.app.pages.showing import Showing
from annotator.app.pages.span_form import SpanForm
from annotator.app.picks.pick import PickHost
from annotator.app.talk.comments import Comments
from annotator.app.talk.propagation import Propagation
from annotator.app.talk.repairs import Repairs
from annotator.domain.annotation import Comment
from annotator.domain.changes import Changes
from annotator.domain.problem import Problem
from annotator.domain.span import Fragment, Span
from annotator.domain.span_order import SpanOrder
from annotator.project import editing, relating
from annotator.project.marking import Hand
from annotator.project.project import Project
from annotator.widgets.article_view.article_view import ArticleView
from annotator.widgets.document_list import DocumentList
from annotator.widgets.empty_state import EmptyState
from annotator.widgets.find_bar import FindBar
from annotator.widgets.span_panel import SpanPanel
from annotator.widgets.theme import Theme
from annotator.widgets.widths import NARROW

_NOTHING = (
    "No documents yet",
    "Drop articles or a dataset anywhere on this window: files, folders, a ZIP.",
    "Import articles",
)


class AnnotatePage(QWidget):
    """Documents, article and spans; `document_shown` carries the document's id.

    `action_asked` carries the id of an action that something on the page leads to,
    `problem_met` a Problem, `said` what was done in a few words.
    """

    document_shown = Signal(str)
    focus_moved = Signal()
    action_asked = Signal(str)
    problem_met = Signal(object)
    said = Signal(str)

    def __init__(self, project: Project, theme: Theme, view: ArticleView | None = None) -> None:
        """Join a project to the widgets; a `view` that shows an article already is kept."""
        super().__init__()
        self.setObjectName("annotatePage")
        self.project = project
        self.theme = theme
        #: What the window gives (see joining): who annotates, whether the gazetteer can be asked,
        #: jobs in the status line, chords with Ctrl of any layout in more widgets.
        self.require_person: Callable[[], None] = lambda: None
        self.places_ready: Callable[[], bool] = lambda: True
        self.watch_job: Callable[..., None] = lambda *_job: None
        self.keep_keys: Callable[..., object] = lambda *_widgets: None
        self.document_id: str | None = None
        self._grown_from: int | None = None
        #: The span that had the focus last, to which a selection can be joined.
        self.recent: str | None = None
        self.proposals, self.showing = Proposals(self), Showing(self)
        self.view = view or ArticleView(self, theme)
        self.setFocusProxy(self.view)
        self.documents = DocumentList(theme, self)
        self.panel = SpanPanel(theme, self)
        self.find_bar = FindBar(self)
        self.finder = Finder(self.view, self.find_bar)
        self.nothing = EmptyState(*_NOTHING)
        self._lay_out()
        self.describing = Describing(self)
        self.picks = PickHost(self)
        self.talk, self.propagation, self.repairs = Comments(self), Propagation(self), Repairs(self)
        self.form = SpanForm(self)
        self.checks, self.opening = Checks(self), LargeOpening(self)
        self.panel.model.describe = self.describing.detail
        self.panel.model.depth = self.describing.depth
        self._connect()
        self.panel.show_schema(project.schema)

    def _lay_out(self) -> None:
        self.middle = QWidget()
        self.middle.setObjectName("articlePane")
        column = QVBoxLayout(self.middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.find_bar)
        column.addWidget(self.view, 1)
        column.addWidget(self.nothing, 1)
        self.nothing.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for pane, stretch in ((self.documents, 0), (self.middle, 1), (self.panel, 0)):
            row.addWidget(pane, stretch)

    def _connect(self) -> None:
        self.view.caret_moved.connect(self._drop_focus_for_caret)
        self.view.span_clicked.connect(lambda span_id: self.focus(span_id, reveal=False))
        self.view.text_clicked.connect(lambda _position: self.focus(None))
        self.view.span_activated.connect(self.open_attributes)
        self.view.boundary_dragged.connect(self._drag_boundary)
        self.view.spans_joined.connect(self._join)
        self.documents.document_chosen.connect(self.opening.open)
        self.documents.left.connect(self.view.setFocus)
        self.panel.span_chosen.connect(self.focus)
        self.panel.span_opened.connect(self._go_to_span)
        self.panel.spans_selected.connect(self.form.show)
        self.panel.form.left.connect(self.view.setFocus)

    # What is open

    @property
    def spans(self) -> dict[str, Span]:
        """The spans of the open document by id."""
        if self.document_id is None:
            return {}
        return self.project.open_document(self.document_id).spans

    @property
    def suggestions(self) -> Mapping[str, Span]:
        """The suggestions that wait in the open document, by id."""
        return self.proposals.waiting

    @property
    def order(self) -> SpanOrder:
        """Spans and suggestions together; put in order when somebody first goes through them."""
        if self.showing.order is None:
            shown = self.showing.shown(self.spans.values())
            self.showing.order = SpanOrder([*shown, *self.suggestions.values()])
        return self.showing.order

    @property
    def comments(self) -> Mapping[str, Comment]:
        """The comments of my layer of the open document, by id."""
        if self.document_id is None:
            return {}
        return self.project.open_document(self.document_id).comments

    def spans_in_order(self) -> list[Span]:
        """Return the open document's spans in text order."""
        return in_order(self.spans)

    def open_document(self, document_id: str, prepared: Prepared | None = None) -> None:
        """Show a document at once, with the keyboard in its article."""
        self.opening.stop()
        opened = self.project.open_document(document_id, prepared and prepared.document)
        self.find_bar.hide()
        self.nothing.hide()
        self.view.show()
        self.document_id = document_id
        self._grown_from = None
        self.proposals.read()
        self.showing.order = None
        self.showing.first(opened, prepared)
        self.talk.look()
        self.documents.select(document_id)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.checks.begin()
        self.document_shown.emit(document_id)

    def close_document(self) -> None:
        """Show no document, because there is none or it was removed."""
        self.document_id = None
        self.proposals.forget()
        self.showing.order = None
        self.checks.end()
        self.view.show_document("", "", None, (), self.project.schema.labels)
        self.view.hide()
        self.nothing.show()
        self.nothing.button.setFocus()
        self.panel.show_spans(())
        self.form.show(())

    # The hand

    def hand(self) -> Hand | None:
        """Return where the person is in the open document, or None without one."""
        if self.document_id is None:
            return None
        view = self.view
        return Hand(
            self.document_id,
            view.caret,
            view.selection(),
            view.focused,
            self._grown_from,
            view.content.fragment,
        )

    def select_grown(self, selection: Fragment, began: int) -> None:
        """Select what growing or shrinking gave; `began` is where the caret was before it."""
        if self._grown_from is None:
            self._grown_from = began
        self.view.set_caret(*selection)

    def focus(self, span_id: str | None, *, reveal: bool = True) -> None:
        """Give a span the focus, or drop it with None."""
        span = self.spans.get(span_id or "") or self.suggestions.get(span_id or "")
        note, links = self.describing.note(span), self.describing.links(span)
        self.view.set_focused(span.id if span else None, note, reveal, links)
        self.form.show([span.id] if span else ())
        self.recent = span.id if span else self.recent
        self.panel.select(span.id if span else None)
        self.focus_moved.emit()

    def _drop_focus_for_caret(self, position: int, by_person: bool) -> None:
        if by_person:
            self._grown_from = None
            if self.view.focused is not None:
                self.focus(None)

    def _go_to_span(self, span_id: str) -> None:
        self.focus(span_id)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, span_id: str) -> None:
        """Give a span or suggestion the focus, with the caret at its beginning."""
        self.view.clear_selection()
        span = self.spans.get(span_id) or self.suggestions[span_id]
        self.view.set_caret(span.start, None, False)
        self.focus(span_id)

    def open_attributes(self, span_id: str) -> None:
        """Give a span the focus and the keyboard to its attributes."""
        self.focus(span_id, reveal=False)
        if self.panel.form.isVisible():
            self.panel.form.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drag_boundary(self, span_id: str, fragments: tuple[Fragment, ...]) -> None:
        document = self.document_id
        if document is not None and span_id in self.spans:
            self.try_to(lambda: editing.move(self.project, document, span_id, fragments))

    def _join(self, from_span: str, to_span: str) -> None:
        """Relate two spans that were joined with the mouse, asking which relation it is."""
        from annotator.app.picks.relation_pick import join_by_drag

        if from_span in self.spans and to_span in self.spans:
            self.focus(from_span, reveal=False)
            self.try_to(lambda: join_by_drag(self, self.spans[from_span], self.spans[to_span]))

    def try_to(self, do: Callable[[], object]) -> bool:
        """Do something that may meet a Problem, which is told; return whether it was done."""
        try:
            do()
        except Problem as problem:
            self.problem_met.emit(problem)
            return False
        return True

    def take_relations(self, span_id: str, kind: str) -> None:
        """Take the relations of one kind away that start at a span."""
        opened = self.project.open_document(str(self.document_id))
        ids = [each.id for each in relating.own_relations(opened, kind, span_id)]
        if ids:
            relating.unrelate(self.project, opened.document.id, ids)

    def refresh(self, changes: Changes) -> None:
        """Show what an edit, an undo or another window changed."""
        self.showing.refresh(changes)
        self.checks.refresh(changes)
        self.talk.refresh(changes)
        self.repairs.refresh(changes)

    def leave(self) -> None:
        """Keep what is typed in the comment box; raises Problem when that cannot be."""
        self.talk.leave()

    def panes(self) -> list[QWidget]:
        """Return the panes in the order of F6."""
        beside = (self.panel.list, self.panel.form, self.documents.list)
        return [self.view, *self.repairs.panes(), *beside]

    def set_theme(self, theme: Theme) -> None:
        """Wear a theme."""
        self.theme = theme
        overlaid = (self.picks, self.talk, self.propagation, self.repairs)
        for each in (*overlaid, self.view, self.documents, self.panel):
            each.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for the article in a narrow window."""
        narrow = self.width() < NARROW
        self.documents.set_rail(narrow)
        self.panel.set_narrow(narrow)
        super().resizeEvent(event)
