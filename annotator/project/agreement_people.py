"""How far and how fast people are, what they take of suggestions, and the spans behind that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from sys import intern

from annotator.compare.cases import MOST, Case, Marked
from annotator.compare.figures import Wanted
from annotator.compare.measure import Text
from annotator.compare.standing import Standing, standings
from annotator.domain.person import Person
from annotator.project.comparing import Comparison
from annotator.storage.compared import ComparedLayer, ComparedReader
from annotator.storage.own_spans import OwnSpan

#: Which spans of a person a number is of: of finished documents, of those with time on record, of
#: those that others did too, and those that stand as they were suggested.
FINISHED, TIMED, COMPARED, TAKEN = "finished", "timed", "compared", "taken"
#: Stands for nobody in a case about the spans of one person.
NOBODY = ""
_NONE_MET = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class OwnSpans:
    """How many spans there are, and the first of them, as cases of one person and NOBODY."""

    total: int = 0
    cases: tuple[Case, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggested:
    """What a person did with suggestions: taken as they are, taken and changed, refused."""

    as_they_are: int = 0
    changed: int = 0
    refused: int = 0

    @property
    def met(self) -> int:
        """How many they decided about."""
        return self.as_they_are + self.changed + self.refused

    @property
    def share(self) -> float | None:
        """The share of those taken as they are; None where none was met."""
        return self.as_they_are / self.met if self.met else None


@dataclass(frozen=True, slots=True)
class Progressed:
    """How far a person is: finished documents of those assigned, and how many spans an hour.

    Where nothing was assigned, `of` is how many documents there are. `pace` is None where no
    time of work is on record. `own` has the spans behind each number.
    """

    person: str
    name: str
    done: int
    of: int
    pace: float | None
    standing: Standing
    suggested: Suggested = Suggested()
    own: Mapping[str, OwnSpans] = field(default_factory=dict)


def progressed_people(
    reader: ComparedReader,
    found: Comparison,
    people: Iterable[Person],
    wanted: Wanted,
    worked: Mapping[int, tuple[str | None, float]],
) -> list[Progressed]:
    """Return those of these people who have something to do here or did something, by name.

    `worked` is what `ComparedReader.worked` returns.
    """
    stand = standings(found.documents, wanted)
    texts = {head.id: Text(head.characters, None, head.excluded) for head in found.heads}
    there = {head.id for head in found.heads}
    tasks = Counter(person for document, person in reader.assignments() if document in there)
    met = reader.suggestions_met()
    result = []
    for person in people:
        theirs = [
            (layer, len(head.layers) > 1)
            for head in found.heads
            for layer in head.layers
            if layer.person == person.id
        ]
        if not theirs and not tasks[person.id]:
            continue
        layers = [layer for layer, _shared in theirs]
        timed = [layer for layer in layers if worked.get(layer.number, (None, 0))[1]]
        done = [layer for layer in layers if layer.status == "done"]
        hours = sum(worked[layer.number][1] for layer in timed) / 3600
        sums = [
            sum(each)
            for each in zip(*(met.get(layer.number, _NONE_MET) for layer in layers), strict=True)
        ]
        suggested = Suggested(*sums)
        shared = [layer for layer, several in theirs if several]
        standing = stand.get(person.id, Standing(None, 0, 0))
        listing = _Listing(reader, person.id)
        own = {
            FINISHED: listing.of(done, _spans_in(done)),
            TIMED: listing.of(timed, _spans_in(timed)),
            COMPARED: listing.of(shared, standing.spans, texts),
            TAKEN: listing.of(layers, suggested.as_they_are, taken=True),
        }
        result.append(
            Progressed(
                person.id,
                person.name,
                len(done),
                tasks[person.id] or len(found.heads),
                _spans_in(timed) / hours if hours else None,
                standing,
                suggested,
                own,
            )
        )
    return sorted(result, key=lambda each: (each.name, each.person))


def _spans_in(layers: Iterable[ComparedLayer]) -> int:
    return sum(layer.span_count for layer in layers)


class _Listing:
    """Lists the spans of one person; a span that is listed for several numbers is one case.

    So it is sent once from one process to another.
    """

    def __init__(self, reader: ComparedReader, person: str) -> None:
        self._reader = reader
        self._pair = (person, NOBODY)
        self._cases: dict[tuple[str, str], Case] = {}

    def of(
        self,
        layers: Sequence[ComparedLayer],
        total: int,
        texts: Mapping[str, Text] | None = None,
        taken: bool = False,
    ) -> OwnSpans:
        """Return `total` spans of layers: all, or what their `texts` (by document) do not hide.

        With `taken` they are those that stand as suggested.
        """
        if not total:
            return OwnSpans()
        # Behind those that are hidden there must still be enough.
        hidden = 0 if texts is None else _spans_in(layers) - total
        numbers = [layer.number for layer in layers]
        cases = [
            self._case(each)
            for each in self._reader.first_spans(numbers, MOST + hidden, taken)
            if texts is None or not texts[each[0]].hides(each[3])
        ]
        return OwnSpans(total, tuple(cases[:MOST]))

    def _case(self, own: OwnSpan) -> Case:
        document, id, label, fragments = own
        if (document, id) not in self._cases:
            marked = Marked(id, intern(label), fragments)
            self._cases[document, id] = Case(intern(document), self._pair, marked, None)
        return self._cases[document, id]
