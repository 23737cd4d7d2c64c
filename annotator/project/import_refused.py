"""What the window would refuse and a file has all the same: left out of an import, and told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

from annotator.domain.coordinates import check_coordinates
from annotator.domain.entity import PERSON, Entity
from annotator.domain.problem import Problem
from annotator.domain.schema import Schema
from annotator.formats.format import FileLayer, Finding, Record

_LEFT_OUT = "left out, the rest kept"


class RefusedLinks:
    """Takes links out of layers that lead nowhere, to the mark itself or in a circle.

    `entities` are the ids of those that are there, with what the file brought.
    """

    def __init__(self, schema: Schema, entities: Collection[str], file: str) -> None:
        self._entities = entities
        self._file = file
        self._acyclic = {each.id for each in schema.relations if each.definition.get("acyclic")}
        self._strangers: Counter[str] = Counter()
        self._to_itself: Counter[str] = Counter()
        self._in_circles: Counter[str] = Counter()

    def apply(self, layer: FileLayer) -> None:
        """Take out of a layer, in place, what cannot be kept."""
        for _, fields in layer.spans:
            self._without_stranger(fields)
        for _, fields in layer.unplaced:
            self._without_stranger(fields.get("fields") or {})
        if layer.relations:
            layer.relations = self._straight(layer.relations)

    def _without_stranger(self, fields: dict[str, object]) -> None:
        entity = fields.get("entity")
        if isinstance(entity, str) and entity not in self._entities:
            del fields["entity"]
            self._strangers[entity] += 1

    def _straight(self, relations: Sequence[Record]) -> list[Record]:
        """Return the relations but for those from a mark to itself and those closing a circle."""
        led: dict[str, defaultdict[str, list[str]]] = {
            kind: defaultdict(list) for kind in self._acyclic
        }
        kept: list[Record] = []
        for each in relations:
            label, start, end = (each[1][name] for name in ("label", "from", "to"))
            if start == end:
                self._to_itself[label] += 1
                continue
            if label in led:
                if _leads(led[label], end, start):
                    self._in_circles[label] += 1
                    continue
                led[label][start].append(end)
            kept.append(each)
        return kept

    def findings(self) -> Iterator[Finding]:
        """Yield one finding for each name of nobody and each type of relation."""
        for entity, number in sorted(self._strangers.items()):
            marks = f"{number:,} mark{'s name' if number > 1 else ' names'}"
            yield Finding(
                "entity-loose",
                f"{marks} “{entity}” as a person or place, and neither the file nor the project "
                "says who or what that is.",
                "The marks were kept, and name nobody.",
                self._file,
            )
        for label, number in sorted(self._to_itself.items()):
            yield Finding(
                "relation-to-itself",
                f"“{label}” links a mark to itself ({_links(number)}).",
                f"The {_was(number)} {_LEFT_OUT}.",
                self._file,
            )
        for label, number in sorted(self._in_circles.items()):
            yield Finding(
                "relation-circle",
                f"“{label}” runs in a circle, which the schema forbids ({_links(number)}).",
                f"The {_was(number)} {_LEFT_OUT}.",
                self._file,
            )


def _links(number: int) -> str:
    return f"{number:,} link{'s' * (number != 1)}"


def _was(number: int) -> str:
    return "link was" if number == 1 else "links were"


def _leads(led: defaultdict[str, list[str]], start: str, end: str) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        at = waiting.pop()
        if at == end:
            return True
        following = [each for each in led.get(at, ()) if each not in seen]
        seen.update(following)
        waiting += following
    return False


def sound_entity(entity: Entity, kinds: Sequence[str], file: str) -> tuple[Entity, list[Finding]]:
    """Return an entity of a file as the ledger can take it, and what was not taken.

    `kinds` are those of the schema; where it has none, every kind is taken.
    """
    findings: list[Finding] = []
    try:
        check_coordinates(entity.lat, entity.lon)
    except Problem as problem:
        said = f"{entity.name}: {problem.happened}"
        kept = "The coordinates were left out, the rest kept."
        findings.append(Finding("wrong-coordinates", said, kept, file))
        entity = entity._replace(lat=None, lon=None)
    if kinds and entity.kind not in kinds:
        kind = PERSON if PERSON in kinds else kinds[0]
        said = f"{entity.name} has the kind “{entity.kind}”, and the schema has {', '.join(kinds)}."
        findings.append(Finding("unknown-kind", said, f"It was kept as a {kind}.", file))
        entity = entity._replace(kind=kind)
    return entity, findings
