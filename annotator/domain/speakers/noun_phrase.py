"""Noun phrases beside a verb of speech, as a speaker is marked.

That is the whole phrase with its title and an apposition, without a relative clause: “said the
close ally of Putin, Lukashenko”, “according to the Belarusian Telegraph Agency (BelTA)”.
"""

from __future__ import annotations

from collections.abc import Sequence

from annotator.domain.speakers.phrase_core import Phrase, core_after
from annotator.domain.speakers.tokens import (
    COMMON,
    DETERMINER,
    NAME,
    PREPOSITION,
    PRONOUN,
    QUOTED,
    ROLE,
    SIGN,
    TITLE,
    Token,
)

COMMAS = frozenset((",", "،", "、", "–", "—", "-"))


def phrase_after(tokens: Sequence[Token], start: int, stop: int | None = None) -> Phrase | None:
    """Return the phrase that begins at index `start`, with its appositions."""
    stop = len(tokens) if stop is None else stop
    end = core_after(tokens, start, stop)
    if end is None:
        return None
    if tokens[start].kind == PRONOUN:
        return start, end
    end = _with_brackets(tokens, end, stop)
    for _ in range(2):
        if end >= stop or tokens[end].form not in (",", "،"):
            break
        further = _apposition_end(tokens, end + 1, stop)
        if further is None:
            break
        end = further
    return start, end


def _with_brackets(tokens: Sequence[Token], end: int, stop: int) -> int:
    """Return the end with a short name in brackets behind it: the Telegraph Agency (BelTA)."""
    if end < stop and tokens[end].form == "(":
        for at in range(end + 1, min(end + 5, stop)):
            if tokens[at].form == ")" and tokens[end + 1].kind == NAME:
                return at + 1
    return end


def _apposition_end(tokens: Sequence[Token], start: int, stop: int) -> int | None:
    if start >= stop or tokens[start].kind not in (NAME, TITLE, ROLE, DETERMINER, COMMON):
        return None
    if tokens[start].kind == COMMON and not _role_soon(tokens, start, stop):
        return None
    end = core_after(tokens, start, stop)
    if end is None:
        return None
    # “…, the mayor said”: a phrase that goes on is no apposition.
    if end < len(tokens) and tokens[end].kind not in (SIGN, QUOTED):
        named = tokens[start].kind in (NAME, TITLE) and tokens[end].kind == PREPOSITION
        return end if named else None
    return end


def _role_soon(tokens: Sequence[Token], start: int, stop: int) -> bool:
    return any(token.kind == ROLE for token in tokens[start : min(start + 3, stop)])
