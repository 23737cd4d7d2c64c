"""In which unit a file counts, and how a CRLF: what its quotes say of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from annotator.domain.units import UNITS, detect_unit
from annotator.formats.format import Placed, Quoting

#: Code points of texts that are kept to weigh the units with.
WEIGHED = 1_000_000
#: Units in which a CRLF is two; it is one character as seen, whatever it was before.
_LINE_END_UNITS = tuple(unit for unit in UNITS if unit != "grapheme")
#: A start, an end, and the words that stand there.
Quoted = tuple[int, int, str]


def quoted_in(raw: Mapping[str, Any]) -> Iterator[Quoted]:
    """Yield the (start, end, quote) of a document of Annotator JSONL that are well formed."""
    for span in _spans(raw):
        if isinstance(span, dict):
            yield from _quoted(span)


def _spans(raw: Mapping[str, Any]) -> Iterator[Any]:
    layers = raw.get("layers")
    for layer in layers if isinstance(layers, list) else ():
        if isinstance(layer, dict) and isinstance(layer.get("spans"), list):
            yield from layer["spans"]
    if isinstance(raw.get("spans"), list):
        yield from raw["spans"]


def _quoted(span: Mapping[str, Any]) -> Iterator[Quoted]:
    fragments = span.get("fragments") or [[span.get("start"), span.get("end")]]
    quotes = span.get("quote")
    quotes = [quotes] if isinstance(quotes, str) else quotes
    if not isinstance(fragments, list) or not isinstance(quotes, list):
        return
    for fragment, quote in zip(fragments, quotes, strict=False):
        whole = isinstance(fragment, list) and [type(each) for each in fragment] == [int, int]
        if whole and isinstance(quote, str):
            yield fragment[0], fragment[1], quote


def reads_in_code_points(raw: Mapping[str, Any], text: str) -> bool:
    """Return whether all spans are of one stretch that reads as it is quoted, in code points."""
    try:
        return all(text[span["start"] : span["end"]] == span["quote"] for span in _spans(raw))
    except (KeyError, TypeError):
        return False


def unit_fits(placed: Placed) -> tuple[dict[str, int], int]:
    """Return, for each of UNITS, how many quotes stand where they say; and of how many.

    They are those of the first documents. Without any, it is what was compared in their stead.
    """
    if placed.fits:
        return dict(placed.fits), placed.quotes
    fits, total = dict.fromkeys(UNITS, 0), 0
    for text, raw in placed.quoting:
        evidence = detect_unit(text, quoted_in(raw))
        total += evidence.total
        for unit, number in evidence.hits.items():
            fits[unit] += number
    return (fits, total) if total else ({}, 0)


def joined(several: Sequence[Placed]) -> Placed:
    """Return what is said of several files as of one; no more documents are kept than of one."""
    units = sorted({unit for each in several if each.unit for unit in each.unit.split(", ")})
    fits, line_ends = Counter[str](), Counter[str]()
    for each in several:
        fits.update(each.fits)
        line_ends.update(each.line_ends)
    return Placed(
        ", ".join(units) or None,
        sum(each.matched for each in several),
        sum(each.quotes for each in several),
        next((each.what for each in several if each.quotes), "quotes"),
        fits,
        list(_first_ones(one for each in several for one in each.quoting)),
        line_ends,
        [person for each in several for person in each.people],
    )


def _first_ones(quoting: Iterable[Quoting]) -> Iterator[Quoting]:
    kept = 0
    for one in quoting:
        yield one
        kept += len(one[0])
        if kept >= WEIGHED:
            return


def counted_text(text: str, quoted: Sequence[Quoted]) -> tuple[str, Mapping[str, int]]:
    """Return the text in which a file's positions count: as it is, or as it was read.

    Some programs count CRLF as two and a byte-order mark as one, others drop them first. With it
    how many of the quotes stand where they say when CRLF counts as "one" or "two", where that
    makes a difference.
    """
    bare = text.removeprefix("\ufeff")
    plain = bare.replace("\r\n", "\n").replace("\r", "\n")
    hits = {}
    for variant in (text, bare, plain):
        found = detect_unit(variant, quoted).hits
        hits[variant] = max(found[unit] for unit in _LINE_END_UNITS)
    best = max(hits, key=lambda variant: hits[variant])
    ends = {"one": hits[plain], "two": max(hits[text], hits[bare])}
    return best, ends if "\r\n" in text and len(set(ends.values())) > 1 else {}
