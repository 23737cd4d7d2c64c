"""The place around the caret: a name without the titles in it.

“Belarusian President Alexander Lukashenko” is no place, but “Belarusian” is; so a name is parted
at titles, and an adjective of a country stands for itself, unless what follows makes a place of it
(British Columbia).
"""

from __future__ import annotations

from annotator.domain.span import Fragment
from annotator.domain.text_objects.name_phrase import name_around, name_words
from annotator.domain.text_objects.word_lists import words, words_of_all


def place_around(text: str, position: int, language: str | None = None) -> Fragment | None:
    """Return the place that the position is in or touches, else the word there, else None."""
    name = name_around(text, position, language)
    found = [] if name is None else name_words(text, name, position, language)
    if name is None or len(found) < 2:
        return name
    parts: list[list[Fragment]] = [[]]
    for number, word in enumerate(found):
        form = text[slice(*word)].lower()
        adjective = form in words("demonyms", language) and not _makes_place(text, found, number)
        if adjective or form in words_of_all("titles"):
            parts += [[word], []]
        else:
            parts[-1].append(word)
    for part in parts:
        if part and part[0][0] <= position <= part[-1][1]:
            return (
                name[0] if part[0] == found[0] else part[0][0],
                name[1] if part[-1] == found[-1] else part[-1][1],
            )
    return name


def _makes_place(text: str, found: list[Fragment], number: int) -> bool:
    following = found[number + 1 : number + 2]
    return bool(following) and text[slice(*following[0])].lower() in words_of_all("demonym_places")
