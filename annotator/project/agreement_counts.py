"""What measures count of each document of a project: from the project file, or counted anew."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

import orjson

from annotator.compare.document_counts import (
    approximate_pairs,
    count_document,
    count_doubled,
    count_spans,
    crowded_pairs,
    groups_of,
)
from annotator.compare.figures import CountedDocument, Group, Wanted
from annotator.compare.links import ENTITIES
from annotator.compare.measure import Counts, Text
from annotator.domain.schema import Schema
from annotator.domain.span import Span
from annotator.project.measuring import attribute_definition, saying_of
from annotator.project.progress import Progress
from annotator.storage.canonical import canonical_json
from annotator.storage.compared import ComparedHead, ComparedReader, Kept

#: To be raised when a measure counts otherwise than before, so that nothing old is taken.
COUNTING = 2
#: The names under which are kept: the numbers of spans, and which pairs are aligned greedily.
_SPANS, _MATCHING = "spans", "matching"
#: By name of the numbers and group.
_Counted = Mapping[tuple[str, Group], Counts]
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
        self._contexts: dict[str, Any] = {
            each.numbers: attribute_definition(schema, each.attribute) for each in self._wanted
        }
        merged = any(each.measure.numbers == ENTITIES for each in self._wanted)
        self._merged = reader.merged_entities() if merged else {}
        if merged:
            # Mentions of entities that become one agree from then on.
            self._contexts[ENTITIES] = sorted(self._merged.items())
        self._relations_needed = any(each.measure.takes == "links" for each in self._wanted)
        self._texts_needed = any(each.measure.takes == "tokens" for each in self._wanted)
        self._kept = reader.kept_counts(
            [_SPANS, _MATCHING, *(each.numbers for each in self._wanted)]
        )
        self._names = _Names()
        self.fresh: dict[tuple[str, str], Kept] = {}

    def at_hand(self, heads: Sequence[ComparedHead]) -> list[CountedDocument] | None:
        """Return these documents if all that is needed was counted before, else None."""
        found = []
        for head in heads:
            kept = self._document(head)
            if kept is None:
                return None
            found.append(kept)
        return found

    def of(
        self, heads: Sequence[ComparedHead], progress: Progress | None = None
    ) -> list[CountedDocument]:
        """Return these documents, counted; raises Cancelled."""
        steps = progress or Progress()
        found: dict[str, CountedDocument] = {}
        missing: list[ComparedHead] = []
        for head in heads:
            kept = self._document(head)
            if kept is None:
                missing.append(head)
            else:
                found[head.id] = kept
        for start in range(0, len(missing), _PORTION):
            steps.step(start, len(missing))
            found.update(self._count_portion(missing[start : start + _PORTION]))
        if missing:
            steps.step(len(missing), len(missing))
        return [found[head.id] for head in heads]

    def _document(self, head: ComparedHead) -> CountedDocument | None:
        """Return a document of which everything was counted before."""
        counted, own = self._known(head), self._known_own(head)
        if own is None or any(each not in counted for each in self._needed(head)):
            return None
        spans = {person: numbers[0] for person, numbers in own.items()}
        matched = self._known_matching(head)
        if not matched.keys() >= set(crowded_pairs(spans)):
            return None
        doubled = {person: numbers[1] for person, numbers in own.items()}
        return _counted_document(head, spans, counted, doubled, matched)

    def _needed(self, head: ComparedHead) -> Iterator[tuple[str, Group]]:
        people = _people(head)
        for each in self._wanted:
            for group in groups_of(people, each):
                yield each.numbers, group

    def _stamp(self, head: ComparedHead, numbers: str) -> str:
        """Return what changes when a document's own part in its numbers does."""
        context = self._contexts.get(numbers)
        basis = [COUNTING, head.text_sha256, head.excluded, context]
        return sha256(canonical_json(basis)).hexdigest()

    def _kept_of(self, head: ComparedHead, numbers: str) -> list[Any]:
        stamp, counts = self._kept.get((head.id, numbers), ("", ""))
        if stamp != self._stamp(head, numbers):
            return []
        entries: list[Any] = orjson.loads(counts)
        return entries

    def _known(self, head: ComparedHead) -> _Counted:
        """Return what was counted before of people whose layers have not changed since."""
        now = _positions(head)
        return {
            (each.numbers, tuple(person for person, _position in who)): {
                label: {self._names[key]: number for key, number in numbers.items()}
                for label, numbers in counts.items()
            }
            for each in self._wanted
            for who, counts in self._kept_of(head, each.numbers)
            if all(now.get(person) == position for person, position in who)
        }

    def _known_own(self, head: ComparedHead) -> dict[str, tuple[dict[str, int], int]] | None:
        """Return person → how many spans by label, and how many are there once more."""
        now = _positions(head)
        known = {
            person: (counts, again)
            for ((person, position),), (counts, again) in self._kept_of(head, _SPANS)
            if now.get(person) == position
        }
        return known if len(known) == len(now) else None

    def _known_matching(self, head: ComparedHead) -> dict[Group, bool]:
        now = _positions(head)
        return {
            tuple(person for person, _position in who): approximate
            for who, approximate in self._kept_of(head, _MATCHING)
            if all(now.get(person) == position for person, position in who)
        }

    def _count_portion(
        self, portion: Sequence[ComparedHead]
    ) -> Iterator[tuple[str, CountedDocument]]:
        numbers = [layer.number for head in portion for layer in head.layers]
        spans = self._reader.spans_of(numbers)
        drawn = self._reader.relations_of(numbers) if self._relations_needed else {}
        texts: Mapping[str, str] = {}
        if self._texts_needed:
            texts = self._reader.texts_of([head.id for head in portion])
        for head in portion:
            layers = {
                layer.person: self._resolved(spans.get(layer.number, [])) for layer in head.layers
            }
            relations = {layer.person: drawn.get(layer.number, []) for layer in head.layers}
            text = Text(head.characters, texts.get(head.id), head.excluded)
            known = self._known(head)
            counted = count_document(text, layers, self._wanted, self._sayings, relations, known)
            document = _counted_document(
                head,
                count_spans(text, layers),
                counted,
                count_doubled(text, layers),
                matched := approximate_pairs(text, layers),
            )
            self._keep(head, document, matched)
            yield head.id, document

    def _resolved(self, spans: list[Span]) -> list[Span]:
        """Return spans that name the entities which those they name were merged into."""
        if not self._merged:
            return spans
        return [
            span._replace(entity=self._merged[span.entity]) if span.entity in self._merged else span
            for span in spans
        ]

    def _keep(
        self, head: ComparedHead, document: CountedDocument, matched: Mapping[Group, bool]
    ) -> None:
        """Put aside what was counted, beside what was kept of other people."""
        new: dict[str, dict[Group, Any]] = {each.numbers: {} for each in self._wanted}
        for (name, group), counts in document.counted.items():
            new[name][group] = {
                label: {canonical_json(part).decode(): number for part, number in numbers.items()}
                for label, numbers in counts.items()
            }
        new[_SPANS] = {
            (person,): [dict(counts), document.doubled[person]]
            for person, counts in document.spans.items()
        }
        if matched:
            new[_MATCHING] = dict(matched)
        now = _positions(head)
        for name, groups in new.items():
            others = [
                [who, counts]
                for who, counts in self._kept_of(head, name)
                if tuple(person for person, _position in who) not in groups
            ]
            entries = [
                [[[person, now[person]] for person in group], counts]
                for group, counts in groups.items()
            ]
            self.fresh[head.id, name] = (self._stamp(head, name), others + entries)


def _counted_document(
    head: ComparedHead,
    spans: Mapping[str, Mapping[str, int]],
    counted: _Counted,
    doubled: Mapping[str, int],
    matched: Mapping[Group, bool],
) -> CountedDocument:
    approximate = frozenset(pair for pair, greedy in matched.items() if greedy)
    return CountedDocument(head.key, _people(head), spans, counted, doubled, approximate)


def _people(head: ComparedHead) -> Group:
    return tuple(sorted(layer.person for layer in head.layers))


def _positions(head: ComparedHead) -> dict[str, int]:
    """Return person → the newest journal row about the layer."""
    return {layer.person: layer.position for layer in head.layers}


class _Names(dict[str, tuple[Hashable, ...]]):
    """The names of numbers by their JSON: few, and met in every document."""

    def __missing__(self, key: str) -> tuple[Hashable, ...]:
        name = tuple(orjson.loads(key))
        self[key] = name
        return name
