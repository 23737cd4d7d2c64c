"""CoNLL: tokens and sentences of a text, and which spans its tags can hold."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from annotator.domain.span import Fragment
from annotator.domain.text_objects.sentence import sentence_ends
from annotator.formats.brat_conf import brat_word
from annotator.formats.features import FRAGMENTS, LABEL, fragments_of
from annotator.formats.written import SpanRow, WrittenDocument

#: Scripts that put no space between words: each sign is a token.
_SIGNS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"


#: Good for texts with none of the signs, marks and joiners that need the thorough pattern.
_SIMPLE = re.compile(r"\w+|[^\w\s]")
#: Latin with its accents, Greek, Cyrillic and the punctuation of print: all of it simple.
_BEYOND_SIMPLE = re.compile(
    "[^\\x00-\u02ff\u0370-\u0482\u048a-\u052f\u2000-\u200c\u2010-\u206f\u20a0-\u20cf\u2100-\u214f]"
)


@lru_cache(maxsize=4)
def pattern_for(text: str) -> re.Pattern[str]:
    """Return what matches one token of this text."""
    if text.isascii() or not _BEYOND_SIMPLE.search(text):
        return _SIMPLE
    return token_pattern()


@cache
def token_pattern() -> re.Pattern[str]:
    r"""Return what matches one token: `\w+` with its combining marks, or one sign or symbol.

    These are the tokens that agreement counts, but that a mark stays with its letter, a joined
    emoji is one, and scripts without spaces are cut into their signs.
    """
    marks = "".join(
        chr(code)
        for code in range(0x300, sys.maxunicode // 8)
        if unicodedata.category(chr(code)) in ("Mn", "Mc")
    )
    word = f"(?:(?![{_SIGNS}])\\w[{marks}]*)+"
    symbol = "[^\\w\\s](?:[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]|\u200d[^\\w\\s])*"
    return re.compile(f"{word}|[{_SIGNS}][{marks}]*|{symbol}")


@dataclass(frozen=True, slots=True)
class Tagged:
    """A stretch of whole tokens with a label; code points."""

    start: int
    end: int
    label: str


@dataclass(slots=True)
class Choice:
    """Which spans of a layer tags can hold: `tagged` in text order; why the others cannot.

    `lost` is (feature, row) for every span that is not written as it is.
    """

    tagged: list[Tagged]
    lost: list[tuple[str, SpanRow]]


def _is_joint(text: str, place: int) -> bool:
    """Whether a position may stand inside a token; says yes where it does not, never no wrongly."""
    if place <= 0 or place >= len(text):
        return False
    before, after = text[place - 1], text[place]
    if before.isspace() or after.isspace():
        return False
    return not (before.isascii() and after.isascii()) or (
        (before.isalnum() or before == "_") and (after.isalnum() or after == "_")
    )


def to_tokens(text: str, start: int, end: int) -> Fragment:
    """Return the stretch of whole tokens that holds this one, without white space around.

    An empty one, when there is no token in it.
    """
    if _is_joint(text, start):
        start = _token_edge(text, start, 0)
    if _is_joint(text, end):
        end = _token_edge(text, end, 1)
    inside = text[start:end]
    return start + len(inside) - len(inside.lstrip()), end - (len(inside) - len(inside.rstrip()))


def _token_edge(text: str, place: int, which: int) -> int:
    """Return the edge of the token that a position is inside of; no token holds white space."""
    start = end = place
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    for match in pattern_for(text).finditer(text, start, end):
        if match.start() < place < match.end():
            return match.span()[which]
    return place


def choose(rows: Sequence[SpanRow], text: str) -> Choice:
    """Return the spans that can be tagged: of those that overlap, the first and longest."""
    choice = Choice([], [])
    taken: list[Fragment] = []
    last = 0
    for row in rows:
        fragments = fragments_of(row)
        parts = [to_tokens(text, start, end) for start, end in fragments]
        if any(start >= end for start, end in parts):
            choice.lost.append(("spans", row))
            continue
        parts = united(parts)
        first, end = parts[0][0], parts[-1][1]
        if first < last and any(a < d and c < b for a, b in parts for c, d in taken):
            choice.lost.append(("nested", row))
            continue
        label = brat_word(row[LABEL])
        choice.tagged += [Tagged(start, end, label) for start, end in parts]
        if row[FRAGMENTS] is not None or first < last:
            choice.tagged.sort(key=lambda each: each.start)
        taken += parts
        last = max(last, end)
        _note_changes(row, fragments, parts, text, choice)
    return choice


def united(parts: list[Fragment]) -> list[Fragment]:
    """Return stretches with those made one that share a token."""
    result = parts[:1]
    for start, end in parts[1:]:
        if start < result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def _note_changes(
    row: SpanRow, fragments: list[Fragment], parts: list[Fragment], text: str, choice: Choice
) -> None:
    if len(fragments) > 1:
        choice.lost.append(("fragments", row))
    elif parts[0][0] < fragments[0][0] or parts[0][1] > fragments[0][1]:
        choice.lost.append(("widened", row))
    elif brat_word(row[LABEL]) != row[LABEL]:
        choice.lost.append(("labels", row))


def sentences(document: WrittenDocument, tagged: Sequence[Tagged]) -> list[int]:
    """Return where sentences begin and end, from 0 to the end; never inside a
    tagged stretch, so that the sentences are the same for every layer."""
    text, language = document.text, document.language
    cuts: list[int] = [0]
    start = 0
    for line in text.split("\n"):
        if not line.isspace() and line:
            cuts += [start + end for end in sentence_ends(line, language)]
        start += len(line) + 1
    cuts[-1] = len(text)
    if not tagged:
        return cuts
    kept, number, until = [], 0, 0
    ordered = sorted((each.start, each.end) for each in tagged)
    for cut in cuts:
        while number < len(ordered) and ordered[number][0] < cut:
            until = max(until, ordered[number][1])
            number += 1
        if until <= cut:
            kept.append(cut)
    return kept
