"""JSONL export of 10,000 labelled articles: CPU against a bare loop, and memory.

The bare loop reads the same tables document by document, checks hash and quotes, makes dicts
and writes them with orjson.

The reach of 10,000 articles a CPU second lies below what reading the rows costs here. On the
two shared cores where this was measured, in CPU seconds for all 10,000 when nothing else ran:
fetching 400,000 rows of 17 columns 0.68 (of the 10 that are mostly filled 0.50, and another
0.10 to know of the others), texts 0.15 with their hashes, order and quotes 0.08, JSON 0.30 (no
less with SQLite or with formatted strings making it), writing 157 MB 0.15. That is 1.36.
"""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import orjson

from annotator.project.export_source import ExportOptions
from annotator.project.exporting import export
from annotator.project.importing import ImportOptions, import_files
from annotator.project.project import create_project
from annotator.project.session import Session
from tests.bench.articles import schema, write_file
from tests.bench.bench_import import cpu

ARTICLES = 10_000
_SPANS = 40
_ROUNDS = 3

_DOCUMENTS = (
    "SELECT documents.id, key, title, text, text_sha256, language, excluded, source_name, "
    "source_sha256, source_encoding, source_newline, meta, extra FROM documents "
    "JOIN texts ON texts.sha256 = text_sha256 ORDER BY key"
)
_LAYERS = "SELECT id, person, kind, status, reason FROM layers WHERE document = ? ORDER BY kind"
_SPANS_OF = (
    'SELECT id, label, start, "end", quote, fragments, attributes, entity, uncertain, note, '
    "origin, score, because, created, updated, extra FROM spans WHERE layer = ? "
    'ORDER BY start, "end" DESC, label, id'
)


def _span(row: tuple, text: str) -> dict:
    id, label, start, end, quote, fragments, attributes, entity, uncertain, *rest = row
    note, origin, score, because, created, updated, extra = rest
    if text[start:end] != quote:
        raise ValueError(id)
    return {
        "id": id,
        "label": label,
        "fragments": orjson.loads(fragments) if fragments else [[start, end]],
        "quote": [quote],
        "attributes": orjson.loads(attributes) if attributes else {},
        "entity": entity,
        "uncertain": bool(uncertain),
        "note": note or "",
        "origin": origin,
        "score": score,
        "because": because,
        "created": created,
        "updated": updated,
        "extra": orjson.loads(extra) if extra else {},
    }


def bare_export(project: Path, out: Path) -> None:
    """Write the documents and their layers, a line each."""
    connection = sqlite3.connect(project)
    with out.open("wb", buffering=1 << 20) as file:
        for row in connection.execute(_DOCUMENTS).fetchall():
            id, key, title, text, sha256, language, excluded, *source, meta, extra = row
            if hashlib.sha256(text.encode()).hexdigest() != sha256:
                raise ValueError(key)
            layers = []
            for number, person, kind, status, reason in connection.execute(_LAYERS, (id,)):
                spans = [_span(span, text) for span in connection.execute(_SPANS_OF, (number,))]
                layers.append(
                    {"person": person, "kind": kind, "status": status, "reason": reason}
                    | {"spans": spans, "relations": [], "comments": []}
                )
            document = {
                "id": key,
                "title": title,
                "text": text,
                "text_sha256": sha256,
                "language": language,
                "excluded": orjson.loads(excluded) if excluded else [],
                "source": dict(zip(("name", "sha256", "encoding", "newline"), source, strict=True)),
                "meta": orjson.loads(meta) if meta else {},
                "layers": layers,
                "decisions": [],
                "extra": orjson.loads(extra) if extra else {},
            }
            file.write(orjson.dumps(document) + b"\n")
    connection.close()


def peak_growth(project: Path, out: Path) -> float:
    """Return by how many MB an export raises the peak memory of a fresh process."""
    done = subprocess.run(
        [sys.executable, __file__, "--peak", str(project), str(out)],
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


def peak_memory() -> float:
    """Return the most memory that this process ever had, in MB."""
    # Not ru_maxrss: a child starts with the peak of the process that it was forked from.
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise OSError("this system does not tell the peak of a process")


def _print_peak(project: Path, out: Path) -> None:
    warm = out.with_name("warm.jsonl")
    small = project.with_name("small.sqlite")
    export(small, warm, ExportOptions())
    before = peak_memory()
    export(project, out, ExportOptions())
    print(peak_memory() - before)


def run() -> list[tuple[str, float, str, str]]:
    """Return (what, value, unit, reach)."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        session = Session(device="bench", via="command")
        for project, articles in ((folder / "p.sqlite", ARTICLES), (folder / "small.sqlite", 200)):
            file = folder / "articles.jsonl"
            write_file(file, articles, _SPANS, schema())
            create_project(project, device="bench").close()
            import_files(project, ImportOptions((file,)), session)
        project, out = folder / "p.sqlite", folder / "out.jsonl"
        ours, bare = [], []
        for _ in range(_ROUNDS):
            ours.append(cpu(lambda: export(project, out, ExportOptions())))
            bare.append(cpu(lambda: bare_export(project, folder / "bare.jsonl")))
        peak = peak_growth(project, out)
        size = out.stat().st_size / 1e6
    return [
        (
            "export of 10,000 labelled articles, CPU ÷ bare loop",
            min(ours) / min(bare),
            "×",
            "≤ 1.5",
        ),
        ("export of 10,000 labelled articles", ARTICLES / min(ours), "articles/CPU s", "≥ 10,000"),
        ("bare loop for the same", ARTICLES / min(bare), "articles/CPU s", ""),
        ("peak memory over that of a small export", peak, f"MB (file {size:.0f} MB)", ""),
    ]


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peak"]:
        _print_peak(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        for what, value, unit, reach in run():
            print(f"{what}: {value:,.2f} {unit} {reach and f'({reach})'}")
