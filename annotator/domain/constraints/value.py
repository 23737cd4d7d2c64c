"""The answer to an attribute is one that the schema takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from annotator.domain.attributes.kind import fits, wanted
from annotator.domain.constraints.constraint import WARNING, Constraint, Ground, LayerProblem
from annotator.domain.span import Span


def _check(ground: Ground, span: Span, _entry: Mapping[str, Any]) -> Iterator[LayerProblem]:
    label = ground.schema.label(span.label)
    for attribute in label.attributes if label else ():
        value = span.attributes.get(attribute.id)
        if value is not None and not fits(attribute, value):
            message = f"“{value}” does not fit “{attribute.name}”: it takes {wanted(attribute)}."
            yield LayerProblem("value", WARNING, message, span.id)


CONSTRAINT = Constraint("value", _check)
