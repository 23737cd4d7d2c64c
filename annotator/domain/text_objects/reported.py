"""What somebody is reported to have said, without quotation marks: an indirect quotation.

“He claimed that …”, “he said …”, “asked him to …”, and a headline “Lukashenko: …”. The word that
begins it (that, whether, to) belongs to it, the final stop does not, and it ends where a colon
brings the words themselves. A verb of speech alone makes none: the word “that” has to follow it,
or a clause with a subject and a verb of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotator.domain.span import Fragment
from annotator.domain.text_objects.quotation import quotation_around
from annotator.domain.text_objects.sentence import region_around, sentence_within
from annotator.domain.text_objects.sentence_words import (
    FILLER,
    LONGEST,
    Word,
    bare_form,
    is_time,
    names_source,
    quoted_in,
    starts_clause,
    words_in,
)
from annotator.domain.text_objects.word_lists import words, words_of_all

#: How many words may part a verb from “that”: told reporters in Minsk on Monday that.
_BETWEEN = 9
_MOST_OF_NAME = 5
_COLONS = frozenset(":：")
_SEMICOLONS = frozenset(";；؛")


class Reported(NamedTuple):
    """A reported clause (code points): `content` is where it begins without “that”."""

    start: int
    content: int
    end: int


def reported_around(text: str, position: int, language: str | None = None) -> Fragment | None:
    """Return the innermost reported clause around the position, with “that”; None without one."""
    found = [each for each in reported_at(text, position, language) if each.start <= position]
    inner = max(found, default=None)
    return None if inner is None else (inner.start, inner.end)


def quotation_or_reported(text: str, position: int, language: str | None = None) -> Fragment | None:
    """Return the quotation in marks around the position, else what is reported there."""
    marked = quotation_around(text, position)
    return marked if marked is not None else reported_around(text, position, language)


def reported_at(text: str, position: int, language: str | None = None) -> list[Reported]:
    """Return the reported clauses around a position, the outermost first."""
    region = region_around(text, position)
    sentence = None if region is None else sentence_within(text, region, position, language)
    if region is None or sentence is None:
        return []
    place = (max(sentence[0], position - LONGEST), min(sentence[1], position + LONGEST))
    found = words_in(text, place, quoted_in(text, region, place))
    clauses = {each for each in _reported(found, place[0], language) if each.end >= position}
    return sorted(each for each in clauses if each.start <= position)


def _reported(found: Sequence[Word], start: int, language: str | None) -> Iterator[Reported]:
    headline = _after_name(found)
    if headline is not None:
        yield _clause(found, headline, language)
    for at, word in enumerate(found):
        if word.lower in words("speech_verbs", language):
            begun = _that_after(found, at, language)
            if begun is not None:
                yield _clause(found, begun, language, with_word=True)
                continue
            begun = _bare_after(found, at, language)
            if begun is not None:
                yield _clause(found, begun, language)
        if word.lower in words_of_all("commands"):
            begun = _to_after(found, at)
            if begun is not None:
                yield _clause(found, begun, language, with_word=True)


def _after_name(found: Sequence[Word]) -> int | None:
    """Return where a clause begins after a name and a colon at the start of the sentence."""
    for at, word in enumerate(found[: _MOST_OF_NAME + 1]):
        if word.lower in _COLONS:
            follows = at + 2 < len(found) and not found[at + 1].is_sign
            return at + 1 if at and follows else None
        if not word.capital:
            return None
    return None


def _that_after(found: Sequence[Word], at: int, language: str | None) -> int | None:
    """Return the index of “that” behind a verb of speech, if it governs one."""
    listed = words("complementizers", language)
    for index in range(at + 1, min(at + 1 + _BETWEEN, len(found) - 1)):
        word = found[index]
        if bare_form(word) in listed:
            return index
        comma = word.lower in ",،" and bare_form(found[index + 1]) in listed
        if word.is_sign and not comma:
            return None
        if index > at + 1 and word.lower in words("speech_verbs", language):
            return None
    return None


def _bare_after(found: Sequence[Word], at: int, language: str | None) -> int | None:
    """Return where a clause begins that follows a verb of speech without “that”."""
    if found[at].lower not in words("bare_reporting", language):
        return None
    behind = [each.lower[0] for each in found[max(at - 2, 0) : at] if each.is_sign]
    if at == 0 or FILLER in behind:
        # “…,” said the mayor: the subject stands behind its verb.
        return None
    index = at + 1
    while index < len(found) and is_time(found[index]) and index < at + _MOST_OF_NAME:
        if found[index].lower in words("subjects", language):
            break
        index += 1
    return index if starts_clause(found, index, language) else None


def _to_after(found: Sequence[Word], at: int) -> int | None:
    """Return the index of “to” behind a verb and the one who is to do something."""
    for index in range(at + 2, min(at + 6, len(found) - 1)):
        if found[index - 1].is_sign:
            return None
        if found[index].lower == "to":
            return index
    return None


def _clause(
    found: Sequence[Word], begun: int, language: str | None, with_word: bool = False
) -> Reported:
    """Return the clause that begins at an index, to where it ends."""
    last = len(found)
    for index in range(begun + 1, len(found)):
        lower = found[index].lower
        sourced = lower in ",،" and names_source(found, index, language)
        parted = lower in _COLONS or lower in _SEMICOLONS or sourced
        if parted or _cue_joined(found, index, language):
            last = index
            break
    while last > begun + 1 and _is_tail(found, last - 1, language):
        last -= 1
    content = found[begun].start
    if with_word:
        elided = len(bare_form(found[begun])) < len(found[begun].lower)
        content = (
            content + len(bare_form(found[begun])) + 1
            if elided
            else found[min(begun + 1, last - 1)].start
        )
    return Reported(found[begun].start, content, found[last - 1].end)


def _cue_joined(found: Sequence[Word], at: int, language: str | None) -> bool:
    """Whether “and added” at an index begins a further report by the same person."""
    if found[at].lower not in words("coordinators", language) or at + 2 >= len(found):
        return False
    follows = found[at + 1].lower in words("speech_verbs", language)
    return follows and _that_after(found, at + 1, language) is not None


def _is_tail(found: Sequence[Word], at: int, language: str | None) -> bool:
    word = found[at]
    if word.is_sign:
        return word.lower[0] != FILLER and word.lower not in ")]）”’»%"
    before = found[at - 1].lower if at else ""
    return before in (",", "،") and word.lower in words("asides", language)
