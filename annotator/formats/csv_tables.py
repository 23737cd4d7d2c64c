"""CSV: a list of spans, with the documents and the relations in files beside it."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from annotator.formats.csv_encoding import ENCODING_OPTION, NotText, opened_csv
from annotator.formats.csv_rows import OpenQuotation, rows_of
from annotator.formats.features import FEATURES
from annotator.formats.format import BY_NAME, SURE, Evidence, Format, Header, Item, Reader, Writer
from annotator.formats.library_errors import note_broken
from annotator.formats.notes import Notes
from annotator.formats.tables import TABLES, Rows
from annotator.formats.tables_reading import (
    Groups,
    Row,
    documents_of_tables,
    is_sorted,
    our_names,
    with_own_texts,
)
from annotator.formats.unit_option import UNIT_OPTION, unit_said
from annotator.formats.written import WrittenDocument

#: What a spreadsheet takes for a formula, with the apostrophes that guard it.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_DELIMITERS = (",", ";", "\t", "|")


def guard(cell: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula: with an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """Return a cell without the apostrophe that guarded it."""
    return cell[1:] if cell[:1] == "'" and _GUARDED.match(cell) else cell


def without_guards(columns: Iterable[str], rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """Return the rows without guards, where the columns are those of a table that we wrote.

    What others begin with an apostrophe begins with one.
    """
    given = {each.strip() for each in columns}
    # What earlier versions wrote has no kinds.
    if not any(given >= {*ours} - {"entity_kind"} for _, ours, _ in TABLES):
        return rows
    return ([unguard(cell) if cell[:1] == "'" else cell for cell in cells] for cells in rows)


def _writer(columns: tuple[str, ...], rows: Rows) -> Writer:
    def write(header: Header, documents: Iterable[WrittenDocument], out: BinaryIO) -> None:
        text = io.TextIOWrapper(out, "utf-8", newline="", write_through=False)
        table = csv.writer(text, lineterminator="\n")
        table.writerow(columns)
        for document in documents:
            table.writerows([guard(cell) for cell in row] for row in rows(header, document))
        text.flush()
        text.detach()

    return write


_WRITERS = {name: _writer(columns, rows) for name, columns, rows in TABLES}


def read_csv(
    path: Path, name: str, unit: str | None = None, encoding: str | None = None
) -> Iterator[Item]:
    """Yield the documents of a list of spans with its companions, or of rows that hold texts.

    Raises OSError when the file cannot be read.
    """
    notes = Notes(name, wanted_unit=unit)
    stem = path.name.removesuffix(path.suffix)
    beside = {each: _beside(path, stem, each) for each in _WRITERS}
    with ExitStack() as files:
        if beside["documents"].is_file():
            documents = documents_of_tables(
                _rows(beside["documents"], files, notes, encoding),
                _groups(path, files, notes, encoding),
                _groups(beside["relations"], files, notes, encoding),
                notes,
            )
        else:
            rows = _noting(_rows(path, files, notes, encoding), notes)
            documents = (
                document
                for row, spans in with_own_texts(rows)
                for document in documents_of_tables([row], Groups(spans), Groups(()), notes)
            )
        for document in documents:
            yield document
            yield from notes.take()
    yield from notes.take()
    yield notes.placed()


def _reader_for(options: Mapping[str, str]) -> Reader:
    unit = unit_said(options["unit"]) if "unit" in options else None
    return partial(read_csv, unit=unit, encoding=options.get("encoding") or None)


def _beside(path: Path, stem: str, table: str) -> Path:
    """Return the companion of a list of spans; what we write ends in .csv whatever that ends in."""
    alike = path.with_name(f"{stem}.{table}{path.suffix}")
    return alike if alike.is_file() else path.with_name(f"{stem}.{table}.csv")


def _groups(path: Path, files: ExitStack, notes: Notes, encoding: str | None) -> Groups:
    if not path.is_file():
        return Groups(())
    with ExitStack() as first_look:
        try:
            columns, table = _table(path, first_look, Notes(), encoding)
            place = max((n for n, name in enumerate(columns) if name == "document"), default=None)
            ordered = place is None or is_sorted(
                cells[place] if place < len(cells) else "" for cells in table
            )
        except (csv.Error, UnicodeError, NotText):
            ordered = False  # reading it says what is the matter
    return Groups(_rows(path, files, notes, encoding), ordered)


def _noting(rows: Iterable[Row], notes: Notes) -> Iterator[Row]:
    """Pass rows on; when they are spans without any text, say so once."""
    said = False
    for row in rows:
        if "start" in row and not any(row.get(each) for each in ("document_text", "doc_text")):
            whole = [each for each in ("full_text", "article_text", "context") if row.get(each)]
            if not whole and not said:
                said = True
                message = "Its rows are spans, and the texts are not there."
                notes.add("no-text", message, "Put NAME.documents.csv beside it.")
        yield row


def _rows(path: Path, files: ExitStack, notes: Notes, encoding: str | None) -> Iterator[Row]:
    there = False
    try:
        columns, table = _table(path, files, notes, encoding)
        for cells in table:
            there = True
            yield dict(zip(columns, cells, strict=False))
    except OpenQuotation as error:
        error.note(notes, there, "" if path.name == _last(notes.file) else path.name)
    except (csv.Error, UnicodeError) as error:
        note_broken(notes, error, there)
    except NotText:
        pass  # the notes say it


def _last(name: str | None) -> str:
    """Return the last part of a file's name, which may stand in folders or in an archive."""
    return (name or "").rpartition("/")[2]


def _table(
    path: Path, files: ExitStack, notes: Notes, encoding: str | None
) -> tuple[list[str], Iterator[list[str]]]:
    """Return the columns of a file under our names, and its further rows. Raises NotText."""
    # The limit holds for the whole process; 128 kB are fewer than an article may have.
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    text = files.enter_context(opened_csv(path, notes, encoding))
    first = text.readline()
    delimiter = max(_DELIMITERS, key=first.count)
    given = next(csv.reader([first], delimiter=delimiter), [])
    table = rows_of(text, delimiter, notes, first=2)
    return our_names(given), without_guards(given, table)


def _looks(path: Path, start: bytes) -> Evidence | None:
    # The companions have this suffix too, and are read with the list of spans.
    if FORMAT.home_of(path) is not None:
        return None
    if start.startswith(b"document,person,kind,id,label,start,end,text,"):
        return Evidence(SURE, "it has the columns of a list of spans")
    return Evidence(BY_NAME, f"its name ends in {path.suffix}")


FORMAT = Format(
    name="csv",
    title="CSV (list of spans)",
    suffixes=(".csv", ".tsv"),
    keeps=frozenset(FEATURES)
    - {"comments", "decisions", "entities", "roster", "schema", "guideline", "project"},
    seen_as={"fragments": "one mark from the first to the last, unless they look at the fragments"},
    read=read_csv,
    options={**UNIT_OPTION, **ENCODING_OPTION},
    configure=_reader_for,
    write=_WRITERS["spans"],
    beside={f".{name}.csv": _WRITERS[name] for name in ("documents", "relations")},
    looks=_looks,
    companions=tuple(
        f"*.{name}{suffix}" for name in ("documents", "relations") for suffix in (".csv", ".tsv")
    ),
    remarks="One row a span; the documents with their texts and the relations lie beside.",
)
