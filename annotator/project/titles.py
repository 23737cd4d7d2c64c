"""Titles of articles that have none of their own."""

from __future__ import annotations

_TITLE_LENGTH = 120


def _is_section(line: str) -> bool:
    return len(line) < 20 and len(line.split()) < 3 and line.replace(" ", "").isalpha()


def title_of(text: str) -> str:
    """Return a title for an article that has none: its first line that reads like one.

    A word or two on top, with a headline under them, are the section of the newspaper.
    """
    lines = [line.strip() for line in text[:5000].split("\n")]
    lines = [line for line in lines if line]
    if not lines:
        return ""
    first = lines[0]
    if len(lines) > 1 and _is_section(first) and len(first) < len(lines[1]) <= _TITLE_LENGTH:
        first = lines[1]
    return first if len(first) <= _TITLE_LENGTH else first[: _TITLE_LENGTH - 1].rstrip() + "…"
