"""No fragment runs into a region that is excluded from annotation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from annotator.domain.constraints.constraint import Constraint, Ground, LayerProblem, grade_of
from annotator.domain.span import Span


def _check(ground: Ground, span: Span, entry: Mapping[str, Any]) -> Iterator[LayerProblem]:
    for start, end in span.fragments:
        if any(start < stop and begin < end for begin, stop in ground.excluded):
            message = "It runs into a part of the text that is excluded from annotation."
            yield LayerProblem("excluded", grade_of(entry), message, span.id)
            return


CONSTRAINT = Constraint("excluded", _check, listed=True)
