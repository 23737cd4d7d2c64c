"""Suggestions of a document: those that wait, and what a person says to them."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.domain.edit import Change, add, restore
from annotator.domain.origin import SUGGESTION, edited, was_suggested
from annotator.domain.span import Span, quotes_of, span_fields, span_from_fields
from annotator.project.editing import kept_attributes
from annotator.project.layer_edit import check_label, checked, edit_layer, writable
from annotator.project.naming import spans_name
from annotator.project.open_document import OpenDocument
from annotator.project.project import Project


def suggested(project: Project, document_id: str) -> dict[str, Span]:
    """Return all suggestions for a document by id, whatever anybody said to them."""
    known = {label.id for label in project.schema.labels}
    return {
        id: span_from_fields(id, fields)
        for id, fields in project.reader.suggested_spans(document_id)
        if fields["label"] in known
    }


def waiting(opened: OpenDocument, all_suggested: Mapping[str, Span]) -> dict[str, Span]:
    """Return the suggestions that I have neither accepted nor dismissed, by id."""
    said = opened.verdicts
    return {
        id: span for id, span in all_suggested.items() if id not in said and id not in opened.spans
    }


def _origin(suggestion: Span) -> str:
    origin = suggestion.origin
    return origin if was_suggested(origin) else f"{SUGGESTION}{origin}"


def accept(project: Project, document_id: str, suggestion: Span, label: str | None = None) -> Span:
    """Take a suggestion into my layer, as it is or with another label; return the span.

    Its origin, score and reason stay with the span, and the attributes that its label knows.
    When the same is marked already, that span is returned. Raises Problem for what could not
    be marked by hand either.
    """
    opened = writable(project, document_id)
    wanted = label or suggestion.label
    fragments = checked(opened.document, suggestion.fragments)
    check_label(project.schema, wanted, len(fragments))
    span = opened.marked(wanted, fragments)
    changes: list[Change] = []
    if span is None:
        origin = _origin(suggestion)
        origin = edited(origin) if wanted != suggestion.label else origin
        span = suggestion._replace(
            id=project.session.new_id(),
            label=wanted,
            fragments=fragments,
            quote=quotes_of(opened.document.text, fragments),
            attributes=kept_attributes(project.schema, suggestion, wanted),
            origin=origin,
            created=project.session.clock(),
            updated=None,
        )
        changes.append(add(opened.stream, "span", span.id, span_fields(span)))
    changes.append(_verdict(opened, suggestion.id, "accepted", span.id))
    edit_layer(project, opened, f"accept {spans_name([suggestion])}", changes)
    return opened.spans[span.id]


def dismiss(project: Project, document_id: str, suggestion: Span) -> None:
    """Say no to a suggestion; it is not offered to me again."""
    opened = writable(project, document_id)
    verdict = _verdict(opened, suggestion.id, "dismissed", None)
    edit_layer(project, opened, f"dismiss {spans_name([suggestion])}", [verdict])


def _verdict(opened: OpenDocument, id: str, verdict: str, span: str | None) -> Change:
    fields = {"verdict": verdict} | ({"span": span} if span else {})
    # A verdict that was taken back left a tombstone, which an addition does not lift.
    make = restore if opened.was_deleted("verdict", id) else add
    return make(opened.stream, "verdict", id, fields)
