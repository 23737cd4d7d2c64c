"""Fragments of a span: joining a selection to it, and taking one out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from annotator.domain.span import Fragment, Span
from annotator.project.layer_edit import (
    check_label,
    checked,
    refusal,
    set_bounds,
    spans_there,
    writable,
)
from annotator.project.marking import Hand
from annotator.project.naming import shortened, spans_name
from annotator.project.open_document import OpenDocument
from annotator.project.project import Project


def join(project: Project, hand: Hand) -> Span:
    """Make the selection another fragment of the focused span; return the span.

    Fragments that touch or overlap, or between which only white space stands, become one. What
    the span covers already changes nothing. Raises Problem without a selection or a focused
    span, when the label allows no more fragments, and when the words are excluded.
    """
    opened = writable(project, hand.document)
    if hand.focused is None or hand.focused not in opened.spans:
        raise refusal("No mark has the focus.", "Focus the mark to join to, with Tab or a click.")
    if hand.selection is None:
        raise refusal("Nothing is selected.", "Select what belongs to the focused mark first.")
    span = opened.spans[hand.focused]
    text = opened.document.text
    (selection,) = checked(opened.document, [hand.selection])
    fragments = checked(opened.document, (*span.fragments, selection))
    fragments = checked(opened.document, (*fragments, *_blank_gaps(text, fragments)))
    check_label(project.schema, span.label, len(fragments))
    what = shortened(text[slice(*selection)])
    return _changed(project, opened, span, fragments, f"join {what} to {spans_name([span])}")


def _blank_gaps(text: str, fragments: tuple[Fragment, ...]) -> Iterator[Fragment]:
    for (_, end), (start, _) in pairwise(fragments):
        gap = text[end:start]
        if gap.isspace() and "\n" not in gap:
            yield end, start


def take_fragment(project: Project, document_id: str, span_id: str, number: int) -> Span:
    """Take the fragment of that number (from 0) out of a span; return the span.

    Raises Problem when there is no such fragment, or when it is the only one.
    """
    opened = writable(project, document_id)
    (span,) = spans_there(opened, [span_id])
    if not 0 <= number < len(span.fragments):
        raise refusal("The mark has no such piece any more.", "Choose one that is there.")
    if len(span.fragments) == 1:
        raise refusal(
            "This is the only piece of the mark.", "Delete the mark as a whole, with Delete."
        )
    start, end = span.fragments[number]
    fragments = tuple(each for each in span.fragments if each != (start, end))
    what = shortened(opened.document.text[start:end])
    return _changed(project, opened, span, fragments, f"take {what} out of {spans_name([span])}")


def _changed(
    project: Project, opened: OpenDocument, span: Span, fragments: tuple[Fragment, ...], name: str
) -> Span:
    set_bounds(project, opened, span, fragments, name)
    return opened.spans[span.id]
