"""The statement around the caret within a sentence: where one proposition parts from the next.

A sentence is parted at a colon and a semicolon; before “and”, “but” and the like, or at a comma
alone, only where a clause of its own ends and another with its own subject begins. A comma with
“but” always parts. “However” at an edge is left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from annotator.domain.span import Fragment
from annotator.domain.text_objects.reported import reported_at
from annotator.domain.text_objects.sentence_words import (
    LONGEST,
    Word,
    bare_form,
    begins_subordinate,
    has_clause,
    names_source,
    quoted_in,
    starts_clause,
    words_in,
)
from annotator.domain.text_objects.word_lists import words, words_of_all

_PARTING = frozenset(":;：；؛")
_COMMAS = frozenset(",،，、–—")
#: So many words must stand before “, but”.
_LEAST = 3


def statement_in(
    text: str, region: Fragment, own: Fragment, position: int, language: str | None = None
) -> Fragment:
    """Return the part of a range around the position that is one statement."""
    start, end = own
    for clause in reported_at(text, position, language):
        inner = (max(start, clause.content), min(end, clause.end))
        if inner[0] <= position <= inner[1] and inner[0] < inner[1]:
            start, end = inner
    start, end = part_at(text, region, (start, end), position, language)
    return _without_asides(text, (start, end), language)


def part_at(
    text: str, region: Fragment, place: Fragment, position: int, language: str | None
) -> Fragment:
    """Return the clause of a range around a position."""
    found = _read(text, region, place, position)
    return _between(found, _cuts(found, language), place, position)


def pieces_at(
    text: str, region: Fragment, place: Fragment, position: int, language: str | None
) -> list[Fragment]:
    """Return what stands around a position between words that join, and between commas."""
    found = _read(text, region, place, position)
    commas = [(at, at + 1) for at, word in enumerate(found) if word.lower in _COMMAS | _PARTING]
    names = ("coordinators", "subordinators", "complementizers")
    joined = [
        (at, at + 1)
        for at, word in enumerate(found)
        if any(bare_form(word) in words(name, language) for name in names)
    ]
    return [_between(found, cuts, place, position) for cuts in (sorted(commas + joined), commas)]


def _between(
    found: Sequence[Word], cuts: Sequence[tuple[int, int]], place: Fragment, position: int
) -> Fragment:
    start, end = place
    for at, after in cuts:
        if found[at].start >= position and found[at].start > start:
            return start, found[at].start
        if after < len(found) and found[after].start <= position:
            start = found[after].start
    return start, end


def _read(text: str, region: Fragment, place: Fragment, position: int) -> list[Word]:
    near = (max(place[0], position - LONGEST), min(place[1], position + LONGEST))
    return words_in(text, near, quoted_in(text, region, near))


def _cuts(found: Sequence[Word], language: str | None) -> list[tuple[int, int]]:
    """Return (index where a statement ends, index where the next begins) in order."""
    cuts: list[tuple[int, int]] = []
    left = at = 0
    while at < len(found):
        after = _next_begins(found, left, at, language)
        if after is not None:
            cuts.append((at, after))
            left = at = after
        else:
            at += 1
    return cuts


def _next_begins(found: Sequence[Word], left: int, at: int, language: str | None) -> int | None:
    """Return where a statement begins if the one from `left` ends at `at`, None if it does not."""
    word = found[at]
    if word.lower in _PARTING and at + 1 < len(found):
        return at + 1 if found[at + 1].start > word.end else None
    comma = word.lower in _COMMAS
    if comma and at - left >= _LEAST and names_source(found, at, language):
        return at + 1
    joining = words("coordinators", language)
    after = at + 1 if comma else at
    joined = after < len(found) and found[after].lower in joining
    if not comma and not joined:
        return None
    adversative = joined and found[after].lower in words_of_all("adversatives")
    after += joined
    if after >= len(found) or begins_subordinate(found[left:at], language):
        return None
    if comma and adversative and at - left >= _LEAST and _words_follow(found, after):
        # “…, mais que …”: a second one that the same verb governs.
        return after + (bare_form(found[after]) in words("complementizers", language))
    if not has_clause(found[left:at], language):
        return None
    return after if starts_clause(found, after, language) else None


def _words_follow(found: Sequence[Word], at: int) -> bool:
    """Whether more than a name or two follows before the next sign."""
    following = found[at : at + _LEAST]
    return len(following) == _LEAST and not any(each.lower in _COMMAS for each in following)


def _without_asides(text: str, place: Fragment, language: str | None) -> Fragment:
    """Return a range without “No,” before it and “, however” behind it."""
    start, end = place
    found = words_in(text, (start, min(end, start + LONGEST)))
    listed = words("asides", language)
    if len(found) > _LEAST and found[0].lower in listed and found[1].lower in _COMMAS:
        start = found[2].start
    found = words_in(text, (max(start, end - LONGEST), end))
    while len(found) > _LEAST and found[-1].is_sign:
        found.pop()
    if len(found) > _LEAST and found[-1].lower in listed and found[-2].lower in _COMMAS:
        end = found[-2].start
    return start, end
