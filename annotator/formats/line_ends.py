"""Lines of files, whatever ends them: LF, CRLF, or the CR of old Macs and some spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

_PIECE = 1 << 20


def with_line_feeds(text: str) -> str:
    """Return a text with LF at the ends of its lines; a CR in a line of such a file stays."""
    if "\n" not in text:
        return text.replace("\r", "\n")
    return text.replace("\r\n", "\n")


def lines_of(file: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of JSON in a file, in which a CR by itself ends a line or means nothing."""
    start = file.tell()
    first = file.read(_PIECE)
    file.seek(start)
    if b"\r" in first and b"\n" not in first:
        yield from _ended_by_cr(file)
        return
    for line in file:
        if b"\r" in line[:-2]:
            yield from line.splitlines(keepends=True)
        else:
            yield line


def _ended_by_cr(file: BinaryIO) -> Iterator[bytes]:
    begun: list[bytes] = []
    while piece := file.read(_PIECE):
        for line in piece.splitlines(keepends=True):
            begun.append(line)
            if line.endswith((b"\r", b"\n")):
                yield b"".join(begun)
                begun = []
    if begun:
        yield b"".join(begun)
