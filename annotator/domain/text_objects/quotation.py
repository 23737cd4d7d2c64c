"""The quotation around the caret, marks included.

The paragraph is read once; others only where a quotation runs on into them. It does when a
paragraph leaves a double mark open and the next one repeats that mark at its start, or closes
it without having opened it. What is closed nowhere ends with its last paragraph. A caret
at a mark, on either side, is inside.
"""

from __future__ import annotations

from collections.abc import Sequence

from annotator.domain.span import Fragment
from annotator.domain.text_objects.marks import CLOSERS, Marks, marks_of
from annotator.domain.text_objects.paragraph import (
    paragraph_after,
    paragraph_around,
    paragraph_before,
)

#: Open mark → what may stand at the start of the next paragraph to say that it goes on.
_REPEATED = {"“": "“", "„": "„“", "«": "«»", "»": "»", '"': '"', "”": "”", "「": "「", "『": "『"}


#: How far a quotation is followed each way: no speech is longer, and the caret cannot wait.
_MOST_PARAGRAPHS = 200


def quotation_around(text: str, position: int) -> Fragment | None:
    """Return the innermost quotation that the position is in or touches, else None."""
    return innermost(quotations_around(text, position))


def innermost(found: Sequence[Fragment]) -> Fragment | None:
    """Return the quotation that has no other one of these in it, None of none.

    Of two that touch each other at the caret, that is the one it stands before.
    """
    inner = [
        each
        for each in found
        if not any(other != each and contains(each, other) for other in found)
    ]
    return max(inner, default=None)


def contains(outer: Fragment, inner: Fragment) -> bool:
    """Return whether one range contains another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def quotations_around(text: str, position: int) -> list[Fragment]:
    """Return every quotation that the position is in or touches, shortest first."""
    # On a blank line a quotation of several paragraphs may run on.
    paragraph = paragraph_around(text, position) or paragraph_before(text, position)
    if paragraph is None:
        return []
    around = [each for each in quotations_in(text, paragraph) if each[0] <= position <= each[1]]
    return sorted(around, key=lambda each: (each[1] - each[0], each))


def quotations_in(text: str, paragraph: Fragment) -> list[Fragment]:
    """Return the quotations that lie in or run through a paragraph."""
    start, end = paragraph
    head = _head(text, paragraph)
    found: set[Fragment] = set()
    marks, shift = marks_of(text[start:end]), 0
    if head != paragraph:
        before = paragraph_before(text, start)
        continued = _continue(text, _left_open(text, before), paragraph)
        marks, shift = continued if continued is not None else (marks, shift)
        _add_long(found, text, head)
    for pair in marks.pairs:
        if head == paragraph or pair.start > 0:
            found.add((start + pair.start - shift, start + pair.end - shift))
    if marks.unclosed is not None and (head == paragraph or marks.unclosed.place > 0):
        found.discard((start + marks.unclosed.place - shift, end))
        _add_long(found, text, paragraph)
    return sorted(found)


def _left_open(text: str, paragraph: Fragment | None) -> tuple[str, int] | None:
    """Return the mark that a paragraph leaves open and its place, None if there is none."""
    if paragraph is None:
        return None
    start, end = paragraph
    piece = text[start:end]
    unclosed = marks_of(piece).unclosed
    if unclosed is None and piece[0] == "»":
        # French: the repeated mark of a paragraph that goes on.
        unclosed = marks_of("«" + piece[1:]).unclosed
    return None if unclosed is None else (unclosed.character, start + unclosed.place)


def _continue(
    text: str, left_open: tuple[str, int] | None, paragraph: Fragment | None
) -> tuple[Marks, int] | None:
    """Return how a paragraph reads when the one before left a mark open.

    None if the quotation does not go on into it. Else its marks with the open one put at
    its start, and by how many characters that moved them.
    """
    if left_open is None or paragraph is None:
        return None
    mark, _ = left_open
    piece = text[paragraph[0] : paragraph[1]]
    if piece[0] in _REPEATED.get(mark, ""):
        return marks_of(mark + piece[1:]), 0
    unopened = marks_of(piece).unopened
    if unopened and unopened[0].character in CLOSERS[mark]:
        return marks_of(mark + piece), 1
    return None


def _head(text: str, paragraph: Fragment) -> Fragment:
    """Return the paragraph where the quotation began that runs on into this one, or this."""
    for _ in range(_MOST_PARAGRAPHS):
        before = paragraph_before(text, paragraph[0])
        opened = _left_open(text, before)
        if before is None or _continue(text, opened, paragraph) is None:
            break
        paragraph = before
        if opened is not None and opened[1] > before[0]:
            # Opened inside it, perhaps after one that ran on into it was closed.
            break
    return paragraph


def _add_long(found: set[Fragment], text: str, head: Fragment) -> None:
    """Add the quotation that `head` leaves open, to where it is closed or goes on no more."""
    opened = _left_open(text, head)
    if opened is None:
        return
    end, last = head[1], head
    for _ in range(2 * _MOST_PARAGRAPHS):
        following = paragraph_after(text, last[1])
        continued = _continue(text, opened, following)
        if following is None or continued is None:
            break
        marks, shift = continued
        first = next((pair for pair in marks.pairs if pair.start == 0), None)
        end, last = following[1], following
        if first is not None and first.closed:
            end = following[0] + first.end - shift
            break
    found.add((opened[1], end))
