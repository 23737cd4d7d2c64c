"""Reading what is to be reviewed: the cases of every document that two people did, and gold."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator.compare.adjudication import Judged, judged
from annotator.compare.answers import Answer
from annotator.compare.case import Case, cases_of
from annotator.compare.thread import earlier_ids
from annotator.domain.problem import Problem
from annotator.project.progress import Progress
from annotator.project.uncollected import uncollected
from annotator.storage.compared import ComparedHead, ComparedReader
from annotator.storage.connection import open_to_read

#: Documents whose texts and spans are in memory at a time.
_PORTION = 50


@dataclass(slots=True)
class ReviewedDocument:
    """A document with its cases and the decisions about it, by id.

    `people` are those (ids) whose layers are compared.
    """

    id: str
    key: str
    cases: list[Case]
    decisions: dict[str, dict[str, Any]]
    people: tuple[str, ...] = ()

    def judged(self) -> list[Judged]:
        """Return the cases with their states, and decisions without a case."""
        return judged(self.cases, self.decisions)

    @property
    def is_bare(self) -> bool:
        """Whether several people found nothing in it, and nothing was ever decided."""
        return len(self.people) > 1 and not self.cases and not self.decisions


@dataclass(slots=True)
class Review:
    """Everything there is to review, as plain values that can be sent between processes.

    `names` is person id → name; `comments` is (document, person, span) → who said what. `answers`
    are document keys with what became of the objections of whom feedback is for. `whole` is
    whether the journal was seen to have every decision, which is looked at where all is read.
    """

    documents: list[ReviewedDocument]
    names: dict[str, str] = field(default_factory=dict)
    comments: dict[tuple[str, str, str], list[tuple[str, str]]] = field(default_factory=dict)
    answers: list[tuple[str, Answer]] = field(default_factory=list)
    whole: bool = False

    def judged(self) -> Iterator[tuple[ReviewedDocument, Judged]]:
        """Yield every case and orphan with its document, by document and place."""
        for document in self.documents:
            for each in document.judged():
                yield document, each

    def find(self, item: str) -> tuple[ReviewedDocument, Judged]:
        """Return a case by its id or the beginning of it; raises Problem unless it is just one.

        An id that an item had when it was decided about still leads to it.
        """
        found = [
            (document, each)
            for document, each in self.judged()
            if item and id_of(each).startswith(item)
        ]
        found = [each for each in found if id_of(each[1]) == item] or found
        found = found or list(self._once_called(item))
        if len(found) == 1:
            return found[0]
        happened = f"There is no item {item}." if not found else f"Several items begin with {item}."
        raise Problem(
            happened,
            "Nothing was changed.",
            "Where somebody changed marks before anything was decided, an item has another id now. "
            "It may be gone, too, with its marks and its decision. The review lists all items.",
        )

    def _once_called(self, item: str) -> Iterator[tuple[ReviewedDocument, Judged]]:
        """Yield the cases whose decisions were made when they had an id that begins so."""
        for document in self.documents if item else ():
            ids = {
                decision
                for id, group in earlier_ids(document.decisions).items()
                if id.startswith(item)
                for decision in group
            }
            for each in document.judged() if ids else ():
                said = (*each.thread.rulings, *each.thread.remarks)
                if any(id in ids for id, _fields in said):
                    yield document, each

    def comments_at(self, case: Case) -> list[tuple[str, str]]:
        """Return what was said at the marks of a case, as (who, text)."""
        return [
            said
            for person, id in case.members
            for said in self.comments.get((case.document, person, id), ())
        ]


def id_of(each: Judged) -> str:
    """Return the id of a case, or of what an orphan was decided on."""
    return each.case.id if each.case is not None else each.thread.key


def read_review(progress: Progress, path: Path, documents: Collection[str] | None = None) -> Review:
    """Return what there is to review; only these documents (by id) if given. May be cancelled.

    Documents with gold are among them, whoever did them: their gold is to follow decisions. In a
    bundle those are not whose gold its person is to find out by practising.
    """
    with (
        uncollected(),
        closing(open_to_read(path)) as opened,
        closing(ComparedReader(opened)) as reader,
    ):
        names = {id: str(fields["name"]) for id, fields in reader.common().people.items()}
        decisions, gold = reader.decisions(), reader.gold()
        hidden = reader.hidden_gold()
        heads = [
            head
            for each in reader.heads()
            if (documents is None or each.id in documents) and each.id not in hidden
            if len((head := counting(each)).layers) > 1 or each.id in decisions or each.id in gold
        ]
        found: list[ReviewedDocument] = []
        for start in range(0, len(heads), _PORTION):
            progress.step(start, len(heads))
            found += _portion(reader, heads[start : start + _PORTION], decisions)
        progress.step(len(heads), len(heads))
        # To look at all decisions is for reading all; rulings on a few look for themselves.
        whole = documents is None and reader.has_all_decisions()
        return Review(found, names, comments_by_span(reader), whole=whole)


def comments_by_span(reader: ComparedReader) -> dict[tuple[str, str, str], list[tuple[str, str]]]:
    """Return (document, person, span) → who said what."""
    comments: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    for document, owner, span, who, text in reader.comments():
        if text:
            comments.setdefault((document, owner, span), []).append((who, text))
    return comments


def counting(head: ComparedHead) -> ComparedHead:
    """Return a document with the layers that count: finished ones, and any with a span."""
    layers = [each for each in head.layers if each.status == "done" or each.span_count]
    return head._replace(layers=layers)


def _portion(
    reader: ComparedReader,
    heads: Sequence[ComparedHead],
    decisions: Mapping[str, dict[str, dict[str, Any]]],
) -> Iterator[ReviewedDocument]:
    numbers = [layer.number for head in heads for layer in head.layers]
    spans, relations = reader.spans_of(numbers), reader.relations_of(numbers)
    texts = reader.texts_of([head.id for head in heads])
    for head in heads:
        layers = {layer.person: spans.get(layer.number, []) for layer in head.layers}
        drawn = {layer.person: relations.get(layer.number, []) for layer in head.layers}
        cases: list[Case] = []
        if len(layers) > 1:
            cases = cases_of(head.id, texts.get(head.id, ""), layers, drawn, head.language)
        about = decisions.get(head.id, {})
        yield ReviewedDocument(head.id, head.key, cases, about, tuple(layers))
