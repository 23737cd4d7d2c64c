"""Marking and changing one's own layer, and what lies beside it in a document.

Positions are code points, half open. Every function makes one Edit, so one undo. They raise
Problem, with nothing changed, for what a person may try and cannot do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from annotator.domain.document import Document
from annotator.domain.edit import Change, Edit, add, set_fields
from annotator.domain.edit import delete as deletion
from annotator.domain.layer import STATUSES
from annotator.domain.problem import Problem
from annotator.domain.regions import toggled
from annotator.domain.span import Fragment, Span, quotes_of, span_fields, text_order
from annotator.domain.stream import DOCUMENTS
from annotator.project.naming import label_name, shortened, spans_name
from annotator.project.open_document import OpenDocument

if TYPE_CHECKING:
    from annotator.project.project import Project

_UNCHANGED = "Nothing was changed."


def _problem(happened: str, next_step: str) -> Problem:
    return Problem(happened, _UNCHANGED, next_step)


def writable(project: Project, document_id: str) -> OpenDocument:
    """Return a document that I may change now; raises the Problem that forbids it."""
    project.check_writable()
    project.layer_stream(document_id)
    return project.open_document(document_id)


def checked(document: Document, fragments: Iterable[Fragment]) -> tuple[Fragment, ...]:
    """Return the fragments in order; raises Problem when they cannot be marked."""
    found = [(int(start), int(end)) for start, end in fragments]
    found.sort()
    if not found or any(start >= end for start, end in found):
        raise _problem("Nothing is selected.", "Select some text first.")
    if found[0][0] < 0 or found[-1][1] > len(document.text):
        raise _problem("The selection reaches beyond the text.", "Select a part of the text.")
    if any(after[0] < before[1] for before, after in pairwise(found)):
        raise _problem("Two parts of the selection overlap.", "Select parts that lie apart.")
    if document.excluded and _touches(found, document.excluded):
        raise _problem(
            "This part of the text is excluded from annotation.",
            "Include it again first: select it and press X.",
        )
    return tuple(found)


def _touches(fragments: Iterable[Fragment], regions: Sequence[Fragment]) -> bool:
    return any(start < stop and begin < end for start, end in fragments for begin, stop in regions)


def check_label(project: Project, label: str, count: int) -> None:
    """Raise Problem when there is no such label, or not with so many fragments."""
    found = project.schema.label(label)
    if found is None or not found.enabled:
        raise _problem(f"The schema has no label “{label}”.", "Choose one of the labels shown.")
    if count > found.fragments:
        most = "one piece" if found.fragments == 1 else f"at most {found.fragments} pieces"
        raise _problem(f"A {found.name} has {most}.", "Mark the pieces one by one.")


def beginning(opened: OpenDocument) -> list[Change]:
    """Return the change from new to started that comes with the first mark."""
    if opened.status != "new":
        return []
    before = {"status": None, **(opened.fields_of("layer", "") or {})}
    return [set_fields(opened.stream, "layer", "", before, status="started")]


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
        check_label(project, label, len(fragments))
        span = new.get(fragments) or opened.marked(label, fragments)
        if span is None:
            quote = quotes_of(document.text, fragments)
            span = Span(
                project.session.new_id(), label, fragments, quote, origin=origin, created=now
            )
            new[fragments] = span
        spans.append(span)
    if new:
        changes = beginning(opened)
        changes += [add(opened.stream, "span", span.id, span_fields(span)) for span in new.values()]
        name = f"mark {spans_name(list(new.values()))} as {label_name(project.schema, label)}"
        project.apply(Edit(name, tuple(changes)))
    return spans


def _spans(opened: OpenDocument, span_ids: Iterable[str]) -> list[Span]:
    wanted = list(dict.fromkeys(span_ids))
    found = [opened.spans[id] for id in wanted if id in opened.spans]
    if not found or len(found) < len(wanted):
        raise _problem("This mark is no longer there.", "Choose another one.")
    return found


def _set(
    project: Project,
    opened: OpenDocument,
    spans: Iterable[Span],
    name: str,
    changed: Callable[[Span], dict[str, Any]],
) -> None:
    """Set fields of spans as one edit; `changed` gives what a span gets, nothing for none."""
    changes, now = [], project.session.clock()
    for span in spans:
        fields = changed(span)
        if fields:
            before = span_fields(span)
            changes.append(
                set_fields(opened.stream, "span", span.id, before, **fields, updated=now)
            )
    project.apply(Edit(name, tuple(changes)))


def relabel(project: Project, document_id: str, span_ids: Iterable[str], label: str) -> None:
    """Change the label of spans; their attributes stay where the new label knows them."""
    opened = writable(project, document_id)
    spans = _spans(opened, span_ids)
    for span in spans:
        check_label(project, label, len(span.fragments))

    def changed(span: Span) -> dict[str, Any]:
        if span.label == label:
            return {}
        fields: dict[str, Any] = {"label": label}
        kept = kept_attributes(project, span, label)
        if kept != dict(span.attributes):
            fields["attributes"] = kept or None
        return fields

    name = f"change {spans_name(spans)} to {label_name(project.schema, label)}"
    _set(project, opened, spans, name, changed)


def kept_attributes(project: Project, span: Span, label: str) -> dict[str, Any]:
    """Return those attributes of a span that a label knows."""
    found = project.schema.label(label)
    known = {attribute.id for attribute in found.attributes} if found else set()
    return {name: value for name, value in span.attributes.items() if name in known}


def move(project: Project, document_id: str, span_id: str, fragments: Iterable[Fragment]) -> None:
    """Give a span other fragments."""
    opened = writable(project, document_id)
    (span,) = _spans(opened, [span_id])
    wanted = checked(opened.document, fragments)
    check_label(project, span.label, len(wanted))
    quote = quotes_of(opened.document.text, wanted)
    moved = span._replace(fragments=wanted, quote=quote)

    def changed(span: Span) -> dict[str, Any]:
        if span.fragments == wanted:
            return {}
        return {"fragments": [list(fragment) for fragment in wanted], "quote": list(quote)}

    _set(project, opened, [span], f"change the bounds to {spans_name([moved])}", changed)


def delete(project: Project, document_id: str, span_ids: Iterable[str]) -> None:
    """Delete spans with their relations and comments."""
    opened = writable(project, document_id)
    spans = _spans(opened, span_ids)
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
    project.apply(Edit(f"delete {spans_name(spans)}", tuple(changes)))


def set_uncertain(
    project: Project, document_id: str, span_ids: Iterable[str], uncertain: bool
) -> None:
    """Mark spans as unsure, or as sure again."""
    opened = writable(project, document_id)
    spans = _spans(opened, span_ids)
    word = "unsure" if uncertain else "sure"

    def changed(span: Span) -> dict[str, Any]:
        return {} if span.uncertain == uncertain else {"uncertain": uncertain or None}

    _set(project, opened, spans, f"mark {spans_name(spans)} as {word}", changed)


def set_span_fields(
    project: Project, document_id: str, span_ids: Iterable[str], name: str, **fields: Any
) -> None:
    """Set fields of spans (attributes, entity, note) under a name; None empties one."""
    opened = writable(project, document_id)
    _set(project, opened, _spans(opened, span_ids), name, lambda _span: dict(fields))


def toggle_excluded(project: Project, document_id: str, start: int, end: int) -> bool:
    """Exclude a region from annotation for everyone, or include it when it all is excluded.

    Returns whether it is excluded now.
    """
    project.check_writable()
    document = project.open_document(document_id).document
    if not 0 <= start < end <= len(document.text):
        raise _problem("Nothing is selected.", "Select the text to exclude first.")
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
    project.apply(Edit(f"mark {shortened(opened.document.key)} as {status}", (change,)))
