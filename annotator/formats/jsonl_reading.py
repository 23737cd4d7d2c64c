"""Annotator JSONL: reading a file, one document at a time."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from annotator.domain.document import Source
from annotator.domain.span import Fragment
from annotator.domain.text import FrozenText, freeze
from annotator.formats.article_columns import look_like_marks
from annotator.formats.format import FileDocument, Item
from annotator.formats.json_numbers import note_large
from annotator.formats.jsonl_header import is_header, read_header, unit_finding
from annotator.formats.jsonl_layers import read_decisions, read_layer
from annotator.formats.jsonl_values import extra_of, note_replaced, objects, parse_line, take
from annotator.formats.line_ends import lines_of
from annotator.formats.notes import Notes
from annotator.formats.placing import NotPlaced, Placing, placing, shortly, unit_by_quotes
from annotator.formats.unit_evidence import counted_text, quoted_in, reads_in_code_points

_DOCUMENT = frozenset(
    (
        *("id", "title", "text", "text_sha256", "language", "excluded", "source", "meta"),
        *("layers", "decisions", "spans", "relations", "comments"),
    )
)
_SOURCE = ("name", "sha256", "encoding", "newline")
#: How others call the marks of a text.
_MARKS = frozenset(
    ("label", "labels", "entities", "annotations", "predictions", "ents", "ner_tags", "tags")
)
#: What a document has when it is not split into layers.
_BARE = ("spans", "relations", "comments")


def read_jsonl(path: Path, name: str, unit: str | None = None) -> Iterator[Item]:
    """Yield the header, the documents and the findings of a file, in its order.

    Nothing is held but the line at hand. Raises OSError when the file cannot be read, and
    Problem when a newer Annotator wrote it.
    """
    notes = Notes(name, wanted_unit=unit)
    said: str | None = None
    ours = False
    with opened_lines(path) as lines:
        for number, line in enumerate(lines, 1):
            if line.isspace():
                continue
            notes.line, notes.document = number, None
            raw = read_object(line, notes)
            if raw is not None and is_header(raw):
                header, said = read_header(raw, notes)
                ours = True
                yield header
            elif raw is not None:
                document = read_document(raw, said, notes)
                if document is not None:
                    document.line = number
                    yield document
                    _count_unread({} if ours else document.extra, notes)
            if notes.findings:
                yield from notes.take()
    notes.document = None
    yield from notes.take_all()
    if notes.strange_unit is not None:
        yield unit_finding(notes.strange_unit, notes)
    yield notes.placed()


def _count_unread(extra: Mapping[str, Any], notes: Notes) -> None:
    """Count an article with marks under names that are not ours: they are only kept."""
    for name, value in extra.items():
        if look_like_marks(value) or (name in _MARKS and value and isinstance(value, list | dict)):
            kept = (
                "They were kept as further fields, not as marks. Choose the format of the program "
                "that made them."
            )
            notes.count("marks-not-read", "article with what seems to be marks",
                        "articles with what seem to be marks", kept, f"in “{name}”")  # fmt: skip
            return


@contextmanager
def opened_lines(path: Path) -> Iterator[Iterator[bytes]]:
    """Yield the lines of a file in UTF-8, or in UTF-16 with its mark."""
    with path.open("rb", buffering=1 << 20) as file:
        start = file.read(3)
        if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            file.seek(0)
            text = io.TextIOWrapper(file, encoding="utf-16", errors="replace", newline="\n")
            lines = (line.encode("utf-8", "surrogatepass") for line in text)
            yield (one for line in lines for one in line.splitlines(keepends=True))
            return
        if start != codecs.BOM_UTF8:
            file.seek(0)
        yield lines_of(file)


def read_object(line: bytes, notes: Notes) -> dict[str, Any] | None:
    """Return the object that a line is, or None with a finding."""
    try:
        read = parse_line(line)
    except (ValueError, RecursionError) as error:
        if _is_utf8(line):
            notes.add("broken-line", _broken(error), "It was left out, the others kept.")
        else:
            kept = f"It was left out, the others kept. {_AS_UTF8}"
            notes.add("broken-line", "The line is not in UTF-8.", kept)
        return None
    if not isinstance(read.value, dict):
        said = f"The line holds no article between {{ and }}, but {shortly(read.value)}."
        notes.add("broken-line", said, "It was left out, the others kept.")
        return None
    if read.replaced:
        note_replaced(read.replaced, notes)
    if read.large:
        note_large(read.large, notes)
    return read.value


_AS_UTF8 = "Save the file again with the encoding UTF-8, and import that."


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _broken(error: Exception) -> str:
    place = getattr(error, "pos", None)
    where = "" if place is None else f" from its character {place + 1:,} on"
    return f"The line is cut off or damaged: it cannot be read{where}."


def read_document(raw: dict[str, Any], unit: str | None, notes: Notes) -> FileDocument | None:
    """Return the document of one line, or None (with a finding) when it has no text.

    `unit` is what the file says positions count; what a person says wins over it, and with None
    the quotes decide.
    """
    id, text = raw.get("id"), raw.get("text")
    key = str(id) if id is not None and id != "" else None
    notes.document = key
    if not isinstance(text, str) or not text:
        notes.add("no-text", "The document has no text.", "It was left out, the others kept.")
        return None
    frozen = freeze(text)
    if not frozen.text.strip():
        notes.add("no-text", "The document is blank.", "It was left out, the others kept.")
        return None
    if frozen.replaced:
        note_replaced(frozen.replaced, notes)
    _check_hash(raw, frozen, notes)
    place = _placing(raw, frozen, unit, notes)
    extra = extra_of(raw, _DOCUMENT)
    return FileDocument(
        key,
        frozen,
        take(raw, "title", str, extra, notes),
        take(raw, "language", str, extra, notes) or None,
        _excluded(raw, place, notes) if raw.get("excluded") else (),
        _source(raw, frozen, extra, notes),
        take(raw, "meta", dict, extra, notes) or {},
        extra,
        [read_layer(each, place, notes) for each in _layers(raw, notes)],
        read_decisions(raw, notes) if raw.get("decisions") else [],
        entities=notes.take_entities(),
    )


def _placing(raw: dict[str, Any], frozen: FrozenText, unit: str | None, notes: Notes) -> Placing:
    text, unit = raw["text"], notes.wanted_unit or unit
    if "\r\n" in text or text[0] == "\ufeff":
        text, ends = counted_text(text, list(quoted_in(raw)))
        notes.line_ends.update(ends)
        frozen = frozen if text is raw["text"] else freeze(text)
    if unit is None:
        # Plain ASCII counts the same in all of them.
        plain = text.isascii() or reads_in_code_points(raw, text)
        unit = "codepoint" if plain else unit_by_quotes(text, list(quoted_in(raw)))
    if raw.get("layers") or raw.get("spans"):
        notes.units[unit] += 1
        notes.keep_quoting(text, raw)
    return placing(text, frozen, unit)


def _check_hash(raw: dict[str, Any], frozen: FrozenText, notes: Notes) -> None:
    given = raw.get("text_sha256")
    if given is not None and given not in (frozen.text_sha256, frozen.source_sha256):
        notes.add(
            "hash-mismatch",
            "The text was changed after the file was written: its check sum is another.",
            "The text was kept as it stands in the file.",
        )


def _layers(raw: dict[str, Any], notes: Notes) -> list[dict[str, Any]]:
    layers = objects(raw, "layers", notes)
    bare = {name: raw[name] for name in _BARE if raw.get(name)}
    return [*layers, bare] if bare else layers


def _excluded(raw: dict[str, Any], place: Placing, notes: Notes) -> tuple[Fragment, ...]:
    value = raw["excluded"]
    regions: list[Fragment] = []
    for each in value if isinstance(value, list) else [value]:
        try:
            if not isinstance(each, list) or len(each) != 2:
                raise NotPlaced(f"{shortly(each)} does not say where it begins and ends.")
            regions.append(place.freeze(place.fragment(each[0], each[1])))
        except NotPlaced as reason:
            notes.add(
                "not-placed",
                f"An excluded region has no place in the text. {reason}",
                "The region was left out, the rest kept.",
            )
    return _united(regions)


def _united(regions: list[Fragment]) -> tuple[Fragment, ...]:
    """Return regions sorted, with overlapping and touching ones made one."""
    result: list[Fragment] = []
    for start, end in sorted(regions):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)


def _source(raw: dict[str, Any], frozen: FrozenText, extra: dict[str, Any], notes: Notes) -> Source:
    given = take(raw, "source", dict, extra, notes)
    if given is None:
        # The file says nothing of where its text came from; this is where it came from now.
        return Source(notes.file, None, None, frozen.newline)
    values = [given.get(name) for name in _SOURCE]
    unknown = {name: value for name, value in given.items() if name not in _SOURCE}
    if unknown or not all(value is None or isinstance(value, str) for value in values):
        extra["source"] = given
    return Source(*(value if isinstance(value, str) else None for value in values))
