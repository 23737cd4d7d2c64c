"""Import of 10,000 labelled articles (40 spans each): CPU against the same bare loop."""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.bench_import import ARTICLES, measure

_SPANS = 40


def run() -> list[tuple[str, float, str, str]]:
    """Return (what, value, unit, reach)."""
    ours, bare = measure(ARTICLES, _SPANS)
    return [
        ("import of 10,000 labelled articles, CPU ÷ bare loop", ours / bare, "×", "≤ 3"),
        ("import of 10,000 labelled articles", ARTICLES / ours, "articles/CPU s", "≥ 4,000"),
        ("bare loop for the same", ARTICLES / bare, "articles/CPU s", ""),
    ]


if __name__ == "__main__":
    for what, value, unit, reach in run():
        print(f"{what}: {value:,.2f} {unit} {reach and f'({reach})'}")
