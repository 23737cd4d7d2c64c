"""UIMA CAS: what is annotated in a text, as a document of our own JSONL."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from annotator.domain.entity import Entity
from annotator.domain.offsets import OffsetMap
from annotator.formats.cas_structures import DOCUMENT, METADATA, MORE, SOURCE, TARGET
from annotator.formats.entity_names import take_names
from annotator.formats.format import Header
from annotator.formats.jsonl_values import object_in
from annotator.formats.notes import Notes

#: Packages of what a machine finds in every text: tokens, sentences, parts of speech, syntax.
_MACHINE = (".segmentation.", ".lexmorph.", ".syntax.")
#: What says of a text that it is one, and of which words.
_FRAME = (".metadata.", "uima.tcas.DocumentAnnotation")
_WORDS = frozenset(("Token", "Sentence", "Paragraph", "Div"))
_PLACE = frozenset(("sofa", "begin", "end", "label", SOURCE, TARGET, "%FLAGS"))
_LINK, _NEXT = "Link", "next"
#: Type, id and features of a structure.
Found = tuple[str, str, dict[str, Any]]


@dataclass(slots=True)
class Structures:
    """The text of a CAS and what is annotated in it: (type, id, features).

    `links` are structures without a place that name others (the slots of an event), `arrays` lists
    of values or of ids, by their id; `words` are ids of tokens, which relations may name.
    """

    sofas: dict[str, str] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    links: dict[str, dict[str, Any]] = field(default_factory=dict)
    arrays: dict[str, list[str]] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)

    def take(self, type: str, id: str, features: dict[str, Any]) -> None:
        """Take a structure in, if it is of a kind that says something."""
        if type == "uima.cas.Sofa":
            if isinstance(features.get("sofaString"), str):
                self.sofas[id] = features["sofaString"]
        elif "begin" in features and "end" in features:
            self.found.append((type, id, features))
        elif "target" in features and type.endswith(_LINK):
            self.links[id] = features
        elif "elements" in features:
            elements = features["elements"]
            self.arrays[id] = elements if isinstance(elements, list) else str(elements).split()

    def slots(self, value: Any) -> list[dict[str, Any]]:
        """Return the links that the value of a feature names; none if it names anything else."""
        ids = value.split() if isinstance(value, str) else []
        if len(ids) == 1:
            ids = self.arrays.get(ids[0], ids)
        return [self.links[id] for id in ids] if all(id in self.links for id in ids) else []


@dataclass(slots=True)
class _Reading:
    """A document while its structures are gone through."""

    read: Structures
    sofa: str
    text: str
    notes: Notes
    metadata: dict[str, Any] = field(default_factory=dict)
    own: dict[str, Any] | None = None
    spans: dict[str, dict[str, Any]] = field(default_factory=dict)
    relations: list[dict[str, Any]] = field(default_factory=list)
    entities: dict[str, Entity] = field(default_factory=dict)
    named_by: dict[str, list[str]] = field(default_factory=dict)

    @property
    def header(self) -> Header | None:
        """Who and what is named, None where nobody is."""
        if not self.entities:
            return None
        return Header(entities=tuple(self.entities.values()), named_by=self.named_by)

    def take(self, type: str, id: str, features: dict[str, Any]) -> None:
        """Take whatever a structure is."""
        if type == DOCUMENT:
            self.own = object_in(features.get("json"))
        elif type == METADATA:
            self.metadata = _metadata(features)
        elif str(features.get("sofa", self.sofa)) != self.sofa or _is_of(type, _FRAME):
            return
        elif _is_of(type, _MACHINE):
            _count_layer(type.rpartition(".")[2], self.notes)
        elif SOURCE in features and TARGET in features:
            self.relate(type, features)
        else:
            self.mark(type, id, features)

    def mark(self, type: str, id: str, features: dict[str, Any]) -> None:
        """Take a span with its slots."""
        # Of an id that occurs twice both are there, and reading says so.
        key = id if id not in self.spans else f"{id} {len(self.spans)}"
        plain = {}
        for name, value in features.items():
            slots = self.read.slots(value)
            if slots:
                self._slots(id, name, slots)
            elif name == _NEXT and isinstance(value, str) and type.endswith(_LINK):
                self.relations.append({"label": _NEXT, "from": id, "to": value})
            elif isinstance(value, str) and value in self.read.arrays and name not in _PLACE:
                plain[name] = self.read.arrays[value]
            else:
                plain[name] = value
        span = {"id": id, **_span(type, plain, self.text)}
        take_names([span], self.notes)
        self.spans[key] = span
        if isinstance(span.get("entity"), str) and not object_in(features.get(MORE)):
            self._name(span["entity"], span)

    def _slots(self, id: str, name: str, slots: list[dict[str, Any]]) -> None:
        """Make relations of the links of a span: each has the name of its role."""
        for each in slots:
            label = each.get("role") or name
            self.relations.append({"label": str(label), "from": id, "to": _end(each["target"])})

    def _name(self, id: str, span: dict[str, Any]) -> None:
        """Keep what an identifier names, under the words that it is first named by."""
        self.named_by.setdefault(id, []).append(span["label"])
        if id not in self.entities:
            data = self.text.encode("utf-16-le", "surrogatepass")
            start, end = span.get("start"), span.get("end")
            said = ""
            if type(start) is int and type(end) is int and 0 <= start < end:
                said = data[2 * start : 2 * end].decode("utf-16-le", "replace").strip()
            self.entities[id] = Entity(id, "person", said or id, reference=id)

    def relate(self, type: str, features: dict[str, Any]) -> None:
        """Take a relation; one of words that are no marks is counted."""
        relation = _relation(type, features)
        if {relation["from"], relation["to"]} & self.read.words:
            self.notes.count("words-linked", "relation of words that are no marks",
                             "relations of words that are no marks", "They were left out.",
                             f"“{relation['label']}”")  # fmt: skip
        else:
            self.relations.append(relation)


def ours_of(
    read: Structures, sofa: str, text: str, notes: Notes
) -> tuple[Header | None, dict[str, Any]]:
    """Return what the structures about a text say as a document, and who or what they name."""
    reading = _Reading(read, sofa, text, notes)
    read.words |= {id for type, id, _ in read.found if _is_of(type, _MACHINE)}
    for structure in read.found:
        reading.take(*structure)
    found = _linked(reading.spans, reading.relations)
    ours = {**reading.metadata, "text": text}
    if reading.own is not None:
        return reading.header, _with_own(ours, reading.own, found)
    layers = [found] if found["spans"] or found["relations"] else []
    return reading.header, {**ours, "layers": layers}


def _is_of(type: str, packages: tuple[str, ...]) -> bool:
    return any(each in type for each in packages)


def _count_layer(name: str, notes: Notes) -> None:
    """Count what is left out of the layers that a machine makes; words go without saying."""
    if name not in _WORDS:
        notes.count("machine-layers", f"mark of the layer {name}", f"marks of the layer {name}",
                    "They were left out, as all about single words.")  # fmt: skip


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
    rest, more = _rest(features)
    label = features.get("label")
    if label is None and local in ("Span", "NamedEntity"):
        label = rest.pop("value", None)
    span: dict[str, Any] = {"label": str(label or local), "origin": "import"}
    # What others call “entity” is an attribute of theirs, not somebody in our ledger.
    own = [("entity", "entity")] if more else []
    named = [("identifier", "entity")] if local == "NamedEntity" else []
    for name, ours in (*own, ("note", "note"), *named):
        if isinstance(rest.get(name), str) and rest[name]:
            span[ours] = rest.pop(name)
    span |= _with_attributes(rest, more)
    if "fragments" in span:
        span["fragments"] = _utf16(span["fragments"], text)
    else:
        span |= {"start": _whole(features["begin"]), "end": _whole(features["end"])}
    return span


def _rest(features: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the features beyond the place, and what our own exports keep in one of them."""
    rest = {name: value for name, value in features.items() if name not in _PLACE}
    more = object_in(rest.get(MORE))
    if more:
        del rest[MORE]
    return rest, more


def _with_attributes(rest: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a span or relation: of `more`, and the other features as attributes."""
    attributes = {**rest, **more.pop("attributes", {})} if _is(more) else rest
    return {**more, "attributes": attributes} if attributes else more


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
    rest, more = _rest(features)
    label = features.get("label") or rest.pop("value", None) or type.rpartition(".")[2]
    ends = {"from": _end(features[SOURCE]), "to": _end(features[TARGET])}
    return {"label": str(label), **_with_attributes(rest, more), **ends}


def _end(value: Any) -> str | None:
    """Return the id that an end of a relation has, None where it names nothing."""
    return None if value is None else str(value)
