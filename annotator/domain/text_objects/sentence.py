"""Sentences: where one ends and what is not an end.

A stop ends a sentence when white space or the end of the paragraph follows (after 。！？
nothing has to), unless it belongs to an abbreviation, an initial or an ordinal, or the text
goes on in lower case. Inside a quotation a sentence ends at the quotation's marks at the latest;
outside, the stops inside quotations count only where they stand before the closing mark.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from annotator.domain.graphemes import trim
from annotator.domain.span import Fragment
from annotator.domain.text_objects.marks import ALL_MARKS, CLOSERS, marks_of
from annotator.domain.text_objects.paragraph import paragraph_around
from annotator.domain.text_objects.quotation import quotations_around
from annotator.domain.text_objects.word_lists import words, words_of_all

STOPS = ".!?…。！？｡؟۔।‽"
_WIDE_STOPS = frozenset("。！？｡")
_CLOSING = "”’»›“‘」』》〉｣\"')\\]}"
_STOP = re.compile(f"[{STOPS}]+(?:[\u00a0\u202f ]?[»›])?[{_CLOSING}]*")
_LAST_WORD = re.compile(r"(?:\w\.)*[\w’'-]+\Z")
_NEXT_WORD = re.compile(r"\s*[^\w\s]*\s?([\w’']+)")
_SHORT = 24


@lru_cache(maxsize=16)
def sentence_ends(paragraph: str, language: str | None = None) -> tuple[int, ...]:
    """Return where the sentences of a paragraph end, all stops taken alike, its end included.

    An end stands after the stop and the closing marks behind it.
    """
    ends = [
        match.end()
        for match in _STOP.finditer(paragraph)
        if _is_end(paragraph, match.start(), match.end(), language)
    ]
    if not ends or ends[-1] != len(paragraph):
        ends.append(len(paragraph))
    return tuple(ends)


def _is_end(text: str, start: int, end: int, language: str | None) -> bool:
    if end == len(text):
        return True
    stops = text[start:end]
    if not text[end].isspace():
        # A closing mark with something at it, as in 「…。」と, is within a sentence.
        return stops[-1] in _WIDE_STOPS
    following = _NEXT_WORD.match(text, end)
    word = following.group(1) if following else ""
    if word[:1].islower():
        return False
    return stops != "." or not _is_abbreviated(text, start, word, language)


def _is_abbreviated(text: str, stop: int, following: str, language: str | None) -> bool:
    """Whether the single stop belongs to the word before it and the sentence goes on."""
    found = _LAST_WORD.search(text, max(0, stop - _SHORT), stop)
    if found is None:
        return False
    word = found.group()
    starts_sentence = following.lower() in words("function_words", language)
    if word.isdigit():
        return len(word) <= 2 and following.lower() in words_of_all("months")
    form = word.lower()
    if form in words("abbreviations", language) or form in words_of_all("titles"):
        return True
    if "." in word or (len(word) == 1 and word.isupper()):
        return not starts_sentence
    return False


@lru_cache(maxsize=16)
def outer_ends(paragraph: str, language: str | None) -> tuple[int, ...]:
    """Return the ends that count outside quotations."""
    outer: list[Fragment] = []
    for pair in sorted(marks_of(paragraph).pairs):
        if not outer or pair.start >= outer[-1][1]:
            outer.append((pair.start, pair.end))
    starts = [start for start, _ in outer]
    ends = []
    for end in sentence_ends(paragraph, language):
        index = bisect_right(starts, end - 1) - 1
        if index < 0 or end >= outer[index][1]:
            ends.append(end)
    return tuple(ends)


def sentence_around(text: str, position: int, language: str | None = None) -> Fragment | None:
    """Return the sentence around the position with its stop, within its quotation; else None."""
    region = region_around(text, position)
    if region is None:
        return None
    start, end = region
    ends = outer_ends(text[start:end], language)
    index = bisect_left(ends, min(max(position - start, 1), end - start))
    if ends[index] == position - start and position < end and not text[position].isspace():
        # No white space between the sentences: the caret stands before the next one.
        index += 1
    first = start + (ends[index - 1] if index else 0)
    last = start + ends[index]
    first, last = trim(text, first, last)
    return (first, last) if first < last else None


def region_around(text: str, position: int) -> Fragment | None:
    """Return the paragraph, or the inside of the innermost quotation there, around the position.

    A caret just before an opening mark is taken to be inside, one after a closing mark not.
    """
    paragraph = paragraph_around(text, position)
    if paragraph is None:
        return None
    for quotation in quotations_around(text, position):
        start, end = inside_marks(text, quotation)
        if quotation[0] <= position <= end and start < end:
            if start < paragraph[0]:
                # It runs on from before: a repeated mark is not part of the sentence.
                start = paragraph[0] + (text[paragraph[0]] in ALL_MARKS)
            return start, min(end, paragraph[1])
    return paragraph


def inside_marks(text: str, quotation: Fragment) -> Fragment:
    """Return what stands between the marks of a quotation, the last of which may be missing."""
    start, end = quotation
    opened, last = text[start], text[end - 1]
    closed = end - start > 1 and (last in CLOSERS[opened] or last == opened)
    return start + 1, end - closed
