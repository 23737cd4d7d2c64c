"""Setting attributes of spans."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from annotator.domain.problem import Problem
from annotator.project import editing
from annotator.project.project import Project


def set_attribute(
    project: Project, document_id: str, span_ids: Sequence[str], attribute: str, value: Any
) -> None:
    """Set an attribute (by id) of spans of one label to a value; None takes it away.

    Raises Problem when the schema does not know the attribute or the value.
    """
    spans = project.open_document(document_id).spans
    for span_id in span_ids:
        span = spans.get(span_id)
        label = project.schema.label(span.label) if span else None
        known = next((each for each in label.attributes if each.id == attribute), None) if label else None
        if span is None or known is None or (value is not None and known.values and value not in known.values):
            raise Problem(
                f"The schema has no {attribute} = {value} for this span.",
                "Nothing was changed.",
                "Choose one of the values that the form shows.",
            )
        fields = {name: kept for name, kept in span.attributes.items() if name != attribute}
        if value is not None:
            fields[attribute] = value
        name = f"set {known.name.lower()} of {label.name.lower()} to {value or 'nothing'}"
        editing.set_span_fields(project, document_id, [span_id], name, attributes=fields or None)
