"""Assignment: who annotates which document.

Every document goes to as many people as are to overlap, those with the least work first; between
equals those who share the fewest documents so far, so that every two people can be compared; then
chance, which a seed repeats. What is assigned already stays, so documents and people that come
later change nothing for the others. A calibration set goes to everybody: what nobody has yet, and
where that does not suffice what most of them have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations


@dataclass(frozen=True, slots=True)
class Plan:
    """What is wanted: people a document, documents a person at most, documents for everybody.

    `per_person` of None is without limit. `seed` decides between what is equal. `training` is
    how many documents with gold each person gets to practise on, instead of all else.
    """

    overlap: int = 1
    per_person: int | None = None
    calibration: int = 0
    seed: int = 0
    training: int = 0


@dataclass(frozen=True, slots=True)
class Assigned:
    """New assignments as (document, person), and what could not be had.

    `calibration` are all documents that everybody gets, older ones included; `short` those
    that fewer people got than were to overlap, as everybody had enough.
    """

    pairs: tuple[tuple[str, str], ...]
    calibration: tuple[str, ...]
    short: tuple[str, ...]


def assign(
    documents: Sequence[str],
    people: Sequence[str],
    plan: Plan,
    existing: Mapping[str, Set[str]] | None = None,
    calibration: Set[str] = frozenset(),
) -> Assigned:
    """Return what is to be assigned to these people, besides what they have.

    `documents` are names that stay the same (their keys), in any order; `existing` is document →
    people who have it, of whom those that are not among `people` count for the overlap alone;
    `calibration` is what everybody gets already.
    """
    work = _Work(people, plan, existing or {})
    ordered = sorted(set(documents), key=lambda document: _chance(plan.seed, document))
    # First what is for everybody anyhow, then what nobody has yet, so that it is fair to all.
    everybodys = [document for document in ordered if document in calibration]
    fresh = [each for each in ordered if each not in calibration and not work.who(each)]
    # Where that does not suffice, what most of them have already: nobody loses anything by it.
    ordered_by_holders = sorted(
        (each for each in ordered if each not in calibration and work.who(each)),
        key=lambda document: -len(work.who(document) & set(people)),
    )
    missing = max(plan.calibration - len(everybodys), 0)
    everybodys += [*fresh, *ordered_by_holders][:missing]
    for document in everybodys:
        work.give(document, len(work.who(document) | set(people)))
    rest = [document for document in ordered if document not in everybodys]
    for document in rest:
        work.give(document, plan.overlap)
    short = [each for each in everybodys if not set(people) <= work.who(each)]
    short += [each for each in rest if len(work.who(each)) < plan.overlap]
    return Assigned(tuple(sorted(work.pairs)), tuple(sorted(everybodys)), tuple(sorted(short)))


def practice(
    documents: Sequence[str], people: Sequence[str], plan: Plan, known: Mapping[str, Set[str]],
    practised: Mapping[str, Set[str]],
) -> Assigned:  # fmt: skip
    """Return what these people are to practise on, besides what they practise on already.

    `documents` are those with gold; `known` is document → people who have it otherwise or did
    it, `practised` document → people who practise on it. All get the same, where they can.
    """
    ordered = sorted(set(documents), key=lambda document: _chance(plan.seed, document))
    pairs = []
    for person in sorted(set(people)):
        missing = plan.training - sum(person in practised.get(each, ()) for each in ordered)
        free = [
            each
            for each in ordered
            if person not in known.get(each, ()) and person not in practised.get(each, ())
        ]
        pairs += [(document, person) for document in free[: max(missing, 0)]]
    return Assigned(tuple(sorted(pairs)), (), ())


class _Work:
    """Who has what while it is handed out."""

    def __init__(self, people: Sequence[str], plan: Plan, existing: Mapping[str, Set[str]]) -> None:
        self._people = sorted(set(people))
        self._plan = plan
        self._who = {document: set(whose) for document, whose in existing.items()}
        self._load = Counter(person for whose in existing.values() for person in whose)
        self._together = Counter(
            pair for whose in existing.values() for pair in combinations(sorted(whose), 2)
        )
        self.pairs: list[tuple[str, str]] = []

    def who(self, document: str) -> set[str]:
        """Return who has a document."""
        return self._who.get(document, set())

    def give(self, document: str, wanted: int) -> None:
        """Give a document to more people until so many have it, or nobody has room."""
        limit = self._plan.per_person
        whose = self._who.setdefault(document, set())
        while len(whose) < wanted:
            free = [
                person
                for person in self._people
                if person not in whose and (limit is None or self._load[person] < limit)
            ]
            if not free:
                return
            person = min(free, key=lambda each: self._rank(document, each, whose))
            for other in whose:
                self._together[_pair(person, other)] += 1
            whose.add(person)
            self._load[person] += 1
            self.pairs.append((document, person))

    def _rank(self, document: str, person: str, whose: Set[str]) -> tuple[int, int, bytes]:
        shared = sum(self._together[_pair(person, other)] for other in whose)
        return (self._load[person], shared, _chance(self._plan.seed, document, person))


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _chance(seed: int, *names: str) -> bytes:
    return sha256("\n".join((str(seed), *names)).encode()).digest()
