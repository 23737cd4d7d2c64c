"""Bundles that were handed out: which are out, which came back, which a later one took over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

#: What a bundle is made for: to work in, or to say what was decided.
WORK, FEEDBACK = "for", "feedback"
#: What became of one.
OUT, BACK, SUPERSEDED = "out", "back", "superseded"


@dataclass(frozen=True, slots=True)
class Handout:
    """A bundle that was handed out; times are ISO 8601, UTC, `returned` None until work came back.

    `documents` is how many articles were in it, `purpose` "for" or "feedback".
    """

    id: str
    purpose: str
    documents: int
    made: str
    returned: str | None = None


def handouts_of(records: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, list[Handout]]:
    """Return person → their bundles, the oldest first, of (id, fields) in that order."""
    found: dict[str, list[Handout]] = {}
    for id, fields in records:
        made = Handout(
            id,
            fields.get("purpose") or WORK,
            fields.get("documents") or 0,
            str(fields.get("made") or ""),
            fields.get("returned"),
        )
        found.setdefault(fields["person"], []).append(made)
    return found


def outstanding(handouts: Sequence[Handout]) -> Handout | None:
    """Return the newest of a person's bundles to work in, where no work came back since; or None.

    Who merges a later bundle into the first one sends work back from the first.
    """
    given = [each for each in handouts if each.purpose == WORK]
    if not given or given[-1].returned is not None:
        return None
    returned = max((each.returned or "" for each in given), default="")
    return given[-1] if returned <= given[-1].made else None


def states(handouts: Sequence[Handout]) -> dict[str, str]:
    """Return id → what became of each of a person's bundles."""
    out, found = outstanding(handouts), dict[str, str]()
    for each in handouts:
        if each.purpose == FEEDBACK:
            found[each.id] = FEEDBACK
        elif each.returned is not None:
            found[each.id] = BACK
        else:
            found[each.id] = OUT if each == out else SUPERSEDED
    given = [each for each in handouts if each.purpose == WORK]
    if given and out is None:
        # Its work came with that of an earlier one, into which it was merged.
        found[given[-1].id] = BACK
    return found
