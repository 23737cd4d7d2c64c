"""Bringing the open document to the article and the panel, at first and again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from annotator.domain.changes import Changes
from annotator.domain.span import Span
from annotator.domain.span_order import SpanOrder
from annotator.domain.stream import LEDGER, SCHEMA
from annotator.project.open_document import OpenDocument

if TYPE_CHECKING:
    from annotator.app.pages.annotate_page import AnnotatePage
    from annotator.app.pages.large_opening import Prepared

#: Above this many spans the list on the right is filled after the article is on screen.
_MANY_SPANS = 500
#: More changed spans than this are quicker shown all anew than one by one.
_MANY_CHANGES = 100
#: Streams whose changes show in the words said of spans.
_NAMES = frozenset((LEDGER, SCHEMA))


class Showing:
    """Shows the document of a page; `order` is its spans in order, None until asked for."""

    def __init__(self, page: AnnotatePage) -> None:
        self._page = page
        self.order: SpanOrder | None = None

    def shown(self, spans: Iterable[Span]) -> Iterable[Span]:
        """Return the spans that are shown: not those of labels that the schema has off."""
        off = {label.id for label in self._page.project.schema.labels if not label.enabled}
        return [span for span in spans if span.label not in off] if off else spans

    def first(self, opened: OpenDocument, prepared: Prepared | None = None) -> None:
        """Show a document that was opened, from its beginning."""
        page, document = self._page, opened.document
        if prepared is not None and prepared.filling is not None:
            page.view.show_content(
                prepared.content,
                self.shown(opened.spans.values()),
                document.excluded,
                page.suggestions.values(),
                prepared.filling.document,
            )
            page.view.set_labels(page.project.schema.labels)
        elif not self._is_on_screen(opened):
            page.view.show_document(
                document.text,
                document.title,
                document.language,
                self.shown(opened.spans.values()),
                page.project.schema.labels,
                document.excluded,
                page.suggestions.values(),
            )
        page.finder.show_text(document.text)
        page.form.show(())
        if len(opened.spans) > _MANY_SPANS:
            page.panel.show_spans(())
            QTimer.singleShot(0, self.fill_panel)
        else:
            self.fill_panel()

    def again(self, opened: OpenDocument) -> None:
        """Show what may have changed in every way; place, caret, focus and form stay."""
        page, view = self._page, self._page.view
        if opened.document.text != view.content.text:
            self.first(opened)
            return
        focused = view.focused
        if not self._is_on_screen(opened):
            view.set_spans(self.shown(opened.spans.values()), page.suggestions.values())
        view.set_excluded(opened.document.excluded)
        if len(opened.spans) > _MANY_SPANS and len(page.form.spans) < 2:
            # The list is long and comes after the article, unless several are chosen in it.
            QTimer.singleShot(0, self.fill_panel)
        else:
            self.fill_panel()
        page.focus(focused, reveal=False)

    def _is_on_screen(self, opened: OpenDocument) -> bool:
        """Whether the view shows just this already, as after the window's first look."""
        shown, suggestions = self._page.view.content, self._page.suggestions
        if shown.text != opened.document.text or shown.suggested != set(suggestions):
            return False
        there = {id: (span.label, span.fragments) for id, span in shown.spans.items()}
        everything = [*self.shown(opened.spans.values()), *suggestions.values()]
        wanted = {span.id: (span.label, span.fragments) for span in everything}
        return there == wanted and tuple(shown.excluded) == opened.document.excluded

    def refresh(self, changes: Changes) -> None:
        """Show what an edit, an undo or another window changed."""
        together = self._page.form.spans
        self._refresh(changes)
        together = tuple(id for id in together if id in self._page.spans)
        if len(together) > 1:
            # What was changed together stays chosen, for the next key.
            self._page.panel.select_together(together)
            self._page.form.show(together)

    def _refresh(self, changes: Changes) -> None:
        page = self._page
        if changes.everything or SCHEMA in changes.streams:
            page.panel.show_schema(page.project.schema)
            page.view.set_labels(page.project.schema.labels)
        document = page.document_id
        if changes.everything and document is not None:
            page.proposals.read()
            self.order = None
            self.again(page.project.open_document(document))
        elif document is not None and (document in changes.documents or _NAMES & changes.streams):
            opened = page.project.open_document(document)
            page.proposals.refresh()
            if len(changes.spans) > _MANY_CHANGES:
                self.order = None
                self.again(opened)
                return
            for span_id in changes.spans:
                self._refresh_span(span_id, opened.spans.get(span_id))
            page.view.set_excluded(opened.document.excluded)
            page.focus(page.view.focused, reveal=False)
            page.panel.list.viewport().update()

    def _refresh_span(self, span_id: str, span: Span | None) -> None:
        page = self._page
        shown = span_id in page.view.content.spans
        if span is None or not self.shown([span]):
            if page.view.focused == span_id:
                page.focus(None)
            if shown:
                page.view.remove_span(span_id)
            if self.order is not None:
                self.order.take(span_id)
            page.panel.take_span(span_id)
            return
        if shown:
            page.view.replace_span(span)
        else:
            page.view.add_span(span)
        if self.order is not None:
            self.order.put(span)
        page.panel.put_span(span)

    def fill_panel(self) -> None:
        """Show the spans in the list."""
        page = self._page
        page.panel.show_spans(self.shown(page.spans.values()))
        page.panel.select(page.view.focused)
