"""Quotation marks of one paragraph: which open, which close, which are apostrophes.

One pass from left to right with a stack. A mark closes the nearest open one that it fits;
marks that can do both (" ' ’ » “) are told apart by what stands beside them, and if that says
nothing, by whether one is open. Covered are “…” ‘…’ «…» ‹…› „…“ „…” ‚…‘ ”…” ’…’ »…« ›…‹
»…» 「…」 『…』 《…》 〈…〉 〝…〟 "…" '…' ״…״.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from annotator.domain.text_objects.word_lists import words_of_all

#: Opening mark → the marks that close it.
CLOSERS = {
    "“": "”", "„": "“”", "‟": "”", "”": "”“", "‘": "’", "‚": "‘’", "’": "’", "«": "»",
    "»": "«»", "‹": "›", "›": "‹›", "「": "」", "『": "』", "《": "》", "〈": "〉", "〝": "〟〞",
    "﹁": "﹂", "﹃": "﹄", "｢": "｣", '"': '"', "＂": "＂", "'": "'", "״": "״",
}  # fmt: skip
ALL_MARKS = frozenset("".join(CLOSERS) + "".join(CLOSERS.values()))
_MARKS = re.compile("[“”„‟‘’‚«»‹›「」『』《》〈〉〝〟〞﹁﹂﹃﹄｢｣\"＂'״]")
_WORD = re.compile(r"\w+")
_DECADE = re.compile(r"\d\ds?")
_SINGLE = frozenset("‘’‚'")
_APOSTROPHES = frozenset("'’‘")
#: Marks that can both open and close: what stands beside them decides.
_EITHER = frozenset("\"'’”»›״＂")
#: Marks that usually open, but close „ or ‚ or the reversed guillemets when those are open.
_SOMETIMES_CLOSING = frozenset("“‘«‹")
#: More open marks than this are never meant, and each is looked at for every mark.
_DEEPEST = 12
_STRONG_END = frozenset(".,!?…;:")


class Mark(NamedTuple):
    """A quotation mark and its place in the paragraph."""

    place: int
    character: str


class Pair(NamedTuple):
    """A quotation within the paragraph, marks included; `closed` is whether it has an end."""

    start: int
    end: int
    mark: str
    closed: bool


@dataclass(slots=True)
class Marks:
    """What a paragraph's marks come to.

    `pairs` in the order of their ends. `unopened` are closing marks whose quotation began
    in an earlier paragraph, if anywhere; `unclosed` is the outermost open quotation.
    """

    pairs: list[Pair] = field(default_factory=list)
    unopened: list[Mark] = field(default_factory=list)
    unclosed: Mark | None = None


@lru_cache(maxsize=32)
def marks_of(paragraph: str) -> Marks:
    """Return the quotations of one paragraph, taken by itself. The result is shared."""
    return _Reading(paragraph).read()


class _Reading:
    def __init__(self, paragraph: str) -> None:
        self.text = paragraph
        self.result = Marks()
        self.open: list[Mark] = []
        found = [Mark(match.start(), match.group()) for match in _MARKS.finditer(paragraph)]
        self.marks = [mark for mark in found if not self.is_inside_word(mark)]
        self.last_single_end = max(
            (
                mark.place
                for mark in self.marks
                if mark.character in _APOSTROPHES and not self.looks_opening(mark.place)
            ),
            default=-1,
        )

    def read(self) -> Marks:
        for index, mark in enumerate(self.marks):
            self.take(index, mark)
        length = len(self.text)
        for mark in self.open:
            if mark.character not in _SINGLE:
                self.result.pairs.append(Pair(mark.place, length, mark.character, False))
                self.result.unclosed = self.result.unclosed or mark
        return self.result

    def take(self, index: int, mark: Mark) -> None:
        opening = self.looks_opening(mark.place)
        partner = self.partner(mark, opening)
        if partner is not None:
            if not self.is_possessive(index, mark):
                self.close(partner, mark)
        elif mark.character not in CLOSERS or (mark.character in _EITHER and not opening):
            self.note_unopened(mark)
        elif mark.character in _APOSTROPHES:
            if self.may_open_single(mark):
                self.push(mark)
        elif mark.character == "“" and not opening and self.looks_closing(mark.place):
            self.note_unopened(mark)
        else:
            self.push(mark)

    def push(self, mark: Mark) -> None:
        self.open.append(mark)
        if len(self.open) > _DEEPEST:
            # Stray marks pile up below; the outermost may still run to the end.
            del self.open[1]

    def partner(self, mark: Mark, opening: bool) -> int | None:
        """Return which open mark this one closes, as an index, or None if it opens."""
        character = mark.character
        for index in range(len(self.open) - 1, -1, -1):
            opened = self.open[index].character
            if character in CLOSERS[opened]:
                ambiguous = character in _SOMETIMES_CLOSING or opened == character
                return None if ambiguous and opening else index
            if character in _SINGLE and opened not in _SINGLE:
                return None
        if character == "“" and not opening and self.looks_closing(mark.place):
            # Typed twice the same: “…“
            tops = [index for index, each in enumerate(self.open) if each.character == "“"]
            return tops[-1] if tops else None
        return None

    def close(self, index: int, mark: Mark) -> None:
        opened = self.open[index]
        del self.open[index:]
        self.result.pairs.append(Pair(opened.place, mark.place + 1, opened.character, True))

    def note_unopened(self, mark: Mark) -> None:
        if mark.character not in _SINGLE and not self.open:
            self.result.unopened.append(mark)

    def before(self, place: int) -> str:
        return self.text[place - 1] if place > 0 else " "

    def after(self, place: int) -> str:
        return self.text[place + 1] if place + 1 < len(self.text) else " "

    def looks_opening(self, place: int) -> bool:
        """Nothing or a bracket, dash or other opening mark before, something after."""
        before, after = self.before(place), self.after(place)
        if before in "\"'":
            return after.isalnum()
        return not after.isspace() and (before.isspace() or before in "([{<—–-/=“„‘‚«‹")

    def looks_closing(self, place: int) -> bool:
        before, after = self.before(place), self.after(place)
        return not before.isspace() and not after.isalnum()

    def is_inside_word(self, mark: Mark) -> bool:
        """Don’t, l’homme, O'Brien, צה"ל; and ’90s, ’tis, which only look like openers."""
        if mark.character not in _APOSTROPHES and mark.character not in '"״':
            return False
        before, after = self.before(mark.place), self.after(mark.place)
        if not after.isalnum():
            return False
        if before.isalnum():
            return True
        if mark.character not in _APOSTROPHES:
            return False
        short = _WORD.match(self.text, mark.place + 1)
        word = short.group() if short else ""
        return _DECADE.fullmatch(word) is not None or word.lower() in words_of_all("elisions")

    def is_possessive(self, index: int, mark: Mark) -> bool:
        """Whether ’ in “the workers’ rights” only looks like an end, as one that ends follows."""
        place = mark.place
        if mark.character not in _APOSTROPHES or self.text[place - 1] != "s":
            return False
        if not (self.after(place) == " " and self.text[place + 2 : place + 3].islower()):
            return False
        for later in self.marks[index + 1 :]:
            if later.character == mark.character and not self.looks_opening(later.place):
                return self.before(later.place) in _STRONG_END
            return False
        return False

    def may_open_single(self, mark: Mark) -> bool:
        opening = mark.character == "‘" or self.looks_opening(mark.place)
        return opening and self.last_single_end > mark.place
