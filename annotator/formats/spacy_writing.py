"""spaCy DocBin: a Doc for each layer, its spans in a group and, where they can be, as ents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

import orjson

from annotator.domain.span import Fragment
from annotator.formats.conll_tokens import pattern_for, to_tokens, united
from annotator.formats.features import (
    ENTITY,
    FRAGMENTS,
    ID,
    LABEL,
    Lost,
    features_of_span,
    fragments_of,
    lost_of_span,
)
from annotator.formats.format import Header
from annotator.formats.spacy_packing import pack
from annotator.formats.span_json import (
    Names,
    document_json,
    layer_json,
    more_of_relation,
    more_of_span,
    names_of,
)
from annotator.formats.written import RelationRow, SpanRow, WrittenDocument, WrittenLayer

#: The group that spaCy's span categorizer reads, and where our own fields stand in user data.
GROUP, OWN = "sc", "annotator"
_ATTRIBUTES = ("ORTH", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID")


def write_spacy(header: Header, documents: Iterable[WrittenDocument], out: BinaryIO) -> None:
    """Write all Docs as one DocBin."""
    pack(_docs(documents, names_of(header)), _ATTRIBUTES, out)


def _docs(documents: Iterable[WrittenDocument], names: Names) -> Iterator[Any]:
    from spacy.vocab import Vocab

    vocab = Vocab()
    for document in documents:
        words, spaces = words_of(document.text)
        for layer in document.layers or (None,):
            yield _doc(document, layer, vocab, (words, spaces), names)


def words_of(text: str) -> tuple[list[str], list[bool]]:
    """Return the tokens of a text, and whether a space follows each; together the exact text.

    White space beyond that one space is tokens too.
    """
    words: list[str] = []
    spaces: list[bool] = []
    place = 0
    for match in pattern_for(text).finditer(text):
        _add_gap(text[place : match.start()], words, spaces)
        words.append(match[0])
        spaces.append(False)
        place = match.end()
    _add_gap(text[place:], words, spaces)
    return words, spaces


def _add_gap(gap: str, words: list[str], spaces: list[bool]) -> None:
    if gap[:1] == " " and words:
        spaces[-1] = True
        gap = gap[1:]
    if gap:
        words.append(gap)
        spaces.append(False)


def _doc(
    document: WrittenDocument,
    layer: WrittenLayer | None,
    vocab: Any,
    tokens: tuple[list[str], list[bool]],
    names: Names,
) -> Any:
    from spacy.tokens import Doc
    from spacy.util import filter_spans

    doc = Doc(vocab, words=tokens[0], spaces=tokens[1])
    own = {"key": document.key, "title": document.title, **document_json(document)}
    if layer is not None:
        spans: list[Any] = []
        for row in layer.spans:
            for start, end in aligned(row, document.text):
                spans.append(
                    doc.char_span(
                        start,
                        end,
                        label=row[LABEL],
                        span_id=row[ID],
                        kb_id=row[ENTITY] or "",
                    )
                )
        doc.spans[GROUP] = spans
        doc.ents = filter_spans(spans)
        own["layer"] = _layer(layer, names)
    doc.user_data[OWN] = orjson.dumps(own).decode()
    return doc


def aligned(row: SpanRow, text: str) -> list[Fragment]:
    """Return the fragments of a span as whole tokens; empty when there is no token in one."""
    parts = [to_tokens(text, start, end) for start, end in fragments_of(row)]
    return [] if any(start >= end for start, end in parts) else united(parts)


def _layer(layer: WrittenLayer, names: Names) -> dict[str, Any]:
    said = layer_json(layer)
    more = {row[ID]: more_of_span(row, names) for row in layer.spans}
    said["more"] = {id: each for id, each in more.items() if each}
    said["relations"] = [
        {"id": row[0], "label": row[1], "from": row[2], "to": row[3], **more_of_relation(row)}
        for row in layer.relations
    ]
    return said


def spacy_losses(header: Header) -> Callable[[WrittenDocument], Iterable[Lost]]:
    """Return what yields the losses of a document: what tokens cannot hold."""

    def find(document: WrittenDocument) -> Iterator[Lost]:
        for layer in document.layers:
            gone = {row[ID] for row in layer.spans if not aligned(row, document.text)}
            for row in layer.spans:
                yield from _lost_of_span(row, document)
            for relation in layer.relations:
                if {relation[2], relation[3]} & gone:
                    yield from map(Lost, _features_of_relation(relation))
            for comment in layer.comments:
                if comment[1] in gone:
                    yield Lost("comments", f"{document.key}: {comment[3]}")
                    yield from map(Lost, ["ids", *(["extras"] if comment[7] else [])])

    return find


def _lost_of_span(row: SpanRow, document: WrittenDocument) -> Iterator[Lost]:
    parts = aligned(row, document.text)
    if not parts:
        yield lost_of_span("spans", document, row)
        yield from map(Lost, features_of_span(row, place=False))
    elif parts != fragments_of(row):
        feature = "widened" if row[FRAGMENTS] is None else "fragments"
        yield lost_of_span(feature, document, row)


def _features_of_relation(row: RelationRow) -> Iterator[str]:
    yield "relations"
    yield "ids"
    for feature, there in (
        ("relation_attributes", row[4] is not None),
        ("origins", row[5] != "import"),
        ("extras", row[6] is not None),
    ):
        if there:
            yield feature
