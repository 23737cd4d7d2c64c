"""The four scores of SemEval-2013 task 9, for comparison with tools that report them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.compare.linking import hanging_together
from annotator.compare.matching import heaviest, overlapping
from annotator.compare.unit import Unit, overlap, units

KINDS = ("strict", "exact", "partial", "ent_type")
_FULL = 1 << 40


def semeval_f1(a: Iterable[object], b: Iterable[object], kind: str = "strict") -> float | None:
    """Return F1 of SemEval-2013: strict, exact (extent), partial (half for overlap) or ent_type.

    `a` and `b` are two people's spans, as of `strict_f1`. Spans are first matched one to one so
    that the shared part (IoU) is most in all; between equals those of the same extent and
    label decide, then extents, then labels. So the figure is the same with a and b exchanged,
    which that of the tools is not. Raises ValueError for another kind.
    """
    if kind not in KINDS:
        raise ValueError(f"there is no score {kind!r}; use one of {', '.join(KINDS)}")
    one, other = units(a), units(b)
    if not one and not other:
        return None
    points = sum(_points(kind, one[i], other[j]) for i, j in _matched(one, other))
    return 2 * points / (len(one) + len(other))


def _points(kind: str, one: Unit, other: Unit) -> float:
    same_extent, same_label = one.fragments == other.fragments, one.label == other.label
    if kind == "partial":
        return 1.0 if same_extent else 0.5
    wanted = {"strict": same_extent and same_label, "exact": same_extent, "ent_type": same_label}
    return float(wanted[kind])


def _matched(one: Sequence[Unit], other: Sequence[Unit]) -> list[tuple[int, int]]:
    weights = {}
    # Digits of a number in which no sum carries, so that equal sums have equal counts.
    base = len(one) + len(other) + 1
    for i, j in overlapping(one, other):
        mine, theirs = one[i], other[j]
        extent, label = mine.fragments == theirs.fragments, mine.label == theirs.label
        weight = int(overlap(mine.fragments, theirs.fragments) * _FULL)
        for digit in (extent and label, extent, label, True):
            weight = weight * base + digit
        weights[i, j] = weight
    pairs = []
    # The other's spans are numbered on, so that no number means two spans.
    for group in hanging_together((i, j + len(one)) for i, j in weights):
        left = sorted({i for i, _ in group})
        right = sorted({j - len(one) for _, j in group})
        there = {(i, j - len(one)) for i, j in group}
        pairs += heaviest(left, right, {pair: weights[pair] for pair in there})
    return pairs
