"""What can be damaged in a layer: places, quotes, labels that nobody knows, loose ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.annotation import Relation
from annotator.domain.layer import Layer
from annotator.domain.schema import Schema
from annotator.domain.span import Fragment, Span, quotes_of

#: An error is damage or a mistake of ours, a warning something a person should look at.
ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be.

    `kind` is a short name such as "quote" or "chain", `where` names the document, stream
    or record, `message` is a sentence, `grade` error or warning.
    """

    kind: str
    where: str
    message: str
    grade: str = ERROR


def fragment_fault(fragments: Sequence[Fragment], length: int) -> str | None:
    """Return what is wrong with fragments in a text of so many code points, or None."""
    if not fragments:
        return "it has no text"
    for start, end in fragments:
        if start >= end:
            return f"{start}–{end} is empty or reversed"
        if start < 0 or end > length:
            return f"{start}–{end} reaches beyond the text of {length} characters"
    for before, after in zip(fragments, fragments[1:], strict=False):
        if after[0] < before[1]:
            return "its fragments overlap or are not in order"
    return None


def span_findings(span: Span, text: str, schema: Schema, where: str) -> Iterator[Finding]:
    """Yield what is wrong with a span: bounds, quote, label."""
    place = f"{where}, span {span.id}"
    fault = fragment_fault(span.fragments, len(text))
    if fault is not None:
        yield Finding("bounds", place, f"The span cannot be where it is: {fault}.")
    elif quotes_of(text, span.fragments) != span.quote:
        yield Finding("quote", place, "The span's quote is not what the text says there.")
    if schema.label(span.label) is None:
        yield Finding("label", place, f"The schema has no label “{span.label}”.")


def relation_findings(
    relation: Relation, labels: dict[str, str], schema: Schema, where: str
) -> Iterator[Finding]:
    """Yield what is wrong with a relation; `labels` is span id → label in its layer."""
    place = f"{where}, relation {relation.id}"
    ends = (labels.get(relation.from_span), labels.get(relation.to_span))
    if None in ends:
        yield Finding("relation", place, "One of the spans that it joins is not there.")
        return
    if not any(each.id == relation.label for each in schema.relations):
        yield Finding("label", place, f"The schema has no relation “{relation.label}”.")


def layer_findings(layer: Layer, text: str, schema: Schema, where: str) -> Iterator[Finding]:
    """Yield what is damaged in a layer of a document with this text.

    What the schema does not want there is found by `constraints.layer_ground.layer_problems`.
    """
    for span in layer.spans:
        yield from span_findings(span, text, schema, where)
    labels = {span.id: span.label for span in layer.spans}
    for relation in layer.relations:
        yield from relation_findings(relation, labels, schema, where)
    for comment in layer.comments:
        if comment.span is not None and comment.span not in labels:
            place = f"{where}, comment {comment.id}"
            yield Finding("comment", place, "The span that it is about is not there.", WARNING)
