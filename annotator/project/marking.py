"""What a key of the hand means: from label, caret, selection and focus to a change.

A selection beats the focused span; with neither, the text object at the caret is meant.
"""

from __future__ import annotations

from dataclasses import dataclass

from annotator.domain.document import Document
from annotator.domain.problem import Problem
from annotator.domain.schema import Label
from annotator.domain.span import Fragment, Span
from annotator.domain.text_objects import moved_edge, next_larger, next_smaller, text_object
from annotator.project import editing
from annotator.project.project import Project


@dataclass(frozen=True, slots=True)
class Hand:
    """Where the person is: caret and selection (code points), the id of the focused span.

    `anchor` is where growing began, so that shrinking takes the same steps back. `fragment` is
    which fragment of the focused span (from 0) the edge keys and growing act on; with None that is
    the first for the start and the last for the end.
    """

    document: str
    caret: int
    selection: Fragment | None = None
    focused: str | None = None
    anchor: int | None = None
    fragment: int | None = None


def target_of(project: Project, hand: Hand, label: Label) -> tuple[Fragment, ...]:
    """Return the fragments that `label`'s key marks for this hand.

    Raises Problem when there is nothing to mark.
    """
    document = project.open_document(hand.document).document
    if hand.selection is not None:
        fragment: Fragment | None = hand.selection
    else:
        fragment = text_object(label.text_object, document.text, hand.caret, document.language)
    if fragment is None or fragment[0] >= fragment[1]:
        raise Problem(
            f"There is no {label.text_object} at the caret, so nothing was marked.",
            "Nothing was changed.",
            "Put the caret into the words, or select them, and press the key again.",
        )
    return (fragment,)


def mark(project: Project, hand: Hand, label: Label, *, once_more: bool = False) -> Span:
    """Mark, relabel or mark once more, as the label's key means here; return the span.

    With a focused span and no selection the label of that span changes; `once_more` marks
    its text a second time with `label` instead. Marking what is already marked returns the
    span that is there. Raises Problem when there is nothing to mark.
    """
    spans = project.open_document(hand.document).spans
    focused = spans.get(hand.focused) if hand.focused and hand.selection is None else None
    if focused is not None and not once_more:
        return editing.relabel(project, hand.document, [focused.id], label.id)[0]
    fragments = focused.fragments if focused else target_of(project, hand, label)
    return editing.mark(project, hand.document, label.id, fragments)


def move_edge(
    project: Project, hand: Hand, edge: str, unit: str, direction: int
) -> Fragment | None:
    """Move an edge of the selection or of the focused span.

    Return the new selection when it was the selection that moved, None when it was the span
    or when there is neither.
    """
    opened = project.open_document(hand.document)
    text = opened.document.text
    if hand.selection is not None:
        return moved_edge(text, hand.selection, edge, unit, direction)
    span = opened.spans.get(hand.focused) if hand.focused else None
    if span is None:
        return None
    at = _chosen(hand, span, -1 if edge == "end" else 0)
    moved = moved_edge(text, span.fragments[at], edge, unit, direction)
    _change(project, hand, span, at, moved)
    return None


def _chosen(hand: Hand, span: Span, otherwise: int) -> int:
    """Return which fragment a key acts on, as an index from 0."""
    count = len(span.fragments)
    if hand.fragment is not None and 0 <= hand.fragment < count:
        return hand.fragment
    return otherwise % count


def resize(project: Project, hand: Hand, *, larger: bool) -> Fragment | None:
    """Grow or shrink the selection or the focused span to the next text object.

    With neither, the word at the caret is the first object. Return the new selection, or
    None when it was the span that changed or when there is no next object.
    """
    opened = project.open_document(hand.document)
    span = opened.spans.get(hand.focused) if hand.focused and hand.selection is None else None
    if span is None:
        present = hand.selection or (hand.caret, hand.caret)
        resized = _resized(opened.document, present, hand, larger)
        return None if resized == present else resized
    if len(span.fragments) > 1 and hand.fragment is None:
        return None
    at = _chosen(hand, span, 0)
    _change(project, hand, span, at, _resized(opened.document, span.fragments[at], hand, larger))
    return None


def _resized(document: Document, present: Fragment, hand: Hand, larger: bool) -> Fragment:
    anchor = hand.caret if hand.anchor is None else hand.anchor
    if larger:
        return next_larger(document.text, present, document.language, anchor)
    return next_smaller(document.text, present, anchor, document.language)


def _change(project: Project, hand: Hand, span: Span, at: int, fragment: Fragment) -> None:
    """Give one fragment of a span other bounds."""
    if fragment != span.fragments[at]:
        fragments = (*span.fragments[:at], fragment, *span.fragments[at + 1 :])
        editing.move(project, hand.document, span.id, fragments)
