"""CoNLL: tokens and sentences of a text, and which spans its tags can hold."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from annotator.domain.span import Fragment
from annotator.domain.text_objects.sentence import ends_of_lines
from annotator.formats.brat_conf import brat_word
from annotator.formats.features import BEFORE_END, FRAGMENTS, LABEL, START, fragments_of
from annotator.formats.written import SpanRow, WrittenDocument

#: Scripts that put no space between words: each sign is a token.
_SIGNS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"


#: Good for texts with no letter or digit beyond ASCII, and faster.
_PLAIN = re.compile(r"[A-Za-z0-9_]+|\S")
_BEYOND_PLAIN = re.compile(
    "[^\\x00-\xa9\xab-\xb1\xb6-\xb8\xbb\xbf\u2000-\u200c\u2010-\u206f\u20a0-\u20cf]"
)
#: Good for texts with none of the signs, marks and joiners that need the thorough pattern.
_SIMPLE = re.compile(r"\w+|\S")
_WORD = re.compile(r"\w*")
_WITHIN_WORD = re.compile(r"(?<=\w)(?=\w)")
#: Latin with its accents, Greek, Cyrillic and the punctuation of print: all of it simple.
_BEYOND_SIMPLE = re.compile(
    "[^\\x00-\u02ff\u0370-\u0482\u048a-\u052f\u2000-\u200c\u2010-\u206f\u20a0-\u20cf\u2100-\u214f]"
)


@lru_cache(maxsize=4)
def pattern_for(text: str) -> re.Pattern[str]:
    """Return what matches one token of this text."""
    if text.isascii() or not _BEYOND_PLAIN.search(text):
        return _PLAIN
    return token_pattern() if _BEYOND_SIMPLE.search(text) else _SIMPLE


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


class Tagged(NamedTuple):
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


def to_tokens(text: str, start: int, end: int) -> Fragment:
    """Return the stretch of whole tokens that holds this one, without white space around.

    An empty one, when there is no token in it.
    """
    if pattern_for(text) in (_PLAIN, _SIMPLE):
        start, end = _to_words(text, start, end)
    else:
        start, end = _token_edge(text, start, 0), _token_edge(text, end, 1)
    if text[start].isspace() or text[end - 1].isspace():
        inside = text[start:end]
        start, end = start + len(inside) - len(inside.lstrip()), start + len(inside.rstrip())
    return start, end


def _to_words(text: str, start: int, end: int) -> Fragment:
    """Return the stretch with the words whole that it begins or ends in; other tokens are whole."""
    if _WITHIN_WORD.match(text, start):
        while start > 0 and _is_word(text[start - 1]):
            start -= 1
    if _WITHIN_WORD.match(text, end):
        end = _WORD.match(text, end).end()  # type: ignore[union-attr]
    return start, end


def _is_word(sign: str) -> bool:
    r"""Whether a sign is one that `\w` stands for."""
    return sign.isalnum() or sign == "_"


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
        if row[FRAGMENTS] is None:
            start, end = to_tokens(text, row[START], -row[BEFORE_END])
            parts = [(start, end)] if start < end else []
        else:
            parts = _parts(row, text)
        if not parts:
            choice.lost.append(("spans", row))
            continue
        first, end = parts[0][0], parts[-1][1]
        if first < last and any(a < d and c < b for a, b in parts for c, d in taken):
            choice.lost.append(("nested", row))
            continue
        label = brat_word(row[LABEL])
        choice.tagged += [Tagged(start, end, label) for start, end in parts]
        if row[FRAGMENTS] is not None or first < last:
            choice.tagged.sort()
        taken += parts
        last = max(last, end)
        if (change := _change(row, first, end, label)) is not None:
            choice.lost.append((change, row))
    return choice


def _parts(row: SpanRow, text: str) -> list[Fragment]:
    """Return the whole tokens of the fragments of a span; none if one of them has none."""
    parts = [to_tokens(text, start, end) for start, end in fragments_of(row)]
    return [] if any(start >= end for start, end in parts) else united(parts)


def united(parts: list[Fragment]) -> list[Fragment]:
    """Return stretches with those made one that share a token."""
    result = parts[:1]
    for start, end in parts[1:]:
        if start < result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def _change(row: SpanRow, start: int, end: int, label: str) -> str | None:
    """Return in what a span is not written as it is."""
    if row[FRAGMENTS] is not None:
        return "fragments"
    if start < row[START] or end > -row[BEFORE_END]:
        return "widened"
    return None if label == row[LABEL] else "labels"


def sentences(document: WrittenDocument, tagged: Sequence[Tagged]) -> list[int]:
    """Return where sentences begin and end, from 0 to the end; never inside a
    tagged stretch, so that the sentences are the same for every layer."""
    cuts = [0, *ends_of_lines(document.text, document.language)]
    cuts[-1] = len(document.text)
    if not tagged:
        return cuts
    kept, number, until = [], 0, 0
    ordered = sorted(tagged)
    for cut in cuts:
        while number < len(ordered) and ordered[number][0] < cut:
            until = max(until, ordered[number][1])
            number += 1
        if until <= cut:
            kept.append(cut)
    return kept
