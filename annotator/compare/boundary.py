"""Whether two extents differ in nothing that matters: white space, punctuation, an article."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from annotator.domain.span import Fragment
from annotator.domain.text_objects.word_lists import words

#: Punctuation by its class in Unicode, but part of what it stands at: 5 %, @name, R&D.
_MEANS_SOMETHING = frozenset("%‰#@&/")


def _empty(character: str) -> bool:
    """Return whether a character at an edge says nothing."""
    kind = unicodedata.category(character)
    return kind[0] in "ZPC" and character not in _MEANS_SOMETHING


def core(text: str, fragments: Iterable[Fragment], language: str | None = None) -> list[Fragment]:
    """Return fragments without white space, punctuation and articles at their edges."""
    articles = words("articles", language)
    result = []
    for start, end in fragments:
        while end > start and _empty(text[end - 1]):
            end -= 1
        before = -1
        while start < end and start != before:
            before = start
            while start < end and _empty(text[start]):
                start += 1
            start += _article(text[start:end], articles)
        if start < end:
            result.append((start, end))
    return result


def _article(text: str, articles: frozenset[str]) -> int:
    """Return how long the article is that a text begins with, 0 where there is none."""
    word = text.split(maxsplit=1)[0] if text.strip() else ""
    if len(word) < len(text) and word.casefold() in articles:
        return len(word)
    for mark in "'’":
        head, found, rest = word.partition(mark)
        if found and rest and f"{head.casefold()}'" in articles:
            return len(head) + 1
    return 0


def trivially_different(
    text: str, extents: Sequence[Iterable[Fragment]], language: str | None = None
) -> bool:
    """Return whether extents (code points, of `text`) differ, but in nothing that matters."""
    if len(extents) < 2:
        return False
    first, *others = (core(text, fragments, language) for fragments in extents)
    return bool(first) and all(other == first for other in others)
