"""What a measure is, and what it takes: the finished layers of one document.

Every measure is a sum over documents: `count` makes the numbers of one document, numbers of
several documents are added up, `value` makes the figure of the sum. So numbers can be kept,
filtered, drawn again by chance, and pooled, without looking at a text twice.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from annotator.compare.tokens import tokens
from annotator.compare.unit import TOGETHER, Unit
from annotator.domain.span import Fragment

#: What is counted of one document, or of a sum of them: by name, which may have parts.
Numbers = dict[tuple[Hashable, ...], float]
#: Numbers by label; those of all labels together are under "".
Counts = Mapping[str, Numbers]
ALL = ""


class Text:
    """What the measures need of a document's text; `excluded` regions do not count.

    A span that lies wholly in them counts for no measure, of one that lies in part the rest.

    `text` is only asked for by measures that count tokens, `characters` are code points.
    """

    def __init__(
        self, characters: int, text: str | None = None, excluded: Sequence[Fragment] = ()
    ) -> None:
        self.characters = characters
        self.text = text
        self.excluded = tuple(sorted(excluded))

    @cached_property
    def tokens(self) -> list[Fragment]:
        """The tokens outside excluded regions."""
        found = tokens(self.text or "")
        if not self.excluded:
            return found
        return [each for each in found if self.open_place(each[0]) < self.open_place(each[1])]

    @property
    def open_characters(self) -> int:
        """How many code points are not excluded."""
        return self.open_place(self.characters)

    def open_place(self, position: int) -> int:
        """Return how many code points before a position are not excluded."""
        hidden = sum(max(min(end, position) - start, 0) for start, end in self.excluded)
        return position - hidden

    def hides(self, fragments: Iterable[Fragment]) -> bool:
        """Return whether fragments lie wholly in excluded regions."""
        return bool(self.excluded) and all(
            self.open_place(start) == self.open_place(end)
            if start < end
            else any(first < start < last for first, last in self.excluded)
            for start, end in fragments
        )

    def open_fragments(self, fragments: Iterable[Fragment]) -> list[Fragment]:
        """Return fragments as they lie when the excluded regions are taken out."""
        if not self.excluded:
            return list(fragments)
        places = [(self.open_place(start), self.open_place(end)) for start, end in fragments]
        return [place for place in places if place[0] < place[1]]


@dataclass(frozen=True, slots=True)
class Compared:
    """One document: its text and the layers that are compared, in the order of person ids.

    `rows` are what each person says to each of the units that people judged: its label, and a
    value a person, None where a person says nothing. Measures of values take it, and those of
    tokens in place of tokens when it is not None. `links` is what each of two people hung on
    their spans, see `annotator.compare.links`.
    """

    text: Text
    layers: Sequence[Sequence[Unit]] = ()
    rows: Sequence[tuple[str, Sequence[Hashable]]] | None = None
    links: Sequence[Any] | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of agreement, found by scanning annotator/compare for a constant MEASURE.

    `takes` is units, tokens, values or links. With `pairs`, `count` takes two people at a time and
    everybody's figure comes of all the pairs; otherwise it takes any number at once. `numbers`
    names what it counts; measures of the same name share it. `value` takes the numbers of
    each pair (or their sum, where it `pools`, or those of all at once) and a label, None for
    all; so does `coverage`, the share of what was marked or judged that somebody else marked
    or judged too. `says` is for the help.
    """

    name: str
    title: str
    says: str
    takes: str
    numbers: str
    pairs: bool
    count: Callable[[Compared], Counts]
    value: Callable[[Sequence[Counts], str | None], float | None]
    coverage: Callable[[Sequence[Counts], str | None], float | None] | None = None
    pools: bool = True


def added(many: Iterable[Counts]) -> dict[str, Numbers]:
    """Return the sum of counts."""
    total: dict[str, Numbers] = {}
    for counts in many:
        for label, numbers in counts.items():
            sums = total.setdefault(label, {})
            for name, number in numbers.items():
                sums[name] = sums.get(name, 0) + number
    return total


def pooled(groups: Sequence[Counts], label: str | None) -> Numbers:
    """Return the sum of the numbers of a label, of all labels together for None."""
    name = label or ALL
    if len(groups) == 1:
        return groups[0].get(name) or {}
    return added([{name: counts.get(name) or {}} for counts in groups]).get(name, {})


def by_label(
    rows: Sequence[tuple[str, Sequence[Hashable]]],
    numbers: Callable[[Iterable[Sequence[Hashable]]], Numbers],
) -> dict[str, Numbers]:
    """Return the numbers of all rows of values, and of those of each label."""
    result = {ALL: numbers([row for _label, row in rows])}
    for name in {label for label, _row in rows} - {ALL}:
        result[name] = numbers([row for label, row in rows if label == name])
    return result


def labels_in(name: str) -> list[str]:
    """Return the labels of a place that several spans of one person cover."""
    return name.split(TOGETHER)
