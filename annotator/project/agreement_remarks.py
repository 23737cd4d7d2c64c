"""What is to be known of figures of agreement beside them, as numbers and as sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from annotator.compare.bootstrap import FEWEST
from annotator.compare.figures import CountedDocument
from annotator.project.import_report import count
from annotator.storage.compared import ComparedHead


class Doubled(NamedTuple):
    """How many of a person's spans in a document (by key) are there once more."""

    document: str
    person: str
    spans: int


class Scope(NamedTuple):
    """Which layers are looked at: those of a status (None for all), of a part, without practice.

    `part` says that people or weeks were chosen, `practice` that somebody practised.
    """

    status: str | None = None
    part: bool = False
    practice: bool = False


_DONE = {None: "finished or marked", "done": "finished", "started": "begun", "skipped": "skipped"}


def _why(people: Sequence[str], names: Mapping[str, str], scope: Scope) -> str:
    """Return why there is nothing to compare, of this scope and of no more."""
    did, within = _DONE[scope.status], " in what was chosen" if scope.part else ""
    aside = "; practice does not count" if scope.practice else ""
    if len(people) > 1:
        return f"no document was {did} by two people{within}{aside}"
    who = f"only {names.get(people[0], people[0])} has" if people else "nobody has"
    return f"{who} {did} anything{within}{aside}"


def unfinished(heads: Iterable[ComparedHead]) -> Counter[str]:
    """Return how many layers of each status are compared before they are finished."""
    return Counter(
        layer.status
        for head in heads
        if len(head.layers) > 1
        for layer in head.layers
        if layer.status != "done"
    )


def doubled(documents: Iterable[CountedDocument]) -> list[Doubled]:
    """Return where people marked the same more than once."""
    return [
        Doubled(document.key, person, spans)
        for document in documents
        for person, spans in sorted(document.doubled.items())
        if spans
    ]


def approximate(documents: Iterable[CountedDocument]) -> list[str]:
    """Return the keys of the documents in which spans of some pair are aligned greedily."""
    return [document.key for document in documents if document.approximate]


def about_layers(
    compared: Sequence[ComparedHead],
    documents: Sequence[CountedDocument],
    with_intervals: bool,
    names: Mapping[str, str],
    scope: Scope,
) -> Iterator[str]:
    """Yield what is to be said of the layers that are compared, and of those that are not.

    `compared` are the documents with the layers that are within the scope.
    """
    people = sorted({layer.person for head in compared for layer in head.layers})
    if not documents:
        yield f"There is nothing to compare: {_why(people, names, scope)}."
        return
    begun = unfinished(compared)
    if begun:
        parts = ", ".join(f"{number:,} {status}" for status, number in sorted(begun.items()))
        yield (
            f"Some layers are not finished ({parts}): what is not marked yet counts as "
            "disagreement."
        )
    alone = len(compared) - len(documents)
    if alone:
        verb = "was" if alone == 1 else "were"
        yield f"{count(alone, 'document')} {verb} left out, as fewer than two people did them."
    if with_intervals and len(documents) < FEWEST:
        yield f"There are no intervals: they need {FEWEST} documents that two people did."


def about_doubled(found: Iterable[Doubled], names: Mapping[str, str]) -> Iterator[str]:
    """Yield the sentence that says who marked the same more than once, if anybody did."""
    theirs: dict[str, list[Doubled]] = {}
    for each in found:
        theirs.setdefault(each.person, []).append(each)
    parts = [
        f"{sum(each.spans for each in several):,} by {names.get(person, person)} in "
        + _places([each.document for each in several])
        for person, several in theirs.items()
    ]
    if parts:
        yield f"Some marks are there twice, and count once: {', '.join(parts)}."


def about_approximate(keys: Sequence[str], what: str) -> Iterator[str]:
    """Yield the sentence that says what rests on approximate alignment, if anything does."""
    if keys:
        yield (
            f"In {_places(keys)} so many marks overlap that they are aligned approximately; "
            f"{what} rest on that."
        )


def _places(keys: Sequence[str]) -> str:
    return keys[0] if len(keys) == 1 else count(len(keys), "document")
