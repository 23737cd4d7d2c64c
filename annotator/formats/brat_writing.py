"""brat standoff: a folder for each person, in it a .txt and a .ann for each document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import orjson

from annotator.domain.span import Fragment
from annotator.formats.brat_conf import annotation_conf, brat_word, visual_conf
from annotator.formats.features import (
    ATTRIBUTES,
    ENTITY,
    ID,
    LABEL,
    NOTE,
    UNCERTAIN,
    Lost,
    fragments_of,
    lost_of_span,
)
from annotator.formats.file_names import file_name, lost_keys, person_folder
from annotator.formats.format import Header
from annotator.formats.written import RelationRow, SpanRow, WrittenDocument, WrittenLayer

#: The attribute that stands for a doubt, and the name of the ledger in normalisations.
UNCERTAIN_NAME, LEDGER = "uncertain", "Ledger"
_LINE = re.compile(r"[^\n]+")
_OWN_SPAN, _OWN_RELATION = re.compile(r"T\d+"), re.compile(r"R\d+")


def brat_files(
    header: Header, documents: Iterable[WrittenDocument]
) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield the texts and annotations of each person, then the configuration."""
    names = {entity.id: entity.name for entity in header.entities}
    folders: dict[tuple[str | None, str], str] = {}
    taken: set[str] = set()
    for document in documents:
        name = file_name(document.key, taken)
        text = document.text.encode()
        for layer in document.layers or (None,):
            folder = person_folder(layer, folders)
            yield f"{folder}/{name}.txt", (text,)
            lines = "" if layer is None else _lines(layer, document, names)
            yield f"{folder}/{name}.ann", (lines.encode(),)
    yield "annotation.conf", (annotation_conf(header, folders),)
    yield "visual.conf", (visual_conf(header),)


def pieces(fragments: Iterable[Fragment], text: str) -> list[Fragment]:
    """Return the fragments cut at line ends, over which no brat annotation may go."""
    return [
        (start + match.start(), start + match.end())
        for start, end in fragments
        for match in _LINE.finditer(text[start:end])
    ]


def joined(fragments: Iterable[Fragment], text: str) -> list[Fragment]:
    """Return fragments with those made one between which there is nothing but line ends."""
    result: list[Fragment] = []
    for start, end in fragments:
        if result and start > result[-1][1] and not text[result[-1][1] : start].strip("\n"):
            result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
    return result


def _numbered(ids: Iterable[str], own: re.Pattern[str]) -> dict[str, str]:
    """Return the brat id of each id: its own where that is one, else a free number."""
    given = list(ids)
    used = {id for id in given if own.fullmatch(id)}
    letter, number = own.pattern[0], 0
    result = {}
    for id in given:
        if id in used:
            result[id] = id
            continue
        number += 1
        while f"{letter}{number}" in used:
            number += 1
        result[id] = f"{letter}{number}"
    return result


def holds(name: str, value: Any) -> bool:
    """Return whether brat can hold an attribute: a word, or that it is there."""
    if brat_word(name) != name:
        return False
    if value is True:
        return name != UNCERTAIN_NAME
    return isinstance(value, str) and brat_word(value) == value


def _lines(layer: WrittenLayer, document: WrittenDocument, names: dict[str, str]) -> str:
    text = document.text
    ids = _numbered([row[ID] for row in layer.spans], _OWN_SPAN)
    lines: list[str] = []
    more: list[str] = []
    written: set[str] = set()
    for row in layer.spans:
        parts = pieces(fragments_of(row), text)
        if not parts:
            continue
        id = ids[row[ID]]
        written.add(row[ID])
        places = ";".join(f"{start} {end}" for start, end in parts)
        said = " ".join(text[start:end] for start, end in parts)
        lines.append(f"{id}\t{brat_word(row[LABEL])} {places}\t{said}")
        _add_more(row, id, names, more)
    relations = [row for row in layer.relations if _is_written(row, written)]
    numbers = _numbered([row[0] for row in relations], _OWN_RELATION)
    for row in relations:
        ends = f"Arg1:{ids[row[2]]} Arg2:{ids[row[3]]}"
        lines.append(f"{numbers[row[0]]}\t{brat_word(row[1])} {ends}\t")
    counts: dict[str, int] = {}
    for line in more:
        number = counts[line[0]] = counts.get(line[0], 0) + 1
        lines.append(f"{line[0]}{number}{line[1:]}")
    return "".join(f"{line}\n" for line in lines)


def _is_written(row: RelationRow, spans: set[str]) -> bool:
    return row[2] != row[3] and row[2] in spans and row[3] in spans


def _add_more(row: SpanRow, id: str, names: dict[str, str], more: list[str]) -> None:
    """Add the attributes, entity and note of a span; their numbers follow later."""
    if row[ATTRIBUTES] is not None:
        for name, value in orjson.loads(row[ATTRIBUTES]).items():
            if holds(name, value):
                more.append(f"A\t{name} {id}" + ("" if value is True else f" {value}"))
    if row[UNCERTAIN] is not None:
        more.append(f"A\t{UNCERTAIN_NAME} {id}")
    entity: str | None = row[ENTITY]
    if entity is not None and brat_word(entity) == entity:
        name = " ".join(names.get(entity, entity).split())
        more.append(f"N\tReference {id} {LEDGER}:{entity}\t{name}")
    if row[NOTE] is not None and "\n" not in row[NOTE]:
        more.append(f"#\tAnnotatorNotes {id}\t{row[NOTE]}")


def brat_losses(header: Header) -> Callable[[WrittenDocument], Iterable[Lost]]:
    """Return what yields the losses of a document: what brat has no words for."""
    keys = lost_keys(header)

    def find(document: WrittenDocument) -> Iterator[Lost]:
        yield from keys(document)
        for layer in document.layers:
            written: set[str] = set()
            ids = _numbered([row[ID] for row in layer.spans], _OWN_SPAN)
            for row in layer.spans:
                parts = pieces(fragments_of(row), document.text)
                if parts:
                    written.add(row[ID])
                yield from _lost_of_span(row, parts, document)
                if ids[row[ID]] != row[ID] or not parts:
                    yield Lost("ids")
            yield from _lost_relations(layer, written, document)

    return find


def _lost_of_span(row: SpanRow, parts: list[Fragment], document: WrittenDocument) -> Iterator[Lost]:
    if not parts:
        yield lost_of_span("spans", document, row)
    elif joined(parts, document.text) != (fragments := fragments_of(row)):
        feature = "fragments" if len(fragments) > 1 else "widened"
        yield lost_of_span(feature, document, row)
    elif brat_word(row[LABEL]) != row[LABEL]:
        yield Lost("labels", row[LABEL], row)
    for feature, is_lost in (
        ("attributes", row[ATTRIBUTES] is not None and (not parts or _lost_names(row))),
        (
            "mentions",
            row[ENTITY] is not None and (not parts or brat_word(row[ENTITY]) != row[ENTITY]),
        ),
        ("doubts", row[UNCERTAIN] is not None and not parts),
        ("notes", row[NOTE] is not None and (not parts or "\n" in row[NOTE])),
    ):
        if is_lost:
            yield lost_of_span(feature, document, row)


def _lost_names(row: SpanRow) -> list[str]:
    attributes = orjson.loads(row[ATTRIBUTES])
    return [name for name, value in attributes.items() if not holds(name, value)]


def _lost_relations(
    layer: WrittenLayer, written: set[str], document: WrittenDocument
) -> Iterator[Lost]:
    kept = [row for row in layer.relations if _is_written(row, written)]
    numbers = _numbered([row[0] for row in kept], _OWN_RELATION)
    for row in layer.relations:
        if row[0] not in numbers or brat_word(row[1]) != row[1]:
            yield Lost("relations", f"{document.key}: {row[1]} of {row[2]} to {row[3]}")
            yield Lost("ids")
        elif numbers[row[0]] != row[0]:
            yield Lost("ids")
