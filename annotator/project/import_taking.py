"""Taking the layer of a document into the staging: as a new one, or to one that came before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from annotator.domain.stream import layer_stream
from annotator.formats.format import FileLayer
from annotator.project.import_gold import GoldAdoption
from annotator.project.import_joining import (
    join_layers,
    layer_exists,
    layers_joined,
)
from annotator.project.import_layers import LabelFilter, NamedRecord, layer_fields, named
from annotator.project.import_owners import has_content
from annotator.project.import_report import ImportReport
from annotator.project.review_gold import GOLD
from annotator.storage.present import Present
from annotator.storage.staged_layers import extend_layer, staged_records
from annotator.storage.staging import Staging

#: Document, kind and owner of a layer; nobody is "".
Place = tuple[str, str, str]
_Remark = tuple[str, str, str]
_SUGGESTIONS = "suggestions"


class LayerTaking:
    """Takes one layer after the other; what is not taken as it is becomes a remark."""

    def __init__(
        self,
        present: Present,
        staging: Staging,
        gold: GoldAdoption,
        report: ImportReport,
        new_id: Callable[[], str],
        deleted: Callable[[str], set[str]],
    ) -> None:
        self._present = present
        self._staging = staging
        self._gold = gold
        self._report = report
        self._new_id = new_id
        self._deleted = deleted
        #: By place, the numbers of the layers that this import has set aside.
        self._staged: dict[Place, int] = {}

    def take(
        self, place: Place, layer: FileLayer, labels: LabelFilter, known: bool
    ) -> tuple[list[NamedRecord], _Remark | None]:
        """Return the spans of the layer that were taken, and what is to be said of it.

        `known` documents were there before this one.
        """
        id, kind, person = place[0], place[1], place[2] or None
        number, full = self._present.layers.get(place, (None, False))
        staged = self._staged.get(place)
        # Suggestions can be made again; gold has decisions that are of the one layer.
        if full and staged is None or staged is not None and kind in (_SUGGESTIONS, GOLD):
            return [], layer_exists(kind, self.whose(person), layer, staged is not None)
        labels.apply(layer)
        stream = layer_stream(id, person, kind)
        dead = self._deleted(stream) if known else frozenset[str]()
        if staged is not None:
            return self._extend(staged, place, layer, dead)
        content = has_content(layer)
        if kind == _SUGGESTIONS:
            # A suggester can make them again, so nobody need repair them.
            layer.unplaced.clear()
        spans, relations, comments, unplaced = named(layer, self._new_id, dead)
        if kind == GOLD:
            self._gold.adopt(id, spans, relations, layer.person)
        fields = layer_fields(layer, explicit=number is not None)
        self._staged[place] = self._staging.add_layer(
            id, person, kind, fields, spans, relations, comments, number, unplaced
        )
        self._present.layers[place] = (number if number is not None else 0, content)
        self._report.add_layer(spans, relations, comments, unplaced)
        return spans, None

    def _extend(
        self, number: int, place: Place, layer: FileLayer, dead: set[str] | frozenset[str]
    ) -> tuple[list[NamedRecord], _Remark | None]:
        """Put a layer to the one of its place that came before."""
        id, kind, person = place[0], place[1], place[2] or None
        stream = layer_stream(id, person, kind)
        there = staged_records(self._staging, stream)
        joined = _file_layer(there)
        before = (joined.status, joined.reason, joined.extra)
        came = join_layers(joined, layer)
        if not came and before == (joined.status, joined.reason, joined.extra):
            return [], None
        records = dict(zip(_KINDS, named(joined, self._new_id, dead), strict=True))
        more = {each: records[each][len(there.get(each, ())) :] for each in _KINDS}
        fields = layer_fields(joined, explicit=True)
        extend_layer(self._staging, number, stream, fields, more)
        self._report.add_to_layer(*more.values())
        marks = sum(len(more[each]) for each in ("span", "relation", "unplaced"))
        return more["span"], layers_joined(kind, self.whose(person), marks)

    def whose(self, person: str | None) -> str:
        """Return “ of Ana” for a person, and nothing for nobody."""
        return f" of {self._present.people[person]['name']}" if person else ""


#: Kinds of records in the order in which `named` returns them.
_KINDS = ("span", "relation", "comment", "unplaced")


def _file_layer(there: dict[str, list[Any]]) -> FileLayer:
    ((_, fields),) = there["layer"]
    return FileLayer(
        status=fields.get("status", "new"),
        reason=fields.get("reason"),
        spans=list(there.get("span", ())),
        relations=list(there.get("relation", ())),
        comments=list(there.get("comment", ())),
        extra=dict(fields.get("extra", {})),
        unplaced=list(there.get("unplaced", ())),
    )
