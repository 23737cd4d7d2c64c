"""Formats: documents per CPU second, written and read, beside the libraries of the field.

2,000 documents of 3,000 characters with 20 spans and 3 relations each. The libraries write the
same documents in the same run; where one is not installed, its row is missing.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import orjson

from annotator.domain.document import Source
from annotator.formats.format import Format, Header
from annotator.formats.registry import format_named, formats
from annotator.formats.written import WrittenDocument, WrittenLayer
from annotator.project.export_writing import write_file, write_folder
from annotator.project.import_files import find_files
from tests.bench.articles import _spans, make_texts, schema
from tests.bench.bench_import import cpu

_DOCUMENTS = 2_000
Row = tuple[str, float, str, str]


def documents(number: int = _DOCUMENTS) -> list[WrittenDocument]:
    """Return labelled articles as writers take them."""
    return [_document(place, text) for place, text in enumerate(make_texts(number))]


def _document(place: int, text: str) -> WrittenDocument:
    spans = [
        (
            *(each["fragments"][0][0], -each["fragments"][0][1], each["label"], each["id"]),
            *(each["quote"][0], None, orjson.dumps(each["attributes"]).decode()),
            *(each["entity"], None, None, "hand", None, None, each["created"], None, None, 0),
        )
        for each in _spans(text, place, 20)
    ]
    relations = [
        (f"r{n}", "said_by", spans[n][3], spans[n + 1][3], None, "hand", None, 0) for n in range(3)
    ]
    layer = WrittenLayer("ana", "annotations", "done", None, None, spans, relations)
    source = Source("a.txt", None, "utf-8", "lf")
    key = f"article-{place:06}"
    return WrittenDocument(key, "T", text, "0", "en", None, source, None, None, [layer])


def _write(format: Format, given: list[WrittenDocument], folder: Path) -> Path:
    header = Header("bench", schema=schema())
    out = folder / (format.name if format.many_files else f"out{format.suffixes[0]}")
    if format.many_files:
        write_folder(format, header, given, out)
    else:
        write_file(format, header, lambda _: given, out)
    return out


def _read(out: Path, format: Format) -> None:
    for file in find_files([out], format.name)[0]:
        assert file.format.read is not None
        for _ in file.format.read(file.path, file.name):
            pass


def _per_second(do: Callable[[], Any], number: int = _DOCUMENTS) -> float:
    return number / cpu(do)


def _rows_of(format: Format, given: list[WrittenDocument], folder: Path) -> list[Row]:
    outs: list[Path] = []
    written = _per_second(lambda: outs.append(_write(format, given, folder)))
    rows = [(f"{format.name}: write", written, "documents/CPU s", _REACH.get(format.name, ""))]
    if format.reads:
        read = _per_second(lambda: _read(outs[0], format))
        rows.append((f"{format.name}: read", read, "documents/CPU s", ""))
        rows.append((f"{format.name}: read ÷ write", read / written, "×", "≥ 0.5"))
    return rows


_REACH = {"annotator-jsonl": "≥ 10,000"}


def _cassis(given: list[WrittenDocument]) -> None:
    import cassis

    types = cassis.TypeSystem()
    text = "uima.cas.String"
    span = types.create_type("custom.Span", "uima.tcas.Annotation")
    for name in ("label", "entity", "note", "quote_type", "more"):
        types.create_feature(span, name, text)
    link = types.create_type("custom.Relation", "uima.tcas.Annotation")
    for name, range in (("Governor", span), ("Dependent", span), ("label", text), ("more", text)):
        types.create_feature(link, name, range)
    for document in given:
        cas = cassis.Cas(types)
        cas.sofa_string, cas.sofa_mime = document.text, "text"
        made = {
            row[3]: span(begin=row[0], end=-row[1], label=row[2], more=f'{{"id":"{row[3]}"}}')
            for row in document.layers[0].spans
        }
        cas.add_all(made.values())
        for row in document.layers[0].relations:
            cas.add(
                link(begin=0, end=1, Governor=made[row[2]], Dependent=made[row[3]], label=row[1])
            )
        cas.to_xmi()


def _arrow() -> None:
    """Write the rows that our own file holds, given as Python values, with pyarrow alone."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows, out = _arrow_rows[0], io.BytesIO()
    table = pa.Table.from_pylist(rows[0], schema=rows[1])
    pq.write_table(table, out, compression="zstd")


_arrow_rows: list[Any] = []


def _peers(given: list[WrittenDocument], folder: Path) -> list[Row]:
    rows: list[Row] = []
    few = given[:200]
    if find_spec("cassis"):
        theirs = _per_second(lambda: _cassis(few), len(few))
        ours = _per_second(lambda: _write(format_named("xmi"), given, folder / "again"))
        rows.append(("cassis building and writing XMI", theirs, "documents/CPU s", ""))
        rows.append(("xmi: write ÷ cassis", ours / theirs, "×", "≥ 2.5"))
    if find_spec("pyarrow"):
        import pyarrow.parquet as pq

        table = pq.read_table(_write(format_named("parquet"), given, folder))
        _arrow_rows[:] = [(table.to_pylist(), table.schema)]
        theirs = _per_second(_arrow)
        ours = _per_second(lambda: _write(format_named("parquet"), given, folder))
        rows.append(("pyarrow writing the same rows", theirs, "documents/CPU s", ""))
        rows.append(("parquet: time ÷ pyarrow's", theirs / ours, "×", "≤ 2"))
    return rows


def run() -> list[Row]:
    """Return (what, value, unit, reach)."""
    given = documents()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for format in formats():
            if format.writes and format.missing() is None:
                rows += _rows_of(format, given, folder)
        rows += _peers(given, folder)
    return rows


if __name__ == "__main__":
    for what, value, unit, reach in run():
        print(f"{what}: {value:,.2f} {unit} {reach and f'({reach})'}")
