"""Items: what several people did at one place of a text, and how their readings differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from annotator.domain.span import Fragment, Span

MISSING, SPLIT, BOUNDARY_AND_LABEL = "missing", "split/merge", "boundary+label"
LABEL, BOUNDARY, ATTRIBUTE = "label", "boundary", "attribute"
ENTITY, RELATION, AGREED = "entity", "relation", "agreed"
#: How readings may differ, in the order in which the one that is shown is chosen.
CATEGORIES = (
    MISSING,
    SPLIT,
    BOUNDARY_AND_LABEL,
    LABEL,
    BOUNDARY,
    ATTRIBUTE,
    ENTITY,
    RELATION,
    AGREED,
)
#: With none but these, all who were compared did the same at the place itself.
_ALIKE = {RELATION, AGREED}


@dataclass(frozen=True, slots=True)
class Reading:
    """What some people did at an item: their span and its pieces; `span` None for nothing."""

    people: tuple[str, ...]
    span: Span | None
    pieces: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """Spans of several people, one a person, that mean the same place.

    `members` is person → span, `pieces` further spans of people who are members, into which
    they split what another took as one; `absent` are the others who were compared.
    `categories` are all that hold, the one that is shown first. `trivial` tells that extents
    differ in white space, punctuation or an article only.
    """

    members: Mapping[str, Span]
    pieces: tuple[tuple[str, Span], ...] = ()
    absent: tuple[str, ...] = ()
    categories: tuple[str, ...] = (AGREED,)
    trivial: bool = False

    @property
    def category(self) -> str:
        """How the readings differ: the first of CATEGORIES that holds."""
        return self.categories[0]

    @property
    def start(self) -> int:
        """First position of any member."""
        return min(span.start for span in self.members.values())

    @property
    def end(self) -> int:
        """Position after the last one of any member."""
        return max(span.end for span in self.members.values())

    @property
    def spans(self) -> tuple[tuple[str, Span], ...]:
        """Everything that is aligned here, as (person, span): members, then pieces."""
        return (*self.members.items(), *self.pieces)

    def pieces_of(self, person: str) -> tuple[Span, ...]:
        """Return the further spans of a person."""
        return tuple(span for owner, span in self.pieces if owner == person)

    def readings(self) -> tuple[Reading, ...]:
        """Return what was done here, the same once with all who did it, most people first.

        The same is the same extent, label, attributes and entity. Nothing is a reading too.
        """
        if not set(self.categories) - _ALIKE and not self.pieces:
            people = tuple(self.members)
            return (Reading(people, self.members[people[0]]),)
        groups: dict[Any, list[str]] = {}
        for person, span in self.members.items():
            groups.setdefault(_content(span, self.pieces_of(person)), []).append(person)
        found = [
            Reading(tuple(people), self.members[people[0]], self.pieces_of(people[0]))
            for people in groups.values()
        ]
        if self.absent:
            found.append(Reading(self.absent, None))
        return tuple(sorted(found, key=lambda each: (-len(each.people), each.people)))

    def with_category(self, category: str) -> Item:
        """Return the item with one more category."""
        flags = {*self.categories, category} - {AGREED}
        return replace(self, categories=tuple(each for each in CATEGORIES if each in flags))


def _content(span: Span, pieces: tuple[Span, ...]) -> tuple[Any, ...]:
    said = tuple(sorted((name, repr(value)) for name, value in said_of(span).items()))
    return (span.fragments, span.label, said, span.entity, tuple(p.fragments for p in pieces))


def said_of(span: Span) -> dict[str, Any]:
    """Return the attributes of a span that have a value."""
    return {name: value for name, value in span.attributes.items() if value is not None}


def differences(members: Mapping[str, Span], some_absent: bool, split: bool) -> tuple[str, ...]:
    """Return the categories that hold among spans of several people, relations left out."""
    spans = list(members.values())
    first = spans[0]
    label = any(span.label != first.label for span in spans)
    boundary = any(span.fragments != first.fragments for span in spans)
    holds = {
        MISSING: some_absent,
        SPLIT: split,
        BOUNDARY_AND_LABEL: label and boundary,
        LABEL: label and not boundary,
        BOUNDARY: boundary and not label,
        ATTRIBUTE: not label and _say_different_things(spans),
        ENTITY: any(span.entity != first.entity for span in spans),
    }
    return tuple(each for each, true in holds.items() if true) or (AGREED,)


def _say_different_things(spans: list[Span]) -> bool:
    if not any(span.attributes for span in spans):
        return False
    first = said_of(spans[0])
    return any(said_of(span) != first for span in spans)


def extents(item: Item) -> list[tuple[Fragment, ...]]:
    """Return the fragments of each member, the same once."""
    return list(dict.fromkeys(span.fragments for span in item.members.values()))
