"""Plans: what a hand does to mark every span of a gold layer, in three manners."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.domain.document import Document
from annotator.domain.schema import Schema
from annotator.domain.span import Fragment
from tests.bench.hand import klm
from tests.bench.hand.klm import Action, Tally, click, drag, key
from tests.bench.hand.motions import Motions
from tests.bench.hand.ways import Ways

#: Spans looked at together, so that one place serves several.
_AHEAD = 16
#: A span that one place serves besides the next costs at most so many keys there.
_CHEAP = 3
_FARTHEST = 70


class Target(NamedTuple):
    """A span to be marked."""

    label: str
    fragments: tuple[Fragment, ...]


class Step(NamedTuple):
    """What the hand does for some spans; `targets` are there when it is done."""

    targets: tuple[Target, ...]
    actions: tuple[Action, ...]


@dataclass
class Plan:
    """Steps in order, and what they cost."""

    steps: list[Step] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)

    def add(self, targets: Iterable[Target], actions: Iterable[Action]) -> None:
        """Take one more step."""
        step = Step(tuple(targets), tuple(actions))
        self.steps.append(step)
        self.tally.add(step.actions)


def dragging(targets: Sequence[Target], schema: Schema) -> Plan:
    """Return how the peers do it: every fragment dragged, then a key."""
    plan = Plan()
    for target in targets:
        actions: list[Action] = []
        for number, fragment in enumerate(target.fragments):
            actions += [drag(*fragment), key(_key(schema, target.label) if not number else "J")]
        plan.add([target], actions)
    return plan


def _key(schema: Schema, label_id: str) -> str:
    label = schema.label(label_id)
    assert label is not None
    assert label.key is not None
    return label.key.upper()


class _Choice(NamedTuple):
    cost: float
    caret: int
    moves: tuple[Action, ...]
    targets: tuple[Target, ...]


class Planner:
    """Finds a short way through all spans of one article, nearest first.

    Not the shortest there is: each time the best place for the next span is taken, with what
    else can be marked from there.
    """

    def __init__(self, document: Document, schema: Schema, motions: Motions) -> None:
        self._document, self._schema = document, schema
        self._motions = motions
        self._ways = Ways(document, motions)

    def plan(self, targets: Sequence[Target], mouse: bool) -> Plan:
        """Return a plan for keys alone, or for `mouse` and keys."""
        self._plan, self._mouse = Plan(), mouse
        self._caret, self._focus = 0, None
        self._done: set[Target] = set()
        remaining = list(dict.fromkeys(targets))
        while remaining:
            choice = self._best_place(remaining[:_AHEAD])
            self._go(choice)
            for target in choice.targets:
                self._mark(target)
            remaining = [each for each in remaining if each not in self._done]
        return self._plan

    # Choosing a place

    def _best_place(self, ahead: Sequence[Target]) -> _Choice:
        best: _Choice | None = None
        first = ahead[0]
        low, high = first.fragments[0]
        device = self._plan.tally.device
        for caret, way in self._motions.reach(self._caret, _FARTHEST):
            moves = tuple(map(key, way))
            cost = klm.seconds(moves, device)[0]
            if best is not None and cost > best.cost * len(ahead):
                break
            if low <= caret <= high:
                best = self._better(best, self._choice(caret, moves, ahead))
        if self._mouse:
            for caret in range(low, high + 1):
                best = self._better(best, self._choice(caret, (click(caret),), ahead))
            best = self._better(best, self._dragged(first))
        assert best is not None, f"no way was found to {first}"
        return best

    @staticmethod
    def _better(best: _Choice | None, other: _Choice | None) -> _Choice | None:
        if other is None or (best is not None and best.cost <= other.cost):
            return best
        return other

    def _dragged(self, target: Target) -> _Choice:
        actions = (drag(*target.fragments[0]), key(_key(self._schema, target.label)))
        cost, _ = klm.seconds(actions, self._plan.tally.device)
        return _Choice(cost, -1, (), (target,))

    def _choice(
        self, caret: int, moves: tuple[Action, ...], ahead: Sequence[Target]
    ) -> _Choice | None:
        """Return what can be marked from a caret and what one span of it costs on average."""
        first = self._way(ahead[0], caret)
        if first is None:
            return None
        groups = [(ahead[0], first)]
        for target in ahead[1:]:
            if target.fragments[0][0] <= caret <= target.fragments[0][1]:
                way = self._way(target, caret)
                if way is not None and len(way) <= _CHEAP and "E" not in way:
                    groups.append((target, way))
        # What moves the caret comes last; the innermost first, so that a click meets no bar.
        groups.sort(key=lambda each: ("E" in each[1] or "Shift+" in each[1][0], len(each[1])))
        actions = [*moves]
        for number, (_, way) in enumerate(groups):
            actions += [key("Escape")] * bool(number) + [key(chord) for chord in way]
        cost, _ = klm.seconds(actions, self._plan.tally.device)
        covered = bool(moves) and moves[0].kind == "click" and self._covering(caret)
        cost += klm.SECONDS["K"] if covered else 0.0
        return _Choice(cost / len(groups), caret, moves, tuple(each for each, _ in groups))

    def _way(self, target: Target, caret: int) -> tuple[str, ...] | None:
        label = self._schema.label(target.label)
        assert label is not None
        chord = _key(self._schema, target.label)
        found = self._ways.of(label, chord, caret, target.fragments[0])
        return None if found is None else found[0]

    def _covering(self, caret: int) -> bool:
        """Whether a click there would focus a span that is marked already."""
        return any(start <= caret < end for target in self._done for start, end in target.fragments)

    # Doing it

    def _go(self, choice: _Choice) -> None:
        if choice.caret < 0:
            return
        self._moves = list(choice.moves)
        if choice.moves:
            clicked = choice.moves[0].kind == "click"
            self._focus = object() if clicked and self._covering(choice.caret) else None
            self._caret = choice.caret

    _moves: list[Action] = []
    _focus: object | None = None

    def _mark(self, target: Target) -> None:
        actions, self._moves = self._moves, []
        way = self._way(target, self._caret) if self._reaches(target) else None
        chord = _key(self._schema, target.label)
        if way is None:
            actions = [drag(*target.fragments[0]), key(chord)]
            self._caret = target.fragments[0][1]
        else:
            self._take(actions, target, chord, target.fragments[0])
        self._plan.add([target] if len(target.fragments) == 1 else [], actions)
        self._focus = target
        for fragment in target.fragments[1:]:
            self._join(target, fragment, last=fragment == target.fragments[-1])
        self._done.add(target)

    def _reaches(self, target: Target) -> bool:
        low, high = target.fragments[0]
        return low <= self._caret <= high

    def _take(self, actions: list[Action], target: Target, chord: str, fragment: Fragment) -> None:
        label = self._schema.label(target.label)
        assert label is not None
        found = self._ways.of(label, chord, self._caret, fragment)
        assert found is not None
        way, caret = found
        if self._focus is not None and way[0] in (chord, "E"):
            actions.append(key("Escape"))
        actions += [key(each) for each in way]
        self._caret = caret

    def _join(self, target: Target, fragment: Fragment, last: bool) -> None:
        """Go to a further fragment and join it."""
        label = self._schema.label(target.label)
        assert label is not None
        device = self._plan.tally.device
        best: tuple[float, int, tuple[Action, ...]] | None = None
        places: list[tuple[int, tuple[Action, ...]]] = [
            (caret, tuple(map(key, way)))
            for caret, way in self._motions.reach(self._caret, _FARTHEST)
            if fragment[0] <= caret <= fragment[1]
        ]
        if self._mouse:
            places += [(each, (click(each),)) for each in range(fragment[0], fragment[1] + 1)]
        for caret, moves in places:
            found = self._ways.of(label, "J", caret, fragment)
            if (
                found is not None
                and moves
                and not (moves[0].kind == "click" and self._covering(caret))
            ):
                cost, _ = klm.seconds([*moves, *map(key, found[0])], device)
                if best is None or cost < best[0]:
                    best = (cost, caret, moves)
        assert best is not None, f"no way was found to {fragment}"
        actions = list(best[2])
        self._caret, self._focus = best[1], None
        self._take(actions, target, "J", fragment)
        self._plan.add([target] if last else [], actions)
        self._focus = target
