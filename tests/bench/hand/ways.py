"""The ways to mark a range with a label from a caret, asked of the program's own functions."""

from __future__ import annotations

from collections import deque
from functools import lru_cache

from annotator.domain.document import Document
from annotator.domain.graphemes import clean_selection
from annotator.domain.schema import Label
from annotator.domain.span import Fragment
from annotator.domain.text_objects import next_larger, text_object
from annotator.project.marking import moved_edge
from tests.bench.hand.motions import Motions, Way

#: The chords that move an edge: edge, unit, direction.
_EDGES = {
    ("end", "word", 1): "Alt+Right",
    ("end", "word", -1): "Alt+Left",
    ("end", "character", 1): "Alt+.",
    ("end", "character", -1): "Alt+,",
    ("start", "word", 1): "Alt+Shift+Right",
    ("start", "word", -1): "Alt+Shift+Left",
    ("start", "character", 1): "Alt+Shift+.",
    ("start", "character", -1): "Alt+Shift+,",
}
_MOST_EDGES, _MOST_RUNGS, _MOST_SELECTING = 9, 6, 60


class Ways:
    """Ways to mark in one article; what has been found is remembered."""

    def __init__(self, document: Document, motions: Motions) -> None:
        self._text, self._language = document.text, document.language
        self._motions = motions
        self._selecting: dict[tuple[Fragment, bool], tuple[Way, int] | None] = {}
        self._object = lru_cache(maxsize=None)(self._text_object)
        self._rungs = lru_cache(maxsize=None)(self._find_rungs)
        self._edge = lru_cache(maxsize=None)(self._find_edge_way)

    def _text_object(self, kind: str, caret: int) -> Fragment | None:
        return text_object(kind, self._text, caret, self._language)

    def _find_rungs(self, caret: int) -> tuple[Fragment, ...]:
        """Return what E selects from a caret, press by press."""
        found, present = [], (caret, caret)
        for _ in range(_MOST_RUNGS):
            larger = next_larger(self._text, present, self._language, caret)
            if larger == present:
                break
            found.append(larger)
            present = larger
        return tuple(found)

    def _find_edge_way(self, edge: str, fragment: Fragment, target: int) -> Way | None:
        """Return the fewest presses that bring one edge to `target`, the other staying."""
        at = 0 if edge == "start" else 1
        seen, waiting = {fragment: ()}, deque([fragment])
        while waiting:
            present = waiting.popleft()
            way: Way = seen[present]
            if present[at] == target:
                return way
            if len(way) == _MOST_EDGES:
                continue
            for (moved, unit, direction), chord in _EDGES.items():
                if moved == edge:
                    there = moved_edge(self._text, present, edge, unit, direction)
                    if there not in seen:
                        seen[there] = (*way, chord)
                        waiting.append(there)
        return None

    def adjusting(self, present: Fragment, target: Fragment) -> Way | None:
        """Return the chords that turn one range into another by moving its edges."""
        if present == target:
            return ()
        if present[0] >= target[1] or target[0] >= present[1]:
            return None
        end = self._edge("end", present, target[1])
        if end is None:
            return None
        start = self._edge("start", (present[0], target[1]), target[0])
        return None if start is None else (*end, *start)

    def selecting(self, target: Fragment, backwards: bool) -> tuple[Way, int] | None:
        """Return the chords that select a range from its start, or `backwards` from its end.

        With where the caret is then: white space at the edges is selected but not marked.
        """
        if (target, backwards) not in self._selecting:
            self._selecting[target, backwards] = self._find_selecting(target, backwards)
        return self._selecting[target, backwards]

    def _find_selecting(self, target: Fragment, backwards: bool) -> tuple[Way, int] | None:
        start = target[1] if backwards else target[0]
        for place, way in self._motions.reach(start, _MOST_SELECTING):
            low, high = sorted((start, place))
            if low < high and clean_selection(self._text, low, high) == target:
                return tuple(map(_with_shift, way)), place
        return None

    def of(self, label: Label, chord: str, caret: int, target: Fragment) -> tuple[Way, int] | None:
        """Return the shortest way to mark a range from a caret, and where the caret is then.

        `chord` is the label's key, or J for a further fragment. None when only selecting does it.
        """
        found: list[tuple[Way, int]] = []
        direct = self._object(label.text_object, caret)
        if direct is not None:
            adjusted = self.adjusting(direct, target)
            if adjusted is not None:
                found.append(((chord, *adjusted), caret))
        for number, rung in enumerate(self._rungs(caret), 1):
            adjusted = self.adjusting(rung, target)
            if adjusted is not None:
                found.append((("E",) * number + adjusted + (chord,), target[1]))
        for backwards in (False, True):
            if caret == target[backwards]:
                selected = self.selecting(target, backwards)
                if selected is not None:
                    way, place = selected
                    found.append(((*way, chord), place))
        return min(found, key=lambda each: len(each[0]), default=None)


def _with_shift(chord: str) -> str:
    *held, name = chord.split("+")
    return "+".join([*held, "Shift", name])
