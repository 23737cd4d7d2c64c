"""What changed between two versions of a guideline, told by passages as a person reads them.

A passage is a heading, a paragraph, a list item, or a row of a table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from annotator.domain.text_alignment import tokens

#: What became of a passage; a SAME one stands for a whole run of them.
SAME, ADDED, TAKEN_OUT, CHANGED, MOVED = "same", "added", "taken out", "changed", "moved"
#: What a piece of a passage is: in both versions, only in the newer, only in the older one.
KEPT, NEW, OLD = "kept", "new", "old"

_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*\s*$")
#: What begins a passage without an empty line before it: heading, item, row of a table, rule.
_BEGINS = re.compile(r"\s*(#{1,6}\s|[-*+]\s|\d+[.)]\s|\||\**R\d+\b)")
_RULE = re.compile(r"\s*(?:[-*+]\s+|\d+[.)]\s+)?\**(R\d+)\b")
#: Passages that share less than this of their words are told as one out and one in.
_ALIKE = 0.5
#: More pairs of passages, or of words, are not compared one by one.
_MOST_PAIRS, _MOST_WORD_PAIRS = 2_500, 1_000_000


class Piece(NamedTuple):
    """Words of a passage: KEPT, NEW or OLD."""

    mark: str
    words: str


class Passage(NamedTuple):
    """What became of a passage, or of a run of `number` that are the SAME and show no words.

    `section` is the heading it stands under, "" before the first; `rule` its number, as in R7.
    """

    kind: str
    section: str
    pieces: tuple[Piece, ...] = ()
    rule: str | None = None
    heading: bool = False
    number: int = 1


class _Block(NamedTuple):
    words: str
    section: str
    heading: bool

    @property
    def rule(self) -> str | None:
        found = None if self.heading else _RULE.match(self.words)
        return found[1] if found else None


def changes(old: str, new: str) -> list[Passage]:
    """Return the passages of the newer version in order, and where the older ones stood."""
    olds, news = _blocks(old), _blocks(new)
    matcher = SequenceMatcher(None, [each.words for each in olds], [each.words for each in news])
    found: list[Passage] = []
    for kind, start, end, other, last in matcher.get_opcodes():
        if kind == "equal":
            found += _as_before(news[other:last])
        else:
            found += _replaced(olds[start:end], news[other:last])
    return _moved(found)


def summary(passages: Iterable[Passage]) -> str:
    """Return how many passages were added, taken out, changed and moved, in words."""
    counts = Counter(each.kind for each in passages)
    kinds = (ADDED, CHANGED, MOVED, TAKEN_OUT)
    return ", ".join(f"{counts[kind]:,} {kind}" for kind in kinds if counts[kind])


def _blocks(text: str) -> list[_Block]:
    found: list[_Block] = []
    section, lines = "", list[str]()

    def close() -> None:
        if lines:
            words = " ".join(" ".join(lines).split())
            found.append(_Block(words, section, False))
            lines.clear()

    for line in text.splitlines():
        heading = _HEADING.match(line)
        if not line.strip() or _BEGINS.match(line):
            close()
        if heading is not None:
            section = heading[1]
            found.append(_Block(section, section, True))
        elif line.strip():
            lines.append(line)
    close()
    return found


def _as_before(blocks: Sequence[_Block]) -> Iterator[Passage]:
    """Yield a run for each section, its heading not counted."""
    counts: dict[str, int] = {}
    for each in blocks:
        counts[each.section] = counts.get(each.section, 0) + (not each.heading)
    for section, number in counts.items():
        if number:
            yield Passage(SAME, section, number=number)


def _replaced(olds: Sequence[_Block], news: Sequence[_Block]) -> Iterator[Passage]:
    pairs, at = _pairs(olds, news), 0
    for place, block in enumerate(news):
        # What is gone before the next passage that stayed stands before what is new there.
        ahead = min((old for new, old in pairs.items() if new >= place), default=len(olds))
        yield from (_whole(TAKEN_OUT, OLD, each) for each in olds[at:ahead])
        at = max(at, ahead)
        if place in pairs:
            pieces = _pieces(olds[at].words, block.words)
            yield Passage(CHANGED, block.section, pieces, block.rule, block.heading)
            at += 1
        else:
            yield _whole(ADDED, NEW, block)
    yield from (_whole(TAKEN_OUT, OLD, each) for each in olds[at:])


def _pairs(olds: Sequence[_Block], news: Sequence[_Block]) -> dict[int, int]:
    """Return which new passage is which old one: the same rule, or alike; both in their order."""
    if len(olds) * len(news) > _MOST_PAIRS:
        return {}
    found: dict[int, int] = {}
    at = 0
    for place, block in enumerate(news):
        scores = [(_alike(olds[each], block), -each) for each in range(at, len(olds))]
        best, first = max(scores, default=(0.0, 0))
        if best >= _ALIKE:
            found[place] = -first
            at = -first + 1
    return found


def _alike(one: _Block, other: _Block) -> float:
    """Return which share of their words two passages have in common; 2 for the same rule."""
    if one.heading or other.heading:
        both = one.heading and other.heading
        return SequenceMatcher(None, one.words, other.words).ratio() if both else 0.0
    if one.rule or other.rule:
        return 2.0 if one.rule == other.rule else 0.0
    here, there = (
        Counter(word for word in tokens(each.words) if word.strip()) for each in (one, other)
    )
    whole = here.total() + there.total()
    return 2 * (here & there).total() / whole if whole else 0.0


def _whole(kind: str, mark: str, block: _Block) -> Passage:
    return Passage(kind, block.section, (Piece(mark, block.words),), block.rule, block.heading)


def _pieces(old: str, new: str) -> tuple[Piece, ...]:
    olds, news = tokens(old), tokens(new)
    if len(olds) * len(news) > _MOST_WORD_PAIRS:
        return (Piece(OLD, old), Piece(NEW, new))
    pieces: list[Piece] = []
    gone: list[str] = []
    come: list[str] = []

    def close() -> None:
        for mark, words in ((OLD, gone), (NEW, come)):
            if words:
                pieces.append(Piece(mark, "".join(words)))
                words.clear()

    # White space is everywhere: it is only taken along with the words beside it.
    matcher = SequenceMatcher(str.isspace, olds, news, autojunk=False)
    for kind, start, end, other, last in matcher.get_opcodes():
        same = "".join(olds[start:end])
        if kind == "equal" and (same.strip() or not (gone or come)):
            close()
            pieces.append(Piece(KEPT, same))
        else:
            # A blank between two words that changed changed with them.
            gone += olds[start:end]
            come += news[other:last]
    close()
    return tuple(pieces)


def _moved(passages: Sequence[Passage]) -> list[Passage]:
    """Tell what was taken out at one place and added at another as moved, where it is now.

    Of words that came more often than they went, the first of them were moved.
    """
    out, come = (
        Counter(each.pieces[0].words for each in passages if each.kind == kind)
        for kind in (TAKEN_OUT, ADDED)
    )
    left = {TAKEN_OUT: out & come, ADDED: out & come}
    found = []
    for each in passages:
        words = each.pieces[0].words if each.kind in left else ""
        if each.kind not in left or not left[each.kind][words]:
            found.append(each)
            continue
        left[each.kind][words] -= 1
        if each.kind == ADDED:
            found.append(each._replace(kind=MOVED, pieces=(Piece(KEPT, words),)))
    return found
