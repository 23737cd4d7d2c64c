"""CoNLL: a token a line with its tag, an empty line after each sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import BinaryIO

from annotator.formats.conll_tokens import Tagged, choose, pattern_for, sentences
from annotator.formats.features import Lost, span_named
from annotator.formats.format import Header, Writer
from annotator.formats.written import WrittenDocument

DOCSTART = "-DOCSTART-"
#: A word with a stop at it are two tokens, so the text comes back with a space between.
_CLOSED_UP = re.compile(r"[A-Za-z][.,;:!?]")


def writer(between: str, docstart: str, single: str, last: str) -> Writer:
    """Return what writes the dialect: `between` token and tag, `docstart` before a document.

    `single` is the prefix of a stretch of one token, `last` that of the last one of several.
    """

    def write(header: Header, documents: Iterable[WrittenDocument], out: BinaryIO) -> None:
        for document in documents:
            layers = [choose(layer.spans, document.text).tagged for layer in document.layers]
            cuts = sentences(document, [each for tagged in layers for each in tagged])
            for tagged in layers or [[]]:
                lines = _lines(document.text, cuts, tagged, between, (single, last))
                out.write("".join([docstart, "\n\n", *lines]).encode())

    return write


def _lines(
    text: str,
    cuts: Sequence[int],
    tagged: Sequence[Tagged],
    between: str,
    prefixes: tuple[str, str],
) -> Iterator[str]:
    find = pattern_for(text).findall
    outside = f"{between}O\n"
    number = 0
    for start, end in pairwise(cuts):
        place, empty = start, True
        while number < len(tagged) and tagged[number].start < end:
            each = tagged[number]
            if each.start > place and (tokens := find(text, place, each.start)):
                yield outside.join(tokens) + outside
            yield _tagged_lines(find(text, each.start, each.end), each.label, between, prefixes)
            place, empty = each.end, False
            number += 1
        if tokens := find(text, place, end):
            yield outside.join(tokens) + outside
            empty = False
        if not empty:
            yield "\n"


def _tagged_lines(tokens: list[str], label: str, between: str, prefixes: tuple[str, str]) -> str:
    single, last = prefixes
    if len(tokens) == 1:
        return f"{tokens[0]}{between}{single}-{label}\n"
    lines = [f"{tokens[0]}{between}B-{label}\n"]
    lines += [f"{token}{between}I-{label}\n" for token in tokens[1:-1]]
    return "".join([*lines, f"{tokens[-1]}{between}{last}-{label}\n"])


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
                yield Lost(feature, span_named(document, row))
        if _CLOSED_UP.search(document.text) or rebuilt(document, tagged) != document.text:
            yield Lost("texts", document.key)

    return find


#: What CoNLL carries, of each dialect: (always, partly).
KEEPS = frozenset(("layers",))
PARTLY = {
    "texts": "tokens; what stands between them is a space or a line end",
    "spans": "all that hold a token",
    "nested": "the outermost of those that overlap",
    "widened": "edges of tokens",
    "labels": "those that are one word",
    "fragments": "each fragment becomes a span",
}
