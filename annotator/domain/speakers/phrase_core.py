"""The core of a noun phrase: its words without appositions and without clauses about it.

There is no parser; closed word classes and capitals tell where a phrase ends.
"""

from __future__ import annotations

from collections.abc import Sequence

from annotator.domain.speakers.tokens import (
    COMMON,
    DETERMINER,
    NAME,
    NOMINAL_KINDS,
    NUMBER,
    OF,
    PREPOSITION,
    PRONOUN,
    ROLE,
    TITLE,
    Token,
)

#: Indices of tokens, half open.
Phrase = tuple[int, int]
OBJECTS = frozenset(("him", "them", "me", "us", "himself", "herself", "themselves", "lui"))
_LONGEST = 14


def core_before(tokens: Sequence[Token], end: int) -> Phrase | None:
    """Return the phrase without appositions that ends before index `end`."""
    if end > 0 and tokens[end - 1].form == ")":
        before = range(end - 1, max(end - 6, -1), -1)
        opened = next((at for at in before if tokens[at].form == "("), None)
        inner = None if opened is None else core_before(tokens, opened)
        return None if inner is None else (inner[0], end)
    at = end
    while at > 0 and end - at < _LONGEST and _belongs_before(tokens, at - 1):
        at -= 1
        if tokens[at].kind == DETERMINER and not _is_inside(tokens, at):
            break
    while at < end and tokens[at].kind == PREPOSITION:
        at += 1
    return None if at == end else _without_verbs(tokens, (at, end))


def _belongs_before(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a word can stand before others in one phrase."""
    kind = tokens[at].kind
    if kind == PREPOSITION:
        return tokens[at].lower in OF and _nominal(tokens, at - 1)
    return kind in NOMINAL_KINDS or kind == DETERMINER


def _is_inside(tokens: Sequence[Token], determiner: int) -> bool:
    """Return whether a determiner stands within a phrase: the chair of | the committee."""
    return (
        determiner > 0 and tokens[determiner - 1].lower in OF and _nominal(tokens, determiner - 2)
    )


def may_start(tokens: Sequence[Token], start: int) -> bool:
    """Return whether no preposition before a phrase makes it an adverbial."""
    return start == 0 or tokens[start - 1].kind != PREPOSITION or tokens[start - 1].lower == "by"


def _nominal(tokens: Sequence[Token], at: int) -> bool:
    return at >= 0 and tokens[at].kind in NOMINAL_KINDS


def _without_verbs(tokens: Sequence[Token], phrase: Phrase) -> Phrase:
    """Cut words off the front of a phrase that only look as if they belonged to it.

    Before a name, common words belong to it when a role or a determiner is among them: “retired
    teacher Agnes Kolar”, “the baker Pietro Amato”, not “yesterday quietly Agnes Kolar”.
    """
    start, end = phrase
    if tokens[end - 1].kind not in (NAME, TITLE):
        return phrase
    name = end - 1
    while name > start and tokens[name - 1].kind in (NAME, TITLE):
        name -= 1
    front = tokens[start:name]
    if not front or any(token.kind in (ROLE, DETERMINER) for token in front):
        keeps = tokens[start].kind != DETERMINER or may_start(tokens, start)
        roles = any(token.kind == ROLE for token in front)
        return phrase if keeps or roles else (name, end)
    return name, end


def core_after(tokens: Sequence[Token], start: int, stop: int) -> int | None:
    """Return where the phrase without appositions ends that begins at `start`."""
    if start >= stop:
        return None
    if tokens[start].kind == PRONOUN:
        return None if tokens[start].lower in OBJECTS else start + 1
    at, named, nominal = start, False, False
    while at < min(stop, start + _LONGEST) and _extends(tokens, at, (start, stop), named, nominal):
        kind = tokens[at].kind
        named = kind == NAME or (named and kind != PREPOSITION)
        nominal = nominal or kind in NOMINAL_KINDS
        at += 1
    while at > start and tokens[at - 1].kind in (PREPOSITION, DETERMINER):
        at -= 1
    return at if nominal and at > start else None


def _extends(tokens: Sequence[Token], at: int, bounds: Phrase, named: bool, nominal: bool) -> bool:
    """Return whether the word at `at` goes on the phrase before it."""
    kind = tokens[at].kind
    if kind == DETERMINER:
        return at == bounds[0] or tokens[at - 1].lower in OF
    if kind == PREPOSITION:
        return nominal and _goes_on_with(tokens, at, bounds[1])
    return kind in NOMINAL_KINDS and _may_follow(tokens[at], named, nominal)


def _goes_on_with(tokens: Sequence[Token], preposition: int, stop: int) -> bool:
    """Return whether “of” ties what follows to the phrase."""
    if tokens[preposition].lower not in OF or preposition + 1 >= stop:
        return False
    return tokens[preposition + 1].kind in (NAME, DETERMINER, ROLE, COMMON, TITLE)


def _may_follow(token: Token, named: bool, nominal: bool) -> bool:
    """Return whether a word can go on a phrase; `named` is whether a name is in it."""
    if token.kind in (NAME, TITLE, ROLE):
        return True
    # “the mayor thanked him”: an English word in -ed behind a noun is rather its verb.
    past = token.kind == COMMON and token.lower.endswith("ed") and token.lower.isascii()
    return not named and not (nominal and (past or token.kind == NUMBER))
