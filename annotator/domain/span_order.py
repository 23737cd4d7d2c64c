"""Spans in text order, kept in order while they come and go."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from annotator.domain.span import Span, text_order

_Place = tuple[int, int, str, str]
#: Stands before every span that begins at the same code point.
_FIRST = -(2**62)


class SpanOrder:
    """A set of spans by id that knows which one follows which; a change costs no sorting."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._places: list[_Place] = sorted(text_order(span) for span in spans)
        self._of = {place[3]: place for place in self._places}

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[str]:
        """Yield the ids in text order."""
        return (place[3] for place in self._places)

    def put(self, span: Span) -> None:
        """Take in a span, or its new place."""
        self.take(span.id)
        place = text_order(span)
        self._places.insert(bisect_left(self._places, place), place)
        self._of[span.id] = place

    def take(self, span_id: str) -> None:
        """Forget a span; nothing happens when it is not there."""
        place = self._of.pop(span_id, None)
        if place is not None:
            del self._places[bisect_left(self._places, place)]

    def neighbour(self, span_id: str | None, caret: int, direction: int) -> str | None:
        """Return the id after (1) or before (-1) a span, or the caret when it is not here.

        Past the last one the first follows, and the other way round; None when there is none.
        """
        if not self._places:
            return None
        here = self._of.get(span_id or "")
        at = bisect_left(self._places, here or (caret, _FIRST, "", ""))
        if direction < 0:
            at -= 1
        elif here is not None:
            at += 1
        return self._places[at % len(self._places)][3]

    def goes_round(self, span_id: str | None, caret: int, direction: int) -> bool:
        """Return whether the neighbour lies past an end, so that going on began again."""
        found = self.neighbour(span_id, caret, direction)
        if found is None:
            return False
        here = self._of.get(span_id or "") or (caret, _FIRST, "", "")
        there = self._of[found]
        return there <= here if direction > 0 else there >= here
