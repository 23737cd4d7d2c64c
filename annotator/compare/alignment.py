"""Alignment: which spans of several people are about the same place.

Spans of every two people that overlap are matched one to one: first those of the same extent
and label, then those of the same extent, then, among spans that hang together, so that the
shared part (IoU) is most in all, equal labels deciding between equals. These links, the best
first, join into items of at most one span a person. A span left alone that lies at least half
in another's, where its owner has a further piece, belongs to a split. The result depends on
the sets of spans and people alone, not on the order in which they come.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from annotator.compare.boundary import trivially_different
from annotator.compare.item import (
    BOUNDARY,
    BOUNDARY_AND_LABEL,
    RELATION,
    Item,
    differences,
    extents,
)
from annotator.compare.linking import Link, Piece, edges_of, links_between
from annotator.compare.relation_item import RelationItem, relation_items
from annotator.compare.split import splits
from annotator.compare.unit import tidy, unit
from annotator.domain.annotation import Relation
from annotator.domain.span import Span

#: Categories of items whose extents differ.
_APART = frozenset((BOUNDARY, BOUNDARY_AND_LABEL))


@dataclass(frozen=True, slots=True)
class Alignment:
    """The items of a document in text order, and what people drew between them.

    `approximate` tells that so many spans overlap somewhere that they were matched greedily.
    """

    people: tuple[str, ...]
    items: tuple[Item, ...]
    relations: tuple[RelationItem, ...] = ()
    approximate: bool = False


def align(
    layers: Mapping[str, Iterable[Any]],
    text: str | None = None,
    relations: Mapping[str, Iterable[Relation]] | None = None,
    language: str | None = None,
) -> Alignment:
    """Return the items of one document.

    `layers` is person → spans, with an empty one for who found nothing; people who are absent
    are not in it. Spans are those of the domain or any shape that `unit` takes. With the
    `text`, trivial differences of extent are told (articles in its `language`, a BCP 47 tag);
    `relations` is person → relations, by span id.
    """
    people = tuple(sorted(layers))
    pieces, doubles = _pieces(people, layers)
    edges = edges_of(pieces)
    links = links_between(pieces, edges)
    groups = _groups(pieces, links.links)
    split = splits(pieces, edges, groups)
    parts: dict[int, list[int]] = defaultdict(list)
    for part, whole in split.items():
        parts[whole].append(part)
    items: list[Item] = []
    for first, group in sorted(groups.items()):
        if first in split:
            continue
        further = sorted(n for part in parts.get(first, ()) for n in groups[part])
        item = _item(people, [pieces[n] for n in group], [pieces[n] for n in further])
        items.append(item if text is None else _remarked(item, text, language))
    between: list[RelationItem] = []
    if relations:
        drawn = {person: relations.get(person, ()) for person in people}
        between = relation_items(drawn, _places(items, doubles))
    for place in {each.first for each in between if each.differs}:
        items[place] = items[place].with_category(RELATION)
    return Alignment(people, tuple(items), tuple(between), links.approximate)


#: (person, span id) → the ids of spans by which the person marked the same once more.
_Doubles = Mapping[tuple[str, str], Sequence[str]]


def _places(items: Sequence[Item], doubles: _Doubles) -> dict[tuple[str, str], int]:
    """Return (person, span id) → place of the item."""
    places = {}
    for place, item in enumerate(items):
        for owner, span in item.spans:
            for id in (span.id, *doubles.get((owner, span.id), ())):
                places[owner, id] = place
    return places


def _span(given: Any, number: int) -> Span:
    if isinstance(given, Span):
        return given
    fragments, label = unit(given)
    return Span(f"{number}", label, fragments, ())


def _pieces(
    people: Sequence[str], layers: Mapping[str, Iterable[Any]]
) -> tuple[list[Piece], dict[tuple[str, str], list[str]]]:
    """Return everybody's spans in order, and (person, id) → ids of the same span once more."""
    pieces: list[Piece] = []
    doubles: dict[tuple[str, str], list[str]] = defaultdict(list)
    for person, name in enumerate(people):
        kept: dict[tuple[Any, str], str] = {}
        spans = [_span(each, number) for number, each in enumerate(layers[name])]
        for span in sorted(spans, key=lambda span: span.id):
            fragments = span.fragments if len(span.fragments) == 1 else tidy(span.fragments)
            first = kept.setdefault((fragments, span.label), span.id)
            if first != span.id:
                doubles[name, first].append(span.id)
                continue
            start, end = fragments[0][0], fragments[-1][1]
            pieces.append(Piece(start, -end, fragments, span.label, person, span.id, span))
    pieces.sort(key=lambda piece: piece[:6])
    return pieces, doubles


def _groups(pieces: Sequence[Piece], links: Iterable[Link]) -> dict[int, list[int]]:
    """Return groups of at most one span a person, by their first span; the best links first."""
    group_of = list(range(len(pieces)))
    groups = {number: [number] for number in group_of}
    owners = {number: 1 << piece.person for number, piece in enumerate(pieces)}
    for link in links:
        one, other = sorted((group_of[link[2]], group_of[link[3]]))
        if one == other or owners[one] & owners[other]:
            continue
        moved = groups.pop(other)
        groups[one] += moved
        owners[one] |= owners.pop(other)
        for number in moved:
            group_of[number] = one
    return groups


def _item(people: Sequence[str], group: Iterable[Piece], further: Sequence[Piece]) -> Item:
    spans = {people[each.person]: each.span for each in group}
    members = {person: spans[person] for person in people if person in spans}
    absent = tuple(person for person in people if person not in spans)
    categories = differences(members, bool(absent), bool(further))
    return Item(
        members, tuple((people[each.person], each.span) for each in further), absent, categories
    )


def _remarked(item: Item, text: str, language: str | None) -> Item:
    """Return the item with what is said beside its categories."""
    if item.pieces or _APART.isdisjoint(item.categories):
        return item
    return replace(item, trivial=trivially_different(text, extents(item), language))
