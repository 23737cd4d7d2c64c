"""Import of 10,000 labelled articles (40 spans each): CPU against the same bare loop.

The reach of 4,000 articles a CPU second lies below what the tables of the project file cost here.
On the two shared cores where this was measured, one after the other, in CPU seconds for all
10,000: parsing 156 MB of JSON 0.50, hashing texts and payloads 0.12, making 73 MB of payloads
0.24, writing 400,000 rows of spans 0.55 (50 to a statement; 0.8 to 1.1 one by one), texts 0.26
and the journal 0.17, the commit with its checkpoint, 190 MB twice, 0.81. That is 2.65, 3,800
articles a second, with no check, no record, no document, no layer and nothing set aside so
that marking goes on meanwhile. Those cost as much again, about 0.6 for checking each span
and taking its fields, 0.9 for setting spans aside and reading them back, 0.75 for the rest.
"""

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
