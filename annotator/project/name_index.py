"""Finding names as they are typed, among tens of thousands.

The names lie one after the other in a few long strings, so that a look for them is a scan that
the interpreter does in C. What changed since lies in a short string of its own.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

#: How many names may have changed before they get a long string of their own.
_FRESH = 500
_NO_LETTER = re.compile(r"[^\w\n\t]+")
_MARKS = re.compile("[\u0300-\u036f]+")


def folded(text: str) -> str:
    """Return a text as it is compared: no case, no accents, one space for all that is no letter.

    Line feeds and tabs stay, so that many names can be folded at once.
    """
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return _NO_LETTER.sub(" ", text.casefold())


class _Block:
    """Lines of names: “\\n name\\t alias\\t”, each for the id of the same number."""

    def __init__(self, entries: Sequence[tuple[str, Iterable[str]]]) -> None:
        self.ids = [id for id, _names in entries]
        self.gone: set[str] = set()
        lines = ("".join(f" {_one_line(name)}\t" for name in names) for _id, names in entries)
        # A space at each end of a name, where folding would leave one, must not come twice.
        self.text = re.sub(" +", " ", folded("\n" + "\n".join(lines) + "\n")).replace(" \t", "\t")
        self._starts = [match.start() for match in re.finditer("\n", self.text)]

    def found(self, pattern: str) -> Iterator[str]:
        """Yield the ids of the lines that hold a pattern, each once, in order."""
        text, starts, gone = self.text, self._starts, self.gone
        place = text.find(pattern)
        while place >= 0:
            number = bisect_right(starts, place) - 1
            if self.ids[number] not in gone:
                yield self.ids[number]
            place = text.find(pattern, starts[number + 1])


def _one_line(name: str) -> str:
    return " ".join(name.split())


class NameIndex:
    """Names by id; `find` gives the ids, the most fitting first."""

    def __init__(self) -> None:
        self._blocks: list[_Block] = []
        self._block_of: dict[str, _Block] = {}
        self._fresh: dict[str, tuple[str, ...]] = {}
        self._fresh_block: _Block | None = None

    def add_all(self, entries: Sequence[tuple[str, Iterable[str]]]) -> None:
        """Take in many ids that are new here, with their names."""
        if entries:
            block = _Block(entries)
            self._blocks.append(block)
            self._block_of.update(dict.fromkeys(block.ids, block))

    def put(self, id: str, names: Iterable[str]) -> None:
        """Give an id these names, in place of those it had."""
        self.remove(id)
        self._fresh[id] = tuple(names)
        self._fresh_block = None
        if len(self._fresh) >= _FRESH:
            fresh, self._fresh = list(self._fresh.items()), {}
            self.add_all(fresh)

    def remove(self, id: str) -> None:
        """Forget an id."""
        block = self._block_of.pop(id, None)
        if block is not None:
            block.gone.add(id)
        if self._fresh.pop(id, None) is not None:
            self._fresh_block = None

    def find(self, query: str) -> Iterator[str]:
        """Yield the ids whose names fit what was typed, each once, the most fitting first.

        Whole names come before beginnings, beginnings before words further on, a name before
        an alias; then names that hold every word, then names that hold the letters anywhere.
        """
        words = " ".join(folded(query).split())
        seen: set[str] = set()
        for id in self._fitting(words) if words else ():
            if id not in seen:
                seen.add(id)
                yield id

    def _fitting(self, words: str) -> Iterator[str]:
        for pattern in _patterns(words):
            yield from self._found(pattern)
        yield from self._with_every_word(words.split())
        yield from self._found(words)

    def exact(self, name: str) -> list[str]:
        """Return the ids that have this very name, case and accents aside."""
        words = " ".join(folded(name).split())
        if not words:
            return []
        patterns = (f"\n {words}\t", f"\t {words}\t")
        return list(dict.fromkeys(id for each in patterns for id in self._found(each)))

    def _with_every_word(self, words: Sequence[str]) -> list[str]:
        if len(words) < 2:
            return []
        longest = max(words, key=len)
        others = [set(self._found(f" {word}")) for word in words if word != longest]
        return [id for id in self._found(f" {longest}") if all(id in each for each in others)]

    def _found(self, pattern: str) -> Iterator[str]:
        if self._fresh:
            if self._fresh_block is None:
                self._fresh_block = _Block(list(self._fresh.items()))
            yield from self._fresh_block.found(pattern)
        for block in self._blocks:
            yield from block.found(pattern)


def _patterns(words: str) -> tuple[str, ...]:
    return (
        f"\n {words}\t", f"\t {words}\t", f"\n {words} ", f"\n {words}", f"\t {words}",
        f" {words}",
    )  # fmt: skip
