"""A whole layer as constraints look at it, and all that they find in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from annotator.domain.annotation import Relation
from annotator.domain.constraints.constraint import LayerProblem, in_force, problems_of
from annotator.domain.constraints.span_places import SpanPlaces
from annotator.domain.layer import Layer
from annotator.domain.schema import Schema
from annotator.domain.span import Fragment, Span


class LayerGround:
    """A layer that does not change, with its document's text and excluded regions."""

    def __init__(
        self, layer: Layer, text: str, excluded: Sequence[Fragment], schema: Schema
    ) -> None:
        self.schema = schema
        self.text = text
        self.excluded = excluded
        self.spans = {span.id: span for span in layer.spans}
        self._places = SpanPlaces(layer.spans)
        self._relations: dict[str, list[Relation]] = defaultdict(list)
        for relation in layer.relations:
            for end in {relation.from_span, relation.to_span}:
                self._relations[end].append(relation)

    def span(self, id: str) -> Span | None:
        """Return a span by id."""
        return self.spans.get(id)

    def relations_of(self, span_id: str) -> Sequence[Relation]:
        """Return the relations from and to a span."""
        return self._relations.get(span_id, ())

    def overlapping(self, span: Span) -> Iterable[Span]:
        """Return the other spans that may share text with a span."""
        return [self.spans[id] for id in self._places.near(span) if id != span.id]

    def entity_of(self, span: Span) -> str | None:
        """Return the id of whom a mention names; merges are not known here."""
        return span.entity


def layer_problems(
    layer: Layer, text: str, excluded: Sequence[Fragment], schema: Schema
) -> list[LayerProblem]:
    """Return everything in a layer that its schema does not want, in text order.

    What must be there at the end is asked for only where the layer is done.
    """
    ground = LayerGround(layer, text, excluded, schema)
    done = layer.status == "done"
    rules = [(rule, entry) for rule, entry in in_force(schema) if done or not rule.finishing]
    return [each for span in layer.spans for each in problems_of(ground, span, rules)]
