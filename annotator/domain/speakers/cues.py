"""Cues in a row of tokens: verbs of speech, and what names a speaker without a verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotator.domain.speakers.lexicon import Lexicon
from annotator.domain.speakers.tokens import SIGN, Token

#: The most words that a cue of several words has.
_LONGEST = 6
#: Prefixes that Arabic and Hebrew write together with the word after them (and, so).
_BOUND_PREFIXES = {"ar": ("و", "ف"), "he": ("ו", "ש")}


class Cue(NamedTuple):
    """A cue at indices of tokens, half open; `words` as it stands there."""

    start: int
    end: int
    words: str


def verbs_in(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Cue]:
    """Yield the verbs of speech in order, the longest at each place."""
    yield from _listed(tokens, lexicon.verbs, _BOUND_PREFIXES.get(lexicon.language, ()))


def frames_in(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Cue]:
    """Yield what stands before a speaker without a verb (according to), in order."""
    yield from _listed(tokens, lexicon.frames, ())


def nouns_in(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Cue]:
    """Yield nouns of speech that are followed by “by” or “from”: a request by Putin."""
    for cue in _listed(tokens, lexicon.nouns, ()):
        if cue.end < len(tokens) and tokens[cue.end].lower in ("by", "from"):
            yield Cue(cue.start, cue.end + 1, cue.words)


def _listed(
    tokens: Sequence[Token], listed: frozenset[str], prefixes: tuple[str, ...]
) -> Iterator[Cue]:
    at = 0
    while at < len(tokens):
        length = _length_at(tokens, at, listed, prefixes)
        if length:
            words = " ".join(token.form for token in tokens[at : at + length])
            yield Cue(at, at + length, words)
        at += length or 1


def _length_at(
    tokens: Sequence[Token], at: int, listed: frozenset[str], prefixes: tuple[str, ...]
) -> int:
    if tokens[at].kind == SIGN:
        return 0
    for length in range(min(_LONGEST, len(tokens) - at), 1, -1):
        if " ".join(token.lower for token in tokens[at : at + length]) in listed:
            return length
    lower = tokens[at].lower
    if lower in listed:
        return 1
    return int(any(lower[:1] == prefix and lower[1:] in listed for prefix in prefixes))
