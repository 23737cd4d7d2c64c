"""Relations of a type that says so do not run in a circle."""

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
        if kind.definition.get("acyclic") and _leads_back(ground, kind.id, relation.to_span, span):
            message = f"“{kind.name}” runs in a circle back to this mark."
            yield LayerProblem("acyclic", ERROR, message, span.id, relation.id)


def _leads_back(ground: Ground, kind: str, start: str, span: Span) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        at = waiting.pop()
        if at == span.id:
            return True
        for relation in ground.relations_of(at):
            follows = relation.from_span == at and relation.label == kind
            if follows and relation.to_span not in seen:
                seen.add(relation.to_span)
                waiting.append(relation.to_span)
    return False


CONSTRAINT = Constraint("acyclic", _check)
