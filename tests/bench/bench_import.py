"""Import of 10,000 articles of 3 kB: CPU against the bare loop over the same file."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from annotator.project.importing import ImportOptions, import_files
from annotator.project.project import create_project
from annotator.project.session import Session
from tests.bench.articles import schema, write_file
from tests.bench.bare_import import bare_import

ARTICLES = 10_000
_ROUNDS = 3


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds that some work takes, children included."""
    before = time.process_time() + sum(os.times()[2:4])
    work()
    return time.process_time() + sum(os.times()[2:4]) - before


def measure(articles: int, spans: int) -> tuple[float, float]:
    """Return the best CPU seconds of the import and of the bare loop."""
    ours, bare = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "articles.jsonl"
        write_file(file, articles, spans, schema())
        session = Session(device="bench", via="command")
        for turn in range(_ROUNDS):
            mine, other = folder / f"ours-{turn}.sqlite", folder / f"bare-{turn}.sqlite"
            for path in (mine, other):
                create_project(path, device="bench").close()
            options = ImportOptions((file,))
            ours.append(cpu(lambda m=mine, o=options: import_files(m, o, session)))
            bare.append(cpu(lambda p=other: bare_import(file, p)))
            mine.unlink()
            other.unlink()
    return min(ours), min(bare)


def run() -> list[tuple[str, float, str, str]]:
    """Return (what, value, unit, reach)."""
    ours, bare = measure(ARTICLES, 0)
    return [
        ("import of 10,000 articles, CPU ÷ bare loop", ours / bare, "×", "≤ 2.5"),
        ("import of 10,000 articles", ARTICLES / ours, "articles/CPU s", ""),
        ("bare loop for the same", ARTICLES / bare, "articles/CPU s", ""),
    ]


if __name__ == "__main__":
    started = time.perf_counter()
    for what, value, unit, reach in run():
        print(f"{what}: {value:,.2f} {unit} {reach and f'({reach})'}")
    print(f"{time.perf_counter() - started:.0f} s")
