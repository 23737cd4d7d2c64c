"""Marking and changing one's own layer, and what lies beside it in a document.

Positions are code points, half open. Every function makes one Edit, so one undo. They raise
Problem, with nothing changed, for what a person may try and cannot do.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from annotator.domain.edit import Edit, add, set_fields
from annotator.domain.edit import delete as deletion
from annotator.domain.layer import STATUSES
from annotator.domain.regions import toggled
from annotator.domain.schema import Schema
from annotator.domain.span import Fragment, Span, quotes_of, span_fields, text_order
from annotator.domain.stream import DOCUMENTS
from annotator.project.layer_edit import (
    check_label,
    checked,
    edit_layer,
    refusal,
    set_bounds,
    set_on_spans,
    spans_there,
    writable,
)
from annotator.project.naming import label_name, shortened, spans_name

if TYPE_CHECKING:
    from annotator.project.project import Project


def mark(
    project: Project,
    document_id: str,
    label: str,
    fragments: Iterable[Fragment],
    origin: str = "hand",
) -> Span:
    """Mark fragments with a label and return the span; the existing one when already marked."""
    spans = mark_all(project, document_id, label, [tuple(fragments)], origin)
    return spans[0]


def mark_all(
    project: Project,
    document_id: str,
    label: str,
    places: Iterable[Iterable[Fragment]],
    origin: str = "hand",
) -> list[Span]:
    """Mark several places, each given by its fragments, as one edit; return their spans."""
    opened = writable(project, document_id)
    document, now = opened.document, project.session.clock()
    spans: list[Span] = []
    new: dict[tuple[Fragment, ...], Span] = {}
    for place in places:
        fragments = checked(document, place)
        check_label(project.schema, label, len(fragments))
        span = new.get(fragments) or opened.marked(label, fragments)
        if span is None:
            quote = quotes_of(document.text, fragments)
            span = Span(
                project.session.new_id(), label, fragments, quote, origin=origin, created=now
            )
            new[fragments] = span
        spans.append(span)
    if new:
        changes = [add(opened.stream, "span", span.id, span_fields(span)) for span in new.values()]
        name = f"mark {spans_name(list(new.values()))} as {label_name(project.schema, label)}"
        edit_layer(project, opened, name, changes)
    return [opened.spans[span.id] for span in spans]


def relabel(project: Project, document_id: str, span_ids: Iterable[str], label: str) -> list[Span]:
    """Change the label of spans and return, for each, the span that has it at its place now.

    Attributes stay where the new label knows them. A span whose text is marked with that label
    already stays as it is, and the one that is there is returned.
    """
    opened = writable(project, document_id)
    spans = spans_there(opened, span_ids)
    changing: dict[tuple[Fragment, ...], Span] = {}
    found: list[str] = []
    for span in spans:
        check_label(project.schema, label, len(span.fragments))
        same = span if span.label == label else opened.marked(label, span.fragments)
        found.append((same or changing.setdefault(span.fragments, span)).id)

    def changed(span: Span) -> dict[str, Any]:
        fields: dict[str, Any] = {"label": label}
        kept = kept_attributes(project.schema, span, label)
        if kept != dict(span.attributes):
            fields["attributes"] = kept or None
        return fields

    if changing:
        own = list(changing.values())
        name = f"change {spans_name(own)} to {label_name(project.schema, label)}"
        set_on_spans(project, opened, own, name, changed)
    return [opened.spans[id] for id in found]


def kept_attributes(schema: Schema, span: Span, label: str) -> dict[str, Any]:
    """Return those attributes of a span that a label knows."""
    found = schema.label(label)
    known = {attribute.id for attribute in found.attributes} if found else set()
    return {name: value for name, value in span.attributes.items() if name in known}


def move(project: Project, document_id: str, span_id: str, fragments: Iterable[Fragment]) -> None:
    """Give a span other fragments; those that touch or overlap become one.

    Raises Problem when they are marked with its label already.
    """
    opened = writable(project, document_id)
    (span,) = spans_there(opened, [span_id])
    wanted = checked(opened.document, fragments)
    check_label(project.schema, span.label, len(wanted))
    moved = span._replace(quote=quotes_of(opened.document.text, wanted))
    set_bounds(project, opened, span, wanted, f"change the bounds to {spans_name([moved])}")


def delete(project: Project, document_id: str, span_ids: Iterable[str]) -> None:
    """Delete spans with their relations and comments."""
    opened = writable(project, document_id)
    spans = spans_there(opened, span_ids)
    ids = {span.id for span in spans}
    changes = [
        deletion(opened.stream, "comment", id, opened.fields_of("comment", id) or {})
        for id, comment in opened.comments.items()
        if comment.span in ids
    ]
    changes += [
        deletion(opened.stream, "relation", id, opened.fields_of("relation", id) or {})
        for id, relation in opened.relations.items()
        if relation.from_span in ids or relation.to_span in ids
    ]
    changes += [
        deletion(opened.stream, "span", span.id, span_fields(span))
        for span in sorted(spans, key=text_order)
    ]
    edit_layer(project, opened, f"delete {spans_name(spans)}", changes)


def set_uncertain(
    project: Project, document_id: str, span_ids: Iterable[str], uncertain: bool
) -> None:
    """Mark spans as unsure, or as sure again."""
    opened = writable(project, document_id)
    spans = spans_there(opened, span_ids)
    word = "unsure" if uncertain else "sure"

    def changed(span: Span) -> dict[str, Any]:
        return {} if span.uncertain == uncertain else {"uncertain": uncertain or None}

    set_on_spans(project, opened, spans, f"mark {spans_name(spans)} as {word}", changed)


def toggle_excluded(project: Project, document_id: str, start: int, end: int) -> bool:
    """Exclude a region from annotation for everyone, or include it when it all is excluded.

    Returns whether it is excluded now.
    """
    project.check_writable()
    document = project.open_document(document_id).document
    if not 0 <= start < end <= len(document.text):
        raise refusal("Nothing is selected.", "Select the text to exclude first.")
    regions, excluded = toggled(document.excluded, start, end)
    before = {"excluded": [list(region) for region in document.excluded] or None}
    after = [list(region) for region in regions] or None
    what = shortened(document.text[start:end])
    change = set_fields(DOCUMENTS, "document", document_id, before, excluded=after)
    project.apply(Edit(f"{'exclude' if excluded else 'include'} {what}", (change,)))
    return excluded


def set_status(project: Project, document_id: str, status: str, reason: str | None = None) -> None:
    """Say how far I am with a document: new, started, done or skipped, and why."""
    if status not in STATUSES:
        raise ValueError(f"{status!r} is not one of {STATUSES}")
    opened = writable(project, document_id)
    if (opened.status, opened.reason) == (status, reason):
        return
    before = opened.fields_of("layer", "") or {}
    change = set_fields(opened.stream, "layer", "", before, status=status, reason=reason)
    project.apply(
        Edit(
            f"mark {shortened(opened.document.title or opened.document.key)} as {status}", (change,)
        )
    )
