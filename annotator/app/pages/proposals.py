"""Suggestions on the page: those that wait, and going on from one to the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from annotator.domain.span import Span, text_order
from annotator.project import suggestions

if TYPE_CHECKING:
    from annotator.app.pages.annotate_page import AnnotatePage


def in_order(spans: Mapping[str, Span]) -> list[Span]:
    """Return spans (by id) in text order."""
    return sorted(spans.values(), key=text_order)


class Proposals:
    """The suggestions for the open document; `waiting` are those nobody has decided for me."""

    def __init__(self, page: AnnotatePage) -> None:
        self._page = page
        self._all: dict[str, Span] = {}
        self.waiting: dict[str, Span] = {}

    def read(self) -> None:
        """Read them for the document that was opened."""
        page = self._page
        assert page.document_id is not None
        self._all = suggestions.suggested(page.project, page.document_id)
        opened = page.project.open_document(page.document_id)
        self.waiting = suggestions.waiting(opened, self._all)

    def look(self) -> None:
        """Read them again and show those that came, or went, which nobody's edit tells of."""
        if self._page.document_id is None:
            return
        before = self.waiting
        self.read()
        self._show(before)

    def forget(self) -> None:
        """Have none, because no document is open."""
        self._all, self.waiting = {}, {}

    def refresh(self) -> None:
        """Show in the article which ones were decided, or wait again."""
        page = self._page
        if not self._all or page.document_id is None:
            return
        before = self.waiting
        opened = page.project.open_document(page.document_id)
        self.waiting = suggestions.waiting(opened, self._all)
        self._show(before)

    def _show(self, before: Mapping[str, Span]) -> None:
        page = self._page
        for id in before.keys() - self.waiting.keys():
            if page.view.focused == id:
                page.focus(None)
            page.view.remove_span(id)
            page.order.take(id)
        for id in self.waiting.keys() - before.keys():
            page.view.add_span(self.waiting[id], True)
            page.order.put(self.waiting[id])

    def go_on(self, decided: Span, otherwise: str | None) -> None:
        """Go to the next suggestion after one that was decided; without one, to a span."""
        waiting = in_order(self.waiting)
        later = [each for each in waiting if text_order(each) > text_order(decided)]
        following = next(iter([*later, *waiting]), None)
        if following is not None:
            self._page.go_to(following.id)
        else:
            self._page.focus(otherwise)
