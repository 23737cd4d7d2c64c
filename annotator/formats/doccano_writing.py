"""doccano JSONL: a line for each layer, in the form of projects with relations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import Any, BinaryIO

import orjson

from annotator.formats.features import (
    FRAGMENTS,
    ID,
    LABEL,
    Lost,
    fragments_of,
    lost_of_span,
)
from annotator.formats.format import Header
from annotator.formats.written import CommentRow, WrittenDocument, WrittenLayer

#: Keys that mean something to doccano.
OWN = frozenset(
    ("id", "text", "data", "label", "labels", "entities", "relations", "annotations", "Comments")
)
#: What we add; doccano keeps it as metadata of the example.
ADDED = ("document", "title", "language", "excluded", "annotator", "layer", "status", "reason")


def write_doccano(header: Header, documents: Iterable[WrittenDocument], out: BinaryIO) -> None:
    """Write one line for each layer, and one for a document without any."""
    lines, numbers = count(1), count(1)
    for document in documents:
        for layer in document.layers or (None,):
            line = _line(document, layer, next(lines), numbers)
            out.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))


def _line(
    document: WrittenDocument, layer: WrittenLayer | None, id: int, numbers: Iterator[int]
) -> dict[str, Any]:
    line: dict[str, Any] = {"id": id, "document": document.key, "text": document.text}
    line |= {"entities": [], "relations": []}
    if layer is not None:
        first: dict[str, int] = {}
        for row in layer.spans:
            for start, end in fragments_of(row):
                entity = {"id": next(numbers), "label": row[LABEL]}
                first.setdefault(row[ID], entity["id"])
                line["entities"].append({**entity, "start_offset": start, "end_offset": end})
        line["relations"] = [
            {"id": next(numbers), "from_id": first[row[2]], "to_id": first[row[3]], "type": row[1]}
            for row in layer.relations
        ]
        line["Comments"] = [row[3] for row in layer.comments]
    added = dict(zip(ADDED, _added(document, layer), strict=True))
    # A title that is empty is one: without any, reading makes one of the text.
    line.update({name: value for name, value in added.items() if value or name == "title"})
    if document.meta is not None:
        meta = orjson.loads(document.meta)
        line.update({name: value for name, value in meta.items() if is_free(name)})
    return line


def _added(document: WrittenDocument, layer: WrittenLayer | None) -> tuple[Any, ...]:
    excluded = orjson.loads(document.excluded) if document.excluded else None
    whose = (None,) * 4
    if layer is not None:
        whose = (layer.person, layer.kind, layer.status, layer.reason)  # type: ignore[assignment]
    return (document.key, document.title, document.language, excluded, *whose)


def is_free(name: str) -> bool:
    """Return whether a key of the metadata means nothing else here."""
    return name not in OWN and name not in ADDED


def doccano_losses(header: Header) -> Callable[[WrittenDocument], Iterable[Lost]]:
    """Return what yields the losses of a document beyond what doccano never has."""

    def find(document: WrittenDocument) -> Iterator[Lost]:
        meta = orjson.loads(document.meta) if document.meta is not None else {}
        taken = [name for name in meta if not is_free(name)]
        if taken or document.extra is not None:
            yield Lost("metadata", f"{document.key}: {', '.join(taken) or 'further fields'}")
        for layer in document.layers:
            for row in layer.spans:
                if row[FRAGMENTS] is not None:
                    yield lost_of_span("fragments", document, row)
            for row in layer.comments:
                if not is_bare(row):
                    yield Lost("comments", f"{document.key}: {row[3]}")

    return find


def is_bare(row: CommentRow) -> bool:
    """Return whether a comment is nothing but its text, on the whole document."""
    _, span, person, _, created, reply_to, resolved, extra, _ = row
    return not (span or person or created or reply_to or resolved or extra)
