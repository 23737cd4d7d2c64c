"""The first document of an export as its file will have it, around its first marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import NamedTuple

import orjson

from annotator.domain.span import Fragment
from annotator.formats.features import fragments_of
from annotator.formats.format import Format, Header
from annotator.formats.written import WrittenDocument
from annotator.project.broken_lines import ShownLine, broken
from annotator.project.lost_marks import places_of_lines
from annotator.project.sought_marks import SoughtMarks

#: Code points of a document that are written for it, and those behind the first mark at least.
_LETTERS, _BEHIND = 20_000, 2_000
#: Characters of a line as it is, and lines of each kind.
_WIDTH, _LINES, _BROKEN_LINES = 1000, 40, 120
#: Characters of a line that nobody reads from end to end.
_LONG = 200
#: Lines that are seen of the beginning where the first mark is further down, those above that
#: mark, and those behind it that make it unnecessary.
_HEAD, _ABOVE, _ENOUGH = 3, 2, 12
_MORE = "…"


@dataclass(frozen=True, slots=True)
class Preview:
    """Lines to look at; `places` says what of the text is on each, None for nothing that is seen.

    `marked` are the numbers of lines that are about a mark. `broken` is whether the file
    has longer lines than are shown, and `shortened` whether the document goes on behind them.
    """

    lines: tuple[str, ...] = ()
    places: tuple[Fragment | None, ...] = ()
    marked: frozenset[int] = frozenset()
    broken: bool = False
    shortened: bool = False


class _File(NamedTuple):
    lines: list[ShownLine]
    #: Where the first mark is, None where there is none.
    first: int | None
    broken: bool


def preview(format: Format, header: Header, document: WrittenDocument) -> Preview:
    """Return what a format writes of a document as lines to look at, of a long one the beginning.

    Where a file begins with much else, its first lines are followed by those of its first marks.
    """
    shown = beginning(document)
    sought = SoughtMarks(shown)
    files = [_file(name, data, shown.text, sought) for name, data in _data(format, header, shown)]
    there = [file for file in files if file is not None]
    if any(file.broken for file in there):
        there.sort(key=lambda file: file.first is None)
    lines = [line for file in there for line in (*_around_marks(file), ShownLine(""))][:-1]
    if not there:
        size = sum(len(data) for _, data in _data(format, header, shown))
        lines = [ShownLine(f"{size:,} bytes that are no text")]
    return Preview(
        tuple(line.text for line in lines),
        tuple(line.place for line in lines),
        frozenset(number for number, line in enumerate(lines) if line.mark is not None),
        any(file.broken for file in there),
        shown is not document,
    )


def beginning(document: WrittenDocument) -> WrittenDocument:
    """Return a document cut behind its first mark where it is long, with the marks before that."""
    ends = [fragments_of(row)[-1][1] for layer in document.layers for row in layer.spans]
    size = max(_LETTERS, min(ends, default=0) + _BEHIND)
    if len(document.text) <= size:
        return document
    layers = []
    for layer in document.layers:
        spans = [row for row in layer.spans if fragments_of(row)[-1][1] <= size]
        ids = {row[3] for row in spans}
        relations = [row for row in layer.relations if row[2] in ids and row[3] in ids]
        comments = [row for row in layer.comments if row[1] is None or row[1] in ids]
        layers.append(replace(layer, spans=spans, relations=relations, comments=comments))
    cut = [(start, min(end, size)) for start, end in orjson.loads(document.excluded or "[]")]
    excluded = orjson.dumps([each for each in cut if each[0] < size]).decode()
    excluded_then = document.excluded and excluded
    return replace(document, text=document.text[:size], excluded=excluded_then, layers=layers)


def _data(format: Format, header: Header, document: WrittenDocument) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a document, each with its name where there are several."""
    if format.files is not None:
        # One after the other: the pieces of a file are there until the next one is asked for.
        for name, pieces in format.files(header, [document]):
            yield name, b"".join(pieces)
        return
    assert format.write is not None
    file = BytesIO()
    format.write(header, [document], file)
    yield "", file.getvalue()


def _file(name: str, data: bytes, text: str, sought: SoughtMarks) -> _File | None:
    """Return a file as it is looked at; None where it is no text."""
    try:
        written = data.decode()
    except UnicodeDecodeError:
        return None
    if "\0" in written:
        return None
    found = broken(written, sought) if _is_endless(written) else None
    lines = _plain_lines(written, text, sought) if found is None else _placed(found, sought)
    first = next((n for n, line in enumerate(lines) if _has_mark(line, sought)), None)
    named = [ShownLine(name)] if name else []
    at = None if first is None else first + len(named)
    return _File(named + lines, at, found is not None)


def _is_endless(written: str) -> bool:
    """Return whether a file is not made of lines to read."""
    is_json = written.lstrip()[:1] in ("{", "[")
    return is_json or any(len(line) > _LONG for line in written.split("\n"))


def _plain_lines(written: str, text: str, sought: SoughtMarks) -> list[ShownLine]:
    """Return the lines of a file as far as they can come into view."""
    lines = written.split("\n")
    found: list[ShownLine] = []
    last = len(lines) if sought.places else _LINES
    for line, place in zip(lines, places_of_lines(lines, text), strict=True):
        short = line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1]}{_MORE}"
        mark = None if place is not None else sought.mark_in(short)
        found.append(ShownLine(short, mark, place if mark is None else sought.places[mark]))
        if len(found) > last:
            break
        if last == len(lines) and _has_mark(found[-1], sought):
            last = len(found) + _LINES
    return found


def _placed(lines: Iterable[ShownLine], sought: SoughtMarks) -> list[ShownLine]:
    """Give the first line of each mark its place in the text."""
    found: list[ShownLine] = []
    for line in lines:
        begins = line.mark is not None and not (found and found[-1].mark == line.mark)
        found.append(line._replace(place=sought.places[line.mark]) if begins else line)  # type: ignore[index]
    return found


def _has_mark(line: ShownLine, sought: SoughtMarks) -> bool:
    if line.place is None:
        return line.mark is not None
    begin, stop = line.place
    return any(start < stop and begin < end for start, end in sought.places)


def _around_marks(file: _File) -> list[ShownLine]:
    """Return the beginning of a file, and where that is without marks, what is around the first."""
    most, lines = _BROKEN_LINES if file.broken else _LINES, file.lines
    start = 0 if file.first is None else file.first - _ABOVE
    if start + _ENOUGH <= most:
        return lines[:most] + [ShownLine(_MORE)] * (len(lines) > most)
    end = start + most - _HEAD
    return [*lines[:_HEAD], ShownLine(_MORE), *lines[start:end]] + [ShownLine(_MORE)] * (
        len(lines) > end
    )
