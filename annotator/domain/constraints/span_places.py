"""Which spans may share text: those of the same stretches of a text, kept as they come and go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from annotator.domain.span import Span

#: How many code points a stretch has; a span is in each that it touches.
_STRETCH = 512


class SpanPlaces:
    """An index from places to span ids."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._stretches: dict[int, set[str]] = defaultdict(set)
        for span in spans:
            self.put(span)

    def put(self, span: Span) -> None:
        """Take in a span."""
        for stretch in _stretches_of(span):
            self._stretches[stretch].add(span.id)

    def take(self, span: Span) -> None:
        """Forget a span, given as it was put."""
        for stretch in _stretches_of(span):
            self._stretches[stretch].discard(span.id)

    def near(self, span: Span) -> set[str]:
        """Return the ids of spans in the stretches of a span, itself among them if it is in."""
        found: set[str] = set()
        for stretch in _stretches_of(span):
            found |= self._stretches.get(stretch, set())
        return found


def _stretches_of(span: Span) -> Iterator[int]:
    return iter(range(span.start // _STRETCH, max(span.end - 1, span.start) // _STRETCH + 1))
