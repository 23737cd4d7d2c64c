"""Counting one document for several measures at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

from annotator.compare.alignment import Alignment, align
from annotator.compare.figures import Group, Wanted
from annotator.compare.judging import Saying, judged_units, label_said
from annotator.compare.linking import LARGEST
from annotator.compare.links import ENTITIES, Linked, entities_linked, relations_linked
from annotator.compare.measure import ALL, Compared, Counts, Text
from annotator.compare.unit import Unit, tidy
from annotator.domain.annotation import Relation
from annotator.domain.span import Span

#: How spans say something to an attribute (None for labels), by name of the numbers.
Sayings = Mapping[str, Saying]


def groups_of(people: Collection[str], wanted: Wanted) -> list[Group]:
    """Return the groups that a measure is counted for: every two people, or also all of them."""
    ordered = tuple(sorted(people))
    pairs: list[Group] = list(combinations(ordered, 2))
    return pairs if wanted.measure.pairs or len(ordered) <= 2 else [*pairs, ordered]


def count_document(
    text: Text,
    layers: Mapping[str, Sequence[Span]],
    wanted: Sequence[Wanted],
    sayings: Sayings,
    relations: Mapping[str, Sequence[Relation]] | None = None,
    known: Mapping[tuple[str, Group], Counts] | None = None,
) -> dict[tuple[str, Group], Counts]:
    """Return the numbers of one document by their name and group.

    `layers` is person → spans of those whose layers count; `sayings` has what measures of
    values look at, by the name of their numbers; what is `known` is not counted again.
    `relations` is person → relations, which only measures of links look at.
    """
    layers = open_layers(text, layers)
    units = {person: [as_unit(span) for span in spans] for person, spans in layers.items()}
    counted: dict[tuple[str, Group], Counts] = dict(known or {})
    judged: dict[tuple[Saying, Group], list[tuple[str, tuple[object, ...]]]] = {}
    aligned = _Aligned(layers, relations or {})
    for each in wanted:
        measure, name = each.measure, each.numbers
        say = sayings.get(name) or (label_said if measure.takes == "values" else None)
        for group in groups_of(layers, each):
            if (name, group) in counted:
                continue
            rows = None
            if say is not None:
                if (say, group) not in judged:
                    own = {person: layers[person] for person in group}
                    judged[say, group] = judged_units(own, say, aligned.of(group))
                rows = judged[say, group]
            links = aligned.links(each, group) if measure.takes == "links" else None
            compared = Compared(text, [units[person] for person in group], rows, links)
            counted[name, group] = measure.count(compared)
    return counted


class _Aligned:
    """The spans of several people, aligned once for all that is asked of them."""

    def __init__(
        self,
        layers: Mapping[str, Sequence[Span]],
        relations: Mapping[str, Sequence[Relation]],
    ) -> None:
        self._layers, self._relations = layers, relations
        self._known: dict[Group, Alignment] = {}

    def of(self, group: Group) -> Alignment:
        """Return the alignment of a group, with what these people drew."""
        if group not in self._known:
            layers = {person: self._layers[person] for person in group}
            self._known[group] = align(layers, relations=self._drawn(group))
        return self._known[group]

    def _drawn(self, group: Group) -> dict[str, Sequence[Relation]]:
        return {person: self._relations.get(person, ()) for person in group}

    def links(self, wanted: Wanted, pair: Group) -> list[Linked]:
        """Return what a measure of links compares of a pair."""
        if wanted.measure.numbers == ENTITIES:
            return entities_linked(self.of(pair))
        return relations_linked(self.of(pair), self._drawn(pair), wanted.attribute)


def open_layers(text: Text, layers: Mapping[str, Sequence[Span]]) -> Mapping[str, Sequence[Span]]:
    """Return layers without the spans that lie wholly in excluded regions."""
    if not text.excluded:
        return layers
    return {
        person: [span for span in spans if not text.hides(span.fragments)]
        for person, spans in layers.items()
    }


def as_unit(span: Span) -> Unit:
    """Return a span as measures see it."""
    fragments = span.fragments
    return Unit(fragments if len(fragments) == 1 else tidy(fragments), span.label)


def count_spans(text: Text, layers: Mapping[str, Sequence[Span]]) -> dict[str, dict[str, int]]:
    """Return person → label → how many spans, under "" all, those that are excluded left out."""
    found: dict[str, dict[str, int]] = {}
    for person, spans in open_layers(text, layers).items():
        counts = found.setdefault(person, {ALL: len(spans)})
        for span in spans:
            counts[span.label] = counts.get(span.label, 0) + 1
    return found


def count_doubled(text: Text, layers: Mapping[str, Sequence[Span]]) -> dict[str, int]:
    """Return person → how many spans are there once more, the same in extent and label."""
    found = {}
    for person, spans in open_layers(text, layers).items():
        found[person] = len(spans) - len({as_unit(span) for span in spans})
    return found


def crowded_pairs(spans: Mapping[str, Mapping[str, int]]) -> list[Group]:
    """Return the pairs who have so many spans that these may have to be aligned greedily.

    `spans` is what `count_spans` returns.
    """
    return [
        pair
        for pair in combinations(sorted(spans), 2)
        if max(spans[person][ALL] for person in pair) > LARGEST
    ]


def approximate_pairs(text: Text, layers: Mapping[str, Sequence[Span]]) -> dict[Group, bool]:
    """Return of each crowded pair whether its spans are aligned greedily."""
    there = open_layers(text, layers)
    return {
        pair: align({person: there[person] for person in pair}).approximate
        for pair in crowded_pairs(count_spans(text, layers))
    }
