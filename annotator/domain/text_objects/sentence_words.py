"""The words and signs of a sentence, and what tells that a clause begins among them.

There is no parser: closed word classes (resources/words) tell most of it. Where a language has no
verb forms listed, only pronouns do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from annotator.domain.span import Fragment
from annotator.domain.text_objects.quotation import quotations_in
from annotator.domain.text_objects.word_lists import words, words_of_all

#: What stands for what is quoted; no word, no stop.
FILLER = "\ufffc"
_WORD = re.compile(r"[^\W_]+(?:[.,](?=\d)[^\W_]+|[’'ʼ-][^\W_]+)*|[^\w\s\ufffc]|\ufffc+")
_NEGATED = re.compile(r"n['’]t\Z")
#: Je, que and the like before an apostrophe; a short form of “is” or “will” behind one.
_ELIDED = re.compile(r"(?:qu|lorsqu|puisqu|j|c|d|l|n|s)(?=['’])")
_SHORT_VERB = re.compile(r"['’](?:m|re|ve|ll|d|s)\Z")
#: How many words of a clause are read for its verb.
_VERB_WITHIN = 9
#: So many words may be behind a comma that says who said it: “, the mayor said”.
_TAIL = 5
#: More of a sentence than this on each side of the caret is not read.
LONGEST = 1500


class Word(NamedTuple):
    """A word, a sign or a run of FILLER at a place (code points), `lower` its form."""

    start: int
    end: int
    lower: str
    capital: bool

    @property
    def is_sign(self) -> bool:
        """Whether it is no word."""
        return not self.lower[0].isalnum()


def words_in(text: str, place: Fragment, quoted: Sequence[Fragment] = ()) -> list[Word]:
    """Return the words of a place; each of the quotations is one run of FILLER."""
    start, end = place
    piece = text[start:end]
    for first, last in quoted:
        first, last = max(first, start) - start, min(last, end) - start
        if first < last:
            piece = piece[:first] + FILLER * (last - first) + piece[last:]
    return [
        Word(start + each.start(), start + each.end(), form.lower(), form[0].isupper())
        for each in _WORD.finditer(piece)
        for form in (each.group(),)
    ]


def quoted_in(text: str, region: Fragment, sentence: Fragment) -> list[Fragment]:
    """Return the quotations in a sentence that lie in no other, but not those around the region."""
    outer: list[Fragment] = []
    for start, end in sorted(quotations_in(text, region), key=lambda each: (each[0], -each[1])):
        inside = region[0] <= start and end <= region[1] and start < sentence[1]
        if inside and end > sentence[0] and (not outer or start >= outer[-1][1]):
            outer.append((start, end))
    return outer


def bare_form(word: Word) -> str:
    """Return the form without what is elided behind it: qu’il → qu, we’ll → we."""
    elided = _ELIDED.match(word.lower)
    return elided.group() if elided else _SHORT_VERB.sub("", word.lower)


def is_finite(word: Word, language: str | None) -> bool:
    """Return whether a word is a verb form that a clause has."""
    return (
        word.lower in words("finite", language)
        or _NEGATED.search(word.lower) is not None
        or bare_form(word) in words("subjects", language)
        and _SHORT_VERB.search(word.lower) is not None
    )


def begins_subordinate(found: Sequence[Word], language: str | None) -> bool:
    """Return whether words begin a subordinate clause, or there are none."""
    first = next((each for each in found if not each.is_sign), None)
    return first is None or bare_form(first) in words("subordinators", language)


def has_clause(found: Sequence[Word], language: str | None) -> bool:
    """Return whether words have a verb or a subject that is of no subordinate clause in them."""
    subjects, below = words("subjects", language), words("subordinators", language)
    signs = sum(is_finite(each, language) for each in found)
    signs += sum(bare_form(each) in subjects for each in found[:-1])
    return signs > sum(bare_form(each) in below for each in found)


def names_source(found: Sequence[Word], comma: int, language: str | None) -> bool:
    """Return whether a comma at an index parts who said it: “, according to”, “, she said”."""
    after = found[comma + 1 : comma + 1 + _TAIL]
    if " ".join(each.lower for each in after[:2]) in words_of_all("sources"):
        return True
    if after and after[0].lower in words_of_all("sources"):
        return True
    if comma + 1 + _TAIL < len(found) or any(each.is_sign for each in after[:-1]):
        return False
    spoken = [each.lower in words("speech_verbs", language) for each in after]
    if True not in spoken:
        return False
    further = after[spoken.index(True) + 1 :]
    joined = any(each.lower in words("coordinators", language) for each in after)
    reports = any(form_is_closed(each, language) for each in after)
    return not joined and not reports and not any(is_finite(each, language) for each in further)


def starts_clause(found: Sequence[Word], at: int, language: str | None) -> bool:
    """Return whether a clause with a subject of its own begins at an index."""
    if at >= len(found) or found[at].is_sign:
        return False
    first = found[at]
    form = bare_form(first)
    if form in words("subjects", language):
        return at + 1 < len(found) and (not found[at + 1].is_sign or form != first.lower)
    closed = ("prepositions", "subordinators", "finite", "coordinators", "speech_verbs")
    if any(form in words(name, language) for name in closed) and not first.capital:
        return False
    for word in found[at + 1 : at + _VERB_WITHIN]:
        if word.is_sign and word.lower[0] != FILLER:
            return False
        if form_is_closed(word, language):
            return False
        if is_finite(word, language):
            return True
    return False


def form_is_closed(word: Word, language: str | None) -> bool:
    """Return whether a word begins a clause about another or what was said."""
    form = bare_form(word)
    return form in words("subordinators", language) or form in words("complementizers", language)


def is_time(word: Word) -> bool:
    """Return whether a word says when something was said."""
    listed = words_of_all("time_words")
    return (
        word.lower in listed
        or word.lower in words_of_all("weekdays")
        or word.lower in words_of_all("months")
        or word.lower[0].isdigit()
    )
