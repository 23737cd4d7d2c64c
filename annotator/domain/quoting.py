"""Words of an article inside a sentence of the program."""

from __future__ import annotations

_APOSTROPHES = ("‘", "’", "'")


def quoted(words: str) -> str:
    """Return words in quotation marks, or as they are where they have some of their own."""
    # Marks around marks read badly; an apostrophe within a word is none.
    marked = any(mark in words for mark in '“”«»„"')
    marked = marked or words.startswith(_APOSTROPHES) or words.endswith(_APOSTROPHES)
    return words if marked else f"“{words}”"
