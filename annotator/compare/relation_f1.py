"""F1 of relations: whether spans that are aligned are joined in the same way."""

from __future__ import annotations

from annotator.compare.f1 import f1
from annotator.compare.links import RELATIONS, count_links, coverage
from annotator.compare.measure import Measure

MEASURE = Measure(
    name="relation-f1",
    title="F1 of relations",
    says="Whether spans that both people have are joined by the same relation, the same way round.",
    takes="links",
    numbers=RELATIONS,
    pairs=True,
    count=count_links,
    value=f1,
    coverage=coverage,
)
