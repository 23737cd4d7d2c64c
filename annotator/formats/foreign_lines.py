"""JSON lines of other programs: each becomes an object of our own JSONL and is read as that.

So positions, quotes, ids and links of every such format pass through the same checks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from annotator.domain.units import UNITS, converter
from annotator.formats.beginning import is_list
from annotator.formats.format import FileDocument, Item, Placed
from annotator.formats.json_items import read_items
from annotator.formats.jsonl_reading import opened_lines, read_document, read_object
from annotator.formats.merging import merged
from annotator.formats.notes import Notes
from annotator.formats.placing import shortly

#: Turns an object of another program into one of ours; None, with a finding, for none.
Translate = Callable[[dict[str, Any], Notes], dict[str, Any] | None]
_KEY = re.compile(rb'"(\w+)"\s*:')
#: Documents that are looked at to find out the unit where there are no quotes.
_SAMPLED = 300
#: Edges that another unit has to have more than code points, to be believed.
_CLEARLY = 3


def keys_at(start: bytes) -> set[str]:
    """Return the keys of the first object in the beginning of a file, cut off or not."""
    line = start.lstrip(b"\xef\xbb\xbf \r\n\t[").split(b"\n", 1)[0]
    try:
        read = orjson.loads(line.rstrip(b"\r ,]"))
    except ValueError:
        return {key.decode() for key in _KEY.findall(start)}
    return set(read) if isinstance(read, dict) else set()


def begins_with_line(start: bytes) -> bool:
    """Return whether a file begins with a line that is an object, as far as that is seen."""
    line, end, _ = start.lstrip(b"\xef\xbb\xbf \r\n\t").partition(b"\n")
    if not line.startswith(b"{"):
        return False
    try:
        return not end or isinstance(orjson.loads(line), dict)
    except ValueError:
        return False


def objects_of(value: Any) -> list[dict[str, Any]]:
    """Return the objects of what should be a list of them."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def marks_in(value: Any, notes: Notes) -> list[dict[str, Any]]:
    """Return the objects of what should be a list of marks; what is none is counted."""
    if value is None:
        return []
    if not isinstance(value, list):
        count_no_mark(value, notes)
        return []
    for each in value:
        if not isinstance(each, dict):
            count_no_mark(each, notes)
    return objects_of(value)


def count_no_mark(value: Any, notes: Notes) -> None:
    """Count what stands where a mark should, and is none."""
    notes.count("no-mark", "entry where a mark should be that is none",
                "entries where marks should be that are none", "They were left out.",
                shortly(value))  # fmt: skip


def read_translated(
    path: Path, name: str, translate: Translate, unit: str | None = None
) -> Iterator[Item]:
    """Yield the documents of JSON lines, or of a list of objects, those of one text made one.

    `unit` is what positions count, None when the quotes tell. Raises OSError.
    """
    notes = Notes(name, wanted_unit=unit)
    for document in merged(_documents(path, translate, notes), notes):
        yield document
        if notes.findings:
            yield from notes.take()
    yield from notes.take_all()
    yield notes.placed()


def _documents(path: Path, translate: Translate, notes: Notes) -> Iterator[FileDocument]:
    for number, raw in objects_in(path, notes):
        ours = translate(raw, notes)
        document = None if ours is None else read_document(ours, None, notes)
        if document is not None:
            document.line = number
            yield document


def objects_in(
    path: Path, notes: Notes, wanted: Callable[[bytes], bool] | None = None
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the objects of a file with their numbers; of lines, those that are `wanted`."""
    if is_list(path):
        for number, value in enumerate(read_items(path, notes), 1):
            notes.document = None
            if isinstance(value, dict):
                yield number, value
            else:
                said = f"Entry {number:,} of the list is no article between {{ and }}."
                notes.add("broken-line", said, "It was left out, the others kept.")
        return
    with opened_lines(path) as lines:
        for number, line in enumerate(lines, 1):
            if line.isspace() or (wanted is not None and not wanted(line)):
                continue
            notes.line, notes.document = number, None
            raw = read_object(line, notes)
            if raw is not None:
                yield number, raw


def _is_foreign(line: bytes) -> bool:
    return not line.isascii() or b"\\u" in line


def unit_by_edges(path: Path, translate: Translate, wanted: str | None = None) -> Placed:
    """Return the unit in which most spans begin and end at the edges of words, or the one given.

    For files without quotes; of some hundred documents that are not plain ASCII.
    """
    scores, total = dict.fromkeys(UNITS, 0), 0
    notes = Notes()
    for _, raw in islice(objects_in(path, notes, _is_foreign), _SAMPLED):
        ours = translate(raw, notes)
        if ours is None or not isinstance(ours.get("text"), str) or ours["text"].isascii():
            continue
        spans = [each for layer in ours["layers"] for each in layer["spans"]]
        places = [
            (each["start"], each["end"])
            for each in spans
            if type(each.get("start")) is int and type(each.get("end")) is int
        ]
        total += 2 * len(places)
        for unit in UNITS:
            scores[unit] += _edges(ours["text"], places, unit)
    best = max(UNITS, key=lambda unit: scores[unit])
    if scores[best] < scores[UNITS[0]] + max(_CLEARLY, total // 20):
        best = UNITS[0]
    best = wanted or best
    return Placed(best if total else wanted, scores[best], total, "edges of words", scores)


def _edges(text: str, places: list[tuple[int, int]], unit: str) -> int:
    convert = converter(text, unit)
    count = 0
    for start, end in places:
        first, last = convert(start), convert(end)
        if first is None or last is None or first >= last:
            continue
        count += _is_edge(text, first) and not text[first].isspace()
        count += _is_edge(text, last) and not text[last - 1].isspace()
    return count


def _is_edge(text: str, place: int) -> bool:
    if place in (0, len(text)):
        return True
    return not (text[place - 1].isalnum() and text[place].isalnum())
