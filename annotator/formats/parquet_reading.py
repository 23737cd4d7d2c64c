"""Parquet: reading our own files, and datasets of others with spans, with tags, or only texts."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from annotator.formats.archives import fault_of_sizes
from annotator.formats.foreign_lines import objects_of
from annotator.formats.format import FileDocument, Item
from annotator.formats.jsonl_header import is_header, read_header
from annotator.formats.jsonl_reading import read_document
from annotator.formats.jsonl_values import object_in, parse_line
from annotator.formats.library_errors import until_broken
from annotator.formats.merging import merged
from annotator.formats.notes import Notes
from annotator.formats.parquet_schema import HEADER
from annotator.formats.tag_schemes import Tags, spans_of_tags

_ROWS = 200
_SPANS = ("spans", "entities", "annotations")
_TAGS = ("ner_tags", "tags", "labels")
_BELONGS_TO_LAYER = ("person", "kind", "status", "reason")


def read_parquet(path: Path, name: str, unit: str | None = None) -> Iterator[Item]:
    """Yield the header and the documents. Raises OSError when the file cannot be read."""
    notes = Notes(name, wanted_unit=unit)
    with path.open("rb") as file:
        parts = until_broken(_batches(file, notes), notes)
        metadata: dict[bytes, bytes] = next(parts, {})
        header = _header(metadata, notes)
        if header is not None:
            yield header
        for document in merged(_documents(parts, metadata, header is not None, notes), notes):
            yield document
            yield from notes.take()
    yield from notes.take()
    yield notes.placed()


def _batches(file: BinaryIO, notes: Notes) -> Iterator[Any]:
    """Yield the file's metadata, then its rows, some hundred at a time."""
    import pyarrow.parquet as pq

    table = pq.ParquetFile(file)
    fault = fault_of_parquet(table, file)
    if fault is not None:
        notes.add("archive", fault, "The file was left out.")
        return
    yield table.schema_arrow.metadata or {}
    yield from plain_rows(table)


def plain_rows(table: Any) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows of an open table, some hundred at a time, of nothing but what JSON has."""
    types = " ".join(str(each.type) for each in table.schema_arrow)
    for batch in table.iter_batches(batch_size=_ROWS):
        rows = batch.to_pylist()
        yield _plain(rows) if _STRANGE.search(types) else rows


#: Arrow's types of what JSON has not.
_STRANGE = re.compile("binary|decimal|timestamp|date|time|duration|interval|map<")


def _plain(value: Any) -> Any:
    """Return a value with bytes, dates and the like made text."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if value is None or isinstance(value, str | int | float):
        return value
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def fault_of_parquet(table: Any, file: BinaryIO) -> str | None:
    """Return why the open table in a file is not to be unpacked, or None when it may be."""
    about = table.metadata
    groups = (about.row_group(number) for number in range(about.num_row_groups))
    return fault_of_sizes(
        sum(each.total_byte_size for each in groups), os.fstat(file.fileno()).st_size
    )


def _header(metadata: dict[bytes, bytes], notes: Notes) -> Item | None:
    try:
        raw = orjson.loads(metadata[HEADER])
    except (KeyError, ValueError):
        return None
    if not isinstance(raw, dict) or not is_header(raw):
        return None
    header, _ = read_header(raw, notes)
    return header


def _documents(
    batches: Iterator[Any], metadata: dict[bytes, bytes], own: bool, notes: Notes
) -> Iterator[FileDocument]:
    names = _tag_names(metadata)
    number = 0
    for batch in batches:
        for row in batch:
            number += 1
            notes.line, notes.document = number, None
            document = read_document(_ours(row) if own else _foreign(row, names), None, notes)
            if document is not None:
                yield document


def _json(value: Any) -> Any:
    if not isinstance(value, str) or not value:
        return None
    try:
        return parse_line(value.encode("utf-8", "replace")).value
    except (ValueError, RecursionError):
        return None


def _ours(row: dict[str, Any]) -> dict[str, Any]:
    ours = {name: row.get(name) for name in ("id", "title", "text", "language", "source")}
    ours["excluded"] = _pairs(row.get("excluded"))
    ours["meta"], ours["decisions"] = _json(row.get("meta")), _json(row.get("decisions"))
    layer = {name: row.get(name) for name in _BELONGS_TO_LAYER}
    if layer["kind"] is not None:
        layer["spans"] = [_span(each) for each in objects_of(row.get("spans"))]
        for name in ("relations", "comments"):
            layer[name] = [_record(each) for each in objects_of(row.get(name))]
        ours["layers"] = [{**layer, **object_in(row.get("layer_extra"))}]
    return {**ours, **object_in(row.get("extra"))}


def _span(each: dict[str, Any]) -> dict[str, Any]:
    span = _record(each)
    places, quote = span.pop("fragments", None), span.pop("text", None)
    if places:
        span["fragments"] = _pairs(places)
        span.pop("start", None)
        span.pop("end", None)
    elif quote is not None:
        span["quote"] = quote
    return span


def _pairs(places: Any) -> Any:
    """Return places as JSONL has them; what is none is told where that is read."""
    if not isinstance(places, list):
        return places
    return [
        [each.get("start"), each.get("end")] if isinstance(each, dict) else each for each in places
    ]


def _record(each: dict[str, Any]) -> dict[str, Any]:
    read = {name: value for name, value in each.items() if value is not None}
    for name in ("attributes", "extra"):
        if isinstance(read.get(name), str):
            read[name] = _json(read[name]) or {}
    return read


def _tag_names(metadata: dict[bytes, bytes]) -> dict[str, list[str]]:
    """Return the names of numbered tags, as the library datasets notes them in a file."""
    noted = object_in(metadata.get(b"huggingface", b"").decode("utf-8", "replace"))
    info = noted.get("info")
    features = info.get("features") if isinstance(info, dict) else {}
    names = {}
    for column, feature in features.items() if isinstance(features, dict) else ():
        inner = feature.get("feature", feature) if isinstance(feature, dict) else {}
        if isinstance(inner, dict) and isinstance(inner.get("names"), list):
            names[column] = [str(each) for each in inner["names"]]
    return names


def _foreign(row: dict[str, Any], names: dict[str, list[str]]) -> dict[str, Any]:
    ours: dict[str, Any] = {}
    for key in ("id", "doc_id", "document_id"):
        if row.get(key) is not None:
            ours["id"] = row.pop(key)
            break
    ours |= {name: row.pop(name) for name in ("title", "language") if row.get(name)}
    spans: list[dict[str, Any]] = []
    if isinstance(row.get("tokens"), list):
        ours["text"], spans = _tagged(row, names)
    else:
        ours["text"] = row.pop("text", None)
        for name in _SPANS:
            spans += [_span(each) for each in _as_objects(row.pop(name, None))]
    ours["meta"] = {key: value for key, value in row.items() if _is_plain(value)}
    ours["layers"] = [{"spans": spans}] if spans else []
    return ours


def _as_objects(value: Any) -> list[dict[str, Any]]:
    """Return a list of objects, also where it became an object of lists."""
    if isinstance(value, dict) and value and all(isinstance(each, list) for each in value.values()):
        rows = zip(*value.values(), strict=False)
        return [dict(zip(value, row, strict=True)) for row in rows]
    return objects_of(value)


def _tagged(row: dict[str, Any], names: dict[str, list[str]]) -> tuple[str, list[dict[str, Any]]]:
    tokens = [str(each) for each in row.pop("tokens")]
    column = next((name for name in _TAGS if isinstance(row.get(name), list)), None)
    tags = row.pop(column) if column else []
    known = names.get(column or "", [])
    said = [known[tag] if type(tag) is int and 0 <= tag < len(known) else str(tag) for tag in tags]
    if len(said) != len(tokens):
        return " ".join(tokens), []
    return " ".join(tokens), [*spans_of_tags(tokens, said, 0, Tags())]


def _is_plain(value: Any) -> bool:
    return value is None or isinstance(value, str | int | float | bool | list)
