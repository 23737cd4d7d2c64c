"""The same text does not have the same label twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from annotator.domain.constraints.constraint import Constraint, Ground, LayerProblem, grade_of
from annotator.domain.span import Span


def _check(ground: Ground, span: Span, entry: Mapping[str, Any]) -> Iterator[LayerProblem]:
    same = [
        other.id
        for other in ground.overlapping(span)
        if (other.label, other.fragments) == (span.label, span.fragments)
    ]
    # Said of all but the first, so that deleting what it names mends it.
    if any(other < span.id for other in same):
        message = "The same text has the same label twice."
        yield LayerProblem("duplicate", grade_of(entry), message, span.id)


CONSTRAINT = Constraint("duplicate", _check, listed=True)
