"""Something is linked to every span of some labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from annotator.domain.constraints.constraint import (
    HINT,
    Constraint,
    Ground,
    LayerProblem,
    grade_of,
)
from annotator.domain.span import Span


def _check(ground: Ground, span: Span, entry: Mapping[str, Any]) -> Iterator[LayerProblem]:
    if span.label not in entry.get("labels", ()):
        return
    if not any(each.to_span == span.id for each in ground.relations_of(span.id)):
        label = ground.schema.label(span.label)
        name = label.name.lower() if label else span.label
        message = f"Nothing is linked to this {name}."
        yield LayerProblem("unlinked", grade_of(entry, otherwise=HINT), message, span.id)


CONSTRAINT = Constraint("unlinked", _check, listed=True)
