"""A relation to what lies around a span leads to a span that does lie around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from annotator.domain.constraints.constraint import (
    ERROR,
    Constraint,
    Ground,
    LayerProblem,
    own_relations,
)
from annotator.domain.constraints.structure import lies_inside
from annotator.domain.span import Span


def _check(ground: Ground, span: Span, _entry: Mapping[str, Any]) -> Iterator[LayerProblem]:
    for relation, kind in own_relations(ground, span):
        target = ground.span(relation.to_span)
        if target is None or not kind.definition.get("inside"):
            continue
        if not lies_inside(span.fragments, target.fragments):
            message = f"“{kind.name}” leads to a mark that this one does not lie inside."
            yield LayerProblem("inside", ERROR, message, span.id, relation.id)


CONSTRAINT = Constraint("inside", _check)
