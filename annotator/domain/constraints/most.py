"""A span has no more relations of a type than the schema allows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from annotator.domain.annotation import Relation
from annotator.domain.constraints.constraint import (
    Constraint,
    Ground,
    LayerProblem,
    grade_of,
    own_relations,
)
from annotator.domain.schema import RelationType
from annotator.domain.span import Span


def _check(ground: Ground, span: Span, _entry: Mapping[str, Any]) -> Iterator[LayerProblem]:
    kinds: dict[str, RelationType] = {}
    found: dict[str, list[Relation]] = defaultdict(list)
    for relation, kind in own_relations(ground, span):
        kinds[kind.id] = kind
        found[kind.id].append(relation)
    for id, relations in found.items():
        kind = kinds[id]
        most = kind.definition.get("max")
        if most is not None and len(relations) > most:
            message = f"“{kind.name}” is there {len(relations)} times, and {most} at most is usual."
            grade = grade_of(kind.definition, "above_max")
            yield LayerProblem("max", grade, message, span.id, relations[-1].id)


CONSTRAINT = Constraint("max", _check)
