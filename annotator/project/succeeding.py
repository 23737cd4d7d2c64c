"""Corrected articles: a new document takes over the layers of the one that it corrects.

Spans go where their own words stand in the new text, with everything about them; what stands in
words that changed is left unplaced. The older document and its layers stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from annotator.domain.document import Document
from annotator.domain.problem import Problem
from annotator.domain.regions import merged
from annotator.domain.span import Fragment, Span, span_fields
from annotator.domain.stream import LayerStream
from annotator.domain.text_alignment import Alignment, align
from annotator.domain.unplaced import RELATION, SPAN
from annotator.formats.format import Record
from annotator.project.import_layers import NamedRecord, set_aside
from annotator.storage.bundle_values import Connection
from annotator.storage.layers_present import assigned_to, layers_of
from annotator.storage.reading import LayerRecords, document, document_ids, layer_records

SUCCESSOR, SUCCESSOR_OF = "successor", "successor_of"
_STATE = ("status", "reason")
_CHANGED = "Its words changed in the corrected article."
_LOST_END = "It links a mark whose words changed in the corrected article."
#: What a gold span keeps of the decision that made it, which is about the older document.
_DECISION = "decision"


@dataclass(slots=True)
class Carried:
    """One layer as the new document gets it; `spans`, `relations` and `unplaced` have new ids."""

    place: LayerStream
    fields: dict[str, Any]
    spans: list[NamedRecord] = field(default_factory=list)
    relations: list[NamedRecord] = field(default_factory=list)
    unplaced: list[NamedRecord] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Predecessor:
    """The document that is corrected, with everybody's layer of it and whom it is assigned to."""

    document: Document
    layers: tuple[tuple[LayerStream, LayerRecords], ...]
    assigned: tuple[Mapping[str, Any], ...]

    def inherited(self, fields: dict[str, Any], text: str) -> dict[str, Any]:
        """Return the fields of the new document's record, with what it has of the older one."""
        old = self.document
        named = {SUCCESSOR_OF: {"key": old.key, "text_sha256": old.text_sha256}}
        result = {**fields, "extra": {**fields.get("extra", {}), **named}}
        if old.language:
            result.setdefault("language", old.language)
        if old.excluded and "excluded" not in fields:
            regions = merged(_known(align(old.text, text), old.excluded))
            if regions:
                result["excluded"] = [list(region) for region in regions]
        return result

    def carry(self, id: str, text: str, new_id: Callable[[], str], file: str) -> Iterator[Carried]:
        """Yield the layers that hold anything, as the document of this id and text gets them."""
        alignment = align(self.document.text, text)
        for place, records in self.layers:
            status = records.layer.get("status")
            if not (records.spans or records.relations or status):
                continue
            fields: dict[str, Any] = {}
            if status == "skipped":
                fields = {name: records.layer[name] for name in _STATE if name in records.layer}
            elif status not in (None, "new"):
                # Whoever finished the older text has not read this one, nor spent time on it.
                fields = {"status": "started"}
            carried = Carried(LayerStream(id, place.person, place.kind), fields)
            _carry_layer(records, alignment, carried, new_id, file)
            yield carried


def read_predecessor(connection: Connection, key: str) -> Predecessor:
    """Return the document of a key with its layers; raises Problem when there is none."""
    id = document_ids(connection, [key]).get(key)
    found = None if id is None else document(connection, id)
    if found is None:
        raise Problem(
            f"There is no document called {key}.",
            "Nothing was imported; the project is as it was.",
            "Use the key of the article that is corrected; the list of documents has them.",
        )
    layers = tuple(
        (each, layer_records(connection, each)) for each in layers_of(connection, found.id)
    )
    return Predecessor(found, layers, tuple(assigned_to(connection, found.id)))


def _known(alignment: Alignment, regions: tuple[Fragment, ...]) -> Iterator[Fragment]:
    """Yield where excluded regions are, whole or, where they changed, from end to end."""
    for start, end in regions:
        found = alignment.carried((start, end))
        region = found or (alignment.about(start), alignment.about(end))
        if region[0] < region[1]:
            yield region


def _carry_layer(
    records: LayerRecords,
    alignment: Alignment,
    carried: Carried,
    new_id: Callable[[], str],
    file: str,
) -> None:
    ids = {span.id: new_id() for span in records.spans}
    for span in records.spans:
        fields = _carried_fields(span, alignment)
        if fields is not None:
            carried.spans.append((ids[span.id], fields))
            continue
        said = [[alignment.about(start), alignment.about(end)] for start, end in span.fragments]
        fields = {**_own_fields(span), "fragments": said}
        mark = set_aside(None, SPAN, fields, "not-carried", _CHANGED, file)
        carried.unplaced.append(_named(mark, ids[span.id]))
    there = {id for id, _ in carried.spans}
    for _id, fields in records.relations:
        ends = {end: ids[fields[end]] for end in ("from", "to") if fields[end] in ids}
        relation = {**fields, **ends, "origin": SUCCESSOR}
        if len(ends) == 2 and set(ends.values()) <= there:
            carried.relations.append((new_id(), relation))
        else:
            mark = set_aside(None, RELATION, relation, "not-carried", _LOST_END, file)
            carried.unplaced.append(_named(mark, new_id()))


def _named(record: Record, id: str) -> NamedRecord:
    return (id, record[1])


def _own_fields(span: Span) -> dict[str, Any]:
    extra = {name: value for name, value in span.extra.items() if name != _DECISION}
    return span_fields(span._replace(origin=SUCCESSOR, extra=extra))


def _carried_fields(span: Span, alignment: Alignment) -> dict[str, Any] | None:
    """Return the fields of a span in the new text; None when any of its words changed."""
    fragments = []
    for fragment in span.fragments:
        place = alignment.carried(fragment)
        if place is None:
            return None
        fragments.append(place)
    apart = all(b[0] > a[1] for a, b in zip(fragments, fragments[1:], strict=False))
    if not apart:
        return None
    return {**_own_fields(span), "fragments": [list(fragment) for fragment in fragments]}
