"""What the hand does to spans."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from annotator.app.actions.action import Action
from annotator.domain.problem import Problem
from annotator.domain.schema import Label
from annotator.project import editing, marking, suggestions

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.project.marking import Hand

GROUP = "Spans"


def _hand(window: MainWindow) -> Hand:
    hand = window.page.hand() if window.page else None
    if hand is None:
        raise Problem("No document is open.", "Nothing was changed.", "Choose one on the left.")
    return hand


def mark(window: MainWindow, label_id: str, *, once_more: bool = False) -> None:
    """Mark, relabel or mark once more with a label, then focus that span."""
    page = window.require_page()
    label = page.project.schema.label(label_id)
    if label is None:
        raise Problem(
            f"The schema has no label “{label_id}” any more.",
            "Nothing was marked.",
            "The labels on the right show their keys.",
        )
    hand = _hand(window)
    if hand.selection is None and page.view.selected_range() is not None:
        raise Problem(
            "Only white space is selected, so nothing was marked.",
            "Nothing was changed.",
            "Select words, or put the caret into them, and press the key again.",
        )
    window.identity.require()
    suggestion = page.suggestions.get(hand.focused or "") if hand.selection is None else None
    if suggestion is not None:
        span = suggestions.accept(page.project, hand.document, suggestion, label_id)
    else:
        span = marking.mark(page.project, hand, label, once_more=once_more)
    if hand.selection is not None:
        page.view.clear_selection()
    page.focus(span.id, reveal=False)


def label_action(label: Label, *, once_more: bool = False) -> Action:
    """Return the action of a label: "mark.quote", or "mark_again.quote" to mark once more."""
    name = "mark_again" if once_more else "mark"
    title = f"Mark the same text also as {label.name}" if once_more else f"Mark as {label.name}"
    run = partial(mark, label_id=label.id, once_more=once_more)
    return Action(f"{name}.{label.id}", title, "Labels", run, "document", quiet=True)


def _step(window: MainWindow, direction: int) -> None:
    page = window.require_page()
    hand = _hand(window)
    span_id = page.order.neighbour(hand.focused, hand.caret, direction)
    if span_id is None:
        window.say("No spans yet. Put the caret into a quotation and press Q.")
        return
    if page.order.goes_round(hand.focused, hand.caret, direction):
        window.say("First span again." if direction > 0 else "Last span again.")
    page.go_to(span_id)


def _delete(window: MainWindow) -> None:
    page, hand = window.require_page(), _hand(window)
    if hand.focused is None:
        window.say("No span has the focus. Tab goes to the next one.")
        return
    suggestion = page.suggestions.get(hand.focused)
    if suggestion is None:
        editing.delete(page.project, hand.document, [hand.focused])
        return
    window.identity.require()
    suggestions.dismiss(page.project, hand.document, suggestion)
    page.proposals.go_on(suggestion, None)


def _move(window: MainWindow, edge: str, unit: str, direction: int) -> None:
    page, hand = window.require_page(), _hand(window)
    if unit == "word" and page.view.content.rtl:
        # The keys are arrows: in Arabic the text goes on to the left.
        direction = -direction
    selection = marking.move_edge(page.project, hand, edge, unit, direction)
    if selection is not None:
        page.view.set_caret(*selection)


def _resize(window: MainWindow, larger: bool) -> None:
    page, hand = window.require_page(), _hand(window)
    selection = marking.resize(page.project, hand, larger=larger)
    if selection is not None:
        page.select_grown(selection, hand.caret)


def _doubt(window: MainWindow) -> None:
    page, hand = window.require_page(), _hand(window)
    span = page.spans.get(hand.focused or "")
    if span is None:
        window.say("No span has the focus. Tab goes to the next one.")
        return
    editing.set_uncertain(page.project, hand.document, [span.id], not span.uncertain)


def _exclude(window: MainWindow) -> None:
    page, hand = window.require_page(), _hand(window)
    document = page.project.open_document(hand.document).document
    region = hand.selection or next(
        (each for each in document.excluded if each[0] <= hand.caret <= each[1]), None
    )
    if region is None:
        window.say("Select what nobody shall annotate, then press X.")
        return
    window.identity.require()
    excluded = editing.toggle_excluded(page.project, hand.document, *region)
    page.view.clear_selection()
    window.say("Excluded from annotation." if excluded else "Included again.")


def _drop(window: MainWindow) -> None:
    page = window.require_page()
    page.view.clear_selection()
    page.focus(None)


def _moves() -> tuple[Action, ...]:
    signs = {"left": -1, "right": 1}
    return tuple(
        Action(
            f"span.{edge}_{unit}_{side}",
            f"Move the {edge} by a {unit} to the {side}",
            GROUP,
            partial(_move, edge=edge, unit=unit, direction=direction),
            "document",
            quiet=True,
        )
        for unit in ("word", "character")
        for edge in ("end", "start")
        for side, direction in signs.items()
    )


SPAN_ACTIONS: tuple[Action, ...] = (
    Action("span.next", "Next span", GROUP, partial(_step, direction=1), "document", True),
    Action("span.previous", "Previous span", GROUP, partial(_step, direction=-1), "document", True),
    Action("span.delete", "Delete the span, dismiss the suggestion", GROUP, _delete,
           "document", True),
    Action("span.grow", "Grow to the next text object", GROUP, partial(_resize, larger=True),
           "document", True),
    Action("span.shrink", "Shrink to the next text object", GROUP, partial(_resize, larger=False),
           "document", True),
    *_moves(),
    Action("span.doubt", "Doubt: mark as unsure", GROUP, _doubt, "document", True),
    Action("text.exclude", "Exclude from annotation, or include", GROUP, _exclude,
           "document", True),
    Action("focus.drop", "Drop selection and focus", GROUP, _drop, "document", True),
)  # fmt: skip
