"""The language of a text that does not say it: told by its script and its commonest words.

Most texts are imported without a language. The tag found here serves the text objects only; the
document keeps what was said about it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from annotator.domain.text_objects.word_lists import languages_of, words_in_language

_SAMPLE = 4000
_WORD = re.compile(r"[^\W\d_]+")
#: In order: Japanese has ideographs too, Ukrainian most of the letters of Russian.
_SCRIPTS = (
    ("ja", re.compile("[\u3041-\u30fa]"), 0.1),
    ("zh", re.compile("[\u4e00-\u9fff]"), 0.3),
    ("ar", re.compile("[\u0620-\u06ff]"), 0.3),
    ("he", re.compile("[\u05d0-\u05ea]"), 0.3),
    ("el", re.compile("[\u0370-\u03ff]"), 0.3),
    ("uk", re.compile("[іїєґІЇЄҐ]"), 0.02),
    ("ru", re.compile("[а-яА-ЯёЁ]"), 0.3),
)
#: With fewer function words than these nothing is said.
_LEAST_HITS = 5


def language_of(text: str, language: str | None) -> str | None:
    """Return the language given (a BCP 47 tag), else the one the text seems to be in, if any."""
    return language or likely_language(text[:_SAMPLE])


@lru_cache(maxsize=16)
def likely_language(sample: str) -> str | None:
    """Return the tag of the language that a piece of text is probably in, None where it is open."""
    letters = sum(map(str.isalpha, sample))
    if not letters:
        return None
    for language, pattern, share in _SCRIPTS:
        if len(pattern.findall(sample)) > share * letters:
            return language
    found = [each.lower() for each in _WORD.findall(sample)]
    hits = {
        language: sum(each in words_in_language("function_words", language) for each in found)
        for language in languages_of("function_words")
    }
    best, second, *_ = sorted(hits, key=lambda each: (-hits[each], each))
    clear = hits[best] >= _LEAST_HITS and hits[best] > hits[second]
    return best if clear else None
