"""The subject of a verb of speech: the noun phrase before it, or the first of its clause.

“Its director, Dr. Hanna Väisänen, said”, “the mayor, who smiled, added”, “he rose and said”.
"""

from __future__ import annotations

from collections.abc import Sequence

from annotator.domain.speakers.lexicon import Lexicon
from annotator.domain.speakers.noun_phrase import COMMAS, phrase_after
from annotator.domain.speakers.phrase_core import OBJECTS, Phrase, core_before, may_start
from annotator.domain.speakers.tokens import (
    AUXILIARY,
    COMMON,
    DETERMINER,
    JOINER,
    NAME,
    PREPOSITION,
    PRONOUN,
    QUOTED,
    ROLE,
    SIGN,
    TITLE,
    Token,
)

#: How many words back the comma before an insertion is looked for.
_FAR = 42


def phrase_before(tokens: Sequence[Token], end: int, lexicon: Lexicon) -> Phrase | None:
    """Return the phrase that is the subject of a verb at index `end`, None if none is found."""
    at = _before_auxiliaries(tokens, end)
    if at <= 0:
        return None
    last = tokens[at - 1]
    if last.kind == PRONOUN and last.lower not in OBJECTS and last.lower not in lexicon.relatives:
        return at - 1, at
    if last.lower in lexicon.relatives and last.kind in (JOINER, PRONOUN, DETERMINER):
        # “the mayor, who said”: the clause is about what stands before it.
        return _antecedent(tokens, at - 1)
    if last.kind == JOINER:
        return subject_of_clause(tokens, at - 1, lexicon)
    if last.kind == SIGN and last.form in COMMAS:
        return _before_comma(tokens, at - 1, lexicon)
    return _with_apposition_before(tokens, core_before(tokens, at))


def _before_auxiliaries(tokens: Sequence[Token], end: int) -> int:
    at = end
    while at > 0:
        token = tokens[at - 1]
        adverb = token.kind == COMMON and token.lower.endswith("ly")
        if token.kind != AUXILIARY and not adverb:
            break
        at -= 1
    return at


def _antecedent(tokens: Sequence[Token], relative: int) -> Phrase | None:
    """Return the phrase that a relative clause is about: “Marta from the village, who”."""
    end = relative
    if end > 0 and tokens[end - 1].form in COMMAS:
        end -= 1
    core = core_before(tokens, end)
    if core is None:
        return None
    if core[0] > 1 and tokens[core[0] - 1].kind == PREPOSITION:
        outer = core_before(tokens, core[0] - 1)
        if outer is not None and may_start(tokens, outer[0]):
            whole = any(token.kind in (NAME, TITLE) for token in tokens[slice(*outer)])
            return (outer[0], core[1]) if whole else core
    if core[0] > 1 and tokens[core[0] - 1].form in COMMAS:
        return _with_apposition_before(tokens, core)
    return core


def _before_comma(tokens: Sequence[Token], comma: int, lexicon: Lexicon) -> Phrase | None:
    """Return the subject before a comma: with an apposition, or before an insertion."""
    for at in range(comma - 1, 1, -1):
        if tokens[at].lower in lexicon.relatives and tokens[at - 1].form in COMMAS:
            return _antecedent(tokens, at)
    previous = _comma_before(tokens, comma)
    core = core_before(tokens, comma)
    if previous is None:
        if core is not None and core[0] == 0:
            return core
        return subject_of_clause(tokens, comma, lexicon)
    outer = core_before(tokens, previous)
    if core is None or core[0] != previous + 1:
        return outer or core
    if outer is not None and may_start(tokens, outer[0]):
        return outer[0], comma
    return core


def _comma_before(tokens: Sequence[Token], comma: int) -> int | None:
    """Return where the comma before another stands in the clause, None without one."""
    for at in range(comma - 1, max(comma - _FAR, -1), -1):
        if tokens[at].form in COMMAS:
            return at
        if tokens[at].form in ":;()":
            return None
    return None


def _with_apposition_before(tokens: Sequence[Token], core: Phrase | None) -> Phrase | None:
    """Take in “the mayor, ” before a name; only where a comma parts the two and nothing else."""
    if core is None or core[0] < 2 or tokens[core[0] - 1].form != ",":
        return core
    if tokens[core[0]].kind not in (NAME, TITLE):
        return core
    outer = core_before(tokens, core[0] - 1)
    described = outer is not None and tokens[outer[0]].kind == DETERMINER
    if outer is None or not described or not may_start(tokens, outer[0]):
        return core
    has_role = any(token.kind == ROLE for token in tokens[slice(*outer)])
    return (outer[0], core[1]) if has_role else core


def subject_of_clause(tokens: Sequence[Token], end: int, lexicon: Lexicon) -> Phrase | None:
    """Return the first phrase of the clause that ends at index `end`, its likely subject."""
    start = end
    while start > 0 and tokens[start - 1].form not in ":;" and tokens[start - 1].kind != QUOTED:
        start -= 1
    at = start
    while at < end:
        token = tokens[at]
        if token.kind == PREPOSITION or token.lower in lexicon.joiners:
            skipped = at
            at = _after_adverbial(tokens, at, end)
            if token.kind == JOINER and skipped + 1 < end:
                at = skipped + 1
            continue
        found = phrase_after(tokens, at, end)
        if found is not None:
            return found
        at += 1
    return None


def _after_adverbial(tokens: Sequence[Token], at: int, end: int) -> int:
    """Return where what follows “At the hearing, ” begins; the end when no comma ends it."""
    for index in range(at + 1, end):
        if tokens[index].form in COMMAS:
            return index + 1
    return end
