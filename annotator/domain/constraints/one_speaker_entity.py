"""Several speakers of one quote are one person, unless they spoke together."""

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
from annotator.domain.span import Span


def _check(ground: Ground, span: Span, entry: Mapping[str, Any]) -> Iterator[LayerProblem]:
    relation_type = entry.get("relation", "said_by")
    own = [
        each
        for each in ground.relations_of(span.id)
        if each.from_span == span.id and each.label == relation_type
    ]
    if len(own) < 2:
        return
    speakers = [ground.span(each.to_span) for each in own]
    entities = {ground.entity_of(each) for each in speakers if each is not None} - {None}
    if len(entities) > 1:
        message = "Its speakers are different people; is it said by them together?"
        grade = grade_of(entry, otherwise=WARNING)
        yield LayerProblem("one_speaker_entity", grade, message, span.id, own[-1].id)


CONSTRAINT = Constraint("one_speaker_entity", _check, listed=True)
