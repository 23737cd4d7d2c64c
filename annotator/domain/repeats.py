"""The same words elsewhere: where they stand, and whether they may be the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from annotator.domain.text_objects.word import is_word_character, word_around

#: Characters that are searched at a time: one search holds the interpreter until it ends.
_CHUNK = 50_000
#: White space between two words that is followed, at most.
_GAP = 80
_APOSTROPHES = "'’ʼ"
_HYPHENS = "-‐‑–"


class Repeat(NamedTuple):
    """A stretch [start, end) of the same words; `because` says why it may be something else."""

    start: int
    end: int
    because: str = ""


def repeats(text: str, words: str) -> Iterator[Repeat]:
    """Yield where `words` stand in a text, whatever their case and the white space in them.

    Plausible is what has the same case and ends where words end.
    """
    parts = words.split()
    if not parts:
        return
    gap = rf"\s{{1,{_GAP}}}"
    pattern = re.compile(gap.join(map(re.escape, parts)), re.IGNORECASE)
    overlap = len(words) * 2 + _GAP * len(parts)
    place = 0
    while place < len(text):
        match = pattern.search(text, place, place + _CHUNK + overlap)
        if match is None or match.start() >= place + _CHUNK:
            place += _CHUNK
            continue
        yield Repeat(*match.span(), _doubt(text, *match.span(), parts))
        place = match.end()


def _doubt(text: str, start: int, end: int, parts: list[str]) -> str:
    whole = text[_word_start(text, start) : _word_end(text, end)]
    if len(whole) > end - start:
        return f"part of “{whole}”"
    if text[start:end].split() != parts:
        return "other capitals"
    return ""


def _word_start(text: str, start: int) -> int:
    word = word_around(text, start)
    if word is not None and word[0] < start:
        return word[0]
    joined = start > 1 and text[start - 1] in _HYPHENS and is_word_character(text[start - 2])
    word = word_around(text, start - 2) if joined else None
    return start if word is None else word[0]


def _word_end(text: str, end: int) -> int:
    after = text[end : end + 2]
    if after and after[0] in _APOSTROPHES:
        # A possessive is the name still.
        return end
    word = word_around(text, end - 1)
    if word is not None and word[0] < end < word[1]:
        return word[1]
    joined = len(after) == 2 and after[0] in _HYPHENS and is_word_character(after[1])
    word = word_around(text, end + 1) if joined else None
    return end if word is None else word[1]
