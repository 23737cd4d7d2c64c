"""Spans in several fragments: joining, going from one to the next, taking one away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.app.actions.action import Action
from annotator.domain.problem import Problem
from annotator.project import fragments, marking

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.app.pages.annotate_page import AnnotatePage
    from annotator.domain.span import Span

GROUP = "Spans"


def _whole(page: AnnotatePage) -> Span:
    """Return the span that is meant: the focused one, or that which had the focus last.

    Selecting drops the focus, so what is selected is joined to the latter.
    """
    span = page.spans.get(page.view.focused or page.recent or "")
    if span is None:
        raise Problem(
            "There is no span to join this to.",
            "Nothing was changed.",
            "Focus a span with Tab or a click, select its other part, and press J.",
        )
    return span


def _join(window: MainWindow) -> None:
    """Join the selection, or the text object at the caret; on a focused span, go on in it."""
    page = window.require_page()
    hand, span = page.hand(), _whole(page)
    assert hand is not None
    if hand.selection is None and page.view.focused is not None:
        _go_on(window, span)
        return
    window.identity.require()
    label = page.project.schema.label(span.label)
    assert label is not None
    (selection,) = marking.target_of(page.project, hand, label)
    joined = fragments.join(page.project, replace(hand, focused=span.id, selection=selection))
    page.view.clear_selection()
    page.focus(joined.id, reveal=False)
    places = [n for n, each in enumerate(joined.fragments) if each[0] <= selection[0] < each[1]]
    page.view.set_fragment(places[0] if places and len(joined.fragments) > 1 else None)


def _go_on(window: MainWindow, span: Span) -> None:
    """Let the boundary keys move the next fragment of a span."""
    page, count = window.require_page(), len(span.fragments)
    if count == 1:
        window.say("This span is in one piece. Select its other part and press J.")
        return
    present = page.view.content.fragment
    number = 0 if present is None else (present + 1) % count
    page.view.set_fragment(number)
    page.view.reveal(span.fragments[number][0])


def _take(window: MainWindow) -> None:
    """Take the fragment away that the boundary keys move; without one, the last."""
    page = window.require_page()
    span = page.spans.get(page.view.focused or "")
    if span is None or len(span.fragments) == 1:
        window.say("Only a span in several pieces can lose one. Delete takes all of it.")
        return
    assert page.document_id is not None
    present = page.view.content.fragment
    number = len(span.fragments) - 1 if present is None else present
    fragments.take_fragment(page.project, page.document_id, span.id, number)
    page.view.set_fragment(None)


FRAGMENT_ACTIONS: tuple[Action, ...] = (
    Action("span.join", "Join the selection as another fragment; go to the next", GROUP, _join,
           "document", True),
    Action("span.take_fragment", "Take this fragment away", GROUP, _take, "document", True),
)  # fmt: skip
