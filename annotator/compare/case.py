"""Cases: what a lead decides, made of what several people did at one place of a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

import orjson

from annotator.compare.alignment import Alignment, align
from annotator.compare.item import ENTITY, RELATION, Item, Reading
from annotator.compare.pattern import ALIKE, pattern_of
from annotator.compare.relation_item import AGREED as RELATION_AGREED
from annotator.compare.relation_item import BLOCKED, RelationItem
from annotator.domain.annotation import Relation
from annotator.domain.span import Span

SPAN_CASE, RELATION_CASE = "span", "relation"
_RELATION_TITLES = {
    "missing": "Related or not",
    "direction": "From which to which",
    "type": "Which relation",
    BLOCKED: "Related, where others have no mark",
    RELATION_AGREED: ALIKE,
}
#: (person, id of their span or relation).
Member = tuple[str, str]


class Link(NamedTuple):
    """A relation that a reading has between the spans of two cases, given by case ids."""

    label: str
    from_case: str
    to_case: str
    attributes: Mapping[str, Any] = {}


class Choice(NamedTuple):
    """A reading that can be accepted; neither spans nor links means “nothing here”.

    `signature` is the same for what is the same reading in another case of the pattern.
    """

    people: tuple[str, ...]
    spans: tuple[Span, ...] = ()
    links: tuple[Link, ...] = ()
    signature: str = ""

    @property
    def content(self) -> str:
        """What makes two readings the same, whoever has them: plain JSON."""
        return content_of(self.spans, self.links)


class Case(NamedTuple):
    """One thing to decide; `start` and `end` are code points.

    `id` comes from the members, so it stays while they are only changed. `pattern` is None for
    what repeats nowhere; `ends` are the ids of the two cases that a relation joins. `everyone`
    says who was compared, `text_sha256` in which text.
    """

    id: str
    document: str
    kind: str
    category: str
    start: int
    end: int
    choices: tuple[Choice, ...]
    members: tuple[Member, ...]
    everyone: tuple[str, ...]
    text_sha256: str
    pattern: str | None = None
    title: str = ""
    labels: tuple[str, ...] = ()
    trivial: bool = False
    ends: tuple[str, str] | None = None

    @property
    def fingerprint(self) -> str:
        """What changes with anything that a decision may rest on."""
        said = sorted([sorted(choice.people), choice.content] for choice in self.choices)
        return _hashed(self.text_sha256, self.members, said)

    @property
    def unanimous(self) -> bool:
        """Whether all who were compared did the same; who could not draw a relation did not."""
        return len(self.choices) == 1 and len(self.choices[0].people) == len(self.everyone)

    @property
    def order(self) -> tuple[int, int, int, str]:
        """Sort key: spans first, then what differs in the entity only, then relations."""
        rank = 2 if self.kind == RELATION_CASE else int(self.category == ENTITY)
        return (rank, self.start, -self.end, self.id)


def content_of(spans: Iterable[Span], links: Iterable[Link]) -> str:
    """Return what a ruling says as canonical JSON: extents, labels, attributes, entities, links."""
    said = [
        [
            span.fragments,
            span.label,
            sorted([name, value] for name, value in span.attributes.items() if value is not None),
            span.entity or "",
        ]
        for span in spans
    ]
    said.sort()
    drawn = sorted([link.label, link.from_case, link.to_case] for link in links)
    return orjson.dumps([said, drawn]).decode()


def cases_of(
    document: str,
    text: str,
    layers: Mapping[str, Iterable[Span]],
    relations: Mapping[str, Iterable[Relation]] | None = None,
    language: str | None = None,
) -> list[Case]:
    """Return what is to be decided in a document, in the order of `Case.order`.

    `layers` is person → spans, of at least two people; `relations` person → relations.
    """
    drawn = {person: tuple((relations or {}).get(person, ())) for person in layers}
    alignment = align(layers, text, drawn, language)
    ground = _Ground(document, text, sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    spans = [_span_case(ground, item, alignment.people) for item in alignment.items]
    return sorted([*spans, *_relation_cases(ground, alignment, spans, drawn)], key=_by_order)


class _Ground(NamedTuple):
    """A document's id, its text, and the hash of that."""

    document: str
    text: str
    sha256: str


def _by_order(case: Case) -> tuple[int, int, int, str]:
    return case.order


def _hashed(*parts: Any) -> str:
    return sha256(orjson.dumps(parts)).hexdigest()


def _span_case(ground: _Ground, item: Item, people: tuple[str, ...]) -> Case:
    document, text, _sha256 = ground
    # A relation that differs is decided as a case of its own.
    categories = tuple(each for each in item.categories if each != RELATION)
    readings = item.readings()
    category = categories[0] if categories else "agreed"
    spans = item.spans
    labels = tuple(sorted({span.label for _person, span in spans}))
    pattern = pattern_of(text, readings, category, labels)
    choices = tuple(
        Choice(reading.people, _spans_of(reading, text), (), signature)
        for reading, signature in zip(readings, pattern.signatures, strict=True)
    )
    members = tuple(sorted((person, span.id) for person, span in spans))
    return Case(
        _hashed(document, SPAN_CASE, members)[:12],
        document,
        SPAN_CASE,
        category,
        item.start,
        item.end,
        choices,
        members,
        people,
        ground.sha256,
        pattern.key,
        pattern.title,
        labels,
        item.trivial,
    )


def _spans_of(reading: Reading, text: str) -> tuple[Span, ...]:
    if reading.span is None:
        return ()
    return tuple(
        span._replace(quote=tuple(text[start:end] for start, end in span.fragments))
        for span in (reading.span, *reading.pieces)
    )


def _relation_cases(
    ground: _Ground,
    alignment: Alignment,
    cases: Sequence[Case],
    drawn: Mapping[str, Sequence[Relation]],
) -> list[Case]:
    places = {member: place for place, case in enumerate(cases) for member in case.members}
    by_ends: dict[tuple[int, int], list[tuple[str, Relation]]] = {}
    for person, own in drawn.items():
        for each in own:
            ends = [places.get((person, id)) for id in (each.from_span, each.to_span)]
            if ends[0] is not None and ends[1] is not None:
                first, second = sorted((ends[0], ends[1]))
                by_ends.setdefault((first, second), []).append((person, each))
    return [
        _relation_case(ground, each, cases, by_ends.get((each.first, each.second), []))
        for each in alignment.relations
    ]


def _relation_case(
    ground: _Ground,
    between: RelationItem,
    cases: Sequence[Case],
    drawn: Sequence[tuple[str, Relation]],
) -> Case:
    first, second = cases[between.first], cases[between.second]
    attributes = {(person, each.label): each.attributes for person, each in drawn}
    groups: dict[tuple[tuple[str, int, int], ...], list[str]] = {}
    for person, reading in between.readings.items():
        # Who has no span at one end could not draw anything: that is no reading.
        if reading or person not in between.blocked:
            groups.setdefault(reading, []).append(person)
    choices = [
        Choice(
            tuple(people),
            (),
            tuple(
                Link(label, cases[a].id, cases[b].id, attributes.get((people[0], label), {}))
                for label, a, b in reading
            ),
            repr(sorted((label, a == between.first) for label, a, b in reading)),
        )
        for reading, people in groups.items()
    ]
    choices.sort(key=lambda each: (-len(each.people), each.people))
    members = tuple(sorted((person, each.id) for person, each in drawn))
    category = between.category
    labels = tuple(sorted({link.label for each in choices for link in each.links}))
    pattern = None if category == RELATION_AGREED else _relation_pattern(category, choices)
    return Case(
        _hashed(first.document, RELATION_CASE, members)[:12],
        first.document,
        RELATION_CASE,
        RELATION if category != RELATION_AGREED else category,
        min(first.start, second.start),
        max(first.end, second.end),
        tuple(choices),
        members,
        first.everyone,
        ground.sha256,
        pattern,
        _RELATION_TITLES.get(category, category),
        labels,
        False,
        (first.id, second.id),
    )


def _relation_pattern(category: str, choices: Iterable[Choice]) -> str:
    return orjson.dumps([RELATION, category, sorted(each.signature for each in choices)]).decode()
