"""Where an unplaced mark most likely belongs in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from annotator.domain.span import Fragment

#: The fragments of one place.
Place = tuple[Fragment, ...]

_MOST = 9
#: So many places are looked at on each side: a quote may stand in a text ten thousand times.
_MOST_LOOKED_AT = 500
#: Other white space and case are only looked past so near to where the mark was said to be, as
#: that takes its time in a text of millions.
_NEAR = 200_000


def likely_places(
    text: str, quote: Sequence[str], said: Sequence[Fragment], most: int = _MOST
) -> list[Place]:
    """Return the places where a mark may belong, the likeliest first, at most so many.

    First those that say what `quote` says, whole words before parts of words, then the nearest to
    where it was said to be: letter by letter, else with other white space, else in other case.
    Without any, the place itself that was `said`, if it is in the text. Positions are code
    points, half open.
    """
    inside = _inside(text, said)
    quotes = [each for each in quote if each.strip()]
    if not quotes:
        return [inside] if inside else []
    if len(quotes) == 1:
        # A file may say any number; one below 0 would be counted from the end.
        at = max(0, said[0][0]) if said else 0
        places = _found(text, quotes[0], at)[:most]
        found: list[Place] = [(each,) for each in places]
    else:
        found = _in_pieces(text, quotes, said)
    return found or ([inside] if inside else [])


def _inside(text: str, said: Sequence[Fragment]) -> Place:
    """Return the fragments in order when all lie in the text and apart, else none."""
    last = 0
    for start, end in sorted(said):
        if start < last or not start < end <= len(text):
            return ()
        last = end + 1
    return tuple(sorted(said))


def _found(text: str, quote: str, at: int) -> list[Fragment]:
    words = quote.split()
    if not words:
        return []
    places = list(_around(text, quote, at))
    loose = r"\s+".join(re.escape(word) for word in words)
    for flags in (0, re.IGNORECASE):
        if not places:
            found = re.compile(loose, flags).finditer(text, max(0, at - _NEAR), at + _NEAR)
            places = [match.span() for match in islice(found, _MOST_LOOKED_AT)]
    return sorted(places, key=lambda each: (_cuts_words(text, each), abs(each[0] - at), each))


def _around(text: str, quote: str, at: int) -> Iterator[Fragment]:
    """Yield the nearest places that say just what `quote` says, on both sides of a position."""
    size = len(quote)
    place = text.find(quote, at)
    for _ in range(_MOST_LOOKED_AT):
        if place < 0:
            break
        yield place, place + size
        place = text.find(quote, place + size)
    place = text.rfind(quote, 0, at + size - 1)
    for _ in range(_MOST_LOOKED_AT):
        if place < 0:
            break
        yield place, place + size
        place = text.rfind(quote, 0, place)


def _cuts_words(text: str, place: Fragment) -> bool:
    return any(
        0 < edge < len(text) and text[edge - 1].isalnum() and text[edge].isalnum() for edge in place
    )


def _in_pieces(text: str, quotes: Sequence[str], said: Sequence[Fragment]) -> list[Place]:
    """Return the one place of several fragments, each the nearest one behind that before it."""
    place: list[Fragment] = []
    for number, quote in enumerate(quotes):
        at = said[number][0] if number < len(said) else 0
        last = place[-1][1] if place else 0
        behind = [each for each in _found(text, quote, at) if each[0] >= last]
        if not behind:
            return []
        place.append(behind[0])
    return [tuple(place)]
