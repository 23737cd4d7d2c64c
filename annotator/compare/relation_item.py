"""Relations of several people, compared once their spans are aligned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotator.domain.annotation import Relation

TYPE, DIRECTION, MISSING, BLOCKED, AGREED = "type", "direction", "missing", "blocked", "agreed"


@dataclass(frozen=True, slots=True)
class RelationItem:
    """What people drew between the spans of two items, given by their places in the list.

    `readings` is person → sorted (label, from item, to item); people who drew nothing have ().
    `blocked` are people who could not, as they have no span at one end. `category` is type,
    direction, missing (among those who could), blocked (all who could agree) or agreed.
    """

    first: int
    second: int
    readings: Mapping[str, tuple[tuple[str, int, int], ...]]
    blocked: tuple[str, ...]
    category: str

    @property
    def differs(self) -> bool:
        """Whether people differ who all had both spans."""
        return self.category not in (BLOCKED, AGREED)


def relation_items(
    relations: Mapping[str, Iterable[Relation]], places: Mapping[tuple[str, str], int]
) -> list[RelationItem]:
    """Return the relations by the items they join, in order.

    `relations` is by person, with all who are compared; `places` is (person, span id) → item.
    A relation to a span that is not there is left out.
    """
    drawn: dict[tuple[int, int], dict[str, set[tuple[str, int, int]]]] = {}
    for person, own in relations.items():
        for each in own:
            begin, end = (places.get((person, id)) for id in (each.from_span, each.to_span))
            if begin is not None and end is not None:
                key = (min(begin, end), max(begin, end))
                people = drawn.setdefault(key, {})
                people.setdefault(person, set()).add((each.label, begin, end))
    present: dict[int, set[str]] = {}
    for (person, _id), place in places.items():
        present.setdefault(place, set()).add(person)
    return [
        _compared(ends, readings, sorted(relations), present[ends[0]] & present[ends[1]])
        for ends, readings in sorted(drawn.items())
    ]


def _compared(
    ends: tuple[int, int],
    drawn: Mapping[str, set[tuple[str, int, int]]],
    people: list[str],
    able: set[str],
) -> RelationItem:
    readings = {person: tuple(sorted(drawn.get(person, ()))) for person in people}
    blocked = tuple(person for person in people if person not in able)
    sets = [drawn.get(person, set()) for person in people if person in able]
    return RelationItem(*ends, readings, blocked, _category(sets, bool(blocked)))


def _category(sets: list[set[tuple[str, int, int]]], some_blocked: bool) -> str:
    if all(each == sets[0] for each in sets):
        return BLOCKED if some_blocked else AGREED
    labels = [sorted(label for label, _from, _to in each) for each in sets]
    if all(each == labels[0] for each in labels):
        return DIRECTION
    # Where one drew what another did not, and nothing in its place.
    if any(one < other for one in sets for other in sets):
        return MISSING
    return TYPE
