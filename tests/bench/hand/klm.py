"""The keystroke-level model: what a person's hand does, and how long it takes.

Operators and times after Card, Moran and Newell (1980), as this measurement fixes them: K a key or
chord, P pointing, B a press or a release of the button, H a change between mouse and keys, M the
moment before a choice among candidates.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

SECONDS = {"K": 0.28, "P": 1.10, "B": 0.10, "H": 0.40, "M": 1.35}
KEYS, MOUSE = "keys", "mouse"
#: Chords that only move the caret, which the peers' documented figures do not count.
MOTIONS = frozenset(("Left", "Right", "Up", "Down", "Home", "End", "Ctrl+Left", "Ctrl+Right"))


class Action(NamedTuple):
    """One thing that a hand does.

    `kind` is key (a chord), click, drag (from `at` to `to`, code points) or choose, the
    moment before a choice, which is no action of the hand.
    """

    kind: str
    chord: str = ""
    at: int = 0
    to: int = 0

    @property
    def device(self) -> str | None:
        """Which device it needs; None for a moment of thought."""
        return {"key": KEYS, "click": MOUSE, "drag": MOUSE}.get(self.kind)

    @property
    def operators(self) -> str:
        """Its operators, the change of device left out."""
        return {"key": "K", "click": "PBB", "drag": "PBPB", "choose": "M"}[self.kind]

    @property
    def counts(self) -> bool:
        """Whether it is an action of the hand."""
        return self.kind != "choose"


def key(chord: str) -> Action:
    """Return the press of a chord such as "Shift+E"."""
    return Action("key", chord)


def click(at: int) -> Action:
    """Return a click on a code point."""
    return Action("click", at=at)


def drag(start: int, end: int) -> Action:
    """Return a drag over a range of code points."""
    return Action("drag", at=start, to=end)


CHOOSE = Action("choose")


@dataclass
class Tally:
    """Actions and seconds so far; `device` is where the hand is."""

    device: str = KEYS
    actions: int = 0
    keys: int = 0
    motions: int = 0
    seconds: float = 0.0
    operators: dict[str, int] = field(default_factory=dict)

    def add(self, actions: Iterable[Action]) -> None:
        """Take in what the hand does next."""
        for action in actions:
            operators = action.operators
            if action.device not in (None, self.device):
                self.device = str(action.device)
                operators = "H" + operators
            for operator in operators:
                self.operators[operator] = self.operators.get(operator, 0) + 1
                self.seconds += SECONDS[operator]
            self.actions += action.counts
            self.keys += action.kind == "key"
            self.motions += action.chord in MOTIONS


def seconds(actions: Iterable[Action], device: str = KEYS) -> tuple[float, str]:
    """Return how long actions take for a hand on `device`, and where it is then."""
    tally = Tally(device)
    tally.add(actions)
    return tally.seconds, tally.device
