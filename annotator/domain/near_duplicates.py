"""Near-duplicates: articles that share most of their words in a row, as agency copy does.

Each text is kept as a sketch of the smallest hashes of its shingles (bottom-k sketches, Broder,
“On the resemblance and containment of documents”, 1997): some kilobytes, however long it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from zlib import crc32

#: Words of one shingle; letters of scripts without spaces count as words.
_WORDS = 5
#: Hashes of one sketch, and how many of them find what may be alike.
_SKETCH, _FINDING = 64, 12
#: The share of common shingles (Jaccard) from which two texts are near-duplicates.
ALIKE = 0.5
#: Texts that are compared for one hash: boilerplate is in thousands of them.
_COMPARED = 20
_WITHOUT_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[{_WITHOUT_SPACES}]|[^\W{_WITHOUT_SPACES}]+")

Sketch = tuple[int, ...]


def sketch(text: str) -> Sketch:
    """Return the smallest hashes of a text's shingles, sorted; short texts have few."""
    words = _WORD.findall(text.casefold())
    last = max(1, len(words) - _WORDS + 1)
    shingles = {crc32(" ".join(words[at : at + _WORDS]).encode()) for at in range(last)}
    return tuple(sorted(shingles)[:_SKETCH])


def resemblance(one: Sketch, other: Sketch) -> float:
    """Return about which share of their shingles two texts have in common, 0 to 1."""
    smallest = sorted({*one, *other})[:_SKETCH]
    both = set(one) & set(other)
    return sum(each in both for each in smallest) / len(smallest)


def near_duplicates(texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield pairs of ids whose texts are alike, of (id, text); each with one that came before."""
    sketches: dict[str, Sketch] = {}
    having: dict[int, list[str]] = {}
    for id, text in texts:
        own = sketch(text)
        candidates = {each for hash in own[:_FINDING] for each in having.get(hash, ())}
        for other in sorted(candidates):
            if resemblance(own, sketches[other]) >= ALIKE:
                yield other, id
        sketches[id] = own
        for hash in own[:_FINDING]:
            found = having.setdefault(hash, [])
            if len(found) < _COMPARED:
                found.append(id)
