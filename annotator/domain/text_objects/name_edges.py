"""What belongs to a name beyond its words: hyphens, last stops, an article that is a part of it."""

from __future__ import annotations

import re

from annotator.domain.span import Fragment
from annotator.domain.text_objects.word import word_around
from annotator.domain.text_objects.word_lists import words_of_all

HYPHENS = "-\u2010\u2011"
#: Hebrew ties words with a mark of its own.
_MAQAF = "\u05be"
#: A part of a name with a hyphen is this short: Ki-moon, Jong-un.
_LONGEST_PART = 5
_CAPITAL_BEFORE = re.compile(r"[^\W\d_]+[ \u00a0]\Z")
_DOTTED = re.compile(r"\b\w\.\w\Z")
_ARTICLE = re.compile(r"(?:The|L[aeo]s?|El) \Z")
_SHORT = 24


def with_hyphen(text: str, word: Fragment) -> Fragment:
    """Return a word with a part in lower case behind its hyphen, or before it: Ban Ki-moon."""
    start, end = word
    if text[start - 1 : start] in HYPHENS and start > 1 and text[start].islower():
        before = word_around(text, start - 2)
        if before is not None and _ties(text, before, (start, end)):
            return before[0], end
    if text[end : end + 1] and text[end] in HYPHENS and text[end + 1 : end + 2].islower():
        after = word_around(text, end + 1)
        if after is not None and _ties(text, (start, end), after):
            return start, after[1]
    return word


def _ties(text: str, first: Fragment, second: Fragment) -> bool:
    """Whether a hyphen makes one name of a word with a capital and one without."""
    if max(first[1] - first[0], second[1] - second[0]) > _LONGEST_PART:
        return False
    if not text[first[0]].isupper() or text[slice(*second)] in words_of_all("compounds"):
        return False
    given = _CAPITAL_BEFORE.search(text, max(first[0] - _SHORT, 0), first[0])
    return given is not None and given.group()[0].isupper()


def with_maqaf(text: str, word: Fragment) -> Fragment:
    """Return a Hebrew word with those that are tied to it: בן־חיים."""
    start, end = word
    while text[start - 1 : start] == _MAQAF and start > 1:
        before = word_around(text, start - 2)
        if before is None or before[1] != start - 1:
            break
        start = before[0]
    while text[end : end + 1] == _MAQAF:
        after = word_around(text, end + 1)
        if after is None or after[0] != end + 1:
            break
        end = after[1]
    return start, end


def with_edges(text: str, name: Fragment) -> Fragment:
    """Return a name with the stop that ends “U.S.” or “Jr.”, and the article of The Hague."""
    start, end = name
    if text[end : end + 1] == ".":
        form = text[max(start, end - _SHORT) : end]
        ending = form.rpartition(" ")[2].lower() in words_of_all("name_endings")
        if _DOTTED.search(form) or (ending and " " in form):
            end += 1
    article = _ARTICLE.search(text, max(start - _SHORT, 0), start)
    if article is not None:
        whole = (article.group() + text[start:end]).lower()
        if whole in words_of_all("named_with_article"):
            start = article.start()
    return start, end


def article_of(text: str, word: Fragment) -> Fragment | None:
    """Return the whole name where a word is the article of one: The Hague."""
    if not _ARTICLE.fullmatch(text[word[0] : word[1] + 1]):
        return None
    following = word_around(text, word[1] + 1)
    if following is None:
        return None
    whole = (word[0], following[1])
    return whole if text[slice(*whole)].lower() in words_of_all("named_with_article") else None
