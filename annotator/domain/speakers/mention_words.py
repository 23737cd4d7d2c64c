"""Whether the words of a mention are a name, a description (nominal) or a pronoun.

A description may have capitals: “The Belarusian President”, “Mayor of Odessa”. So titles, roles,
adjectives of countries and words that stand in lower case elsewhere in the text count for no name,
and what follows “of” only where the noun before it is a part of the name (Bank of England).
"""

from __future__ import annotations

import re
from functools import lru_cache

from annotator.domain.span import Fragment
from annotator.domain.speakers.lexicon import Lexicon, lexicon_for
from annotator.domain.text_objects.word_lists import words, words_of_all

NAME, NOMINAL, PRONOUN = "name", "nominal", "pronoun"

_WORD = re.compile(r"[^\W_]+(?:['’ʼ.\u05f3\u05f4״\"-][^\W_]+)*")
_PARTS = re.compile(r"[,،、;()（）–—]")
_POSSESSIVE = re.compile(r"['’]s?\Z")


def mention_words(text: str, fragment: Fragment, language: str | None = None) -> str:
    """Return name, nominal or pronoun for the words at a place (code points) of a text."""
    lexicon = lexicon_for(text, language)
    mention = text[slice(*fragment)]
    lower = " ".join(mention.lower().split())
    if lower in lexicon.pronouns:
        return PRONOUN
    if not lexicon.cased or not any(each.isupper() or each.islower() for each in mention):
        return _without_case(mention, lexicon)
    at_start = _begins_sentence(text, fragment[0])
    for number, part in enumerate(_PARTS.split(mention)):
        if _has_name(text, part, lexicon, at_start and number == 0):
            return NAME
    return NOMINAL


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(start - 3, 0) : start].rstrip(" \u00a0\t“”„«»‘’\"'(—–-")
    return not before or before[-1] in "\n.!?…"


def _has_name(text: str, part: str, lexicon: Lexicon, at_start: bool) -> bool:
    found = [match.group() for match in _WORD.finditer(part)]
    head, rest = _split(found, lexicon)
    plain = [each for each in head if each.islower() and each not in lexicon.determiners]
    for number, word in enumerate(head):
        if _could_be_name(word, lexicon):
            if number == 0 and at_start and (plain or _in_lower_case(text, word)):
                continue
            if word.lower() in words_of_all("heads") and word.lower() != head[0].lower():
                # “The Council” is a description, “the Ostrava Council” and “Sky Bank” are not.
                if not any(_could_be_name(each, lexicon) for each in head if each != word):
                    continue
            elif word.lower() in words_of_all("heads") and len(head) == 1 and not rest:
                continue
            return True
    # Bank of England, Society of Friends: the noun is a part of the name.
    heads = [each for each in head if each[0].isupper() and each.lower() in words_of_all("heads")]
    return bool(heads) and any(_could_be_name(each, lexicon) for each in rest)


def _split(found: list[str], lexicon: Lexicon) -> tuple[list[str], list[str]]:
    """Return the words before the first preposition, and those after it."""
    for number, word in enumerate(found):
        particle = word in words_of_all("particles")
        if number and word in lexicon.prepositions and not particle:
            return found[:number], found[number + 1 :]
        if number and particle and word in lexicon.prepositions:
            # “ministre de l’Agriculture” or “Élodie de La Roncière”: what stands before says it.
            before = found[number - 1]
            if before.islower() or before.lower() in lexicon.roles:
                return found[:number], found[number + 1 :]
    return found, []


def _could_be_name(word: str, lexicon: Lexicon) -> bool:
    bare = _POSSESSIVE.sub("", word)
    lower = bare.lower()
    if bare == lower or lower in lexicon.pronouns or lower in lexicon.determiners:
        return False
    if bare.isupper() and len(bare) > 1:
        return True
    known = lower in lexicon.roles or lower in lexicon.demonyms or lower in words_of_all("titles")
    return not known and lower not in words("function_words", lexicon.language)


# The same words are asked for at many places of one text.
@lru_cache(maxsize=256)
def _in_lower_case(text: str, word: str) -> bool:
    lower = word.lower()
    if lower not in text:
        return False
    return re.search(rf"\b{re.escape(lower)}\b", text) is not None


def _without_case(mention: str, lexicon: Lexicon) -> str:
    if lexicon.language == "ja":
        bare = mention.removeprefix("同")
        return NOMINAL if bare in lexicon.roles else NAME
    found = [match.group() for match in _WORD.finditer(mention)]
    described = [each in lexicon.roles for each in found]
    if described and described[0]:
        # “the head of the municipality”: every word after the role has the article.
        article = {"ar": "ال", "he": "ה"}.get(lexicon.language, "")
        if len(found) <= 2 and all(each.startswith(article) for each in found[1:]):
            return NOMINAL
    return NAME
