"""A span has as many relations of a type as it needs at least, unless it is exempt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from annotator.domain.conditions import parse_condition
from annotator.domain.constraints.constraint import (
    Constraint,
    Ground,
    LayerProblem,
    grade_of,
    own_relations,
)
from annotator.domain.span import Span


def _check(ground: Ground, span: Span, _entry: Mapping[str, Any]) -> Iterator[LayerProblem]:
    asking = [
        each
        for each in ground.schema.relations
        if each.enabled and each.definition.get("min") and span.label in each.from_labels
    ]
    if not asking:
        return
    counts = Counter(relation.label for relation, _kind in own_relations(ground, span))
    for kind in asking:
        exempt = kind.definition.get("exempt")
        fewest = kind.definition["min"]
        if counts[kind.id] >= fewest or (exempt and parse_condition(exempt).holds(span.attributes)):
            continue
        missing = "is missing" if fewest == 1 else f"is needed {fewest} times"
        message = f"“{kind.name}” {missing}."
        yield LayerProblem("min", grade_of(kind.definition, "below_min"), message, span.id)


CONSTRAINT = Constraint("min", _check, finishing=True)
