"""Text objects: what a key takes when nothing is selected, one file for each.

`text_object` finds the one of a label's schema around the caret, `next_larger` and
`next_smaller` grow and shrink what is selected, the others move an edge.
"""

from __future__ import annotations

from annotator.domain.text_objects.edges import moved_edge
from annotator.domain.text_objects.growing import (
    KINDS,
    next_larger,
    next_smaller,
    text_object,
)
from annotator.domain.text_objects.word import step, word_boundary_after, word_boundary_before

__all__ = [
    "KINDS",
    "moved_edge",
    "next_larger",
    "next_smaller",
    "step",
    "text_object",
    "word_boundary_after",
    "word_boundary_before",
]
