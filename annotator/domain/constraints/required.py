"""An attribute that must be answered, and is asked for, has an answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from annotator.domain.constraints.constraint import ERROR, Constraint, Ground, LayerProblem
from annotator.domain.derived import is_enabled
from annotator.domain.span import Span


def _check(ground: Ground, span: Span, _entry: Mapping[str, Any]) -> Iterator[LayerProblem]:
    label = ground.schema.label(span.label)
    for attribute in label.attributes if label else ():
        missing = attribute.required and span.attributes.get(attribute.id) is None
        if missing and is_enabled(attribute, dict(span.attributes)):
            message = f"“{attribute.name}” is not filled in."
            yield LayerProblem("required", ERROR, message, span.id)


CONSTRAINT = Constraint("required", _check, finishing=True)
