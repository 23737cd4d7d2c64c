"""Feedback: where gold differs from what a person did, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.compare.adjudication import Judged
from annotator.compare.against_gold import GOLD, differing, gold_cases
from annotator.compare.answers import Answer, answers, met
from annotator.domain.decision import OBJECT, seen_by
from annotator.project.beside_gold import PORTION, BesideGold, beside_gold
from annotator.project.progress import Progress
from annotator.project.review_packing import packed
from annotator.project.review_reading import Review, ReviewedDocument, comments_by_span
from annotator.project.uncollected import uncollected
from annotator.storage.compared import ComparedReader
from annotator.storage.connection import open_to_read


@dataclass(slots=True)
class FeedbackDocument(ReviewedDocument):
    """A document with the cases that a person's layer makes with gold."""

    person: str = ""
    complete: bool = False

    def judged(self) -> list[Judged]:
        """Return the cases in which gold differs, with what was decided there."""
        return differing(self.cases, self.decisions, self.person, self.complete)


def read_feedback(
    progress: Progress, path: Path, person: str, documents: Collection[str] | None = None
) -> Review:
    """Return where gold differs from a person's layers; only in these documents if given.

    May be cancelled.
    """
    with (
        uncollected(),
        closing(open_to_read(path)) as opened,
        closing(ComparedReader(opened)) as reader,
    ):
        names = {id: str(fields["name"]) for id, fields in reader.common().people.items()}
        every = beside_gold(reader, person, documents)
        found: list[ReviewedDocument] = []
        for start in range(0, len(every), PORTION):
            progress.step(start, len(every))
            found += _portion(reader, every[start : start + PORTION], person)
        progress.step(len(every), len(every))
        answered = [(each.key, one) for each in found for one in _answered(each, person)]
        return Review(found, {**names, GOLD: "gold"}, comments_by_span(reader), answered)


def _answered(document: ReviewedDocument, person: str) -> list[Answer]:
    """Return what became of a person's objections."""
    differs = {id for each in document.judged() for id, _fields in each.thread.remarks}
    about = document.decisions
    return [*answers(about, person), *met(about, person, differs)]


def packed_feedback(
    progress: Progress, path: Path, person: str, documents: Collection[str] | None = None
) -> list[bytes]:
    """Return what `read_feedback` does as bytes, in portions, for a process to send."""
    with uncollected(lasting=True):
        return packed(read_feedback(progress, path, person, documents))


def _portion(
    reader: ComparedReader, several: Sequence[BesideGold], person: str
) -> Iterator[FeedbackDocument]:
    numbers = [number for each in several for number in each.numbers]
    spans, relations = reader.spans_of(numbers), reader.relations_of(numbers)
    texts = reader.texts_of([each.head.id for each in several])
    for each in several:
        head, (own,) = each.head, each.head.layers
        gold = -1 if each.gold is None else each.gold.number
        cases = gold_cases(
            head.id,
            texts.get(head.id, ""),
            person,
            (spans.get(own.number, ()), relations.get(own.number, ())),
            (spans.get(gold, ()), relations.get(gold, ())),
            head.language,
        )
        yield FeedbackDocument(
            head.id,
            head.key,
            cases,
            _seen(each.decisions, person),
            person=person,
            complete=each.complete,
        )


def _seen(decisions: Mapping[str, dict[str, Any]], person: str) -> dict[str, dict[str, Any]]:
    """Return decisions as the person may see them; what others object to is not theirs."""
    return {
        id: seen_by(fields, person)
        for id, fields in decisions.items()
        if fields.get("action") != OBJECT or fields.get("person") == person
    }
