"""What a format may carry beside the plain text, and how much of it a document has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

import orjson

from annotator.domain.span import Fragment
from annotator.formats.written import SpanRow, WrittenDocument, WrittenLayer

#: What can be lost, in the order of a loss report; the text says what is counted.
FEATURES: Mapping[str, str] = {
    "texts": "texts exactly as they are",
    "keys": "keys of documents",
    "titles": "titles of documents",
    "languages": "languages of documents",
    "metadata": "documents with further metadata",
    "sources": "notes of where a text came from (file name, hash, encoding)",
    "excluded": "excluded regions",
    "layers": "layers (who annotated what)",
    "people": "layers that say whose they are",
    "kinds": "gold layers and layers of suggestions known as such",
    "statuses": "layers that say how far they are",
    "spans": "spans",
    "nested": "spans that overlap another one",
    "widened": "spans exactly where they begin and end",
    "fragments": "spans in several fragments",
    "labels": "labels spelt as they are",
    "attributes": "spans with attributes",
    "mentions": "spans that name an entity",
    "doubts": "spans marked as unsure",
    "notes": "spans with a note",
    "origins": "spans and relations that say where they come from",
    "scores": "spans with a score or a reason",
    "times": "spans that say when they were made",
    "ids": "ids of spans, relations and comments",
    "relations": "relations",
    "relation_attributes": "relations with attributes",
    "comments": "comments",
    "extras": "further fields of spans, relations, comments and layers",
    "entities": "entities of the ledger, with all that is said of them",
    "roster": "people with their names and roles",
    "decisions": "decisions",
    "schema": "the schema",
    "guideline": "the guideline",
    "project": "the project's own title and fields",
}
#: What is not counted apart where the thing it belongs to is not carried at all.
PARENT: Mapping[str, str] = {
    **dict.fromkeys(("people", "kinds", "statuses"), "layers"),
    **dict.fromkeys(
        ("nested", "widened", "fragments", "labels", "attributes", "mentions", "doubts"), "spans"
    ),
    **dict.fromkeys(("notes", "origins", "scores", "times", "ids"), "spans"),
    "relation_attributes": "relations",
    "extras": "layers",
}
#: The features that every format of spans can do without being asked.
SPAN_FEATURES = frozenset(name for name, parent in PARENT.items() if parent == "spans")

#: Where the fields of a span stand in a SpanRow.
START, BEFORE_END, LABEL, ID, QUOTE, FRAGMENTS, ATTRIBUTES, ENTITY, UNCERTAIN, NOTE, ORIGIN = range(
    11
)
SCORE, BECAUSE, CREATED, UPDATED, EXTRA = range(11, 16)
_COLUMN = {
    "fragments": FRAGMENTS,
    "attributes": ATTRIBUTES,
    "mentions": ENTITY,
    "doubts": UNCERTAIN,
    "notes": NOTE,
}
#: Spans of the origin that everything gets which does not say where it comes from.
_IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Lost:
    """One thing that a format cannot hold: one of FEATURES, and for a report what it is.

    `span` is the row of the document that it concerns; two may have one name, and even one id.
    """

    feature: str
    example: str | None = None
    span: SpanRow | None = None


def fragments_of(row: SpanRow) -> list[Fragment]:
    """Return the code points of a span's fragments."""
    if row[FRAGMENTS] is None:
        return [(row[START], -row[BEFORE_END])]
    return [(start, end) for start, end in orjson.loads(row[FRAGMENTS])]


def quotes_of_row(row: SpanRow) -> list[str]:
    """Return the text of each fragment of a span."""
    return [row[QUOTE]] if row[FRAGMENTS] is None else list(row[QUOTE])


def span_named(document: WrittenDocument, row: SpanRow) -> str:
    """Return a span as a loss report names it."""
    quote = " … ".join(quotes_of_row(row)).replace("\n", " ")
    quote = quote if len(quote) <= 50 else quote[:49] + "…"
    return f"{document.key}: “{quote}” ({row[LABEL]})"


def lost_of_span(feature: str, document: WrittenDocument, row: SpanRow) -> Lost:
    """Return what is lost of this span."""
    return Lost(feature, span_named(document, row), row)


def default_status(spans: Collection[object]) -> str:
    """Return the status of a layer whose file does not say one."""
    return "started" if spans else "new"


def features_of_span(row: SpanRow, place: bool = True) -> Iterator[str]:
    """Yield what else is lost when this span is; with `place` its fragments as well."""
    for feature, column in _COLUMN.items():
        if row[column] is not None and (place or column != FRAGMENTS):
            yield feature
    if row[ORIGIN] != _IMPORT:
        yield "origins"
    if row[SCORE] is not None or row[BECAUSE] is not None:
        yield "scores"
    if row[CREATED] is not None or row[UPDATED] is not None:
        yield "times"
    if row[EXTRA] is not None:
        yield "extras"
    yield "ids"


def count_document(document: WrittenDocument, wanted: Collection[str]) -> Counter[str]:
    """Return how much of the wanted FEATURES a document and its layers hold.

    What belongs to a relation or comment is not counted apart where these are wanted.
    """
    there = Counter[str]()
    source = document.source
    there["texts"] = there["keys"] = 1
    there["titles"] = int(document.title != "")
    there["languages"] = int(document.language is not None)
    there["metadata"] = int(document.meta is not None or document.extra is not None)
    there["sources"] = int(any((source.name, source.sha256, source.encoding, source.newline)))
    there["excluded"] = len(orjson.loads(document.excluded)) if document.excluded else 0
    there["decisions"] = len(document.decisions)
    for layer in document.layers:
        _count_layer(layer, wanted, there)
    return Counter({name: number for name, number in there.items() if number and name in wanted})


def _count_layer(layer: WrittenLayer, wanted: Collection[str], there: Counter[str]) -> None:
    there["layers"] += 1
    there["people"] += layer.person is not None
    there["kinds"] += layer.kind != "annotations"
    there["statuses"] += layer.reason is not None or layer.status != default_status(layer.spans)
    there["extras"] += layer.extra is not None
    there["spans"] += len(layer.spans)
    if layer.spans:
        _count_spans(layer.spans, wanted, there)
    there["relations"] += len(layer.relations)
    there["comments"] += len(layer.comments)
    for row in layer.relations if "relations" not in wanted else ():
        there["relation_attributes"] += row[4] is not None
        there["origins"] += row[5] != _IMPORT
        there["extras"] += row[6] is not None
        there["ids"] += 1
    for row in layer.comments if "comments" not in wanted else ():
        there["extras"] += row[7] is not None
        there["ids"] += 1


def _count_spans(rows: Iterable[SpanRow], wanted: Collection[str], there: Counter[str]) -> None:
    # By columns, so that counting costs little beside the writing.
    columns = list(zip(*rows, strict=True))
    number = len(columns[0])
    there["ids"] += number
    for feature, column in _COLUMN.items():
        if feature in wanted:
            there[feature] += number - columns[column].count(None)
    if "origins" in wanted:
        there["origins"] += number - columns[ORIGIN].count(_IMPORT)
    for feature, one, other in (("scores", SCORE, BECAUSE), ("times", CREATED, UPDATED)):
        if feature in wanted:
            pairs = zip(columns[one], columns[other], strict=True)
            there[feature] += number - sum(a is None and b is None for a, b in pairs)
    there["extras"] += number - columns[EXTRA].count(None)
