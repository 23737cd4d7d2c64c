"""The speaker around the caret: the whole noun phrase, as a speaker is marked.

With its article, title and apposition and a short name in brackets, without a relative clause:
“the close ally of Putin, Lukashenko”, “state news agency TASS”. A pronoun stands for itself, and
where no phrase is found the name is taken. There is no parser: articles, roles and capitals tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotator.domain.span import Fragment
from annotator.domain.text_objects.name_phrase import name_around
from annotator.domain.text_objects.sentence import region_around, sentence_within
from annotator.domain.text_objects.sentence_words import FILLER, Word, quoted_in, words_in
from annotator.domain.text_objects.word_lists import words, words_of_all

#: How far around the caret a phrase is read.
_NEAR = 300
_ARTICLE, _NAMED, _ROLE, _COMMON, _OF, _ELIDED_OF, _COMMA, _OTHER = range(8)
_OF_WORDS = frozenset(("of", "de", "du", "des", "del", "von", "vom", "for"))
_ELIDED = re.compile(r"(?:l|d)['’](?=\w)")
_POSSESSIVE = re.compile(r"['’]s\Z")
#: How many common words may stand before what names somebody.
_MOST_COMMON = 4
#: Lists whose words end a phrase.
_CLOSED = ("function_words", "prepositions", "pronouns", "auxiliaries", "speech_verbs")
_DEEPEST = 3


class _Unit(NamedTuple):
    start: int
    end: int
    kind: int
    lower: str


class _Phrase(NamedTuple):
    """Indices of units, half open, and whether it describes, names or does both."""

    first: int
    last: int
    described: bool
    named: bool


def speaker_at(text: str, position: int, language: str | None = None) -> Fragment | None:
    """Return what S takes: the name that the position is in, else the whole noun phrase there.

    On “Lukashenko” that is the name; on “ally” it is “the close ally of Putin, Lukashenko”, and
    growing takes the name to that, too.
    """
    name = name_around(text, position, language)
    if name is not None and text[name[0]].isupper():
        return name
    return speaker_around(text, position, language)


def speaker_around(text: str, position: int, language: str | None = None) -> Fragment | None:
    """Return the noun phrase that the position is in or touches, else the name or word there."""
    name = name_around(text, position, language)
    if name is None or not _has_case(text[slice(*name)]):
        return None if name is None else _with_title(text, name, language)
    units = _units_around(text, position, language)
    for phrase in _joined(list(_phrases(units)), units, language):
        start, end = units[phrase.first].start, units[phrase.last - 1].end
        if start <= name[0] and name[1] <= end:
            return start, end
    return name


def _has_case(form: str) -> bool:
    return any(each.isupper() or each.islower() for each in form)


def _with_title(text: str, name: Fragment, language: str | None) -> Fragment:
    """Return a Japanese name with the office behind it, from either: オオタ議員."""
    titles = words("titles", "ja")
    start, end = name
    if text[start:end] in titles and start:
        before = name_around(text, start - 1, language)
        return (before[0], end) if before is not None and before[1] == start else name
    following = (each for each in titles if text.startswith(each, end))
    return start, end + len(max(following, key=len, default=""))


def _units_around(text: str, position: int, language: str | None) -> list[_Unit]:
    region = region_around(text, position)
    sentence = None if region is None else sentence_within(text, region, position, language)
    if region is None or sentence is None:
        return []
    near = (max(sentence[0], position - _NEAR), min(sentence[1], position + _NEAR))
    found = words_in(text, near, quoted_in(text, region, near))
    units: list[_Unit] = []
    for word in found:
        if units and word.start < units[-1].end:
            # Within the name before: its initials, hyphens and stops.
            continue
        kind = _kind(text, word, language)
        end = word.end
        if kind in (_NAMED, _ROLE) and (word.capital or word.lower in words_of_all("titles")):
            name = name_around(text, word.start, language)
            if name is not None and name[0] == word.start and name[1] >= word.end:
                kind = _NAMED if name[1] > word.end else kind
                end = name[1]
        units.append(_Unit(word.start, end, kind, word.lower))
    return units


def _kind(text: str, word: Word, language: str | None) -> int:
    lower = word.lower
    if lower in (",", "،"):
        return _COMMA
    if word.is_sign or lower[0] == FILLER:
        return _OTHER
    if lower in words("determiners", language) or _owns(word):
        return _ARTICLE
    elided = _ELIDED.match(lower)
    if elided is not None:
        capital = text[word.start + elided.end()].isupper()
        return _ELIDED_OF if lower[0] == "d" else _NAMED if capital else _ARTICLE
    if lower in _OF_WORDS:
        return _OF
    return _ROLE if _is_role(lower, language) else _open_kind(text, word, language)


def _open_kind(text: str, word: Word, language: str | None) -> int:
    """Return whether a word of no other kind names, describes or ends a phrase."""
    lower = word.lower
    closed = any(lower in words(name, language) for name in _CLOSED)
    timed = any(lower in words_of_all(name) for name in ("weekdays", "months", "time_words"))
    if closed or timed or lower[0].isdigit():
        return _OTHER
    if any(map(str.isupper, text[word.start : word.end])):
        return _NAMED
    return _OTHER if language in (None, "en") and lower.endswith("ly") else _COMMON


def _owns(word: Word) -> bool:
    return word.capital and _POSSESSIVE.search(word.lower) is not None


def _is_role(lower: str, language: str | None) -> bool:
    if lower in words_of_all("titles") or lower in words("roles", language):
        return True
    return lower.endswith("s") and lower[:-1] in words("roles", language)


def _phrases(units: Sequence[_Unit]) -> Iterator[_Phrase]:
    at = 0
    while at < len(units):
        phrase = _phrase(units, at, 0)
        if phrase is None:
            at += 1
        else:
            yield phrase
            at = phrase.last


def _phrase(units: Sequence[_Unit], first: int, depth: int) -> _Phrase | None:
    """Return the phrase that begins at an index, with what “of” adds, None if none does."""
    at = first
    while at < len(units) and units[at].kind == _ARTICLE:
        at += 1
    article = at > first
    last = at
    while last < len(units) and _continues(units, last, last - at, article):
        last += 1
    if last == at:
        return None
    kinds = {unit.kind for unit in units[at:last]}
    last = _with_of(units, last, depth)
    return _Phrase(first, _with_brackets(units, last), article or _ROLE in kinds, _NAMED in kinds)


def _continues(units: Sequence[_Unit], at: int, before: int, article: bool) -> bool:
    kind = units[at].kind
    return kind in (_NAMED, _ROLE) or (kind == _COMMON and _leads_on(units, at, before, article))


def _with_of(units: Sequence[_Unit], last: int, depth: int) -> int:
    """Return the end with what “of” adds: the mayor of Lyon, minister of health."""
    if last < len(units) and units[last].kind == _ELIDED_OF:
        last += 1
        while last < len(units) and units[last].kind == _NAMED:
            last += 1
    elif last + 1 < len(units) and units[last].kind == _OF and depth < _DEEPEST:
        inner = _phrase(units, last + 1, depth + 1)
        if inner is not None:
            last = inner.last
        elif units[last + 1].kind == _COMMON:
            last += 2
    return last


def _leads_on(units: Sequence[_Unit], at: int, before: int, article: bool) -> bool:
    """Whether a common word at an index belongs to the phrase that has `before` words so far."""
    past = units[at].lower.endswith("ed") and units[at].lower.isascii()
    for following in units[at + 1 : at + _MOST_COMMON]:
        if following.kind == _ROLE:
            # “state news agency”; “the police arrested teacher” is two.
            return article and not before or not past
        if following.kind != _COMMON:
            break
    known = any(unit.kind in (_NAMED, _ROLE) for unit in units[at - before : at])
    return article and not known and not (past and before) and before < _MOST_COMMON


def _with_brackets(units: Sequence[_Unit], last: int) -> int:
    closed = last + 2 < len(units) and units[last].lower == "(" and units[last + 2].lower == ")"
    return last + 3 if closed and units[last + 1].kind == _NAMED else last


def _joined(
    phrases: Sequence[_Phrase], units: Sequence[_Unit], language: str | None
) -> list[_Phrase]:
    """Return the phrases with appositions made one."""
    joined: list[_Phrase] = []
    for phrase in phrases:
        before = joined[-1] if joined else None
        if before is not None and _is_apposition(units, before, phrase, language):
            joined[-1] = _Phrase(before.first, phrase.last, True, True)
        else:
            joined.append(phrase)
    return joined


def _is_apposition(
    units: Sequence[_Unit], one: _Phrase, other: _Phrase, language: str | None
) -> bool:
    if other.first != one.last + 1 or units[one.last].kind != _COMMA:
        return False
    leads = units[one.first - 1].lower if one.first else ""
    if leads in words("prepositions", language) and leads not in ("by", "with", "to"):
        return False
    roles = any(unit.kind == _ROLE for unit in units[one.first : one.last])
    if _describes(units, one) and other.named and not other.described:
        return roles
    ends = other.last >= len(units) or units[other.last].kind in (_COMMA, _OTHER)
    ends = ends and not (other.last < len(units) and units[other.last].lower[0].isalpha())
    about = any(unit.kind == _ROLE for unit in units[other.first : other.last])
    return one.named and not one.described and other.described and about and ends


def _describes(units: Sequence[_Unit], phrase: _Phrase) -> bool:
    """Whether a phrase says what somebody is rather than who."""
    return phrase.described and units[phrase.first].kind in (_ARTICLE, _ROLE, _COMMON)
