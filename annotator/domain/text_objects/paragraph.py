"""Paragraphs: the lines of a frozen text, found without reading the rest of it."""

from __future__ import annotations

from annotator.domain.graphemes import clean_selection
from annotator.domain.span import Fragment


def line_around(text: str, position: int) -> Fragment:
    """Return the line (without its line feed) that the position is in or at the end of."""
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return start, len(text) if end < 0 else end


def paragraph_around(text: str, position: int) -> Fragment | None:
    """Return the paragraph around the position without white space at its edges.

    White space that carries a combining mark is the base of what a reader sees there, and stays.
    """
    start, end = clean_selection(text, *line_around(text, position))
    return (start, end) if start < end else None


def paragraph_before(text: str, start: int) -> Fragment | None:
    """Return the paragraph before the one that starts at or after `start`; blank lines skipped."""
    line, _ = line_around(text, start)
    while line > 0:
        found = paragraph_around(text, line - 1)
        if found is not None:
            return found
        line, _ = line_around(text, line - 1)
    return None


def paragraph_after(text: str, end: int) -> Fragment | None:
    """Return the paragraph after the one that ends at or before `end`; blank lines skipped."""
    _, line = line_around(text, end)
    while line < len(text):
        found = paragraph_around(text, line + 1)
        if found is not None:
            return found
        _, line = line_around(text, line + 1)
    return None
