"""Sentences: where one ends and what is not an end.

A stop ends a sentence when white space or the end of the paragraph follows (after 。！？
nothing has to), unless it belongs to an abbreviation, an initial or an ordinal, or the text
goes on in lower case. Inside a quotation a sentence ends at the quotation's marks at the latest;
outside, the stops inside quotations count only where they stand before the closing mark.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache

from annotator.domain.graphemes import trim
from annotator.domain.span import Fragment
from annotator.domain.text_objects.marks import ALL_MARKS, CLOSERS, marks_of
from annotator.domain.text_objects.paragraph import paragraph_around
from annotator.domain.text_objects.quotation import contains, innermost, quotations_around
from annotator.domain.text_objects.word_lists import words, words_of_all

STOPS = ".!?…。！？｡؟۔।‽"
_WIDE_STOPS = frozenset("。！？｡")
_CLOSING = "”’»›“‘」』》〉｣\"')\\]}"
_STOP = re.compile(f"[{STOPS}]+(?:[\u00a0\u202f ]?[»›])?[{_CLOSING}]*")
_LAST_WORD = re.compile(r"(?:\w\.)*[\w’'-]+\Z")
_NEXT_WORD = re.compile(r"\s*[^\w\s]*\s?([\w’']+)")
_SHORT = 24
#: After these something always comes.
_ALWAYS_JOINS = frozenset(("cf", "vs", "viz", "см", "див", "bzw", "vgl"))


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


def ends_of_lines(text: str, language: str | None = None) -> list[int]:
    """Return where the sentences of a text end that has a paragraph a line; none in blank ones."""
    ends: list[int] = []
    start = 0
    stops = _stops(text)
    stop = next(stops, None)
    for line in text.split("\n"):
        last = start + len(line)
        while stop is not None and stop.start() < last:
            if stop.end() < last and _is_end(text, stop.start(), stop.end(), language, last):
                ends.append(stop.end())
            stop = next(stops, None)
        if line and not line.isspace():
            ends.append(last)
        start = last + 1
    return ends


def _stops(text: str) -> Iterator[re.Match[str]]:
    """Yield the stops of a text, as `finditer` would: few signs are sought faster one by one."""
    places = sorted(
        found.start() for stop in STOPS if stop in text for found in re.finditer(f"[{stop}]", text)
    )
    end = 0
    for place in places:
        if place >= end and (found := _STOP.match(text, place)):
            end = found.end()
            yield found


def _is_end(text: str, start: int, end: int, language: str | None, last: int | None = None) -> bool:
    """Whether a stop from start to end ends a sentence of a paragraph that goes to `last`."""
    last = len(text) if last is None else last
    if end == last:
        return True
    stops = text[start:end]
    if not text[end].isspace():
        # A closing mark with something at it, as in 「…。」と, is within a sentence.
        return stops[-1] in _WIDE_STOPS
    following = _NEXT_WORD.match(text, end, last)
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
    form = word.lower()
    if following[:1].isdigit() and form in words_of_all("numbered"):
        return True
    if word.isdigit():
        return len(word) <= 2 and following.lower() in words_of_all("months")
    if form in words_of_all("abbreviated_titles") and word[0].isupper():
        return True
    listed = form in words("abbreviations", language)
    if listed and ("." in form or form in _ALWAYS_JOINS):
        return True
    if listed or "." in word or (len(word) == 1 and word.isupper()):
        # “on 5th Ave. The”, “in the U.S. The”: the stop ends the sentence as well.
        return following.lower() not in words("function_words", language)
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
    return None if region is None else sentence_within(text, region, position, language)


def sentence_within(
    text: str, region: Fragment, position: int, language: str | None = None
) -> Fragment | None:
    """Return the sentence around the position that lies in a region (see `region_around`)."""
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

    A caret at a mark, on either side, is taken to be inside, as `quotation_around` takes it.
    """
    paragraph = paragraph_around(text, position)
    if paragraph is None:
        return None
    around = quotations_around(text, position)
    nearest = innermost(around)
    for quotation in around if nearest is None else (nearest, *around):
        inside = _inside_in(text, quotation, paragraph)
        if inside is not None:
            return inside
    return paragraph


def region_beyond(text: str, quotation: Fragment, position: int) -> Fragment | None:
    """Return the inside of the next quotation around one, or the paragraph at the position."""
    paragraph = paragraph_around(text, position)
    if paragraph is None:
        return None
    for outer in quotations_around(text, position):
        if outer != quotation and contains(outer, quotation):
            inside = _inside_in(text, outer, paragraph)
            if inside is not None:
                return inside
    return paragraph


def _inside_in(text: str, quotation: Fragment, paragraph: Fragment) -> Fragment | None:
    """Return what a paragraph has of the inside of a quotation, None if it is empty."""
    start, end = inside_marks(text, quotation)
    if start < paragraph[0]:
        # It runs on from before: a repeated mark is not part of the sentence.
        start = paragraph[0] + (text[paragraph[0]] in ALL_MARKS)
    start, end = trim(text, start, min(end, paragraph[1]))
    return (start, end) if start < end else None


def inside_marks(text: str, quotation: Fragment) -> Fragment:
    """Return what stands between the marks of a quotation, the last of which may be missing."""
    start, end = quotation
    opened, last = text[start], text[end - 1]
    closed = end - start > 1 and (last in CLOSERS[opened] or last == opened)
    return start + 1, end - closed
