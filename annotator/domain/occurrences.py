"""Finding the same words again in a text, and how plausible each place is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotator.domain.graphemes import snap
from annotator.domain.span import Fragment, Span
from annotator.domain.text_objects.word import is_word_character

#: Scripts that write words together: a neighbour of the same script says nothing, save between
#: two katakana.
_TOGETHER = re.compile("[\u3041-\u309f\u3400-\u4dbf\u4e00-\u9fff々〇]")


class Occurrence(NamedTuple):
    """A place where the same words stand again.

    `fragment` are code points of the document (by id); `before` and `after` are some words
    around, on one line. `ticked` is whether it is plausible, `because` why it is not.
    """

    document: str
    fragment: Fragment
    before: str
    words: str
    after: str
    ticked: bool
    because: str = ""


def pattern_of(words: str) -> re.Pattern[str]:
    """Return what finds words in any case, whatever white space stands between them."""
    return re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)


def places_of(text: str, pattern: re.Pattern[str]) -> Iterator[Fragment]:
    """Yield where the words stand in a text, whole characters, never across a paragraph."""
    for match in pattern.finditer(text):
        place = match.span()
        if "\n" not in match.group() and snap(text, *place) == place:
            yield place


def occurrence_at(
    document: str, text: str, place: Fragment, words: str, beside: Sequence[Span]
) -> Occurrence:
    """Return the occurrence at a place; `beside` are spans of the same label that overlap it."""
    start, end = place
    found = text[start:end]
    doubt = ""
    if beside:
        doubt = f"overlaps “{' … '.join(beside[0].quote)[:40]}”, which is marked"
    elif not _is_whole(text, place):
        doubt = "part of a longer word"
    elif " ".join(found.split()) != " ".join(words.split()):
        doubt = "other letters: upper or lower case"
    return Occurrence(
        document, place, _before(text, start), found, _after(text, end), not doubt, doubt
    )


def _is_whole(text: str, place: Fragment) -> bool:
    """Whether no word goes on over an edge of the place."""
    return not any(0 < at < len(text) and _joined(text[at - 1], text[at]) for at in place)


def _joined(before: str, after: str) -> bool:
    if not (is_word_character(before) and is_word_character(after)):
        return False
    return _TOGETHER.match(before) is None and _TOGETHER.match(after) is None


_CONTEXT = 40


def _before(text: str, start: int) -> str:
    piece = text[max(text.rfind("\n", 0, start) + 1, start - _CONTEXT) : start]
    cut = start - len(piece) > 0 and text[start - len(piece) - 1] != "\n"
    if cut and " " in piece:
        piece = piece[piece.index(" ") + 1 :]
    return ("…" if cut else "") + piece


def _after(text: str, end: int) -> str:
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    piece = text[end : min(stop, end + _CONTEXT)]
    if end + _CONTEXT >= stop:
        return piece
    return (piece[: piece.rindex(" ")] if " " in piece[1:] else piece) + "…"
