"""The words that the search for speakers goes by, for the language of a text.

A document may not say its language; then the script tells it, or, among those written in
Latin letters, which function words are commonest.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from annotator.domain.text_objects.word_lists import words

_SAMPLE = 4000
_WORD = re.compile(r"[^\W\d_]+")
#: Languages in Latin letters that have word lists here.
_LATIN = ("en", "fr", "de", "es")
#: Languages in which a capital says nothing, or there is none.
CASELESS = frozenset(("ar", "fa", "he", "ja", "zh", "ko"))


class Lexicon(NamedTuple):
    """Word lists of one language, all in lower case.

    `verbs` and `frames` may be of several words. `roles` name people by what they are;
    `joiners` part clauses; `relatives` begin a clause about the noun before.
    """

    language: str
    verbs: frozenset[str]
    frames: frozenset[str]
    nouns: frozenset[str]
    pronouns: frozenset[str]
    determiners: frozenset[str]
    prepositions: frozenset[str]
    joiners: frozenset[str]
    relatives: frozenset[str]
    auxiliaries: frozenset[str]
    roles: frozenset[str]
    demonyms: frozenset[str]
    relays: frozenset[str]
    own_pronouns: frozenset[str]

    @property
    def cased(self) -> bool:
        """Whether names are written with a capital."""
        return self.language not in CASELESS


def lexicon_for(text: str, language: str | None) -> Lexicon:
    """Return the lists for a document's language (a BCP 47 tag), or for what its text is in."""
    tag = (language or "").split("-")[0].lower()
    return _lexicon(tag or likely_language(text[:_SAMPLE]))


@lru_cache(maxsize=16)
def _lexicon(language: str) -> Lexicon:
    def one(name: str) -> frozenset[str]:
        return frozenset(each.lower() for each in words(name, language))

    names = ("verbs", "frames", "nouns")
    return Lexicon(
        language,
        *(one(f"speech_{name}") for name in names),
        *(one(name) for name in Lexicon._fields[4:]),
    )


@lru_cache(maxsize=64)
def likely_language(sample: str) -> str:
    """Return the tag of the language that a piece of text is probably in."""
    scripts = (
        ("ja", "[\u3041-\u30fa]"),
        ("ar", "[\u0620-\u06ff]"),
        ("he", "[\u05d0-\u05ea]"),
        ("uk", "[іїєґІЇЄҐ]"),
        ("cyrillic", "[а-яА-Я]"),
    )
    letters = max(sum(character.isalpha() for character in sample), 1)
    for language, pattern in scripts:
        # Ukrainian shares most letters with Russian, so a few of its own say enough.
        wanted = 0.01 if language == "uk" else 0.2
        if len(re.findall(pattern, sample)) / letters > wanted:
            return language if language != "cyrillic" else _commonest(sample, ("ru", "uk"))
    return _commonest(sample, _LATIN)


def _commonest(sample: str, languages: tuple[str, ...]) -> str:
    found = [each.lower() for each in _WORD.findall(sample)]

    def score(language: str) -> int:
        listed = words("function_words", language)
        return sum(each in listed for each in found)

    return max(languages, key=score)
