"""A DocBin packed piece by piece: spaCy's own would hold all Docs in memory, three times over."""

from __future__ import annotations

import zlib
from array import array
from ast import literal_eval
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import lru_cache
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from annotator.domain.problem import Problem

_PIECE = 1 << 20
#: A map with ten fields, as msgpack says it.
_TEN_FIELDS = b"\x8a"


def pack(docs: Iterable[Any], attrs: Iterable[str], out: BinaryIO) -> None:
    """Write Docs as `DocBin(attrs, store_user_data=True).to_bytes()` would, to the byte.

    A DocBin takes each apart, and what it holds of it is laid on the disk until all are there;
    memory holds one, and the words that occur. Raises Problem when they are too many for one file.
    """
    with ExitStack() as files:
        columns = {
            name: files.enter_context(TemporaryFile())
            for name in ("tokens", "spaces", "span_groups", "user_data")
        }
        zipper = zlib.compressobj()
        for piece in _message(docs, list(attrs), columns):
            out.write(zipper.compress(piece))
        out.write(zipper.flush())


def _message(docs: Iterable[Any], attrs: list[str], columns: dict[str, Any]) -> Iterator[bytes]:
    """Yield the map that a DocBin is, its fields in spaCy's order."""
    from spacy.tokens import DocBin
    from srsly import msgpack_dumps

    lengths, cats, flags = array("i"), bytearray(), bytearray()
    kept = DocBin(attrs=attrs, store_user_data=True)
    for doc in docs:
        kept.add(doc)
        lengths.append(_lay_down(kept, columns))
        cats += _packed(repr(kept.cats.pop()))
        flags += _packed(repr(kept.flags.pop()))
    number = len(lengths)
    yield _TEN_FIELDS
    yield from map(msgpack_dumps, ("version", kept.version, "attrs", kept.attrs))
    for name in ("tokens", "spaces"):
        yield msgpack_dumps(name)
        yield _bytes_follow(columns[name].tell())
        yield from _pieces(columns[name])
    yield from map(msgpack_dumps, ("lengths", lengths.tobytes(), "strings", sorted(kept.strings)))
    for name, held in (("cats", cats), ("flags", flags)):
        yield msgpack_dumps(name)
        yield _list_follows(number)
        yield bytes(held)
    for name in ("span_groups", "user_data"):
        yield msgpack_dumps(name)
        yield _list_follows(number)
        yield from _pieces(columns[name])


def _lay_down(kept: Any, columns: dict[str, Any]) -> int:
    """Take out of a DocBin what is long of its last Doc; return how many tokens that has."""
    tokens = kept.tokens.pop()
    columns["tokens"].write(tokens.tobytes("C"))
    columns["spaces"].write(kept.spaces.pop().tobytes("C"))
    for name, packed in (("span_groups", kept.span_groups), ("user_data", kept.user_data)):
        held = packed.pop()
        columns[name].write(_bytes_follow(len(held)) + held)
    return len(tokens)


@lru_cache(maxsize=256)
def _packed(said: str) -> bytes:
    """Return a small map as msgpack; srsly goes through its registries for each anew."""
    from srsly import msgpack_dumps

    packed: bytes = msgpack_dumps(literal_eval(said))
    return packed


def _bytes_follow(number: int) -> bytes:
    """Return how msgpack says that so many bytes follow, in the shortest of its three ways."""
    for sign, width in ((0xC4, 1), (0xC5, 2), (0xC6, 4)):
        if number < 1 << (8 * width):
            return bytes((sign,)) + number.to_bytes(width, "big")
    raise Problem(
        "The export is too large for one file of spaCy, which holds some hundred million tokens.",
        "Nothing was written.",
        "Export it in parts, for example by label, by person or with a split.",
    )


def _list_follows(number: int) -> bytes:
    """Return how msgpack says that a list of so many follows, in the shortest of its ways."""
    if number < 16:
        return bytes((0x90 | number,))
    for sign, width in ((0xDC, 2), (0xDD, 4)):
        if number < 1 << (8 * width):
            return bytes((sign,)) + number.to_bytes(width, "big")
    raise AssertionError("more Docs than the disk can hold")


def _pieces(column: BinaryIO) -> Iterator[bytes]:
    column.seek(0)
    yield from iter(lambda: column.read(_PIECE), b"")
