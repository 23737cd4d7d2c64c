"""Setting attributes of spans."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from annotator.domain.attributes.kind import fits, wanted
from annotator.domain.problem import Problem
from annotator.domain.schema import Attribute, Label
from annotator.project import editing
from annotator.project.project import Project


def _known(label: Label | None, attribute: str, value: Any) -> Attribute:
    attributes = label.attributes if label else ()
    found = next((each for each in attributes if each.id == attribute), None)
    if found is None:
        raise Problem(
            f"The schema has no attribute {attribute} for this span.",
            "Nothing was changed.",
            "Choose one that the form shows.",
        )
    if value is not None and not fits(found, value):
        raise Problem(
            f"“{value}” does not fit “{found.name}”.",
            "Nothing was changed.",
            f"It takes {wanted(found)}.",
        )
    return found


def set_attribute(
    project: Project, document_id: str, span_ids: Sequence[str], attribute: str, value: Any
) -> None:
    """Set an attribute (by id) of spans to a value; None takes it away.

    Raises Problem when the schema does not know the attribute, or not with that value.
    """
    spans = project.open_document(document_id).spans
    for span_id in span_ids:
        span = spans[span_id]
        label = project.schema.label(span.label)
        known = _known(label, attribute, value)
        fields = {name: kept for name, kept in span.attributes.items() if name != attribute}
        if value is not None:
            fields[attribute] = value
        name = f"set {known.name.lower()} to {value or 'nothing'}"
        editing.set_span_fields(project, document_id, [span_id], name, attributes=fields or None)
