"""The layers of an imported document: what of them fits the schema, and the ids they get."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from annotator.domain.schema import Schema
from annotator.domain.unplaced import RELATION, SPAN, Unplaced, unplaced_fields
from annotator.formats.format import FileLayer, Finding, Record
from annotator.project.import_mapping import Foreign, ImportMapping, known_names
from annotator.project.import_refused import RefusedLinks

_NOUNS = {SPAN: "label", RELATION: "relation"}
_NAME_IT = "Choose what it becomes when importing."
_SHARED_FATE = "They wait in the repair list for those that do, and went with the others."
#: A record that has an id.
NamedRecord = tuple[str, dict[str, Any]]


class LabelFilter:
    """Takes spans and relations out whose label the schema does not have, and counts them.

    Those that are not left out on purpose go to what is unplaced, from where a person can take
    them back.
    """

    def __init__(
        self,
        schema: Schema,
        file: str,
        mapping: ImportMapping,
        foreign: Foreign,
        entities: Collection[str],
    ) -> None:
        mapping.check(schema)
        self._known = known_names(schema)
        self._labels, self._relations = self._known["labels"], self._known["relations"]
        self._file = file
        self._mapping = mapping
        self._foreign = foreign
        self.dropped: Counter[str] = Counter()
        self.unknown_spans: Counter[str] = Counter()
        self.unknown_relations: Counter[str] = Counter()
        self.loose: int = 0
        self._links = RefusedLinks(schema, entities, file)
        self._left_out = {kind: mapping.left_out(kind) for kind in ("labels", "relations")}

    def apply(self, layer: FileLayer) -> None:
        """Rename what is mapped, and take out, in place, what the schema does not know."""
        self._foreign.count(layer, self._known)
        if self._mapping:
            self._count_dropped(layer)
            self._mapping.apply(layer)
            layer.unplaced = [each for each in layer.unplaced if not self._is_left_out(each)]
        labels = self._labels
        unknown = [each for each in layer.spans if each[1]["label"] not in labels]
        if unknown:
            self.unknown_spans.update(fields["label"] for _, fields in unknown)
            layer.spans = [each for each in layer.spans if each[1]["label"] in labels]
            self._set_aside(layer, SPAN, unknown, "unknown-label")
            self._without_loose_ends(layer)
        known = self._relations
        unknown = [each for each in layer.relations if each[1]["label"] not in known]
        if unknown:
            self.unknown_relations.update(fields["label"] for _, fields in unknown)
            layer.relations = [each for each in layer.relations if each[1]["label"] in known]
            self._set_aside(layer, RELATION, unknown, "unknown-relation")
        self._links.apply(layer)

    def _is_left_out(self, mark: Record) -> bool:
        kind = "labels" if mark[1]["what"] == SPAN else "relations"
        return mark[1].get("label") in self._left_out[kind]

    def _set_aside(
        self, layer: FileLayer, what: str, records: Sequence[Record], because: str
    ) -> None:
        """Keep records as unplaced, but for those whose label is left out on purpose."""
        kind = "labels" if what == SPAN else "relations"
        for id, fields in records:
            label = fields["label"]
            if label not in self._left_out[kind]:
                reason = (
                    "It links a span that was not placed."
                    if because == "relation-loose"
                    else f"The schema has no {_NOUNS[what]} “{label}”."
                )
                mark = set_aside(id, what, fields, because, reason, self._file)
                layer.unplaced.append(mark)

    def _count_dropped(self, layer: FileLayer) -> None:
        names = self._mapping.left_out("attributes")
        for _, fields in (*layer.spans, *layer.relations) if names else ():
            self.dropped.update(names & fields.get("attributes", {}).keys())

    def _without_loose_ends(self, layer: FileLayer) -> None:
        """Set relations aside that have lost a span; with one that is left out they go as well."""
        there = {id for id, _ in layer.spans}
        waiting = there | {id for id, _ in layer.unplaced}
        linked, loose = [], []
        for each in layer.relations:
            ends = {each[1]["from"], each[1]["to"]}
            if ends <= there:
                linked.append(each)
            elif ends <= waiting:
                loose.append(each)
        self.loose += len(layer.relations) - len(linked)
        layer.relations = linked
        self._set_aside(layer, RELATION, loose, "relation-loose")
        for _, fields in layer.comments:
            if fields.get("span") not in there:
                fields.pop("span", None)

    def findings(self) -> list[Finding]:
        """Return one finding for each label that is not in the schema."""
        left_out = self._left_out
        found = [
            self._finding("label", label, number, SPAN, label in left_out["labels"])
            for label, number in sorted(self.unknown_spans.items())
        ]
        found += [
            self._finding("relation", label, number, RELATION, label in left_out["relations"])
            for label, number in sorted(self.unknown_relations.items())
        ]
        found += [
            Finding(
                "left-out",
                f"The attribute “{name}” is mapped to nothing ({number:,} times).",
                "It was left out, the rest kept.",
                self._file,
            )
            for name, number in sorted(self.dropped.items())
        ]
        if self.loose:
            several = f"{self.loose:,} relation{'s' * (self.loose != 1)}"
            message = f"Relations hang on such spans ({several})."
            found.append(Finding("unknown-label", message, _SHARED_FATE, self._file))
        found += self._links.findings()
        return found

    def _finding(self, what: str, label: str, number: int, noun: str, left_out: bool) -> Finding:
        several = noun if number == 1 else f"{noun}s"
        verb = "was" if number == 1 else "were"
        where = "left out, the rest kept" if left_out else "put on the repair list"
        advice = "" if left_out else f" {_NAME_IT}"
        return Finding(
            "unknown-label",
            f"The {what} “{label}” is not in the schema ({number:,} {several}).",
            f"The {several} {verb} {where}.{advice}",
            self._file,
        )


def set_aside(
    id: str | None,
    what: str,
    fields: Mapping[str, Any],
    because: str,
    reason: str,
    file: str,
) -> Record:
    """Return the record of an unplaced mark for the record of a span or relation."""
    own = ("label", "fragments", "quote")
    mark = Unplaced(
        "",
        what,
        fields["label"],
        because,
        tuple(fields.get("quote") or ()),
        tuple((start, end) for start, end in fields.get("fragments") or ()),
        reason,
        file,
        {name: value for name, value in fields.items() if name not in own},
    )
    return (id, unplaced_fields(mark))


def named(
    layer: FileLayer, new_id: Callable[[], str], taken: Collection[str]
) -> tuple[list[NamedRecord], list[NamedRecord], list[NamedRecord], list[NamedRecord]]:
    """Return spans, relations, comments and what is unplaced, with an id each.

    Those without one, or with one of `taken`, get a new one; what refers to them follows.
    """
    renamed: dict[str, str] = {}
    spans = _named(layer.spans, new_id, taken, renamed)
    relations = _named(layer.relations, new_id, taken, {})
    unplaced = _unique(_named(layer.unplaced, new_id, taken, renamed), new_id)
    answers: dict[str, str] = {}
    comments = _named(layer.comments, new_id, taken, answers)
    if renamed or answers:
        waiting = [each.get("fields", {}) for _, each in unplaced if each["what"] == RELATION]
        for fields in (*(fields for _, fields in relations), *waiting):
            for end in ("from", "to"):
                _follow(fields, end, renamed)
        for _, fields in comments:
            _follow(fields, "span", renamed)
            _follow(fields, "reply_to", answers)
    return spans, relations, comments, unplaced


def _unique(records: list[NamedRecord], new_id: Callable[[], str]) -> list[NamedRecord]:
    """Return the records with another id for those whose id one before them has."""
    seen: set[str] = set()
    result: list[NamedRecord] = []
    for id, fields in records:
        result.append((new_id() if id in seen else id, fields))
        seen.add(id)
    return result


def _follow(fields: dict[str, Any], name: str, renamed: dict[str, str]) -> None:
    if name in fields:
        fields[name] = renamed.get(fields[name], fields[name])


def _named(
    records: list[Record],
    new_id: Callable[[], str],
    taken: Collection[str],
    renamed: dict[str, str],
) -> list[NamedRecord]:
    if not taken and None not in [id for id, _ in records]:
        return records  # type: ignore[return-value]
    result: list[NamedRecord] = []
    for id, fields in records:
        if id is None or id in taken:
            made = new_id()
            if id is not None:
                renamed[id] = made
            result.append((made, fields))
        else:
            result.append((id, fields))
    return result


def layer_fields(layer: FileLayer, explicit: bool) -> dict[str, Any]:
    """Return the record of a layer; with `explicit` its status even when it is the default."""
    fields: dict[str, Any] = {}
    if layer.status != "new" or explicit:
        fields["status"] = layer.status
    if layer.reason is not None:
        fields["reason"] = layer.reason
    if layer.extra:
        fields["extra"] = layer.extra
    return fields
