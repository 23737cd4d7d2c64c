"""What the article view shows: a text, its spans and what is laid over them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING
from unicodedata import bidirectional

from annotator.domain.lanes import Item, Lanes, item
from annotator.domain.offsets import OffsetMap
from annotator.domain.qt_text import qt_text
from annotator.domain.schema import Label
from annotator.domain.span import Fragment, Span
from annotator.widgets.article_view.links import Badge, Link
from annotator.widgets.article_view.metrics import SHOWN_LANES

if TYPE_CHECKING:
    from annotator.widgets.article_view.band import Band
    from annotator.widgets.article_view.signs import Sign

_UNKNOWN = "#7F7F7F"
#: Directions that Unicode gives to what is written from right to left.
_LEFTWARDS = frozenset(("R", "AL", "RLE", "RLO", "RLI"))
_SECTION_LENGTH = 40


def has_rtl(text: str) -> bool:
    """Return whether a text has any character that is written from right to left."""
    return not text.isascii() and any(bidirectional(each) in _LEFTWARDS for each in set(text))


def reads_left(text: str) -> bool:
    """Return whether most letters of a text are written from right to left."""
    if text.isascii():
        return False
    counts = {True: 0, False: 0}
    for each, count in Counter(text).items():
        direction = bidirectional(each)
        if direction == "L" or direction in _LEFTWARDS:
            counts[direction != "L"] += count
    return counts[True] > counts[False]


class Content:
    """A document's text and what is marked in it; positions are code points.

    `headline` and `section` are the stretches of the title and of the short line that may
    stand before it, or None. `fragment` is the number of the focused span's fragment that the
    boundary keys move, `band` lies behind what is to be decided, `drag` is the line of a
    relation being dragged, in viewport pixels.
    """

    def __init__(
        self, text: str, title: str = "", language: str | None = None, labels: Iterable[Label] = ()
    ) -> None:
        self.text, self.title, self.language = text, title, language
        self.display = qt_text(text).text
        self.offsets = OffsetMap(text)
        self.labels: dict[str, Label] = {}
        self._ranks: dict[str, int] = {}
        self._stack: Sequence[Collection[str]] = ()
        self._places: dict[str, int] = {}
        self.spans: dict[str, Span] = {}
        self.suggested: set[str] = set()
        self.lanes = Lanes()
        self.excluded: tuple[Fragment, ...] = ()
        self.matches: tuple[Fragment, ...] = ()
        self.current_match: int | None = None
        self.focused: str | None = None
        self.note_lines: tuple[str, ...] = ()
        self.preview: tuple[Fragment, ...] | None = None
        self.links: tuple[Link, ...] = ()
        self.badges: tuple[Badge, ...] = ()
        self.signs: tuple[Sign, ...] = ()
        self.fragment: int | None = None
        self.band: Band | None = None
        self.drag: tuple[tuple[float, float], tuple[float, float]] | None = None
        self.headline, self.section = _find_headline(text, title.strip())
        self.rtl = reads_left(text[:4000])
        self.set_labels(labels)

    def set_labels(self, labels: Iterable[Label]) -> bool:
        """Take these labels, the lanes of all spans with them; return whether any is new."""
        found = {label.id: label for label in labels}
        if found == self.labels:
            return False
        self.labels = found
        self._ranks = {name: rank for rank, name in enumerate(found)}
        if self.spans:
            suggested = [self.spans[id] for id in self.suggested]
            self.set_spans(
                [s for s in self.spans.values() if s.id not in self.suggested],
                suggested,
                self._stack,
            )
        return True

    def set_spans(
        self,
        spans: Iterable[Span],
        suggestions: Iterable[Span] = (),
        stack: Sequence[Collection[str]] = (),
    ) -> None:
        """Show these spans and suggestions in place of all others.

        `stack` says whose lanes lie one below the other: ids of spans, those of each lane.
        """
        self._stack = stack
        self._places = {id: at - len(stack) for at, lane in enumerate(stack) for id in lane}
        self.spans = {span.id: span for span in spans}
        suggested = {span.id: span for span in suggestions}
        self.spans |= suggested
        self.suggested = set(suggested)
        self.lanes = Lanes(map(self._item, self.spans.values()))

    @property
    def shown_lanes(self) -> int:
        """How many lanes are drawn under a line; the whole stack is."""
        return max(SHOWN_LANES, len(self._stack) + 1)

    def add(self, span: Span, suggestion: bool) -> set[str]:
        """Add a span; return the ids whose lane is new or another one."""
        if span.id in self.spans:
            raise ValueError(f"the span {span.id!r} is shown already")
        changed = self.lanes.add(self._item(span))
        self.spans[span.id] = span
        if suggestion:
            self.suggested.add(span.id)
        return changed

    def remove(self, span_id: str) -> set[str]:
        """Remove a span; return it and the ids whose lane is another one."""
        changed = self.lanes.remove(self._item(self.spans.pop(span_id)))
        self.suggested.discard(span_id)
        return changed

    def _item(self, span: Span) -> Item:
        place = self._places.get(span.id)
        rank = self._ranks.get(span.label, len(self._ranks)) if place is None else place
        return item(span.id, span.fragments, rank)

    def label(self, span_id: str) -> Label:
        """Return the label of a span; a grey one when the schema does not know it."""
        name = self.spans[span_id].label
        label = self.labels.get(name)
        return label or Label(name, name.capitalize() or "?", _UNKNOWN, "line")

    def spans_at(self, position: int) -> list[str]:
        """Return the ids of the spans that cover a character, the innermost first."""
        found = []
        for span_id, lane in self.lanes.within(position, position + 1):
            fragments = self.spans[span_id].fragments
            if any(start <= position < end for start, end in fragments):
                length = sum(end - start for start, end in fragments)
                found.append((length, -lane, span_id))
        return [span_id for _, _, span_id in sorted(found)]


def _find_headline(text: str, title: str) -> tuple[Fragment | None, Fragment | None]:
    """Return the stretches of the headline and of the short line before it."""
    start, before = 0, None
    for line in text[:4000].split("\n") if title else ():
        words = line.strip()
        first = start + line.find(words)
        stretch = (first, first + len(words))
        if words == title:
            return stretch, before
        if words and (before is not None or len(words) > _SECTION_LENGTH):
            break
        before = stretch if words else before
        start += len(line) + 1
    return None, None
