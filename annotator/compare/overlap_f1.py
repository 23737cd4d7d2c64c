"""Overlap F1: the most one-to-one pairs of equal label that share any character."""

from __future__ import annotations

from annotator.compare.f1 import F1Spans, count_matches, f1, f1_of_documents
from annotator.compare.measure import Compared, Measure, Numbers


def overlap_f1(a: F1Spans, b: F1Spans, label: str | None = None) -> float | None:
    """Return 2·m / (|A|+|B|), m being the most one-to-one pairs that share a character.

    Pairs have the same label. Spans that only touch do not match: ends are exclusive. For
    what `a` and `b` may be, and for None, see `strict_f1`.
    """
    return f1_of_documents(count, a, b, label)


def count(compared: Compared) -> dict[str, Numbers]:
    """Count the units of two people and their matches, by label."""
    return count_matches(compared, 0)


MEASURE = Measure(
    name="overlap-f1",
    title="Overlap F1",
    says="Spans of one label count as the same when they share any character, each once.",
    takes="units",
    numbers="overlap",
    pairs=True,
    count=count,
    value=f1,
)
