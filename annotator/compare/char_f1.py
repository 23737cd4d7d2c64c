"""Character F1: the characters that both people gave the same label."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.compare.f1 import F1Spans, f1, f1_of_documents
from annotator.compare.measure import ALL, Compared, Measure, Numbers
from annotator.compare.unit import Unit, by_label, length, shared, tidy


def char_f1(a: F1Spans, b: F1Spans, label: str | None = None) -> float | None:
    """Return 2·|A∩B| / (|A|+|B|) over (character, label), a person's overlaps counted once.

    For what `a` and `b` may be, and for None, see `strict_f1`.
    """
    return f1_of_documents(count, a, b, label)


def count(compared: Compared) -> dict[str, Numbers]:
    """Count the characters of two people, and those that both have, by label."""
    one, other = map(by_label, compared.layers)
    result: dict[str, Numbers] = {}
    for label in one.keys() | other.keys():
        mine, theirs = (
            compared.text.open_fragments(_cover(side.get(label, ()))) for side in (one, other)
        )
        result[label] = {
            ("both",): shared(mine, theirs),
            ("all",): length(mine) + length(theirs),
        }
    result[ALL] = {
        (name,): sum(numbers[(name,)] for numbers in result.values()) for name in ("both", "all")
    }
    return result


def _cover(units: Iterable[Unit]) -> tuple[tuple[int, int], ...]:
    fragments = [each for unit in units for each in unit.fragments]
    return tidy(fragments) if fragments else ()


MEASURE = Measure(
    name="char-f1",
    title="Character F1",
    says="Characters count as the same when both people gave them the same label.",
    takes="units",
    numbers="characters",
    pairs=True,
    count=count,
    value=f1,
)
