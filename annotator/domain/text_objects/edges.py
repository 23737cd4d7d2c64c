"""Moving an edge of a range by a word or by a character.

A step by a word ends at a word: punctuation is passed over, and only behind the last word of a
paragraph, or before its first, is it taken in. A range never becomes less than a word that way. No
step leads into another paragraph.
"""

from __future__ import annotations

from annotator.domain.span import Fragment
from annotator.domain.text_objects.paragraph import paragraph_around
from annotator.domain.text_objects.word import step, word_after, word_before


def moved_edge(text: str, fragment: Fragment, edge: str, unit: str, direction: int) -> Fragment:
    """Return a range with its start or end moved by a word or a character.

    `edge` is "start" or "end", `unit` "word" or "character", `direction` 1 or -1. The range never
    becomes empty and never leaves its paragraphs; where no step is left it stays as it is.
    """
    start, end = fragment
    grows = (edge == "end") == (direction > 0)
    if unit == "word":
        move = _grown if grows else _shrunk
        return move(text, fragment, edge)
    at = _past_white_space(text, end if edge == "end" else start, edge, direction)
    if grows and _leaves(text, fragment, at):
        return fragment
    if edge == "end":
        return start, max(at, step(text, start, forwards=True))
    return min(at, step(text, end, forwards=False)), end


def _grown(text: str, fragment: Fragment, edge: str) -> Fragment:
    start, end = fragment
    paragraph = paragraph_around(text, end if edge == "end" else start)
    if paragraph is None:
        return fragment
    if edge == "end":
        word = word_after(text[: paragraph[1]], end)
        return start, max(end, paragraph[1] if word is None else word[1])
    before = word_before(text, start)
    inside = before is not None and before[0] >= paragraph[0]
    return min(start, before[0] if before and inside else paragraph[0]), end


def _shrunk(text: str, fragment: Fragment, edge: str) -> Fragment:
    start, end = fragment
    if edge == "end":
        word = word_before(text, end)
        if word is not None and word[1] >= end:
            word = word_before(text, word[0])
        return (start, word[1]) if word is not None and start < word[1] < end else fragment
    following = word_after(text, start)
    if following is not None and following[0] <= start:
        following = word_after(text, following[1])
    inside = following is not None and start < following[0] < end
    return (following[0], end) if following and inside else fragment


def _leaves(text: str, fragment: Fragment, at: int) -> bool:
    """Whether a new edge lies beyond the paragraph of the old one."""
    start, end = fragment
    return "\n" in (text[end:at] if at > end else text[at:start])


def _past_white_space(text: str, at: int, edge: str, direction: int) -> int:
    """Move a position, and on while that would leave white space at the range's edge."""
    at = step(text, at, forwards=direction > 0)
    back = 1 if edge == "end" else 0
    while 0 < at < len(text) and text[at - back].isspace():
        at = step(text, at, forwards=direction > 0)
    return at
