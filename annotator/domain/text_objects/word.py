"""Words, and the steps in which the edges of a span move.

A word is a run of letters, digits and marks; an apostrophe, a middle dot or a soft hyphen
between letters and a stop or comma between digits belong to it (after UAX #29). A hyphen
does not. Where nothing stands between words (Chinese, Japanese), a run of one kind of script
is taken: ideographs, hiragana or katakana; that is often a name, and a wrong edge is one
keystroke away. An emoji is a word of its own.
"""

from __future__ import annotations

import re
import unicodedata

from annotator.domain.graphemes import boundary_after, boundary_before, snap
from annotator.domain.span import Fragment

_IN_WORD = frozenset("_\u00ad\u200c\u200d")
_BETWEEN_LETTERS = frozenset("'’ʼ·\u05f3\u05f4\"")
_BETWEEN_DIGITS = frozenset(".,'’٫٬")
#: A run without a gap is followed this far each way: beyond is no word but data, or Thai.
_LONGEST = 2000
_NO_SCRIPT, _IDEOGRAPH, _HIRAGANA, _KATAKANA = range(4)
_SCRIPTS = re.compile(
    "(?P<ideograph>[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〇〆ヶ])"
    "|(?P<hiragana>[\u3041-\u309f])|(?P<katakana>[\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\uff66-\uff9f])"
)
_SCRIPT_OF = {"ideograph": _IDEOGRAPH, "hiragana": _HIRAGANA, "katakana": _KATAKANA}
#: Hebrew writes abbreviations with a double mark inside; elsewhere it ends a word.
_HEBREW = re.compile("[\u0590-\u05ff]")


def is_word_character(character: str) -> bool:
    """Return whether a character stands in words: letter, digit, mark, joiner."""
    return character.isalnum() or character in _IN_WORD or unicodedata.category(character)[0] == "M"


def _script(character: str) -> int:
    if character < "\u3005":
        return _NO_SCRIPT
    found = _SCRIPTS.match(character)
    return _NO_SCRIPT if found is None else _SCRIPT_OF[str(found.lastgroup)]


def _joins(text: str, place: int) -> bool:
    """Whether the character at `place`, itself no word character, joins those beside it."""
    if not 0 < place < len(text) - 1:
        return False
    before, character, after = text[place - 1], text[place], text[place + 1]
    if character in _BETWEEN_DIGITS and before.isdigit() and after.isdigit():
        return True
    if character not in _BETWEEN_LETTERS or not after.isalpha():
        return False
    if character in '"\u05f4' and not _HEBREW.match(after):
        return False
    return is_word_character(before) and _script(before) == _script(after) == _NO_SCRIPT


def _connected(text: str, place: int) -> bool:
    """Whether the characters before and at `place` are of one word."""
    before, after = text[place - 1], text[place]
    if is_word_character(before) and is_word_character(after):
        if unicodedata.category(after)[0] == "M" or after in _IN_WORD:
            return True
        return _script(before) == _script(after)
    if is_word_character(before):
        return _joins(text, place)
    return is_word_character(after) and _joins(text, place - 1)


def _run(text: str, position: int) -> Fragment | None:
    start, end = position, position + 1
    first, last = max(position - _LONGEST, 0), min(position + _LONGEST, len(text))
    while start > first and _connected(text, start):
        start -= 1
    while end < last and _connected(text, end):
        end += 1
    # A mark or joiner without a letter before it hangs on white space or a sign.
    while start < end and not (text[start].isalnum() or text[start] == "_"):
        start += 1
    return snap(text, start, end) if start < end else None


def _is_sign(character: str) -> bool:
    """Whether a character is a symbol that counts as a word: an emoji, a flag, a sign."""
    return character > "\x7f" and unicodedata.category(character) in ("So", "Sk")


def _word_at(text: str, place: int) -> Fragment | None:
    """Return the word that the character at `place` is in."""
    if is_word_character(text[place]) or _joins(text, place):
        word = _run(text, place)
        if word is not None and word[0] <= place:
            return word
    start, end = snap(text, place, place + 1)
    return (start, end) if _is_sign(text[start]) else None


def word_around(text: str, position: int) -> Fragment | None:
    """Return the word the position is in or touches, the one after it first; else None."""
    for place in (position, position - 1):
        if 0 <= place < len(text):
            word = _word_at(text, place)
            if word is not None:
                return word
    return None


def word_after(text: str, position: int) -> Fragment | None:
    """Return the word that the position is before or in, punctuation passed over; else None."""
    for place in range(position, len(text)):
        word = _word_at(text, place)
        if word is not None and word[1] > position:
            return word
    return None


def word_before(text: str, position: int) -> Fragment | None:
    """Return the word that the position is behind or in, punctuation passed over; else None."""
    for place in range(position - 1, -1, -1):
        word = _word_at(text, place)
        if word is not None and word[0] < position:
            return word
    return None


def word_boundary_after(text: str, position: int) -> int:
    """Return the end of the next word after the position; the text's length after the last."""
    word = word_after(text, position)
    return len(text) if word is None else word[1]


def word_boundary_before(text: str, position: int) -> int:
    """Return the start of the word before the position; 0 before the first."""
    word = word_before(text, position)
    return 0 if word is None else word[0]


def step(text: str, position: int, forwards: bool) -> int:
    """Return the position one grapheme cluster further, or back; clamped to the text."""
    return boundary_after(text, position) if forwards else boundary_before(text, position)
