"""Tables of spans, relations and documents, put together to documents again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, pairwise
from math import isfinite
from typing import Any

from annotator.formats.entity_names import take_names
from annotator.formats.format import FileDocument
from annotator.formats.jsonl_reading import read_document
from annotator.formats.jsonl_values import parse_line
from annotator.formats.notes import Notes
from annotator.formats.placing import shortly
from annotator.formats.span_json import SPAN_KEYS
from annotator.formats.tables import DOCUMENTS

#: A row: column → text.
Row = Mapping[str, str]
#: Columns that hold JSON, and what it has to be.
_JSON: Mapping[str, type] = {
    "fragments": list, "attributes": dict, "extra": dict,
    "excluded": list, "layers": list, "meta": dict,
}  # fmt: skip
#: What others call the columns of ours.
_OTHER_NAMES = {
    "document": ("doc", "doc_id", "document_id", "docid", "key", "doc_name", "file", "filename"),
    "label": ("tag", "type", "entity_type", "category", "class"),
    "start": ("begin", "start_offset", "start_char", "from_char", "start_pos"),
    "end": ("stop", "end_offset", "end_char", "to_char", "end_pos"),
    "text": ("quote", "span", "mention", "span_text", "content", "body", "article"),
    "person": ("annotator", "user", "coder", "annotated_by"),
}
#: Columns that hold the text of a whole document beside a span.
_WHOLE_TEXT = ("document_text", "doc_text", "full_text", "article_text", "context")


def our_names(columns: Iterable[str]) -> list[str]:
    """Return the columns of a table under our names."""
    given = [str(each).strip() for each in columns]
    plain = [each.casefold().replace(" ", "_") for each in given]
    taken = set(plain)
    ours = {other: name for name, others in _OTHER_NAMES.items() for other in others[::-1]}
    named = []
    for original, each in zip(given, plain, strict=True):
        name = ours.get(each, each)
        if name != each and name in taken:
            name = each
        taken.add(name)
        known = name != each or name in _KNOWN
        named.append(name if known else original)
    return named


_KNOWN = frozenset((*_OTHER_NAMES, *_JSON, *SPAN_KEYS, *_WHOLE_TEXT, "from", "to", "id", "kind"))


def is_sorted(keys: Iterable[str]) -> bool:
    """Return whether the rows that have these documents stand in the order of these."""
    return all(first <= second for first, second in pairwise(keys))


class Groups:
    """Rows by document; of a sorted table only those are held that come before they are asked."""

    def __init__(self, rows: Iterable[Row], ordered: bool = False) -> None:
        self._groups = groupby(rows, lambda row: row.get("document", ""))
        self._early: dict[str, list[Row]] = defaultdict(list)
        self._last: str | None = None
        if not ordered:
            self._early = defaultdict(list, self.left())

    def take(self, key: str) -> list[Row]:
        """Return the rows of a document."""
        while self._last is None or self._last < key:
            name, rows = next(self._groups, (None, iter(())))
            if name is None:
                break
            self._early[name] += rows
            self._last = name
        return self._early.pop(key, [])

    def left(self) -> dict[str, list[Row]]:
        """Return the rows of documents that nobody took."""
        for name, rows in self._groups:
            self._early[name] += rows
        return self._early


def documents_of_tables(
    documents: Iterable[Row], spans: Groups, relations: Groups, notes: Notes
) -> Iterator[FileDocument]:
    """Yield the documents with their spans and relations; findings tell what was left over."""
    for row in documents:
        key = row.get("document", "")
        own = {"spans": spans.take(key), "relations": relations.take(key)}
        document = _document(row, key, own, notes)
        if document is not None:
            yield document
    for what, groups in (("spans", spans), ("relations", relations)):
        for key, rows in groups.left().items():
            message = f"There is no text for {len(rows):,} {what} of the document {key or '?'}."
            notes.add("no-text", message, "They were left out.")


def _document(row: Row, key: str, own: dict[str, list[Row]], notes: Notes) -> FileDocument | None:
    notes.document = key or None
    values = _values(row, notes)
    layers: dict[tuple[Any, Any], dict[str, Any]] = {}
    for layer in values.pop("layers", None) or ():
        if isinstance(layer, dict):
            # Of whatever type they are: what is wrong about them is said when the layer is read.
            layers[_hashable(layer.get("person")), _hashable(layer.get("kind"))] = dict(layer)
    for what, translate in (("spans", _span), ("relations", _relation)):
        for each in own[what]:
            fields = _values(each, notes)
            take_names([fields] if what == "spans" else (), notes)
            whose = fields.get("person"), fields.get("kind")
            layer = layers.setdefault(whose, {"person": whose[0], "kind": whose[1]})
            layer.setdefault(what, []).append(translate(fields))
    source = {
        name: values.pop(f"source_{name}", None)
        for name in ("name", "sha256", "encoding", "newline")
    }
    ours = {name: values.pop(name) for name in _DOCUMENT if name in values}
    if row.keys() >= _OUR_TABLE:
        ours.setdefault("title", "")
    values.pop("document", None)
    extra = ours.pop("extra", None)
    if any(source.values()):
        ours["source"] = source
    if values:
        ours["meta"] = {**values, **(ours.get("meta") or {})}
    raw = {"id": key or None, **ours, "layers": [*layers.values()]}
    return read_document({**raw, **(extra if isinstance(extra, dict) else {})}, None, notes)


def _hashable(value: Any) -> Any:
    return shortly(value) if isinstance(value, dict | list) else value


#: The columns of a table of documents that we wrote: an empty title in it is one.
_OUR_TABLE = frozenset(DOCUMENTS)
_DOCUMENT = ("title", "language", "text", "excluded", "meta", "extra")


def _values(row: Row, notes: Notes) -> dict[str, Any]:
    """Return the cells that hold something, those of JSON read."""
    values: dict[str, Any] = {}
    for name, cell in row.items():
        if name in _JSON and cell:
            read = _read_json(cell)
            if isinstance(read, _JSON[name]):
                values[name] = read
            else:
                marks = "a list between [ and ]", "fields between { and }"
                wanted = marks[_JSON[name] is dict]
                message = f"A cell under “{name}” should hold {wanted}, and holds {shortly(cell)}."
                notes.add("not-json", message, "It was left out.")
        elif cell:
            values[name] = cell
    return values


def _read_json(cell: str) -> Any:
    try:
        return parse_line(cell.encode("utf-8", "replace")).value
    except (ValueError, RecursionError):
        return None


def _span(fields: dict[str, Any]) -> dict[str, Any]:
    span = {name: value for name, value in fields.items() if name in _SPAN}
    if "fragments" in fields:
        span["fragments"] = fields["fragments"]
    else:
        span |= {"start": _number(fields.get("start")), "end": _number(fields.get("end"))}
        if "text" in fields:
            span["quote"] = fields["text"]
    if "uncertain" in span:
        span["uncertain"] = str(span["uncertain"]).casefold() in ("yes", "true", "1", "x")
    if "score" in span:
        span["score"] = _decimal(span["score"])
    return span


_SPAN = frozenset(("id", "label", *SPAN_KEYS))
_WHOLE_NUMBER = re.compile(r"\s*(-?[0-9]{1,18})(?:\.0)?\s*")


def _relation(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: fields[name] for name in _RELATION if name in fields}


_RELATION = ("id", "label", "from", "to", "attributes", "origin", "extra")


def _number(cell: Any) -> Any:
    """Return a whole number as such; spreadsheets make 3 into 3.0."""
    found = _WHOLE_NUMBER.fullmatch(str(cell))
    return int(found[1]) if found else cell


def _decimal(cell: Any) -> Any:
    try:
        number = float(cell)
    except ValueError:
        return cell
    return number if isfinite(number) else cell


def with_own_texts(rows: Iterable[Row]) -> Iterator[tuple[Row, list[Row]]]:
    """Yield (document, its spans) for a table whose rows hold the whole text, or no spans."""
    for (key, text), group in groupby(rows, lambda row: (row.get("document", ""), _whole(row))):
        if not text:
            continue
        several = list(group)
        if "start" in several[0]:
            spans: list[Row] = [
                {name: cell for name, cell in row.items() if name not in _WHOLE_TEXT}
                for row in several
            ]
            yield {"document": key, "text": text}, spans
        else:
            for row in several:
                yield row, []


def _whole(row: Row) -> str:
    for name in _WHOLE_TEXT:
        if row.get(name):
            return row[name]
    return "" if "start" in row else row.get("text", "")
