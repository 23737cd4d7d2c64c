"""Bringing the open document to the article and the panel, at first and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from annotator.project.open_document import OpenDocument

if TYPE_CHECKING:
    from annotator.app.pages.annotate_page import AnnotatePage

#: Above this many spans the list on the right is filled after the article is on screen.
_MANY_SPANS = 500


class Showing:
    """Shows the document of a page."""

    def __init__(self, page: AnnotatePage) -> None:
        self._page = page

    def first(self, opened: OpenDocument) -> None:
        """Show a document that was opened, from its beginning."""
        page, document = self._page, opened.document
        if not self._is_on_screen(opened):
            page.view.show_document(
                document.text,
                document.title,
                document.language,
                opened.spans.values(),
                page.project.schema.labels,
                document.excluded,
                page.suggestions.values(),
            )
        page.finder.show_text(document.text)
        page.panel.form.show_span(None, None)
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
            view.set_spans(opened.spans.values(), page.suggestions.values())
        view.set_excluded(opened.document.excluded)
        self.fill_panel()
        page.focus(focused, reveal=False)

    def _is_on_screen(self, opened: OpenDocument) -> bool:
        """Whether the view shows just this already, as after the window's first look."""
        shown, suggestions = self._page.view.content, self._page.suggestions
        if shown.text != opened.document.text or shown.suggested != set(suggestions):
            return False
        there = {id: (span.label, span.fragments) for id, span in shown.spans.items()}
        everything = {**opened.spans, **suggestions}
        wanted = {id: (span.label, span.fragments) for id, span in everything.items()}
        return there == wanted and tuple(shown.excluded) == opened.document.excluded

    def fill_panel(self) -> None:
        """Show the spans in the list."""
        page = self._page
        page.panel.show_spans(page.spans.values())
        page.panel.select(page.view.focused)
