"""What a mention's words say by themselves: the names in them, or that they stand for a name."""

from __future__ import annotations

import re

from annotator.domain.text_objects.word_lists import words, words_of_all

NAME, FIRST, PERSON, OTHER = "name", "first", "person", "other"

#: Words that a name may have in its middle: Bank of England, Ludwig van Beethoven.
_INSIDE = frozenset(
    ("of", "de", "del", "della", "di", "da", "do", "dos", "du", "des", "la", "le", "van", "von")
    + ("der", "den", "ter", "bin", "ibn", "al", "el", "and", "für", "y", "e")
)
#: Words after which somebody else is named: “the close ally of Putin”.
_BEFORE_OTHERS = frozenset(
    ("of", "for", "from", "at", "in", "to", "with", "by", "on", "von", "für", "aus", "de", "pour")
    + ("du", "des", "para", "con", "від", "для", "из", "от", "з", "із")
)
_ARTICLES = frozenset(("the", "a", "an", "der", "die", "das", "le", "la", "les", "el", "los"))
_WORD = re.compile(r"[^\W\d_][\w’'.\-]*|\d+[\w.]*")
_PARTS = re.compile(r"\s*[,;()\[\]–—]\s*|\s+-\s+")


def pronoun(mention: str) -> str | None:
    """Return which kind of pronoun a mention is: first, person or other; None for none.

    First is who is speaking (I, we), person is he or she, other it and they.
    """
    word = mention.strip().casefold()
    for kind in (FIRST, PERSON, OTHER):
        if word in words_of_all(f"pronouns_{kind}"):
            return kind
    return None


def names_in(mention: str, language: str | None = None) -> tuple[str, ...]:
    """Return the names in a mention without titles and what describes them, the best one first.

    “Belarusian President Alexander Lukashenko” has “Alexander Lukashenko”, “the close ally of
    Putin, Lukashenko” “Lukashenko”, “the Belarusian Telegraph Agency (BelTA)” two names, and
    “the president” none. In scripts without capitals the whole mention is the name.
    """
    mention = " ".join(mention.split())
    if not any(character.isupper() for character in mention):
        cased = any(character.islower() for character in mention)
        return () if cased or not mention else (mention.strip("、。，"),)
    parts = [part for part in _PARTS.split(mention) if part]
    found = [(_name_of(part, language), part) for part in parts]
    # A part that is nothing but the name is surer than one with words around it.
    ranked = sorted(
        (name != part, number, name) for number, (name, part) in enumerate(found) if name
    )
    return tuple(dict.fromkeys(name for _described, _number, name in ranked))


def _name_of(part: str, language: str | None) -> str:
    """Return the last run of capitalised words that is no one else's, without its titles."""
    titles = words("titles", language) | words_of_all("titles")
    named = (_without_titles(run, titles) for run in reversed(_runs(_WORD.findall(part))))
    return next((" ".join(run) for run in named if run), "")


def _runs(found: list[str]) -> list[list[str]]:
    """Return the runs of capitalised words, with the small words inside a name."""
    runs: list[list[str]] = [[]]
    inside: list[str] = []
    for word in found:
        lower = word.casefold()
        if not _is_capital(word):
            if runs[-1] and lower in _INSIDE:
                inside.append(word)
                continue
            if lower in _BEFORE_OTHERS or _BEFORE_OTHERS.intersection(inside):
                break
            runs, inside = [*runs, []], []
        elif lower.endswith(("’s", "'s")):
            runs[-1], inside = [], []
        else:
            runs[-1] += [*inside, word]
            inside = []
    return runs


def _is_capital(word: str) -> bool:
    return any(piece[:1].isupper() or piece[:1].isdigit() for piece in word.split("-"))


def _without_titles(run: list[str], titles: frozenset[str]) -> list[str]:
    held = [word.casefold().rstrip(".") in titles for word in run]
    if any(held):
        run = run[len(held) - held[::-1].index(True) :]
        while run and run[0].casefold() in _INSIDE:
            run = run[2:]  # what the title is for: President of Ukraine, Secretary of State
        if len(run) > 2 and _is_genitive(run):
            run = run[1:]
    while run and run[0].casefold() in _ARTICLES:
        run = run[1:]
    return run


def _is_genitive(run: list[str]) -> bool:
    """Return whether a name after a title begins with what the title is for: президент України."""
    middle = run[1].casefold()
    return run[0].casefold() > "а" and not middle.endswith(("вич", "ич", "вна", "івна"))
