"""The problem list of a document: the schema's constraints, held against one's own layer.

Kept up to date edit by edit: only the spans that an edit touched, those linked to them and those
at the same place are asked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
from annotator.domain.problem import Problem
from annotator.domain.schema import Schema
from annotator.domain.span import Fragment, Span, text_order
from annotator.domain.stream import LEDGER, SCHEMA
from annotator.project.completing import entity_of
from annotator.project.editing import set_status
from annotator.project.layer_edit import writable
from annotator.project.naming import shortened
from annotator.project.project import Project

__all__ = ["ERROR", "HINT", "WARNING", "LayerProblem", "Problems", "Unfinished", "finish"]


class Problems:
    """What is wrong in my layer of a document; `refresh` it with what changed.

    At first nothing has been asked; `ask_some` asks portion by portion, for a window that must
    not wait, and `all` asks the rest.
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
        self._all: list[LayerProblem] | None = None
        self._waiting = list(self._spans)

    def ask_some(self, count: int) -> bool:
        """Ask so many more spans; return whether all have been asked."""
        asked, self._waiting = self._waiting[:count], self._waiting[count:]
        self._ask(asked)
        self._all = None
        return not self._waiting

    def count(self, *grades: str) -> int:
        """Return how many problems of these grades there are among the spans asked so far."""
        found = self._found.values()
        return sum(each.grade in grades for problems in found for each in problems)

    def all(self) -> list[LayerProblem]:
        """Return every problem, in text order."""
        if self._waiting:
            self.ask_some(len(self._waiting))
        if self._all is None:
            spans = sorted((self._spans[id] for id in self._found), key=text_order)
            self._all = [each for span in spans for each in self._found[span.id]]
        return self._all

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
        if opened.stream in changes.streams:
            affected |= self._changed()
        if affected:
            self._ask(affected)
            self._all = None
        return bool(affected)

    def _changed(self) -> set[str]:
        """Take in the layer's spans and relations; return the ids of spans to ask again."""
        spans, relations = self._opened.spans, self._opened.relations
        changed = {id for id, span in spans.items() if self._spans.get(id) is not span}
        changed |= self._spans.keys() - spans.keys()
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
            if problems:
                self._found[id] = problems
            else:
                self._found.pop(id, None)

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


class Unfinished(Problem):
    """A document that cannot be called done yet.

    With `errors` it cannot at all; with only `warnings` a reason is needed.
    """

    def __init__(self, problem: Problem, found: Sequence[LayerProblem]) -> None:
        super().__init__(problem.happened, problem.safe, problem.next_step, problem.details)
        self.errors = tuple(each for each in found if each.grade == ERROR)
        self.warnings = tuple(each for each in found if each.grade == WARNING)


def finish(project: Project, document_id: str, reason: str | None = None) -> None:
    """Check a document and say that I am done with it.

    Raises Unfinished, with nothing changed, where a constraint is broken that is an error, and
    where one is a warning and no `reason` is given.
    """
    opened = writable(project, document_id)
    reason = (reason or "").strip() or None
    found = Problems(project, document_id).all()
    errors = [each for each in found if each.grade == ERROR]
    warnings = [each for each in found if each.grade == WARNING]
    if errors or (warnings and reason is None):
        raise Unfinished(_refused(errors or warnings, bool(errors), opened.spans), found)
    set_status(project, document_id, "done", reason)


def _refused(found: Sequence[LayerProblem], errors: bool, spans: dict[str, Span]) -> Problem:
    """Return why a document is not finished, in words that one line of the window has room for."""
    more = f"; F8 goes on to {len(found) - 1:,} more" if len(found) > 1 else ""
    return Problem(
        f"Not finished: {found[0].message}",
        "All marks are kept; it is not called done.",
        f"Put it right{more}." if errors else "Put it right, or say why it may stay so.",
        "\n".join(_with_words(each, spans) for each in found),
    )


def _with_words(problem: LayerProblem, spans: dict[str, Span]) -> str:
    span = spans.get(problem.span or "")
    if span is None:
        return problem.message
    return f"{shortened(' … '.join(span.quote))}: {problem.message}"
