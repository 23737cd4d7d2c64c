"""The problem list of a document: the schema's constraints, held against one's own layer.

Kept up to date edit by edit: only the spans that an edit touched, those linked to them and those
at the same place are asked again.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from annotator.domain.annotation import Relation
from annotator.domain.changes import Changes
from annotator.domain.constraints.constraint import (
    ERROR,
    HINT,
    WARNING,
    LayerProblem,
    in_force,
    problems_of,
)
from annotator.domain.constraints.span_places import SpanPlaces
from annotator.domain.schema import Schema
from annotator.domain.span import Fragment, Span, text_order
from annotator.domain.stream import LEDGER, SCHEMA
from annotator.project.completing import entity_of
from annotator.project.project import Project

#: Where a span stands in text order; its id is the last part.
_Key = tuple[int, int, str, str]
#: More spans than this, some milliseconds, are not asked at once when an edit touches them.
AT_ONCE = 250

__all__ = ["ERROR", "HINT", "WARNING", "LayerProblem", "Problems"]


class Problems:
    """What is wrong in my layer of a document; `refresh` it with what changed.

    At first, and after an edit of very many spans, they have not been asked; `ask_some` asks
    portion by portion, for a window that must not wait, and `ask_all` the rest.
    """

    def __init__(self, project: Project, document_id: str) -> None:
        self._project = project
        self._opened = project.open_document(document_id)
        self._read()

    def _read(self) -> None:
        opened = self._opened
        self._schema = self._project.schema
        self._excluded = opened.document.excluded
        self._rules = in_force(self._schema)
        self._spans = dict(opened.spans)
        self._relations = dict(opened.relations)
        self._places = SpanPlaces(self._spans.values())
        self._found: dict[str, list[LayerProblem]] = {}
        # Spans with problems in text order, so that thousands need not be sorted for one key.
        self._order: list[_Key] = []
        self._keys: dict[str, _Key] = {}
        self._counts: Counter[str] = Counter()
        self._waiting = list(self._spans)
        #: Whether the layer has changed in so many places that nobody looked yet where.
        self._behind = False

    def ask_some(self, count: int) -> bool:
        """Ask so many more spans; return whether all have been asked."""
        if self._behind:
            self._behind = False
            self._wait_for(self._changed(self._differing()))
        if not self._waiting:
            return True
        asked, self._waiting = self._waiting[:count], self._waiting[count:]
        self._ask(asked)
        return not self._waiting

    def ask_all(self) -> None:
        """Ask all that have not been asked yet."""
        while not self.ask_some(AT_ONCE):
            pass

    def count(self, *grades: str) -> int:
        """Return how many problems of these grades there are among the spans asked so far."""
        return sum(self._counts[grade] for grade in grades)

    def all(self) -> list[LayerProblem]:
        """Return every problem, in text order."""
        return list(self.in_order())

    def in_order(self) -> Iterator[LayerProblem]:
        """Yield every problem in text order, for who needs only the first of many thousand."""
        self.ask_all()
        for key in self._order:
            yield from self._found[key[-1]]

    def of(self, span_id: str) -> list[LayerProblem]:
        """Return the problems of one span."""
        return self._found.get(span_id, [])

    def refresh(self, changes: Changes) -> bool:
        """Take in what changed; return whether the list may be another one."""
        opened = self._opened
        if (
            changes.everything
            or SCHEMA in changes.streams
            or opened.document.excluded != self._excluded
        ):
            self._read()
            return True
        affected: set[str] = set()
        if LEDGER in changes.streams:
            affected |= self._linked(each.id for each in self._spans.values() if each.entity)
        if len(changes.spans) > AT_ONCE:
            self._behind = True
        elif opened.stream in changes.streams:
            affected |= self._changed(changes.spans)
        if len(affected) > AT_ONCE:
            self._wait_for(affected)
        else:
            self._ask(affected)
        return bool(affected) or self._behind

    def _wait_for(self, span_ids: Iterable[str]) -> None:
        self._waiting = list(dict.fromkeys((*self._waiting, *span_ids)))

    def _differing(self) -> set[str]:
        """Return the ids of spans that changed, came or went, found by looking at all."""
        spans = self._opened.spans
        changed = {id for id, span in spans.items() if self._spans.get(id) is not span}
        return changed | self._spans.keys() - spans.keys()

    def _changed(self, touched: Iterable[str]) -> set[str]:
        """Take in these spans and the layer's relations; return the ids of spans to ask again."""
        spans, relations = self._opened.spans, self._opened.relations
        changed = {id for id in touched if self._spans.get(id) is not spans.get(id)}
        ends: set[str] = set()
        if relations != self._relations:
            for relation in _differences(self._relations, relations):
                ends |= {relation.from_span, relation.to_span}
            ends |= {id for id, found in self._found.items() if _in_circle(found)}
            self._relations = dict(relations)
        beside: set[str] = set()
        for id in changed:
            for span in (self._spans.get(id), spans.get(id)):
                if span is not None:
                    beside |= self._places.near(span)
            self._put(id, spans.get(id))
        return self._linked(changed | ends) | beside | changed

    def _put(self, id: str, span: Span | None) -> None:
        before = self._spans.pop(id, None)
        if before is not None:
            self._places.take(before)
        if span is not None:
            self._spans[id] = span
            self._places.put(span)

    def _linked(self, span_ids: Iterable[str]) -> set[str]:
        """Return spans with those at the other end of their relations, circles gone round."""
        found: set[str] = set()
        waiting = list(span_ids)
        first = set(waiting)
        while waiting:
            id = waiting.pop()
            if id in found:
                continue
            found.add(id)
            for relation in self._opened.relations_of(id):
                if relation.from_span == id and relation.label in self._circular:
                    waiting.append(relation.to_span)
                elif id in first:
                    found |= {relation.from_span, relation.to_span}
        return found

    @property
    def _circular(self) -> set[str]:
        return {each.id for each in self._schema.relations if each.definition.get("acyclic")}

    def _ask(self, span_ids: Iterable[str]) -> None:
        for id in list(span_ids):
            span = self._spans.get(id)
            problems = [] if span is None else problems_of(self, span, self._rules)
            self._counts.subtract(each.grade for each in self._found.get(id, ()))
            self._counts.update(each.grade for each in problems)
            if problems:
                self._found[id] = problems
            else:
                self._found.pop(id, None)
            self._sort_in(id, span if problems else None)

    def _sort_in(self, id: str, span: Span | None) -> None:
        before, key = self._keys.get(id), None if span is None else text_order(span)
        if before == key:
            return
        if before is not None:
            del self._order[bisect_left(self._order, before)]
            del self._keys[id]
        if key is not None:
            insort(self._order, key)
            self._keys[id] = key

    # What the rules look at, see Ground.

    @property
    def schema(self) -> Schema:
        """The schema that the layer is held against."""
        return self._schema

    @property
    def text(self) -> str:
        """The document's text."""
        return self._opened.document.text

    @property
    def excluded(self) -> Sequence[Fragment]:
        """Regions that nobody annotates."""
        return self._excluded

    def span(self, id: str) -> Span | None:
        """Return a span by id."""
        return self._spans.get(id)

    def relations_of(self, span_id: str) -> Sequence[Relation]:
        """Return the relations from and to a span."""
        return self._opened.relations_of(span_id)

    def overlapping(self, span: Span) -> Iterable[Span]:
        """Return the other spans that may share text with a span."""
        return [self._spans[id] for id in self._places.near(span) if id != span.id]

    def entity_of(self, span: Span) -> str | None:
        """Return the id of whom a mention names, after entities were merged."""
        if span.entity is None:
            return None
        found = entity_of(self._project, span.entity)
        return None if found is None else found.id


def _differences(before: dict[str, Relation], after: dict[str, Relation]) -> list[Relation]:
    """Return the relations that came, went or changed, as they were and as they are."""
    gone = [each for id, each in before.items() if after.get(id) is not each]
    return gone + [each for id, each in after.items() if before.get(id) is not each]


def _in_circle(found: Iterable[LayerProblem]) -> bool:
    return any(each.kind == "acyclic" for each in found)
