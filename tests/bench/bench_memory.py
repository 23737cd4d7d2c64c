"""Memory of exports: what 100,000 documents take beyond 10,000, for each writer.

    python3 dev.py bench memory                     every format, 100,000 documents: half an hour
    python3 dev.py bench memory 20000 parquet xmi   so many, of these formats

A fresh process writes a tenth of the documents (3,000 characters, 20 spans), then all, and says by
how much its peak rose. What is written is removed again: 2 GB at most. Folders with a file for
each document remember the names that are taken, some 100 bytes each. DocBin is out of reach: spaCy
packs all Docs of a file at once; its help page says to export in parts.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from annotator.formats.format import Header
from annotator.formats.registry import format_named, formats
from annotator.project.export_writing import write_file, write_folder
from tests.bench.articles import make_texts, schema
from tests.bench.bench_export import peak_memory
from tests.bench.written import documents

_MANY = 100_000
_TEXTS = 200
_WHOLE = ("spacy",)


def growth(name: str, many: int) -> float:
    """Return by how many MB the peak rises from few documents to many."""
    command = [sys.executable, __file__, "--peak", name, str(many)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(done.stdout)


def _print_growth(name: str, many: int) -> None:
    format, header, texts = format_named(name), Header("bench", schema=schema()), make_texts(_TEXTS)
    peaks = []
    for number in (many // 10, many):
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder, "out")
            if format.many_files:
                write_folder(format, header, documents(texts, number), out)
            else:
                write_file(format, header, lambda _, n=number: documents(texts, n), out)
        peaks.append(peak_memory())
    print(peaks[1] - peaks[0])


def run() -> list[tuple[str, float, str, str]]:
    """Return (what, value, unit, reach); sys.argv may say how many documents, and of what."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else _MANY
    wanted = sys.argv[2:] or [each.name for each in formats() if each.writes]
    return [
        (f"{name}: peak of {many:,} documents over a tenth of them", growth(name, many), "MB",
         "" if name in _WHOLE else "≤ 40")
        for name in wanted
        if format_named(name).missing() is None
    ]  # fmt: skip


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peak"]:
        _print_growth(sys.argv[2], int(sys.argv[3]))
    else:
        for what, value, unit, reach in run():
            print(f"{what}: {value:,.1f} {unit} {reach and f'({reach})'}")
