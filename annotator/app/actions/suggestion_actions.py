"""Suggestions: going through them, accepting and dismissing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from annotator.app.actions.action import Action
from annotator.domain.span_order import SpanOrder
from annotator.project import suggestions

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow

GROUP = "Suggestions"


def _step(window: MainWindow, direction: int) -> None:
    page = window.require_page()
    waiting = SpanOrder(page.suggestions.values())
    span_id = waiting.neighbour(page.view.focused, page.view.caret, direction)
    if span_id is None:
        window.say("No suggestions wait in this document.")
        return
    if waiting.goes_round(page.view.focused, page.view.caret, direction):
        window.say("First suggestion again." if direction > 0 else "Last suggestion again.")
    page.go_to(span_id)


def _accept(window: MainWindow) -> None:
    """Accept the focused suggestion and go to the next; on a span, open its attributes."""
    page = window.require_page()
    focused = page.view.focused
    if focused is None:
        window.say("No span has the focus. Tab goes to the next one.")
        return
    if focused not in page.suggestions:
        page.open_attributes(focused)
        return
    window.identity.require()
    assert page.document_id is not None
    suggestion = page.suggestions[focused]
    marked = suggestions.accept(page.project, page.document_id, suggestion)
    page.proposals.go_on(suggestion, marked.id)


SUGGESTION_ACTIONS: tuple[Action, ...] = (
    Action("suggestion.next", "Next suggestion", GROUP, partial(_step, direction=1), "document",
           True),
    Action("suggestion.previous", "Previous suggestion", GROUP, partial(_step, direction=-1),
           "document", True),
    Action("suggestion.accept", "Accept the suggestion, or open the attributes", GROUP, _accept,
           "document", True),
)  # fmt: skip
