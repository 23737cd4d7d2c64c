"""Edits of one's own layer: what may be changed, and what comes with every change.

Every verb that changes a layer ends in `edit_layer`, or `edit_layers` for several, which begins
a new layer and fills in attributes that are computed, in the same Edit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from annotator.domain.changes import Changes
from annotator.domain.document import Document
from annotator.domain.edit import ADD, RESTORE, Change, Edit, set_fields
from annotator.domain.origin import edited
from annotator.domain.problem import Problem
from annotator.domain.regions import merged
from annotator.domain.schema import Schema
from annotator.domain.span import Fragment, Span, quotes_of, span_fields
from annotator.project.completing import completed
from annotator.project.naming import label_name, spans_name
from annotator.project.open_document import OpenDocument

if TYPE_CHECKING:
    from annotator.project.project import Project

_UNCHANGED = "Nothing was changed."
#: What a person adds that makes a new document one they have started.
BEGINS = ("span", "relation", "comment", "verdict")


def refusal(happened: str, next_step: str) -> Problem:
    """Return the Problem of something that a person may try and cannot do."""
    return Problem(happened, _UNCHANGED, next_step)


def writable(project: Project, document_id: str) -> OpenDocument:
    """Return a document that I may change now; raises the Problem that forbids it."""
    project.check_writable()
    project.layer_stream(document_id)
    return project.open_document(document_id)


def checked(document: Document, fragments: Iterable[Fragment]) -> tuple[Fragment, ...]:
    """Return the fragments in order, those that touch or overlap as one.

    Raises Problem when they cannot be marked.
    """
    given = [(int(start), int(end)) for start, end in fragments]
    if not given or any(start >= end for start, end in given):
        raise refusal("Nothing is selected.", "Select some text first.")
    found = merged(given)
    if found[0][0] < 0 or found[-1][1] > len(document.text):
        raise refusal("The selection reaches beyond the text.", "Select a part of the text.")
    if document.excluded and touches(found, document.excluded):
        raise refusal(
            "This part of the text is excluded from annotation.",
            "Include it again first: select it and press X.",
        )
    return found


def touches(fragments: Iterable[Fragment], regions: Sequence[Fragment]) -> bool:
    """Return whether a fragment shares text with one of the regions."""
    return any(start < stop and begin < end for start, end in fragments for begin, stop in regions)


def check_label(schema: Schema, label: str, count: int) -> None:
    """Raise Problem when there is no such label, or not with so many fragments."""
    found = schema.label(label)
    if found is None or not found.enabled:
        raise refusal(f"The schema has no label “{label}”.", "Choose one of the labels shown.")
    if count > found.fragments:
        most = "one piece" if found.fragments == 1 else f"at most {found.fragments} pieces"
        raise refusal(f"A {found.name} has {most}.", "Mark the pieces one by one.")


def spans_there(opened: OpenDocument, span_ids: Iterable[str]) -> list[Span]:
    """Return spans by id, each once; raises Problem when one of them is gone."""
    wanted = list(dict.fromkeys(span_ids))
    found = [opened.spans[id] for id in wanted if id in opened.spans]
    if not found or len(found) < len(wanted):
        raise refusal("This mark is no longer there.", "Choose another one.")
    return found


def _beginning(opened: OpenDocument) -> list[Change]:
    """Return the change from new to started that comes with the first mark."""
    if opened.status != "new":
        return []
    before = {"status": None, **(opened.fields_of("layer", "") or {})}
    return [set_fields(opened.stream, "layer", "", before, status="started")]


def edit_layer(
    project: Project, opened: OpenDocument, name: str, changes: Sequence[Change]
) -> Changes:
    """Make one Edit of these changes, which may touch the ledger besides the layer.

    A new layer is begun when something is added to it, and computed attributes follow.
    """
    return edit_layers(project, name, [(opened, changes)])


def edit_layers(
    project: Project, name: str, layers: Iterable[tuple[OpenDocument, Sequence[Change]]]
) -> Changes:
    """Make one Edit of changes of several layers, each as in `edit_layer`."""
    made: list[Change] = []
    for opened, changes in layers:
        adds = any(
            change.op in (ADD, RESTORE) and change.stream == opened.stream and change.kind in BEGINS
            for change in changes
        )
        made += [*(_beginning(opened) if adds else ()), *completed(project, opened, changes)]
    return project.apply(Edit(name, tuple(made)))


def set_on_spans(
    project: Project,
    opened: OpenDocument,
    spans: Iterable[Span],
    name: str,
    changed: Callable[[Span], dict[str, Any]],
) -> Changes:
    """Set fields of spans as one edit; `changed` gives what a span gets, nothing for none."""
    changes, now = [], project.session.clock()
    for span in spans:
        fields = changed(span)
        if fields:
            origin = edited(span.origin)
            if origin != span.origin and not fields.keys().isdisjoint(("label", "fragments")):
                # What was suggested is something else from now on.
                fields = {"origin": origin, **fields}
            before = span_fields(span)
            changes.append(
                set_fields(opened.stream, "span", span.id, before, **fields, updated=now)
            )
    return edit_layer(project, opened, name, changes)


def set_bounds(
    project: Project, opened: OpenDocument, span: Span, fragments: tuple[Fragment, ...], name: str
) -> None:
    """Give a span other fragments, which were checked, as one edit; none when they are its own.

    Raises Problem when another span has its label there.
    """
    if fragments == span.fragments:
        return
    quote = quotes_of(opened.document.text, fragments)
    if opened.marked(span.label, fragments) is not None:
        words = spans_name([span._replace(quote=quote)])
        raise refusal(
            f"{words} is marked as {label_name(project.schema, span.label)} already.",
            "Delete one of the two marks, or let this one end elsewhere.",
        )
    fields = {"fragments": [list(each) for each in fragments], "quote": list(quote)}
    set_on_spans(project, opened, [span], name, lambda _span: fields)
