"""A relation joins spans of the labels that its type is for."""

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
from annotator.domain.span import Span


def _check(ground: Ground, span: Span, _entry: Mapping[str, Any]) -> Iterator[LayerProblem]:
    for relation, kind in own_relations(ground, span):
        target = ground.span(relation.to_span)
        if target is None:
            continue
        if target.id == span.id:
            message = f"“{kind.name}” leads from the mark to itself."
            yield LayerProblem("ends", ERROR, message, span.id, relation.id)
        for allowed, label in ((kind.from_labels, span.label), (kind.to_labels, target.label)):
            if allowed and label not in allowed:
                known = ground.schema.label(label)
                name = known.name if known else label
                message = f"“{kind.name}” is not for a {name} there."
                yield LayerProblem("ends", ERROR, message, span.id, relation.id)


CONSTRAINT = Constraint("ends", _check)
