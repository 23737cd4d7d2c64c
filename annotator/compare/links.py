"""What people hang on aligned spans: the entity that is named, and relations to other spans.

Only what stands on spans that both people have is compared, so that a difference here is one of
its own and not that of the spans; how much that leaves is the coverage.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

from annotator.compare.alignment import Alignment
from annotator.compare.measure import ALL, Compared, Counts, Numbers, pooled
from annotator.domain.annotation import Relation

#: What is hung on spans: names of numbers.
ENTITIES, RELATIONS = "entities", "relations"
#: The label of the span that it hangs on, and what it is.
Link = tuple[str, Hashable]


class Linked(NamedTuple):
    """The links of one person: those on aligned spans, and how many there are at all by label."""

    aligned: frozenset[Link] = frozenset()
    drawn: Mapping[str, int] = {}


def entities_linked(alignment: Alignment) -> list[Linked]:
    """Return what entities two people say their mentions name, in the order of their ids."""
    found = []
    for person in alignment.people:
        aligned: set[Link] = set()
        drawn: Counter[str] = Counter()
        for place, item in enumerate(alignment.items):
            spans = [span for owner, span in item.spans if owner == person and span.entity]
            drawn.update(span.label for span in spans)
            own = item.members.get(person)
            if own is not None and own.entity and len(item.members) == len(alignment.people):
                aligned.add((own.label, (place, own.entity)))
        found.append(Linked(frozenset(aligned), drawn))
    return found


def relations_linked(
    alignment: Alignment, relations: Mapping[str, Sequence[Relation]], kind: str | None
) -> list[Linked]:
    """Return what relations two people drew, or those of a kind, in the order of their ids.

    The alignment knows of the relations.
    """
    labels = {(p, span.id): span.label for item in alignment.items for p, span in item.spans}
    found = []
    for person in alignment.people:
        own = [each for each in relations.get(person, ()) if kind in (None, each.label)]
        drawn = Counter(
            labels[person, each.from_span]
            for each in own
            if {(person, each.from_span), (person, each.to_span)} <= labels.keys()
        )
        aligned = {
            (alignment.items[begin].members[person].label, (label, begin, end))
            for each in alignment.relations
            if not each.blocked
            for label, begin, end in each.readings[person]
            if kind in (None, label) and person in alignment.items[begin].members
        }
        found.append(Linked(frozenset(aligned), drawn))
    return found


def count_links(compared: Compared) -> dict[str, Numbers]:
    """Count the links of two people on aligned spans, and those that both have, by label."""
    one, other = compared.links or (Linked(), Linked())
    result = {ALL: _numbers(_bare(one.aligned), _bare(other.aligned), one, other, None)}
    for label in sorted({*one.drawn, *other.drawn, *(label for label, _ in one.aligned)}):
        mine, theirs = (
            {link for link in each.aligned if link[0] == label} for each in (one, other)
        )
        result[label] = _numbers(mine, theirs, one, other, label)
    return result


def _bare(links: Iterable[Link]) -> set[Hashable]:
    """Return links without the label of the span, about which people may differ."""
    return {what for _label, what in links}


def _numbers(
    mine: set[Hashable] | set[Link], theirs: set[Hashable] | set[Link],
    one: Linked, other: Linked, label: str | None,
) -> Numbers:  # fmt: skip
    drawn = sum(
        number
        for each in (one, other)
        for name, number in each.drawn.items()
        if label in (None, name)
    )
    both = len(set(mine) & set(theirs))
    return {("both",): both, ("all",): len(mine) + len(theirs), ("drawn",): drawn}


def coverage(groups: Sequence[Counts], label: str | None) -> float | None:
    """Return the share of links that stand on spans which both people have."""
    total = pooled(groups, label)
    drawn = total.get(("drawn",), 0)
    return min(total[("all",)] / drawn, 1.0) if drawn else None
