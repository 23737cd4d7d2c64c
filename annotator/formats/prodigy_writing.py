"""Prodigy JSONL: a line for each layer, with tokens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

import orjson

from annotator.formats.conll_tokens import pattern_for
from annotator.formats.features import BEFORE_END, FRAGMENTS, ID, LABEL, START, fragments_of
from annotator.formats.format import Header
from annotator.formats.span_json import (
    Names,
    document_json,
    layer_json,
    more_of_relation,
    more_of_span,
    names_of,
)
from annotator.formats.written import SpanRow, WrittenDocument, WrittenLayer

#: Where our own fields stand; Prodigy passes keys on that it does not know.
OWN = "annotator"
_ANSWERS = {"skipped": "ignore"}


def write_prodigy(header: Header, documents: Iterable[WrittenDocument], out: BinaryIO) -> None:
    """Write one line for each layer, and one for a document without any."""
    names = names_of(header)
    for document in documents:
        tokens = [
            {
                "text": match[0],
                "start": match.start(),
                "end": match.end(),
                "id": number,
                "ws": document.text[match.end() : match.end() + 1].isspace(),
            }
            for number, match in enumerate(pattern_for(document.text).finditer(document.text))
        ]
        packed = orjson.Fragment(orjson.dumps(tokens))
        starts = {token["start"]: token["id"] for token in tokens}
        ends = {token["end"]: token["id"] for token in tokens}
        for layer in document.layers or (None,):
            line = _line(document, layer, (starts, ends), names)
            line["tokens"] = packed
            out.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))


_Edges = tuple[dict[Any, Any], dict[Any, Any]]


def _line(
    document: WrittenDocument, layer: WrittenLayer | None, edges: _Edges, names: Names
) -> dict[str, Any]:
    own = {"key": document.key, "title": document.title, **document_json(document)}
    meta = own.pop("meta", {})
    line: dict[str, Any] = {"text": document.text, "meta": meta, "tokens": None, "spans": []}
    if layer is not None:
        spans = {row[ID]: _span(row, edges, names) for row in layer.spans}
        line["spans"] = list(spans.values())
        line["relations"] = [
            {
                "head": spans[row[2]].get("token_end"),
                "child": spans[row[3]].get("token_end"),
                "label": row[1],
                "head_span": _place(spans[row[2]]),
                "child_span": _place(spans[row[3]]),
                "id": row[0],
                "from": row[2],
                "to": row[3],
                **more_of_relation(row),
            }
            for row in layer.relations
        ]
        line["answer"] = _ANSWERS.get(layer.status, "accept")
        if layer.person is not None:
            line |= {"_session_id": layer.person, "_annotator_id": layer.person}
        line["_view_id"] = "relations" if layer.relations else "spans_manual"
        own["layer"] = layer_json(layer)
        # Prodigy has a place of its own for whose it is.
        del own["layer"]["person"]
    return {**line, OWN: own}


def _span(row: SpanRow, edges: _Edges, names: Names) -> dict[str, Any]:
    start, end = row[START], -row[BEFORE_END]
    span = {"start": start, "end": end}
    first, last = edges[0].get(start), edges[1].get(end)
    if first is not None and last is not None:
        span |= {"token_start": first, "token_end": last}
    span |= {"label": row[LABEL], "id": row[ID], **more_of_span(row, names)}
    return {**span, "fragments": fragments_of(row)} if row[FRAGMENTS] is not None else span


def _place(span: dict[str, Any]) -> dict[str, Any]:
    names = ("start", "end", "token_start", "token_end", "label")
    return {name: span[name] for name in names if name in span}
