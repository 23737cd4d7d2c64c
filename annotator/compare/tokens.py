"""Tokens: runs of letters and digits, and single other signs, as `\\w+|[^\\w\\s]` finds them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from annotator.compare.unit import TOGETHER, Unit
from annotator.domain.span import Fragment

_TOKEN = re.compile(r"\w+|[^\w\s]")


def tokens(text: str) -> list[Fragment]:
    """Return where the tokens of a text are, in code points."""
    return [each.span() for each in _TOKEN.finditer(text)]


def token_labels(places: Sequence[Fragment], units: Iterable[Unit]) -> list[str]:
    """Return the label of each token, "" where there is none.

    A unit labels the tokens that it shares a character with; labels of several units are
    joined in alphabetical order.
    """
    starts = [start for start, _end in places]
    ends = [end for _start, end in places]
    found = [""] * len(places)
    several: dict[int, set[str]] = {}
    for fragments, label in units:
        for start, end in fragments:
            if start == end:
                continue
            for number in range(bisect_right(ends, start), bisect_left(starts, end)):
                if not found[number]:
                    found[number] = label
                elif found[number] != label:
                    several.setdefault(number, {found[number]}).add(label)
    for number, labels in several.items():
        found[number] = TOGETHER.join(sorted(labels))
    return found
