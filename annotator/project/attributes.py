"""Setting attributes of spans."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from annotator.domain.attributes.kind import fits, wanted
from annotator.domain.derived import is_enabled
from annotator.domain.problem import Problem
from annotator.domain.schema import Attribute, Label
from annotator.domain.span import Span
from annotator.project.layer_edit import refusal, set_on_spans, spans_there, writable
from annotator.project.naming import spans_name
from annotator.project.project import Project


def set_attribute(
    project: Project, document_id: str, span_ids: Sequence[str], attribute: str, value: Any
) -> None:
    """Set an attribute (by id) of spans to a value, as one edit; None takes it away.

    Taking away one that is computed brings back what the program computes. Where several spans
    are given, those whose condition for the attribute does not hold are left as they are. Raises
    Problem when the schema does not know the attribute for one of them, or not with that value,
    or when none of them is asked for it.
    """
    opened = writable(project, document_id)
    spans = spans_there(opened, span_ids)
    known = [known_attribute(project.schema.label(span.label), attribute, value) for span in spans]
    asked = [
        (span, each)
        for span, each in zip(spans, known, strict=True)
        if value is None or is_enabled(each, dict(span.attributes))
    ]
    if not asked:
        raise not_asked(known[0])

    def changed(span: Span) -> dict[str, Any]:
        if span.attributes.get(attribute) == value:
            return {}
        fields = {name: kept for name, kept in span.attributes.items() if name != attribute}
        if value is not None:
            fields[attribute] = value
        return {"attributes": fields or None}

    whose = f" of {spans_name(spans)}" if len(spans) > 1 else ""
    name = f"set {known[0].name.lower()}{whose} to {_said(value)}"
    set_on_spans(project, opened, [span for span, _ in asked], name, changed)


def _said(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def not_asked(attribute: Attribute) -> Problem:
    """Return the Problem of an attribute whose condition does not hold."""
    return refusal(
        f"“{attribute.name}” is not asked for here: it belongs to "
        f"{attribute.definition.get('enabled_when')}.",
        "Change that first.",
    )


def known_attribute(label: Label | None, attribute: str, value: Any) -> Attribute:
    """Return an attribute of a label by id; raises Problem for none, and a value that misfits."""
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
