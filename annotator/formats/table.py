"""Tables of articles: a row of CSV, JSON or Parquet is one, some column its text."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from importlib.util import find_spec
from itertools import chain, islice
from pathlib import Path
from typing import Any, TextIO

from annotator.domain.problem import Problem
from annotator.formats.article_columns import MARKS, Columns, guessed, look_like_marks, named
from annotator.formats.csv_encoding import ENCODING_OPTION, NotText, opened_csv
from annotator.formats.csv_rows import OpenQuotation, rows_of
from annotator.formats.csv_tables import FORMAT as SPANS
from annotator.formats.csv_tables import without_guards
from annotator.formats.foreign_lines import keys_at
from annotator.formats.format import LIKELY, SURE, Evidence, Format, Item, Reader
from annotator.formats.json_items import first_item, read_items
from annotator.formats.jsonl_reading import opened_lines, read_document, read_object
from annotator.formats.library_errors import until_broken
from annotator.formats.notes import Notes
from annotator.formats.parquet_reading import fault_of_parquet, plain_rows

#: Rows that are looked at to find the column with the text.
_SAMPLE = 50
_LEFT_OUT = "The file was left out."
_DELIMITERS = ",;\t|"
#: Bytes in which a list begins, whatever blanks stand before it.
_BLANKS = 100
_LINES, _LIST = (".jsonl", ".ndjson"), ".json"
Row = Mapping[str, Any]


def _read(path: Path, name: str, said: str | None, encoding: str | None = None) -> Iterator[Item]:
    notes = Notes(name)
    with path.open("rb"):
        pass  # whether it can be read at all is for the caller
    rows = until_broken(_rows(path, notes, encoding), notes)
    sample = list(islice(rows, _SAMPLE))
    names = _names(sample)
    columns = guessed(names, sample)
    if said is not None and sample:
        columns = named(said, names, columns)
    if columns is None:
        message = "It has no column that can be told for the text of articles."
        if not notes.findings:
            notes.add("no-text", message, f"{_LEFT_OUT} Call the column with the text “text”.")
        yield from notes.take()
        return
    for number, row in enumerate(chain(sample, rows), 1):
        notes.line = None if path.suffix.casefold() in _LINES else number
        document = read_document(_ours(row, columns), None, notes)
        _count_unread(row, columns, notes)
        if document is not None:
            document.line = number
            yield document
        yield from notes.take()
    notes.document = None
    yield from notes.take_all()


def _count_unread(row: Row, columns: Columns, notes: Notes) -> None:
    """Count the cells that look like marks, and those that no metadata can hold."""
    for name, cell in row.items():
        if name != columns.text and look_like_marks(cell):
            kept = "They were not read as marks. Choose the format of the program that made them."
            notes.count("marks-not-read", "article with what seems to be marks",
                        "articles with what seem to be marks", kept, f"in “{name}”")  # fmt: skip
        elif not _is_plain(cell):
            notes.count("not-plain", "cell with more than a value", "cells with more than a value",
                        "They were left out.", f"in “{name}”")  # fmt: skip


def _names(rows: Iterable[Row]) -> list[str]:
    return list(dict.fromkeys(column for row in rows for column in row))


def columns_of(path: Path) -> tuple[list[str], Columns | None]:
    """Return the names of a table's columns, and which of them the text and the others look like.

    Raises OSError.
    """
    notes = Notes(path.name)
    sample = list(islice(until_broken(_rows(path, notes), notes), _SAMPLE))
    return _names(sample), guessed(_names(sample), sample)


def read_table(path: Path, name: str) -> Iterator[Item]:
    """Yield an article for each row. Raises OSError when the file cannot be read."""
    return _read(path, name, None)


def reader_for(options: Mapping[str, str]) -> Reader:
    """Return the reader that takes the columns as “columns” says."""
    return partial(_read, said=options.get("columns"), encoding=options.get("encoding") or None)


def _ours(row: Row, columns: Columns) -> dict[str, Any]:
    taken = (columns.text, columns.title, columns.key, columns.language)
    meta = {
        name: cell
        for name, cell in row.items()
        if name not in taken and _is_plain(cell) and cell not in (None, "")
    }
    key = None if columns.key is None else row.get(columns.key)
    return {
        "id": key if isinstance(key, str | int) else None,
        "text": row.get(columns.text),
        **{what: row[name] for what, name in (("title", columns.title), ("language",
           columns.language)) if name and isinstance(row.get(name), str) and row[name]},
        "meta": meta,
    }  # fmt: skip


def _is_plain(value: Any) -> bool:
    if isinstance(value, list):
        return all(_is_plain(each) for each in value)
    return value is None or isinstance(value, str | int | float | bool)


def _rows(path: Path, notes: Notes, encoding: str | None = None) -> Iterator[Row]:
    suffix = path.suffix.casefold()
    if suffix in (_LIST, *_LINES):
        with path.open("rb") as file:
            listed = suffix == _LIST or _is_list(file.read(_BLANKS))
        if not listed:
            return _line_rows(path, notes)
        return (row for row in read_items(path, notes) if isinstance(row, dict))
    return _parquet_rows(path, notes) if suffix == ".parquet" else _csv_rows(path, notes, encoding)


def _is_list(start: bytes) -> bool:
    return start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"[")


def _csv_rows(path: Path, notes: Notes, encoding: str | None) -> Iterator[Row]:
    # The limit holds for the whole process; 128 kB are fewer than an article may have.
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    there = False
    try:
        with opened_csv(path, notes, encoding) as text:
            for row in _csv_of(text, notes):
                there = True
                yield row
    except NotText:
        return  # the notes say it
    except OpenQuotation as error:
        error.note(notes, there)


def _csv_of(text: TextIO, notes: Notes) -> Iterator[Row]:
    first = text.readline()
    delimiter = max(_DELIMITERS, key=first.count)
    table = rows_of(chain([first], text), delimiter, notes)
    names = [each.strip() for each in next(table, [])]
    for cells in without_guards(names, table):
        if any(cells):
            yield dict(zip(names, cells, strict=False))


def _line_rows(path: Path, notes: Notes) -> Iterator[Row]:
    with opened_lines(path) as lines:
        for number, line in enumerate(lines, 1):
            notes.line = number
            row = None if line.isspace() else read_object(line, notes)
            if row is not None:
                yield row


def _parquet_rows(path: Path, notes: Notes) -> Iterator[Row]:
    with path.open("rb") as file:
        if find_spec("pyarrow") is None:
            raise Problem(
                "A table in Parquet needs pyarrow, which is not installed.",
                "Nothing was read.",
                "Install it with: pip install 'annotator-desktop[parquet]'",
            )
        import pyarrow.parquet as pq

        table = pq.ParquetFile(file)
        fault = fault_of_parquet(table, file)
        if fault is not None:
            notes.add("archive", fault, _LEFT_OUT)
            return
        for rows in plain_rows(table):
            yield from rows


def _first_rows(text: str) -> list[Row]:
    rows: list[Row] = []
    # The beginning of a file may end in the middle of a quotation, which is no fault.
    with suppress(OpenQuotation):
        rows.extend(islice(_csv_of(io.StringIO(text, newline=""), Notes()), _SAMPLE))
    return rows


def _looks(path: Path, start: bytes) -> Evidence | None:
    strength = LIKELY
    rows: Iterable[Row] = ()
    if start.startswith(b"PAR1"):
        names, strength = _parquet_names(path), SURE
    elif path.suffix.casefold() in _LINES and not _is_list(start):
        names = sorted(keys_at(start))
    elif path.suffix.casefold() in (_LIST, *_LINES):
        return _looks_like_list(start)
    elif SPANS.looks is None or SPANS.looks(path, start) is None or _has_companion(path):
        return None
    else:
        rows = _first_rows(start.decode("utf-8-sig", "replace"))
        names = list(rows[0]) if rows else []
    # What has a column “text” is read by the formats of this kind of file themselves.
    if MARKS & {each.casefold() for each in names} or "tokens" in names:
        return None
    columns = guessed(names, rows)
    if columns is None or (columns.text == "text" and columns.title in (None, "title")):
        return None
    return Evidence(strength, f"its rows are articles: {columns}")


def _looks_like_list(start: bytes) -> Evidence | None:
    first = first_item(start)
    if first is None or MARKS & {name.casefold() for name in first}:
        return None
    columns = guessed(list(first), [first])
    return None if columns is None else Evidence(LIKELY, f"its objects are articles: {columns}")


def _has_companion(path: Path) -> bool:
    return path.with_name(f"{path.stem}.documents{path.suffix}").is_file()


def _parquet_names(path: Path) -> list[str]:
    try:
        import pyarrow.parquet as pq

        return list(pq.read_schema(path).names)
    except Exception:  # noqa: BLE001  (what is broken here is said when it is read)
        return []


FORMAT = Format(
    name="table",
    title="Table of articles",
    suffixes=(".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".parquet"),
    keeps=frozenset(),
    read=read_table,
    looks=_looks,
    options={"columns": "text=NAME,title=NAME,key=NAME of a table of articles"} | ENCODING_OPTION,
    configure=reader_for,
    columns=columns_of,
    remarks="CSV, JSON (list or lines) or Parquet with an article a row; one column is the text.",
)
