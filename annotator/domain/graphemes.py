"""Grapheme clusters: what a reader takes for one character.

The rules are those of Unicode Standard Annex #29 (extended grapheme clusters, rules GB3 to
GB13), built on `unicodedata`. What the standard library does not know is written down here:
pictographs (Extended_Pictographic), prepended marks and the viramas of rule GB9c. Positions
are code points.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_OTHER, _CONTROL, _EXTEND, _JOINER, _SPACING, _PREPEND, _PICTOGRAPH, _FLAG = range(8)
_LEADING, _VOWEL, _TRAILING, _SYLLABLE_OPEN, _SYLLABLE_CLOSED = range(8, 13)

_PICTOGRAPHS = re.compile(
    "[©®‼⁉™ℹ↔-↙↩↪⌚⌛⌨⎈⏏⏩-⏳⏸-⏺Ⓜ▪▫▶◀◻-◾☀-★☇-☒☔-⚅⚐-✅✈-✒✔✖✝✡✨✳✴❄❇❌❎❓-❕❗❣-❧➕-➗➡➰➿⤴⤵⬅-⬇⬛⬜⭐⭕〰〽㊗㊙"
    "\U0001f000-\U0001f0ff\U0001f10d-\U0001f10f\U0001f12f\U0001f16c-\U0001f171"
    "\U0001f17e\U0001f17f\U0001f18e\U0001f191-\U0001f19a\U0001f1ad-\U0001f1e5"
    "\U0001f201-\U0001f20f\U0001f21a\U0001f22f\U0001f232-\U0001f23a\U0001f23c-\U0001f23f"
    "\U0001f249-\U0001f3fa\U0001f400-\U0001f53d\U0001f546-\U0001f64f\U0001f680-\U0001f6ff"
    "\U0001f774-\U0001f77f\U0001f7d5-\U0001f7ff\U0001f80c-\U0001f80f\U0001f848-\U0001f84f"
    "\U0001f85a-\U0001f85f\U0001f888-\U0001f88f\U0001f8ae-\U0001f8ff\U0001f90c-\U0001f93a"
    "\U0001f93c-\U0001f945\U0001f947-\U0001faff\U0001fc00-\U0001fffd]"
)
#: Spacing marks that still only extend (Other_Grapheme_Extend), and the two half-width marks.
_EXTENDING = frozenset(
    "\u09be\u09d7\u0b3e\u0b57\u0bbe\u0bd7\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dcf\u0ddf\u1b35"
    "\u200c\u302e\u302f\uff9e\uff9f"
)
_PREPENDED = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e\U000110bd\U000110cd"
)
#: Spacing marks that stand alone by the standard's own exception.
_STANDING_ALONE = frozenset(
    "\u102b\u102c\u1038\u1062\u1063\u1064\u1067\u1068\u1069\u106a\u106b\u106c\u106d"
    "\u1083\u1087\u1088\u1089\u108a\u108b\u108c\u108f\u109a\u109b\u109c\u1a61\u1a63\u1a64"
)
_VIRAMAS = frozenset("\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d")
#: Starts of the blocks whose consonants a virama joins: Devanagari, Bengali, Gujarati, …
_INDIC_BLOCKS = frozenset((0x0900, 0x0980, 0x0A80, 0x0B00, 0x0C00, 0x0D00))
#: Below this code point every character but CR LF and two pictographs starts a cluster.
_FIRST_JOINING = "\u0300"


def _hangul(code: int) -> int | None:
    if 0x1100 <= code <= 0x115F or 0xA960 <= code <= 0xA97C:
        return _LEADING
    if 0x1160 <= code <= 0x11A7 or 0xD7B0 <= code <= 0xD7C6:
        return _VOWEL
    if 0x11A8 <= code <= 0x11FF or 0xD7CB <= code <= 0xD7FB:
        return _TRAILING
    if 0xAC00 <= code <= 0xD7A3:
        return _SYLLABLE_CLOSED if (code - 0xAC00) % 28 else _SYLLABLE_OPEN
    return None


def _of_category(character: str) -> int:
    category = unicodedata.category(character)
    if category in ("Mn", "Me") or character in _EXTENDING or "🏻" <= character <= "🏿":
        return _EXTEND
    if category in ("Cc", "Zl", "Zp", "Cs") or (
        category == "Cf" and character not in _PREPENDED and not character >= "\U000e0020"
    ):
        return _CONTROL
    if category == "Mc" or character in "\u0e33\u0eb3":
        return _OTHER if character in _STANDING_ALONE else _SPACING
    return _PICTOGRAPH if _PICTOGRAPHS.match(character) else _OTHER


@lru_cache(maxsize=4096)
def _class_of(character: str) -> int:
    code = ord(character)
    if character == "\u200d":
        return _JOINER
    if 0x1F1E6 <= code <= 0x1F1FF:
        return _FLAG
    if character in _PREPENDED:
        return _PREPEND
    if 0xE0020 <= code <= 0xE007F:
        return _EXTEND
    hangul = _hangul(code)
    return _of_category(character) if hangul is None else hangul


_JOINED = frozenset(
    [(_LEADING, after) for after in (_LEADING, _VOWEL, _SYLLABLE_OPEN, _SYLLABLE_CLOSED)]
    + [(before, _VOWEL) for before in (_VOWEL, _SYLLABLE_OPEN)]
    + [(before, _TRAILING) for before in (_VOWEL, _SYLLABLE_OPEN, _TRAILING, _SYLLABLE_CLOSED)]
)


def _joins_pictograph(text: str, position: int) -> bool:
    """Rule GB11: pictograph, extending marks, joiner × pictograph."""
    index = position - 2
    while index >= 0 and _class_of(text[index]) == _EXTEND:
        index -= 1
    return index >= 0 and _class_of(text[index]) == _PICTOGRAPH


def _splits_flag(text: str, position: int) -> bool:
    """Rules GB12 and GB13: flags are pairs, counted from where the run starts."""
    index = position
    while index > 0 and _class_of(text[index - 1]) == _FLAG:
        index -= 1
    return (position - index) % 2 == 1


def _is_consonant(character: str) -> bool:
    code = ord(character)
    within = code & 0x7F
    return (code & ~0x7F) in _INDIC_BLOCKS and (0x15 <= within <= 0x39 or 0x58 <= within <= 0x5F)


def _joins_conjunct(text: str, position: int) -> bool:
    """Rule GB9c: consonant, marks with a virama among them × consonant."""
    if not _is_consonant(text[position]):
        return False
    virama, index = False, position - 1
    while index >= 0 and _class_of(text[index]) in (_EXTEND, _JOINER):
        virama = virama or text[index] in _VIRAMAS
        index -= 1
    return virama and index >= 0 and _is_consonant(text[index])


def _joins(text: str, position: int) -> bool:
    before, after = _class_of(text[position - 1]), _class_of(text[position])
    if before == _CONTROL or after == _CONTROL:
        return False
    if after in (_EXTEND, _JOINER, _SPACING) or before == _PREPEND:
        return True
    if before == _FLAG and after == _FLAG:
        return _splits_flag(text, position)
    if before == _JOINER and after == _PICTOGRAPH:
        return _joins_pictograph(text, position)
    if after == _OTHER:
        return _joins_conjunct(text, position)
    return (before, after) in _JOINED


def is_boundary(text: str, position: int) -> bool:
    """Return whether a grapheme cluster starts or ends at the position (text ends included)."""
    if position <= 0 or position >= len(text):
        return True
    if text[position] < _FIRST_JOINING and text[position] not in "©®":
        if text[position - 1] < _FIRST_JOINING:
            return not (text[position] == "\n" and text[position - 1] == "\r")
        return text[position - 1] not in _PREPENDED or _class_of(text[position]) == _CONTROL
    return not _joins(text, position)


def boundary_before(text: str, position: int) -> int:
    """Return the last cluster boundary before the position; 0 at the start of the text."""
    position = min(position, len(text)) - 1
    while position > 0 and not is_boundary(text, position):
        position -= 1
    return max(position, 0)


def boundary_after(text: str, position: int) -> int:
    """Return the first cluster boundary after the position; the length at the end."""
    position = max(position, -1) + 1
    while position < len(text) and not is_boundary(text, position):
        position += 1
    return min(position, len(text))


def boundaries(text: str) -> list[int]:
    """Return every cluster boundary, 0 and the length included (just [0] for empty text)."""
    if text.isascii() and "\r" not in text:
        return list(range(len(text) + 1))
    return [position for position in range(len(text) + 1) if is_boundary(text, position)]


def snap(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the smallest range around [start, end) that cuts no cluster in two.

    An empty range is moved to the boundary before it. Positions are clamped to the text.
    """
    start = min(max(start, 0), len(text))
    end = min(max(end, start), len(text))
    first = start if is_boundary(text, start) else boundary_before(text, start)
    if start == end:
        return first, first
    return first, end if is_boundary(text, end) else boundary_after(text, end)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range without white space at its edges; empty at `start` if it is nothing else."""
    start = min(max(start, 0), len(text))
    end = min(max(end, start), len(text))
    first = start
    while first < end and text[first].isspace():
        first += 1
    if first == end:
        return start, start
    while text[end - 1].isspace():
        end -= 1
    return first, end


def clean_selection(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a selection as it is kept: no white space at its edges, no cluster cut in two."""
    return snap(text, *trim(text, start, end))
