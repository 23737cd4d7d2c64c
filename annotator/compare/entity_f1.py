"""F1 of entities: whether mentions that are aligned name the same one."""

from __future__ import annotations

from annotator.compare.f1 import f1
from annotator.compare.links import ENTITIES, count_links, coverage
from annotator.compare.measure import Measure

MEASURE = Measure(
    name="entity-f1",
    title="F1 of entities",
    says="Whether mentions that both people have name the same entity; merged ones are one.",
    takes="links",
    numbers=ENTITIES,
    pairs=True,
    count=count_links,
    value=f1,
    coverage=coverage,
)
