"""The layers of an imported document: whose they are, and what of them fits the schema."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from typing import Any

from annotator.domain.schema import Schema
from annotator.formats.format import FileLayer, Finding, Record
from annotator.project.import_mapping import Foreign, ImportMapping, known_names

#: A record that has an id.
NamedRecord = tuple[str, dict[str, Any]]


class LabelFilter:
    """Keeps spans and relations out whose label the schema does not have, and counts them."""

    def __init__(self, schema: Schema, file: str, mapping: ImportMapping, foreign: Foreign) -> None:
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

    def apply(self, layer: FileLayer) -> None:
        """Rename what is mapped, and take out, in place, what the schema does not know."""
        self._foreign.count(layer, self._known)
        if self._mapping:
            self._count_dropped(layer)
            self._mapping.apply(layer)
        labels = self._labels
        unknown = [each[1]["label"] for each in layer.spans if each[1]["label"] not in labels]
        if unknown:
            self.unknown_spans.update(unknown)
            layer.spans = [each for each in layer.spans if each[1]["label"] in labels]
            self._without_loose_ends(layer)
        if layer.relations:
            known = self._relations
            names = [each[1]["label"] for each in layer.relations]
            self.unknown_relations.update(name for name in names if name not in known)
            layer.relations = [each for each in layer.relations if each[1]["label"] in known]

    def _count_dropped(self, layer: FileLayer) -> None:
        names = self._mapping.left_out("attributes")
        for _, fields in (*layer.spans, *layer.relations) if names else ():
            self.dropped.update(names & fields.get("attributes", {}).keys())

    def _without_loose_ends(self, layer: FileLayer) -> None:
        there = {id for id, _ in layer.spans}
        linked = [
            each for each in layer.relations if each[1]["from"] in there and each[1]["to"] in there
        ]
        self.loose += len(layer.relations) - len(linked)
        layer.relations = linked
        for _, fields in layer.comments:
            if fields.get("span") not in there:
                fields.pop("span", None)

    def findings(self) -> list[Finding]:
        """Return one finding for each label that is not in the schema."""
        found = [
            self._finding(f"The label “{label}” is not in the schema", number, "span")
            for label, number in sorted(self.unknown_spans.items())
        ]
        found += [
            self._finding(f"The relation “{label}” is not in the schema", number, "relation")
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
            found.append(self._finding("Relations hang on such spans", self.loose, "relation"))
        return found

    def _finding(self, what: str, number: int, noun: str) -> Finding:
        several = noun if number == 1 else f"{noun}s"
        verb = "was" if number == 1 else "were"
        return Finding(
            "unknown-label",
            f"{what} ({number:,} {several}).",
            f"The {several} {verb} left out, the rest kept.",
            self._file,
        )


def named(
    layer: FileLayer, new_id: Callable[[], str], taken: Collection[str]
) -> tuple[list[NamedRecord], list[NamedRecord], list[NamedRecord]]:
    """Return spans, relations and comments with an id each.

    Those without one, or with one of `taken`, get a new one; what refers to them follows.
    """
    renamed: dict[str, str] = {}
    spans = _named(layer.spans, new_id, taken, renamed)
    relations = _named(layer.relations, new_id, taken, {})
    answers: dict[str, str] = {}
    comments = _named(layer.comments, new_id, taken, answers)
    if renamed or answers:
        for _, fields in relations:
            for end in ("from", "to"):
                fields[end] = renamed.get(fields[end], fields[end])
        for _, fields in comments:
            _follow(fields, "span", renamed)
            _follow(fields, "reply_to", answers)
    return spans, relations, comments


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
