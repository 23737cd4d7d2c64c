"""CoNLL: a token a line with its tag, an empty line after each sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import BinaryIO

from annotator.formats.conll_tokens import Tagged, choose, pattern_for, sentences
from annotator.formats.features import Lost, lost_of_span
from annotator.formats.format import Header, Writer
from annotator.formats.written import WrittenDocument

DOCSTART = "-DOCSTART-"
#: A word with a stop at it are two tokens, so the text comes back with a space between.
_CLOSED_UP = re.compile(r"[A-Za-z][.,;:!?]")


def writer(between: str, docstart: str, single: str, last: str) -> Writer:
    """Return what writes the dialect: `between` token and tag, `docstart` before a document.

    `single` is the prefix of a stretch of one token, `last` that of the last one of several.
    """
    prefixes = (single, "B", "I", last)

    @lru_cache(maxsize=1024)
    def endings(label: str) -> Sequence[str]:
        return [f"{between}{each}-{label}\n" for each in prefixes]

    def write(header: Header, documents: Iterable[WrittenDocument], out: BinaryIO) -> None:
        for document in documents:
            layers = [choose(layer.spans, document.text).tagged for layer in document.layers]
            cuts = sentences(document, [each for tagged in layers for each in tagged])
            for tagged in layers or [[]]:
                lines = _lines(document.text, cuts, tagged, f"{between}O\n", endings)
                out.write("".join([docstart, "\n\n", *lines]).encode())

    return write


def _lines(
    text: str,
    cuts: Sequence[int],
    tagged: Sequence[Tagged],
    outside: str,
    endings: Callable[[str], Sequence[str]],
) -> Iterator[str]:
    """Yield lines; `outside` ends one of no span, `endings` tells those of a label's spans:
    of a token alone, the first of several, one in between, and the last."""
    find = pattern_for(text).findall
    number = 0
    for start, end in pairwise(cuts):
        place, empty = start, True
        while number < len(tagged) and tagged[number].start < end:
            first, behind, label = tagged[number]
            if first > place and (tokens := find(text, place, first)):
                yield outside.join(tokens) + outside
            alone, begins, goes_on, ends = endings(label)
            tokens = find(text, first, behind)
            if len(tokens) == 1:
                yield tokens[0] + alone
            else:
                yield f"{tokens[0]}{begins}{goes_on.join(tokens[1:])}{ends}"
            place, empty = behind, False
            number += 1
        if tokens := find(text, place, end):
            yield outside.join(tokens) + outside
            empty = False
        if not empty:
            yield "\n"


def rebuilt(document: WrittenDocument, tagged: Sequence[Tagged]) -> str:
    """Return the text that a reader makes of the tokens."""
    find = pattern_for(document.text).findall
    cuts = sentences(document, tagged)
    lines = [" ".join(find(document.text, start, end)) for start, end in pairwise(cuts)]
    return "".join(f"{line}\n" for line in lines if line)


def losses(header: Header) -> Callable[[WrittenDocument], Iterable[Lost]]:
    """Return what yields the losses of a document: what tags cannot hold."""

    def find(document: WrittenDocument) -> Iterator[Lost]:
        tagged: list[Tagged] = []
        for layer in document.layers:
            choice = choose(layer.spans, document.text)
            tagged += choice.tagged
            for feature, row in choice.lost:
                yield lost_of_span(feature, document, row)
        # Nothing says whose they are, so to a reader all of a text are one person's.
        for layer in document.layers[1:]:
            whose = f" of {layer.person}" if layer.person else ""
            yield Lost("layers", f"{document.key}: {layer.kind}{whose}")
        if _CLOSED_UP.search(document.text) or rebuilt(document, tagged) != document.text:
            yield Lost("texts", document.key)

    return find


#: What CoNLL carries, of each dialect: (always, partly).
KEEPS = frozenset[str]()
PARTLY = {
    "layers": "one a text; others come back as one with it, of whoever imports",
    "texts": "tokens; what stands between them is a space or a line end",
    "spans": "all that hold a token",
    "nested": "the outermost of those that overlap",
    "widened": "edges of tokens",
    "labels": "those that are one word",
    "fragments": "each fragment becomes a span",
}
