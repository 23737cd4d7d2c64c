"""The words and signs of a stretch of text, each with what it can be in a noun phrase."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from annotator.domain.speakers.gaps import FILLER
from annotator.domain.speakers.lexicon import Lexicon
from annotator.domain.text_objects.word_lists import words, words_of_all

#: Marks that stand over or under a letter, and joiners, belong to its word.
_MARKS = "\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u0655\u0670\u00ad\u200c\u200d"
_LETTERS = f"(?:[^\\W_]|[{_MARKS}])+"
_TOKEN = re.compile(
    rf"(?P<word>(?=[^\W_]){_LETTERS}(?:['’ʼ\u05be\u05f3\u05f4״\"&\u2010\u2011-]{_LETTERS})*)"
    rf"|(?P<quoted>{FILLER}+)|(?P<sign>[^\w\s]|_)"
)

#: What a word can be. NAME has a capital that nothing else explains; COMMON is any other word.
(NAME, TITLE, ROLE, COMMON, PRONOUN, DETERMINER, PREPOSITION, JOINER, AUXILIARY, NUMBER, OTHER,
 SIGN, QUOTED) = range(13)  # fmt: skip
_SIGNS = {"sign": SIGN, "quoted": QUOTED}
#: What a noun phrase is made of, besides what joins its words.
NOMINAL_KINDS = frozenset((NAME, TITLE, ROLE, COMMON, NUMBER))

#: Prepositions that can stand within a name or a description: the chair of the committee.
OF = frozenset(("of", "de", "du", "des", "d’", "von", "vom", "del", "della", "der", "des"))
_OWNERS = re.compile("['’] [^\\W\\d_]")
_ELIDED = re.compile(r"(?:l|d|qu|jusqu|n|s|j|m|t|c)['’]", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?\Z")


class Token(NamedTuple):
    """A word or sign at a place (code points) with its kind."""

    start: int
    end: int
    form: str
    lower: str
    kind: int


def tokens_of(piece: str, shift: int, lexicon: Lexicon) -> list[Token]:
    """Return the tokens of a piece of text that starts at position `shift` of the document."""
    return list(_tokens(piece, shift, lexicon))


def _tokens(piece: str, shift: int, lexicon: Lexicon) -> Iterator[Token]:
    at, before = 0, SIGN
    while True:
        match = _TOKEN.search(piece, at)
        if match is None:
            return
        start, at = match.span()
        form = match.group()
        kind = _SIGNS.get(str(match.lastgroup))
        if kind is None:
            at += _takes_mark(piece, at, form)
            kind = _in_context(form, _kind(form, lexicon), before)
        yield Token(start + shift, at + shift, form, form.lower(), kind)
        before = kind


def _takes_mark(piece: str, end: int, form: str) -> bool:
    """Whether the sign behind a word belongs to it: Dr., J., the traders’ association."""
    if piece[end : end + 1] == ".":
        return form.lower() in words_of_all("short_titles") or (len(form) == 1 and form.isupper())
    return form[-1] == "s" and _OWNERS.match(piece, end) is not None


def _in_context(form: str, kind: int, before: int) -> int:
    if kind == OTHER and before == DETERMINER and form.islower():
        # “the first speaker”, “the late mayor”
        return COMMON
    if kind == DETERMINER and form[0].isupper() and before in (NAME, TITLE):
        # Gaspard Le Goff: an article with a capital behind a name is a part of it.
        return NAME
    return kind


def _kind(form: str, lexicon: Lexicon) -> int:
    lower = form.lower()
    listed = _listed_kind(lower, lexicon)
    if listed is not None:
        return listed
    if lower[0].isdigit():
        return NUMBER
    bare = _POSSESSIVE.sub("", _ELIDED.sub("", lower))
    if bare in words_of_all("titles") and bare not in lexicon.roles:
        return TITLE
    if bare in lexicon.roles or _is_plural_role(bare, lexicon):
        return ROLE
    if any(character.isupper() for character in form):
        return _capital_kind(form, lower, lexicon)
    if lower in words_of_all("particles"):
        return NAME
    return OTHER if lower in words("function_words", lexicon.language) else COMMON


def _listed_kind(lower: str, lexicon: Lexicon) -> int | None:
    """Return the closed class that a word is of, None for words of open ones."""
    if lower in lexicon.determiners:
        return DETERMINER
    for kind, listed in (
        (PRONOUN, lexicon.pronouns),
        (PREPOSITION, lexicon.prepositions),
        (JOINER, lexicon.joiners),
        (AUXILIARY, lexicon.auxiliaries),
    ):
        if lower in listed:
            return kind
    return PREPOSITION if _is_bound(lower, lexicon) else None


def _capital_kind(form: str, lower: str, lexicon: Lexicon) -> int:
    if lower in words_of_all("weekdays") or lower in words_of_all("months"):
        return OTHER
    function = lower in words("function_words", lexicon.language)
    return OTHER if function and form[1:] == form[1:].lower() else NAME


def _is_bound(lower: str, lexicon: Lexicon) -> bool:
    """Whether an Arabic or Hebrew word has a preposition or “that” written before it."""
    if lexicon.language == "ar":
        return lower.startswith("لل") or (lower[0] in "لب" and lower[1:] in lexicon.roles)
    return lexicon.language == "he" and lower.startswith("שה") and len(lower) > 4


def _is_plural_role(lower: str, lexicon: Lexicon) -> bool:
    return lower.endswith("s") and lower[:-1] in lexicon.roles
