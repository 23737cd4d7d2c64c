"""The clause around the caret: one statement, as a claim is marked.

That is the sentence without its final stop and without the quotation marks around it, or the
part of it that is a statement of its own (`statement_in`): what is reported in it, without “that”,
what a colon or “, but” parts. Within
a quotation it never runs over the marks. Outside, a quotation that stands for itself (after a
colon, or a sentence of its own with a comma or stop at its end) is left out, while words
in quotation marks that are part of the sentence stay in. Abbreviations such as “U.S.” keep
their last stop.
"""

from __future__ import annotations

import re
import unicodedata

from annotator.domain.graphemes import snap, trim
from annotator.domain.span import Fragment
from annotator.domain.text_objects.marks import ALL_MARKS, marks_of
from annotator.domain.text_objects.paragraph import paragraph_around
from annotator.domain.text_objects.sentence import (
    STOPS,
    inside_marks,
    region_around,
    sentence_around,
    sentence_ends,
)
from annotator.domain.text_objects.statement import pieces_at, statement_in

_ENDS_CLAUSE = frozenset(STOPS + ",;:–—-、，；：،؛")
_STARTS_CLAUSE = frozenset(",;:–—-•*…·、，；：،؛")
#: How many layers of marks and stops are taken off a clause.
_MOST_LAYERS = 8
_DOTTED = re.compile(r"(?:\b\w\.){2,}\Z")
#: So many signs are looked past for a word.
_MOST_SIGNS = 40
_OPENING = "«“„‘‚「『‹\"'([（"
_BRACKETS = {"(": ")", "[": "]", "（": "）"}
_FULL_END = frozenset(".!?。！？")
_INNER_END = frozenset(",.!?…。！？")


def clause_around(text: str, position: int, language: str | None = None) -> Fragment | None:
    """Return the clause around the position, None where no word stands.

    A caret between signs and white space belongs to the word before it, one right before an opening
    mark to the word after.
    """
    position = _at_word(text, position)
    found = _clause_at(text, position, language)
    if found is None and _is_word(text[position : position + 1]):
        # Right behind a quotation without a word in it, which takes the caret for its own.
        return _clause_at(text, position + 1, language)
    return found


def _clause_at(text: str, position: int, language: str | None) -> Fragment | None:
    sentence = sentence_around(text, position, language)
    region = region_around(text, position)
    if sentence is None or region is None:
        return None
    own = _without_quotations(text, sentence, region, position, language)
    if not own[0] <= position <= own[1]:
        own = sentence
    part = statement_in(text, region, own, position, language)
    clause = _bare(text, part) if part[0] <= position <= part[1] else None
    clause = clause or _bare(text, own) or _bare(text, sentence)
    return None if clause is None else snap(text, *clause)


def _at_word(text: str, position: int) -> int:
    """Return the edge of the word that a position is nearest to in its paragraph."""
    first, last = paragraph_around(text, position) or (position, position)
    before, after = text[position - 1 : position], text[position : position + 1]
    if any(_is_word(each) for each in (before, after)):
        return position
    behind = max(first, position - _MOST_SIGNS)
    back = next((at for at in range(position, behind, -1) if _is_word(text[at - 1])), None)
    ahead = min(last, position + _MOST_SIGNS)
    forth = next((at for at in range(position, ahead) if _is_word(text[at])), None)
    mark = position - (before in _OPENING and bool(before))
    spaced = mark <= first or text[mark - 1].isspace()
    opens = spaced and (mark < position or (bool(after) and after in _OPENING))
    nearest = (forth, back) if opens else (back, forth)
    return next((at for at in nearest if at is not None), position)


def _is_word(character: str) -> bool:
    return bool(character) and unicodedata.category(character)[:1] in ("L", "N", "M", "S")


def clauses_around(text: str, position: int, language: str | None = None) -> list[Fragment | None]:
    """Return the clause and what grows to and from it, each in the next.

    Between words that join, between commas, the clause itself, the sentence without its stop.
    """
    clause = clause_around(text, position, language)
    sentence = sentence_around(text, position, language)
    region = region_around(text, position)
    if clause is None or sentence is None or region is None:
        return []
    pieces = pieces_at(text, region, clause, position, language)
    return [*(_bare(text, each) for each in pieces), clause, _bare(text, sentence)]


def _without_quotations(
    text: str, sentence: Fragment, region: Fragment, position: int, language: str | None
) -> Fragment:
    """Return the part of a sentence around the position between quotations that stand alone."""
    start, end = sentence
    for pair in marks_of(text[region[0] : region[1]]).pairs:
        first, last = region[0] + pair.start, region[0] + pair.end
        if first >= sentence[1] or last <= sentence[0]:
            continue
        if not _stands_alone(text, (first, last), language):
            continue
        if last <= position:
            start = max(start, last)
        elif first >= position:
            end = min(end, first)
    return start, end


def _stands_alone(text: str, quotation: Fragment, language: str | None) -> bool:
    before = text[max(0, quotation[0] - 40) : quotation[0]].rstrip()
    if before.endswith((":", "：")):
        return True
    start, end = trim(text, *inside_marks(text, quotation))
    if start < end and before.endswith(",") and text[end - 1] in _FULL_END:
        # “…a request by Putin, ‘cover me, please.’”
        return True
    if start == end or text[start].islower():
        return False
    following = text[quotation[1] : quotation[1] + 1]
    if following.isalnum():
        # 「…」と話した: what comes next leans on it.
        return False
    if text[end - 1] in _INNER_END:
        return True
    if following == "," and not _leans_on_word(before):
        return True
    return len(sentence_ends(text[start:end], language)) > 1


def _leans_on_word(before: str) -> bool:
    """Whether a word stands right before a quotation: газета «Вісник», is a name."""
    return before[-1:].isalnum()


def _bare(text: str, fragment: Fragment) -> Fragment | None:
    """Return a range without stops, dashes, lone marks and marks around the whole of it."""
    start, end = fragment
    for _ in range(_MOST_LAYERS):
        before = (start, end)
        start, end = trim(text, start, end)
        while start < end and text[start] in _STARTS_CLAUSE:
            start += 1
        start, end = _without_marks(text, start, _without_stop(text, start, end))
        if start >= end or before == (start, end):
            break
    return (start, end) if start < end else None


def _without_stop(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _ENDS_CLAUSE:
        if text[end - 1] == "." and _DOTTED.search(text, max(start, end - 12), end):
            break
        end -= 1
    return end


def _without_marks(text: str, start: int, end: int) -> Fragment:
    """Take off a pair of marks around the whole, and marks at an edge that have no partner."""
    if start < end - 1 and _BRACKETS.get(text[start]) == text[end - 1]:
        return start + 1, end - 1
    if start >= end or not (text[start] in ALL_MARKS or text[end - 1] in ALL_MARKS):
        return start, end
    pairs = marks_of(text[start:end]).pairs
    length = end - start
    if any(pair.start == 0 and pair.end == length and pair.closed for pair in pairs):
        return start + 1, end - 1
    opened = any(pair.start == 0 and pair.closed for pair in pairs)
    closed = any(pair.end == length and pair.closed for pair in pairs)
    apostrophe = text[end - 1] in "'’" and text[end - 2 : end - 1] == "s"
    start += text[start] in ALL_MARKS and not opened
    end -= end > start and text[end - 1] in ALL_MARKS and not closed and not apostrophe
    return start, end
