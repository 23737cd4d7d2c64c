"""Spans of some labels lie inside each other or apart, and do not cross."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from annotator.domain.constraints.constraint import (
    WARNING,
    Constraint,
    Ground,
    LayerProblem,
    grade_of,
)
from annotator.domain.constraints.structure import crosses
from annotator.domain.span import Span, text_order


def _check(ground: Ground, span: Span, entry: Mapping[str, Any]) -> Iterator[LayerProblem]:
    labels = entry.get("labels") or (span.label,)
    if span.label not in labels:
        return
    crossed = [
        other
        for other in ground.overlapping(span)
        if other.label in labels
        and text_order(other) < text_order(span)
        and crosses(span.fragments, other.fragments)
    ]
    for other in sorted(crossed, key=text_order):
        message = f"It crosses “{' … '.join(other.quote)[:40]}”: neither lies inside the other."
        yield LayerProblem("crossing", grade_of(entry, otherwise=WARNING), message, span.id)


CONSTRAINT = Constraint("crossing", _check, listed=True)
