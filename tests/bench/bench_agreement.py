"""Alignment and agreement, in CPU time, against a bare loop and against nervaluate.

The bare loop sorts, sweeps with an active list and matches greedily, every two people by
themselves: what anybody would write first, without labels, items, categories or splits.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from annotator.compare.alignment import align
from annotator.domain.span import Span

LABELS = ("quote", "speaker", "claim", "location")
DOCUMENTS, SPANS, CHARACTERS = 1000, 20, 2500
WORD = 6
TEXT = "words " * (CHARACTERS // WORD)
Spans = list[tuple[int, int, str]]


def cpu(work: Callable[[], object], rounds: int = 5) -> float:
    """Return the least CPU seconds that work takes."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def marked(rng: random.Random, spans: int, characters: int) -> Spans:
    """Return spans at word boundaries, some nested, in no order."""
    words = characters // WORD
    found = set()
    while len(found) < spans:
        start = rng.randrange(words - 12)
        end = start + rng.choice((1, 2, 3, 8, 12))
        found.add((start * WORD, end * WORD - 1, rng.choice(LABELS)))
    return sorted(found)


def remarked(rng: random.Random, spans: Spans, kept: float) -> Spans:
    """Return the spans as somebody else might have made them."""
    found = set()
    for start, end, label in spans:
        chance = rng.random()
        if chance < 0.1:
            continue
        if chance > kept:
            start = max(0, start - WORD * rng.choice((0, 0, 1)))
            end = max(end + WORD * rng.choice((-1, 0, 1)), start + 1)
            label = rng.choice(LABELS) if rng.random() < 0.3 else label
        found.add((start, end, label))
    return sorted(found)


def bare(layers: list[Spans]) -> int:
    """Sweep and match greedily; return the number of pairs."""
    spans = sorted(
        (start, end, person) for person, layer in enumerate(layers) for start, end, _ in layer
    )
    between: dict[tuple[int, int], list[tuple[float, int, int]]] = {}
    active: list[int] = []
    for number, (start, end, person) in enumerate(spans):
        active = [each for each in active if spans[each][1] > start]
        for each in active:
            begin, stop, other = spans[each]
            if other != person:
                common = min(end, stop) - start
                union = end - start + stop - begin - common
                pair = (person, other) if person < other else (other, person)
                between.setdefault(pair, []).append((-common / union, each, number))
        active.append(number)
    matched = 0
    for edges in between.values():
        taken: set[int] = set()
        for _, one, other in sorted(edges):
            if one not in taken and other not in taken:
                taken |= {one, other}
                matched += 1
    return matched


def alignment_rows() -> list[tuple[str, float, str, str]]:
    rng = random.Random(5)
    first = marked(rng, 200, 25_000)
    layers = [first] + [remarked(rng, first, 0.6) for _ in range(4)]
    spans = {
        f"person-{number}": [
            Span(f"{place}", label, ((start, end),), ("",))
            for place, (start, end, label) in enumerate(layer)
        ]
        for number, layer in enumerate(layers)
    }
    ours, loop = cpu(lambda: align(spans), 15), cpu(lambda: bare(layers), 15)
    return [
        (
            "alignment of 5 × 200 spans, CPU ÷ bare sweep and greedy matching",
            ours / loop,
            "×",
            "≤ 5",
        ),
        ("alignment of 5 × 200 spans", ours * 1000, "ms CPU", ""),
        ("bare sweep and greedy matching of the same", loop * 1000, "ms CPU", ""),
    ]


def run() -> list[tuple[str, float, str, str]]:
    """Return (what, value, unit, reach)."""
    return alignment_rows()


if __name__ == "__main__":
    for what, value, unit, reach in run():
        print(f"{what}: {value:,.2f} {unit} {reach and f'({reach})'}")
