"""UIMA CAS: reading XMI and JSON CAS, whatever their types, as long as they annotate a text."""

from __future__ import annotations

import xml.parsers.expat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from annotator.domain.offsets import OffsetMap
from annotator.formats.cas_structures import DOCUMENT, METADATA, MORE, SOURCE, TARGET
from annotator.formats.foreign_lines import objects_of
from annotator.formats.format import Item
from annotator.formats.jsonl_reading import read_document
from annotator.formats.jsonl_values import object_in
from annotator.formats.notes import Notes
from annotator.formats.safe_xml import xml_fault

_LEFT_OUT = "The file was left out."
#: Packages of what a machine finds in every text: tokens, sentences, parts of speech, syntax.
_MACHINE = (
    ".segmentation.",
    ".lexmorph.",
    ".syntax.",
    ".metadata.",
    "uima.tcas.DocumentAnnotation",
)
_PLACE = frozenset(("sofa", "begin", "end", "label", MORE, SOURCE, TARGET, "%FLAGS"))
_XMI_ID = "http://www.omg.org/XMI id"


@dataclass(slots=True)
class Structures:
    """The text of a CAS and what is annotated in it: (type, id, features, links)."""

    sofas: dict[str, str] = field(default_factory=dict)
    found: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)


def read_xmi(path: Path, name: str, unit: str | None = None) -> Iterator[Item]:
    """Yield the document of an XMI file. Raises OSError when it cannot be read."""
    notes = Notes(name, wanted_unit=unit)
    data = path.read_bytes()
    yield from document_of(xmi_structures(data, notes), notes)


def read_json_cas(path: Path, name: str, unit: str | None = None) -> Iterator[Item]:
    """Yield the document of a JSON CAS file. Raises OSError when it cannot be read."""
    notes = Notes(name, wanted_unit=unit)
    yield from document_of(json_structures(path.read_bytes(), notes), notes)


class _Forbidden(Exception):
    """A document type, with which entities and references to other files come."""


def xmi_structures(data: bytes, notes: Notes) -> Structures | None:
    """Return what an XMI file holds, or None with a finding. No entity of its own is read."""
    read = Structures()

    def start(name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        package = space.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
        type = f"{package}.{local}" if package else local
        id = attributes.pop(_XMI_ID, "")
        if type == "uima.cas.Sofa":
            if "sofaString" in attributes:
                read.sofas[id] = attributes["sofaString"]
        elif "begin" in attributes and "end" in attributes:
            read.found.append((type, id, dict(attributes)))

    def forbid(*_: Any) -> None:
        raise _Forbidden

    parser = xml.parsers.expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = forbid
    try:
        parser.Parse(data, True)
    except _Forbidden:
        said = "It declares a document type, with which entities may come from elsewhere."
        notes.add("doctype", said, _LEFT_OUT)
        return None
    except (xml.parsers.expat.ExpatError, ValueError, LookupError) as error:
        notes.add("broken", xml_fault(error), _LEFT_OUT)
        return None
    return read


def json_structures(data: bytes, notes: Notes) -> Structures | None:
    """Return what a JSON CAS file holds, or None with a finding."""
    read = Structures()
    try:
        whole = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        notes.add("broken", "The file is cut off or damaged: it is no JSON.", _LEFT_OUT)
        return None
    given = whole.get("%FEATURE_STRUCTURES") if isinstance(whole, dict) else None
    if isinstance(given, dict):
        given = [{"%ID": id, **each} for id, each in given.items() if isinstance(each, dict)]
    for each in objects_of(given):
        id, type = str(each.pop("%ID", "")), str(each.pop("%TYPE", ""))
        features = {name.removeprefix("@"): value for name, value in each.items()}
        if type == "uima.cas.Sofa":
            if isinstance(features.get("sofaString"), str):
                read.sofas[id] = features["sofaString"]
        elif "begin" in features and "end" in features:
            read.found.append((type, id, features))
    return read


def document_of(read: Structures | None, notes: Notes) -> Iterator[Item]:
    """Yield the document that the structures make, and findings."""
    if read is not None and not read.sofas:
        notes.add("no-text", "There is no text in it.", _LEFT_OUT)
    elif read is not None:
        sofa, text = next(iter(read.sofas.items()))
        if len(read.sofas) > 1:
            said = f"It has {len(read.sofas)} views of the document."
            notes.add("views", said, "The first one was read.")
        document = read_document(_ours(read, sofa, text), "utf16", notes)
        if document is not None:
            yield document
    yield from notes.take_all()
    yield notes.placed()


def _ours(read: Structures, sofa: str, text: str) -> dict[str, Any]:
    ours: dict[str, Any] = {}
    own: dict[str, Any] | None = None
    spans: dict[str, dict[str, Any]] = {}
    relations = []
    for type, id, features in read.found:
        if type == DOCUMENT:
            own = object_in(features.get("json"))
        elif type == METADATA:
            ours = _metadata(features)
        elif not _is_marked(type, features, sofa):
            continue
        elif SOURCE in features and TARGET in features:
            relations.append(_relation(type, features))
        else:
            # Of an id that occurs twice both are there, and reading says so.
            key = id if id not in spans else f"{id} {len(spans)}"
            spans[key] = {"id": id, **_span(type, features, text)}
    found = _linked(spans, relations)
    if own is None:
        return {**ours, "text": text, "layers": [found] if spans else []}
    return _with_own({**ours, "text": text}, own, found)


def _is_marked(type: str, features: dict[str, Any], sofa: str) -> bool:
    """Return whether a structure is about this text and more than what a machine finds in all."""
    return str(features.get("sofa", sofa)) == sofa and not any(each in type for each in _MACHINE)


def _linked(spans: dict[str, dict[str, Any]], relations: list[dict[str, Any]]) -> dict[str, Any]:
    """Return spans with ids, and relations that name these."""
    ids = {key: span["id"] for key, span in spans.items()}
    for relation in relations:
        for end in ("from", "to"):
            relation[end] = ids.get(relation[end], relation[end])
    return {"spans": [*spans.values()], "relations": relations}


def _with_own(ours: dict[str, Any], own: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    """Return the document with what our own structure says of it and of the layer."""
    layer, key = own.pop("layer", None), own.pop("key", None)
    if "excluded" in own:
        own["excluded"] = _utf16(own["excluded"], ours["text"])
    layers = [{**found, **layer}] if isinstance(layer, dict) else []
    return {**ours, **own, "id": key, "text": ours["text"], "layers": layers}


def _metadata(features: dict[str, Any]) -> dict[str, Any]:
    language = features.get("language")
    return {
        "id": features.get("documentId"),
        "title": features.get("documentTitle"),
        "language": None if language in (None, "x-unspecified") else language,
    }


def _whole(value: Any) -> Any:
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else value


def _span(type: str, features: dict[str, Any], text: str) -> dict[str, Any]:
    """Return a span; its label is a feature of that name, or the type's own name."""
    local = type.rpartition(".")[2]
    more = object_in(features.get(MORE))
    rest = {name: value for name, value in features.items() if name not in _PLACE}
    label = features.get("label")
    if label is None and local in ("Span", "NamedEntity"):
        label = rest.pop("value", None)
    span: dict[str, Any] = {"label": str(label or local), "origin": "import"}
    for name, ours in (("entity", "entity"), ("note", "note"), ("identifier", "entity")):
        if isinstance(rest.get(name), str) and (name != "identifier" or local == "NamedEntity"):
            span[ours] = rest.pop(name)
    attributes = {**rest, **more.pop("attributes", {})} if _is(more) else rest
    span |= more
    if "fragments" in span:
        span["fragments"] = _utf16(span["fragments"], text)
    else:
        span |= {"start": _whole(features["begin"]), "end": _whole(features["end"])}
    return {**span, "attributes": attributes} if attributes else span


def _is(more: dict[str, Any]) -> bool:
    return isinstance(more.get("attributes", {}), dict)


def _utf16(fragments: Any, text: str) -> Any:
    """Return fragments, which are code points in `more`, as the rest of a CAS counts."""
    to_utf16 = OffsetMap(text).to_utf16
    try:
        return [[to_utf16(start), to_utf16(end)] for start, end in fragments]
    except (TypeError, ValueError, IndexError):
        return fragments


def _relation(type: str, features: dict[str, Any]) -> dict[str, Any]:
    label = features.get("label") or features.get("value") or type.rpartition(".")[2]
    ends = {"from": str(features[SOURCE]), "to": str(features[TARGET])}
    return {"label": str(label), **object_in(features.get(MORE)), **ends}
