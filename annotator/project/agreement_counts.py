"""What measures count of each document of a project: from the project file, or counted anew."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

import orjson

from annotator.compare.document_counts import count_document, count_spans, groups_of
from annotator.compare.figures import CountedDocument, Group, Wanted
from annotator.compare.measure import Counts, Text
from annotator.domain.schema import Schema
from annotator.domain.span import Span
from annotator.project.measuring import attribute_definition, saying_of
from annotator.project.progress import Progress
from annotator.storage.canonical import canonical_json
from annotator.storage.compared import ComparedHead, ComparedReader, Kept

#: To be raised when a measure counts otherwise than before, so that nothing old is taken.
COUNTING = 1
#: The name under which the numbers of spans are kept.
_SPANS = "spans"
#: Documents of which the spans and texts are in memory at a time.
_PORTION = 50


class AgreementCounts:
    """Counts the documents of an open project; `fresh` is what is worth keeping afterwards.

    `fresh` is (document id, numbers) → (stamp, plain values).
    """

    def __init__(self, reader: ComparedReader, schema: Schema, wanted: Sequence[Wanted]) -> None:
        self._reader = reader
        self._wanted = list({each.numbers: each for each in wanted}.values())
        self._sayings = {
            each.numbers: say
            for each in self._wanted
            if (say := saying_of(schema, each)) is not None
        }
        self._contexts = {
            each.numbers: attribute_definition(schema, each.attribute) for each in self._wanted
        }
        self._texts_needed = any(each.measure.takes == "tokens" for each in self._wanted)
        self._kept = reader.kept_counts([_SPANS, *(each.numbers for each in self._wanted)])
        self._names = _Names()
        self.fresh: dict[tuple[str, str], Kept] = {}

    def of(
        self, heads: Sequence[ComparedHead], progress: Progress | None = None
    ) -> list[CountedDocument]:
        """Return these documents, counted; raises Cancelled."""
        steps = progress or Progress()
        found: dict[str, CountedDocument] = {}
        missing: list[ComparedHead] = []
        for head in heads:
            document = self._from_kept(head)
            if document is None:
                missing.append(head)
            else:
                found[head.id] = document
        for start in range(0, len(missing), _PORTION):
            steps.step(start, len(missing))
            for head, document in self._counted(missing[start : start + _PORTION]):
                found[head.id] = document
        if missing:
            steps.step(len(missing), len(missing))
        return [found[head.id] for head in heads]

    def _stamp(self, head: ComparedHead, numbers: str) -> str:
        layers = [[layer.person, layer.position] for layer in head.layers]
        context = self._contexts.get(numbers)
        basis = [COUNTING, head.text_sha256, head.excluded, layers, context]
        return sha256(canonical_json(basis)).hexdigest()

    def _from_kept(self, head: ComparedHead) -> CountedDocument | None:
        """Return a document as it was counted before, None when anything is missing."""
        people = _people(head)
        counted: dict[tuple[str, Group], Counts] = {}
        for each in self._wanted:
            stamp, counts = self._kept.get((head.id, each.numbers), ("", ""))
            if stamp != self._stamp(head, each.numbers):
                return None
            for group, numbers in _groups_from_plain(orjson.loads(counts), self._names):
                counted[each.numbers, group] = numbers
            if any((each.numbers, group) not in counted for group in groups_of(people, each)):
                return None
        stamp, spans = self._kept.get((head.id, _SPANS), ("", ""))
        if stamp != self._stamp(head, _SPANS):
            return None
        return CountedDocument(head.key, people, orjson.loads(spans), counted)

    def _counted(
        self, heads: Sequence[ComparedHead]
    ) -> Iterator[tuple[ComparedHead, CountedDocument]]:
        spans = self._reader.spans_of([layer.number for head in heads for layer in head.layers])
        texts: Mapping[str, str] = {}
        if self._texts_needed:
            texts = self._reader.texts_of([head.id for head in heads])
        for head in heads:
            layers = {layer.person: spans.get(layer.number, []) for layer in head.layers}
            yield head, self._count(head, layers, texts.get(head.id))

    def _count(
        self, head: ComparedHead, layers: Mapping[str, Sequence[Span]], text: str | None
    ) -> CountedDocument:
        counted = count_document(
            Text(head.characters, text, head.excluded), layers, self._wanted, self._sayings
        )
        spans = count_spans(layers)
        by_name: dict[str, list[Any]] = {each.numbers: [] for each in self._wanted}
        for (name, group), counts in counted.items():
            by_name[name].append(_group_as_plain(group, counts))
        for name, plain in by_name.items():
            self.fresh[head.id, name] = (self._stamp(head, name), plain)
        self.fresh[head.id, _SPANS] = (self._stamp(head, _SPANS), spans)
        return CountedDocument(head.key, _people(head), spans, counted)


def _people(head: ComparedHead) -> Group:
    return tuple(sorted(layer.person for layer in head.layers))


def _group_as_plain(group: Group, counts: Counts) -> list[Any]:
    return [
        group,
        {
            label: {canonical_json(name).decode(): number for name, number in numbers.items()}
            for label, numbers in counts.items()
        },
    ]


class _Names(dict[str, tuple[Hashable, ...]]):
    """The names of numbers by their JSON: few, and met in every document."""

    def __missing__(self, key: str) -> tuple[Hashable, ...]:
        name = tuple(orjson.loads(key))
        self[key] = name
        return name


def _groups_from_plain(plain: Sequence[Any], names: _Names) -> Iterator[tuple[Group, Counts]]:
    for group, counts in plain:
        yield (
            tuple(group),
            {
                label: {names[key]: number for key, number in numbers.items()}
                for label, numbers in counts.items()
            },
        )
