"""IoU F1: the most one-to-one pairs of equal label that share at least half."""

from __future__ import annotations

from annotator.compare.f1 import F1Spans, count_matches, f1, f1_of_documents
from annotator.compare.measure import Compared, Measure, Numbers

#: Shared characters divided by those of either span.
LEAST = 0.5


def iou_f1(a: F1Spans, b: F1Spans, label: str | None = None) -> float | None:
    """Return 2·m / (|A|+|B|), m being the most one-to-one pairs with IoU of 0.5 or more.

    IoU is intersection over union, in characters of all fragments. Pairs have the same label.
    For what `a` and `b` may be, and for None, see `strict_f1`.
    """
    return f1_of_documents(count, a, b, label)


def count(compared: Compared) -> dict[str, Numbers]:
    """Count the units of two people and their matches, by label."""
    return count_matches(compared, LEAST)


MEASURE = Measure(
    name="iou-f1",
    title="IoU F1",
    says="Spans of one label count as the same when they share at least half of what they cover.",
    takes="units",
    numbers="iou",
    pairs=True,
    count=count,
    value=f1,
)
