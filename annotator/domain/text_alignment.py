"""Which characters of a text are the same ones in another version of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from operator import itemgetter

from annotator.domain.span import Fragment

#: Thai, Lao, Myanmar, Khmer, Chinese and Japanese.
_SPACELESS = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
#: A word, a single letter of a script without spaces between words, or a sign.
_WORD = rf"[{_SPACELESS}]|[^\W{_SPACELESS}]+|[^\w\s]"
_TOKEN = re.compile(rf"{_WORD}|\s+")
#: With the white space behind it, which as a token of its own would stand everywhere: shared
#: stretches would end at each.
_SPACED = re.compile(rf"(?:{_WORD})\s*|\s+")
_ALONE = re.compile(f"[{_SPACELESS}]")
#: Stretches that differ are compared letter by letter up to so many pairs of letters.
_MOST_PAIRS = 4_000_000
#: So many different words are enough for some to be rare.
_MANY_WORDS = 2_000


def tokens(text: str) -> list[str]:
    """Return a text as words, stretches of white space and single signs; together they are it."""
    return _TOKEN.findall(text)


@dataclass(frozen=True, slots=True)
class Alignment:
    """Stretches that two versions share, in their order: (start in old, start in new, length).

    Positions are code points. Stretches do not touch in both texts.
    """

    old: str
    new: str
    blocks: tuple[tuple[int, int, int], ...]

    def carried(self, fragment: Fragment) -> Fragment | None:
        """Return where a fragment of the old text stands in the new one, None where it changed.

        It has to lie in one shared stretch, or to be the only one with its words in both texts,
        as after a paragraph was moved. Where a word at its edge has grown it changed as well.
        """
        start, end = fragment
        block = self._block_at(start)
        if block is not None and end <= block[0] + block[2]:
            place = start + block[1] - block[0]
        else:
            quote = self.old[start:end]
            only = _only_place(self.new, quote)
            if only is None or _only_place(self.old, quote) is None:
                return None
            place = only
        carried = (place, place + end - start)
        grown = any(
            _cuts_word(self.new, new) and not _cuts_word(self.old, old)
            for old, new in zip(fragment, carried, strict=True)
        )
        return None if grown else carried

    def about(self, position: int) -> int:
        """Return about where a position of the old text is in the new one."""
        at = bisect_right(self.blocks, position, key=itemgetter(0)) - 1
        if at < 0:
            return min(position, len(self.new))
        start, new_start, length = self.blocks[at]
        after = self.blocks[at + 1][1] if at + 1 < len(self.blocks) else len(self.new)
        return min(new_start + min(position - start, length), after)

    def _block_at(self, position: int) -> tuple[int, int, int] | None:
        at = bisect_right(self.blocks, position, key=itemgetter(0)) - 1
        return self.blocks[at] if at >= 0 else None


def align(old: str, new: str) -> Alignment:
    """Return what two versions of a text share: words first, letters where words differ."""
    start = _shared_start(old, new)
    end = _shared_start(old[start:][::-1], new[start:][::-1])
    found = [(0, 0, start)]
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    found += [(o + start, n + start, size) for o, n, size in _by_words(middle_old, middle_new)]
    found.append((len(old) - end, len(new) - end, end))
    return Alignment(old, new, tuple(_joined(found)))


def _shared_start(one: str, other: str) -> int:
    if one == other:
        return len(one)
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _by_words(old: str, new: str) -> Iterator[tuple[int, int, int]]:
    olds, news = _SPACED.findall(old), _SPACED.findall(new)
    old_at, new_at = _starts(olds), _starts(news)
    # Where there are many rare words, these find the stretches and the frequent ones go along: to
    # try each place of a frequent one takes very long in a long text.
    matcher = SequenceMatcher(None, olds, news, autojunk=len(set(news)) > _MANY_WORDS)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            yield old_at[i], new_at[k], old_at[j] - old_at[i]
        elif kind == "replace":
            before, after = old[old_at[i] : old_at[j]], new[new_at[k] : new_at[m]]
            for start, other, size in _by_letters(before, after):
                yield old_at[i] + start, new_at[k] + other, size


def _by_letters(old: str, new: str) -> Iterator[tuple[int, int, int]]:
    if len(old) * len(new) <= _MOST_PAIRS:
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        yield from matcher.get_matching_blocks()


def _starts(tokens: Sequence[str]) -> list[int]:
    starts = [0]
    for token in tokens:
        starts.append(starts[-1] + len(token))
    return starts


def _joined(blocks: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Yield the blocks without empty ones, those that go on in both texts as one."""
    held: tuple[int, int, int] | None = None
    for start, other, size in blocks:
        if not size:
            continue
        if held is not None and (held[0] + held[2], held[1] + held[2]) == (start, other):
            held = (held[0], held[1], held[2] + size)
            continue
        if held is not None:
            yield held
        held = (start, other, size)
    if held is not None:
        yield held


def _cuts_word(text: str, edge: int) -> bool:
    sides = text[max(0, edge - 1) : edge + 1]
    # Scripts without spaces have no words that could be told to be cut.
    return len(sides) == 2 and sides.isalnum() and not any(map(_ALONE.match, sides))


def _only_place(text: str, quote: str) -> int | None:
    place = text.find(quote)
    return place if place >= 0 and text.find(quote, place + 1) < 0 else None
