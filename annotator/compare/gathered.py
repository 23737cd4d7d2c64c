"""Gathered cases: how often which was met, and some of each, to be looked at.

From counted cases come the confusion matrix, with what only one of two people marked, and the
histogram of how far boundaries differ. They are made in one process and shown in another, which
must not stand still while a hundred thousand of them come: so they are kept as columns of numbers,
and only those that are looked at become cases again.
"""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import overload

from annotator.compare.cases import (
    DOCUMENT,
    LABELS,
    SHIFT,
    Case,
    Key,
    Marked,
    Pair,
    bucket,
    shifts,
)

#: The number of what only one of two people marked.
_NOTHING = 0
#: Numbers that fit into 4 and into 8 bytes.
_SHORT, _LONG = "I", "q"


def _shorts() -> array[int]:
    return array(_SHORT)


@dataclass(slots=True)
class Marks:
    """What was marked, by number from 1 on: ids, labels, and where the fragments of each end."""

    ids: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    label_of: array[int] = field(default_factory=_shorts)
    ends: array[int] = field(default_factory=_shorts)
    places: array[int] = field(default_factory=lambda: array(_LONG))

    def add(self, marked: Marked) -> int:
        """Return the number of a mark that is new here."""
        self.ids.append(marked.id)
        if marked.label not in self.labels:
            self.labels.append(marked.label)
        self.label_of.append(self.labels.index(marked.label))
        self.places.extend(chain.from_iterable(marked.fragments))
        self.ends.append(len(self.places))
        return len(self.ids)

    def of(self, number: int) -> Marked | None:
        """Return the mark of a number."""
        if number == _NOTHING:
            return None
        place = number - 1
        places = self.places[self.ends[place - 1] if place else 0 : self.ends[place]]
        fragments = tuple(zip(places[::2], places[1::2], strict=True))
        return Marked(self.ids[place], self.labels[self.label_of[place]], fragments)


@dataclass(slots=True)
class Gathered:
    """How many cases there are of each key, and all of them as numbers.

    Keys are (LABELS, pair, label, label), (SHIFT, pair, bucket), and (DOCUMENT, id) for what is
    not agreed there.
    """

    counts: dict[Key, int] = field(default_factory=dict)
    #: Of each key its cases, by number.
    _kept: dict[Key, array[int]] = field(default_factory=dict)
    _marks: Marks = field(default_factory=Marks)
    #: Documents and pairs, and of each case its numbers: document, pair, both marks; if agreed.
    _names: list[Hashable] = field(default_factory=list)
    _number_of: dict[Hashable, int] = field(default_factory=dict)
    _parts: tuple[array[int], ...] = field(
        default_factory=lambda: (_shorts(), _shorts(), _shorts(), _shorts())
    )
    _agreed: bytearray = field(default_factory=bytearray)

    def add(self, cases: Iterable[Case]) -> None:
        """Count these cases, all of a document at once, under all their keys."""
        marks: dict[Hashable, int] = {}
        for case in cases:
            keys: list[Key] = [(LABELS, case.pair, *case.labels)]
            if not case.agreed:
                keys.append((DOCUMENT, case.document))
            keys += [(SHIFT, case.pair, bucket(each)) for each in shifts(case)]
            number = self._put(case, marks)
            for key in keys:
                self.counts[key] = self.counts.get(key, 0) + 1
                self._kept.setdefault(key, array(_SHORT)).append(number)

    def _put(self, case: Case, marks: dict[Hashable, int]) -> int:
        """Put a case into the columns and return its number."""
        document, pair, one, other = self._parts
        for column, name in ((document, case.document), (pair, case.pair)):
            if name not in self._number_of:
                self._number_of[name] = len(self._names)
                self._names.append(name)
            column.append(self._number_of[name])
        for column, owner, marked in zip(
            (one, other), case.pair, (case.one, case.other), strict=True
        ):
            mark = marked and (case.document, owner, marked.id)
            if marked is not None and mark not in marks:
                marks[mark] = self._marks.add(marked)
            column.append(marks.get(mark, _NOTHING))
        self._agreed.append(case.agreed)
        return len(self._agreed) - 1

    def case(self, number: int) -> Case:
        """Return the case of a number."""
        document, pair, one, other = (column[number] for column in self._parts)
        who: Pair = self._names[pair]  # type: ignore[assignment]
        return Case(str(self._names[document]), who, self._marks.of(one), self._marks.of(other))

    def total(self, keys: Iterable[Key]) -> int:
        """Return how many cases there are of these keys."""
        return sum(self.counts.get(key, 0) for key in keys)

    def some(self, keys: Iterable[Key]) -> Cases:
        """Return the cases of these keys, each once, what is not agreed in front."""
        nothing: Sequence[int] = ()
        found = dict.fromkeys(chain.from_iterable(self._kept.get(key, nothing) for key in keys))
        return Cases(self, sorted(found, key=self._agreed.__getitem__))


class Cases(Sequence[Case]):
    """Cases by their numbers, each made when it is looked at; a slice is a list."""

    def __init__(self, gathered: Gathered, numbers: Sequence[int]) -> None:
        self._gathered, self._numbers = gathered, numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, place: int) -> Case: ...
    @overload
    def __getitem__(self, place: slice) -> list[Case]: ...
    def __getitem__(self, place: int | slice) -> Case | list[Case]:
        if isinstance(place, slice):
            return [self._gathered.case(number) for number in self._numbers[place]]
        return self._gathered.case(self._numbers[place])
