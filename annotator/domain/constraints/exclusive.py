"""Of two types of relation that exclude each other, a span has one at most."""

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
    own = list(own_relations(ground, span))
    there = {kind.id: kind.name for _relation, kind in own}
    for relation, kind in own:
        for other in kind.definition.get("exclusive_with", ()):
            if other in there:
                message = f"“{kind.name}” and “{there[other]}” exclude each other."
                yield LayerProblem("exclusive", ERROR, message, span.id, relation.id)


CONSTRAINT = Constraint("exclusive", _check)
