"""The name around the caret: a run of capitalised words with what belongs between them.

Between two capitalised words particles may stand (de, van der, bin, ибн), hyphens,
initials and the stops of abbreviated titles, and “of” after a head that takes it (Bank of
England). A title in lower case directly before a name belongs to it. Left out are function
words with a capital (“The”, “However” at the start of a sentence, unless the caret is on one),
days and months, an elided article (l’Ukraine) and a trailing possessive (Putin’s).

In scripts without case the word is taken: in Arabic and Hebrew what stands between white
space without the punctuation at it, in Chinese and Japanese a run of ideographs or of katakana
(joined by ・). A caret on a word in lower case gives that word.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from annotator.domain.graphemes import snap
from annotator.domain.span import Fragment
from annotator.domain.text_objects.name_edges import (
    HYPHENS,
    article_of,
    with_edges,
    with_hyphen,
    with_maqaf,
)
from annotator.domain.text_objects.word import word_around
from annotator.domain.text_objects.word_lists import words, words_of_all

_BLANKS = " \u00a0\u202f\u2009"
_POSSESSIVE = re.compile(r"['’]s?\Z", re.IGNORECASE)
_ELISION = re.compile(r"(?:l|d|qu|n|s|j|m|t|c|un|dell|all|nell|sull|dall|quest)['’]")
_ELIDED_PARTICLES = frozenset(("d", "dell"))
_IDEOGRAPHS = re.compile("[\u3400-\u9fff々]{1,4}")
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc-\u30ff]")
_BOUND_SCRIPT = re.compile("[\u0590-\u08ff]")
_MOST_TOKENS = 40

#: _ARTICLE is a function word with a capital that can be a particle, as in Mme de La Roncière.
_NAME, _TITLE, _PARTICLE, _OF, _ARTICLE, _FUNCTION, _OTHER = range(7)
_LONGEST_LINK = 5


class _Token(NamedTuple):
    """A word with what it is to a name; `ends_name` after a possessive.

    `word_start` differs from `start` when an elided particle or article is left out.
    """

    start: int
    end: int
    kind: int
    ends_name: bool
    word_start: int


def name_around(text: str, position: int, language: str | None = None) -> Fragment | None:
    """Return the name that the position is in or touches, else the word there, else None."""
    word = word_around(text, position) or _abbreviated(text, position)
    if word is None:
        return None
    if not any(character.isupper() or character.islower() for character in text[slice(*word)]):
        return _without_case(text, word)
    token = _read(text, word, language)
    if position < token.start or token.kind == _FUNCTION:
        return article_of(text, word) or word
    run = _run(text, token, language)
    if not any(each.kind == _NAME for each in run):
        return token.start, token.end
    return snap(text, *with_edges(text, (run[0].start, run[-1].end)))


def name_words(
    text: str, name: Fragment, position: int, language: str | None = None
) -> list[Fragment]:
    """Return the words that the name around a position has, in order; none for another script."""
    word = word_around(text, position)
    if word is None or not any(map(str.isupper, text[slice(*name)])):
        return []
    return [(each.start, each.end) for each in _run(text, _read(text, word, language), language)]


def _abbreviated(text: str, position: int) -> Fragment | None:
    """Return the word before a stop that the caret stands behind, as in “Mr.|”."""
    if position > 1 and text[position - 1] == ".":
        return word_around(text, position - 1)
    return None


def _without_case(text: str, word: Fragment) -> Fragment:
    start, end = word
    if _BOUND_SCRIPT.match(text, start):
        return with_maqaf(text, word)
    if _IDEOGRAPHS.fullmatch(text, start, end) and _KATAKANA.match(text, end):
        # 小林ツネ: a family name and a given name; the other way round it is 日本 behind a name.
        given = word_around(text, end)
        return word if given is None else (start, _katakana_name(text, given)[1])
    return _katakana_name(text, word) if _KATAKANA.match(text, start) else word


def _katakana_name(text: str, word: Fragment) -> Fragment:
    """Return what ・ joins to a run of katakana, and the family name in ideographs before it."""
    start, end = word
    while text[start - 1 : start] in ("・", "＝") and start > 1:
        before = word_around(text, start - 2)
        if before is None or not _KATAKANA.match(text, before[0]):
            break
        start = before[0]
    while text[end : end + 1] in ("・", "＝"):
        after = word_around(text, end + 1)
        if after is None or not _KATAKANA.match(text, after[0]):
            break
        end = after[1]
    family = word_around(text, start - 1) if start else None
    if family and family[1] == start and _IDEOGRAPHS.fullmatch(text, *family):
        start = family[0]
    return start, end


def _read(text: str, word: Fragment, language: str | None) -> _Token:
    start, end = word = with_hyphen(text, word)
    elision = _ELISION.match(text, start, end)
    if elision is not None and text[elision.end() : elision.end() + 1].isupper():
        start = elision.end()
    possessive = _POSSESSIVE.search(text, start, end)
    if possessive is not None and possessive.start() > start:
        end = possessive.start()
    form = text[start:end]
    initial = len(form) == 1 and form.isupper() and text[end : end + 1] == "."
    kind = _NAME if initial else _kind(form, language)
    if kind in (_OTHER, _OF) and _links(text, start, end):
        kind = _PARTICLE
    return _Token(start, end, kind, possessive is not None, word[0])


def _kind(form: str, language: str | None) -> int:
    lower = form.lower()
    if form == lower:
        if lower in words_of_all("titles"):
            return _TITLE
        if lower in words_of_all("particles"):
            return _PARTICLE
        return _OF if lower == "of" else _OTHER
    if form[0].isupper() and form[1:] == lower[1:] and _is_function(lower, language):
        return _ARTICLE if lower in words_of_all("particles") else _FUNCTION
    return _NAME if any(character.isupper() for character in form) else _OTHER


def _is_function(lower: str, language: str | None) -> bool:
    """Whether a capital says nothing about a word: a function word, a day, a month."""
    return (
        lower in words("function_words", language)
        or lower in words_of_all("weekdays")
        or lower in words_of_all("months")
    )


def _links(text: str, start: int, end: int) -> bool:
    """Whether a short word has a hyphen on both sides, as in Stratford-upon-Avon."""
    if end - start > _LONGEST_LINK or not 0 < start < end < len(text) - 1:
        return False
    return text[start - 1] in HYPHENS and text[end] in HYPHENS and text[end + 1].isupper()


def _run(text: str, token: _Token, language: str | None) -> list[_Token]:
    """Return the tokens of the name that `token` is part of, or `token` alone."""
    run = [token]
    if token.kind in (_FUNCTION, _OTHER):
        return run
    if not token.ends_name:
        run += _walk(text, token, language, 1)
    left = _walk(text, token, language, -1)
    run = left[::-1] + run
    # Only a name may end it, and a particle begins it only where it can (von, al-, ибн).
    while len(run) > 1 and run[-1].kind != _NAME and run[-1] != token:
        run.pop()
    while len(run) > 1 and run[0] != token and not _may_begin(text, run, language):
        run.pop(0)
    if token.kind == _NAME or (run[-1].kind == _NAME and _may_begin(text, run, language)):
        return run
    return [token]


def _walk(text: str, token: _Token, language: str | None, way: int) -> list[_Token]:
    """Return what may belong to the name on one side, nearest first."""
    found: list[_Token] = []
    current = token
    while len(found) < _MOST_TOKENS:
        following = _neighbour(text, current, language, way)
        if following is None or following.kind in (_FUNCTION, _OTHER):
            break
        if way < 0 and following.ends_name:
            break
        first, second = (current, following) if way > 0 else (following, current)
        if not _fits(text, first, second):
            break
        found.append(following)
        current = following
        if following.ends_name:
            break
    return found


def _fits(text: str, first: _Token, second: _Token) -> bool:
    """Whether two tokens that stand beside each other can be of one name."""
    if second.start != second.word_start:
        # Giscard d’Estaing, Côte d’Ivoire; but dans l’Ukraine, président d’Ukraine.
        particle = text[second.word_start : second.start - 1] in _ELIDED_PARTICLES
        titled = text[first.start : first.end].lower() in words_of_all("titles")
        return particle and first.kind == _NAME and not titled
    if second.kind == _TITLE:
        # Прем’єр-міністр, Ex-president: a hyphen ties the title to what is before.
        return first.kind == _TITLE or text[second.start - 1] in HYPHENS
    if second.kind == _OF:
        return text[first.start : first.end].lower() in words_of_all("heads")
    if first.kind == _OF or second.kind == _NAME:
        return True
    return first.kind in (_NAME, _PARTICLE, _ARTICLE)


def _may_begin(text: str, run: list[_Token], language: str | None) -> bool:
    first = run[0]
    if first.kind in (_NAME, _TITLE):
        return True
    return first.kind == _PARTICLE and text[first.start : first.end] in words_of_all(
        "particles_leading"
    )


def _neighbour(text: str, token: _Token, language: str | None, way: int) -> _Token | None:
    """Return the next token to one side, None if something stands between that parts names."""
    if way > 0:
        gap = _gap_after(text, token)
        place = None if gap is None else token.end + gap
        word = None if place is None else word_around(text, place)
        if word is None or word[0] != place:
            return None
        return _read(text, word, language)
    place = token.word_start
    gap_before = _gap_before(text, place)
    if gap_before is None:
        return None
    word = word_around(text, place - gap_before - 1)
    if word is None:
        return None
    found = _read(text, word, language)
    after = _gap_after(text, found)
    return found if after is not None and found.end + after == place else None


def _gap_after(text: str, token: _Token) -> int | None:
    """Return how many characters part a token from the next one of its name."""
    following = text[token.end : token.end + 3]
    if following[:1] == "&" and following[1:2].isupper():
        return 1
    if following == " & ":
        return 3
    if following[:1] and following[0] in HYPHENS and following[1:2].isalnum():
        return 1
    if following[:1] == "." and _takes_stop(text[token.start : token.end]):
        return 2 if following[1:] and following[1] in _BLANKS else 1
    return 1 if following[:1] and following[0] in _BLANKS else None


def _gap_before(text: str, place: int) -> int | None:
    """Return how far before a token the word before it ends, a stop counted in."""
    before = text[max(place - 2, 0) : place]
    if not before:
        return None
    if before[-1] == "&":
        return 1
    if before == "& ":
        return 3
    if before[-1] in _BLANKS:
        return 2 if before[:-1] == "." else 1
    return 1 if before[-1] in HYPHENS + "." else None


def _takes_stop(form: str) -> bool:
    """Whether a stop after the word abbreviates it: an initial or a title."""
    shortened = form.lower() in words_of_all("abbreviated_titles")
    if len(form) <= 2 and form[:1].isupper() and (len(form) == 1 or not form[1].isupper()):
        return len(form) == 1 or not form.isascii() or shortened
    return shortened
