"""Splitting what is exported into train, dev and test: the same in every run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from annotator.domain.problem import Problem
from annotator.storage.streaming import DocumentHead

PARTS = ("train", "dev", "test")


def read_shares(shares: str) -> tuple[int, ...]:
    """Return the percentages of PARTS that “80/10/10” names; raises Problem for others."""
    parts = [part.strip() for part in shares.split("/")]
    numbers = tuple(int(part) for part in parts if part.isascii() and part.isdecimal())
    if len(parts) != len(PARTS) or len(numbers) != len(PARTS) or sum(numbers) != 100:
        raise Problem(
            f"“{shares}” are not the shares of {', '.join(PARTS)}.",
            "Nothing was written.",
            "Give three whole numbers that make 100, like 80/10/10.",
        )
    return numbers


@dataclass(frozen=True, slots=True)
class _Set:
    """Documents that go to one part: their ids and labels, and what chance says of them."""

    ids: tuple[str, ...]
    labels: Counter[str]
    chance: tuple[bytes, str]


@dataclass(slots=True)
class _Part:
    """What a part still wants: documents, and of each label the share of what it is to get."""

    name: str
    documents: int
    wanted: dict[str, float] = field(default_factory=dict)
    labels: dict[str, float] = field(default_factory=dict)

    def take(self, each: _Set) -> None:
        self.documents -= len(each.ids)
        for label, number in each.labels.items():
            if self.wanted[label]:
                self.labels[label] -= number / self.wanted[label]


def split(
    heads: Sequence[DocumentHead],
    identities: Mapping[str, tuple[str, str]],
    shares: Sequence[int],
    seed: int,
    together: Iterable[tuple[str, str]] = (),
    labels: Mapping[str, Counter[str]] | None = None,
) -> dict[str, list[DocumentHead]]:
    """Return the documents of each part, in their order; shares hold to the nearest document.

    `identities` is document id → (key, text hash). Keys and the seed alone decide, and
    documents of the same text and those of `together` (pairs of ids) are kept on one side, so
    that none is tested on what it learnt. `labels` is document id → how many spans of each
    label; every part gets about its share of each (iterative stratification: Sechidis,
    Tsoumakas and Vlahavas, “On the stratification of multi-label data”, 2011).
    """
    sets = [_set(ids, identities, labels or {}, seed) for ids in _sets(heads, identities, together)]
    bounds = [round(len(heads) * sum(shares[:n]) / 100) for n in range(len(PARTS) + 1)]
    totals = sum((each.labels for each in sets), Counter[str]())
    parts = [
        _Part(
            name,
            bounds[n + 1] - bounds[n],
            {label: total * shares[n] / 100 for label, total in totals.items()},
            dict.fromkeys(totals, 1.0),
        )
        for n, name in enumerate(PARTS)
    ]
    part_of: dict[str, str] = {}
    for each, label in _in_turn(sets, totals):
        part = _wanting(parts, each, label)
        part.take(each)
        part_of.update(dict.fromkeys(each.ids, part.name))
    return {part: [head for head in heads if part_of[head.id] == part] for part in PARTS}


def _sets(
    heads: Sequence[DocumentHead],
    identities: Mapping[str, tuple[str, str]],
    together: Iterable[tuple[str, str]],
) -> list[list[str]]:
    """Return the ids that are kept together, joined through all that they have in common."""
    leads = {head.id: head.id for head in heads}

    def lead(id: str) -> str:
        while leads[id] != id:
            leads[id] = id = leads[leads[id]]
        return id

    first: dict[str, str] = {}
    for head in heads:
        leads[lead(head.id)] = lead(first.setdefault(identities[head.id][1], head.id))
    for one, other in together:
        if one in leads and other in leads:
            leads[lead(other)] = lead(one)
    found: dict[str, list[str]] = {}
    for head in heads:
        found.setdefault(lead(head.id), []).append(head.id)
    return list(found.values())


def _set(
    ids: Sequence[str],
    identities: Mapping[str, tuple[str, str]],
    labels: Mapping[str, Counter[str]],
    seed: int,
) -> _Set:
    key = min(identities[id][0] for id in ids)
    counted = sum((labels[id] for id in ids if id in labels), Counter[str]())
    return _Set(tuple(ids), counted, (sha256(f"{seed}\n{key}".encode()).digest(), key))


def _in_turn(sets: Sequence[_Set], totals: Counter[str]) -> Iterator[tuple[_Set, str | None]]:
    """Yield the sets with the label they are placed for: the rarest first, then none."""
    waiting = sorted(sets, key=lambda each: (-len(each.ids), each.chance))
    for label in sorted(totals, key=lambda label: (totals[label], label)):
        # Those that have most of it first, while every part has room for them.
        for each in sorted(waiting, key=lambda each: -each.labels[label]):
            if each.labels[label]:
                yield each, label
        waiting = [each for each in waiting if not each.labels[label]]
    yield from ((each, None) for each in waiting)


def _wanting(parts: Sequence[_Part], each: _Set, label: str | None) -> _Part:
    """Return the part that wants it most, of those with room for it."""
    room = [part for part in parts if part.documents >= len(each.ids)]
    if not room:
        return max(parts, key=lambda part: part.documents)
    return max(room, key=lambda part: (part.labels[label] if label else 0.0, part.documents))
