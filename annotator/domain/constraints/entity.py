"""A mention whose label asks for an entity when the document is done has one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from annotator.domain.constraints.constraint import Constraint, Ground, LayerProblem, grade_of
from annotator.domain.span import Span

_NEVER = (None, False, "never")


def _check(ground: Ground, span: Span, _entry: Mapping[str, Any]) -> Iterator[LayerProblem]:
    label = ground.schema.label(span.label)
    asked = label.definition.get("entity") if label else None
    if label is None or not isinstance(asked, Mapping) or asked.get("required") in _NEVER:
        return
    if ground.entity_of(span) is None:
        message = f"It is not said who this {label.name.lower()} is: W links it."
        yield LayerProblem("entity", grade_of(asked), message, span.id)


CONSTRAINT = Constraint("entity", _check, finishing=True)
