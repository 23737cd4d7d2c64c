"""XLSX: a workbook with sheets of spans, relations and documents."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from annotator.formats.archives import fault_of_archive
from annotator.formats.csv_tables import FORMAT as CSV
from annotator.formats.format import Format, Item
from annotator.formats.library_errors import until_broken
from annotator.formats.notes import Notes
from annotator.formats.safe_xml import UnsafeXml, check_beginning
from annotator.formats.tables_reading import (
    Groups,
    Row,
    documents_of_tables,
    our_names,
    with_own_texts,
)
from annotator.formats.unit_option import UNIT_OPTION, reads_unit
from annotator.formats.xlsx_writing import PART, unclean, write_xlsx


def read_xlsx(path: Path, name: str, unit: str | None = None) -> Iterator[Item]:
    """Yield the documents of a workbook of ours, or of rows that hold texts.

    Raises OSError when the file cannot be read.
    """
    notes = Notes(name, wanted_unit=unit)
    with path.open("rb") as file:
        book = next(until_broken(_opened(file, notes), notes), None)
        if book is not None:
            yield from _documents(book, notes)
            book.close()
    yield from notes.take()
    yield notes.placed()


def _opened(file: BinaryIO, notes: Notes) -> Iterator[Any]:
    import openpyxl

    with zipfile.ZipFile(file) as archive:
        fault = fault_of_archive(archive) or _fault_of_parts(archive)
    if fault is not None:
        notes.add("archive", fault, "The file was left out.")
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions that nothing here reads
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    yield book


def _fault_of_parts(archive: zipfile.ZipFile) -> str | None:
    """Return why a part is not given to openpyxl, which reads entities of its own."""
    for name in archive.namelist():
        try:
            with archive.open(name) as part:
                check_beginning(part)
        except UnsafeXml as error:
            return f"In {name[:80]}: {error}"
    return None


def _documents(book: Any, notes: Notes) -> Iterator[Item]:
    sheets = {sheet.title.casefold(): _rows(sheet, notes) for sheet in book.worksheets}
    if {"documents", "spans"} <= sheets.keys():
        relations, spans = Groups(sheets.get("relations", ())), Groups(sheets["spans"])
        for document in documents_of_tables(sheets["documents"], spans, relations, notes):
            yield document
            yield from notes.take()
        return
    for rows in sheets.values():
        for row, own in with_own_texts(rows):
            yield from documents_of_tables([row], Groups(own), Groups(()), notes)
            yield from notes.take()


def _rows(sheet: Any, notes: Notes) -> Iterator[Row]:
    """Yield the rows of a sheet, those that were too long for one made whole."""
    cells = until_broken(iter(sheet.iter_rows(values_only=True)), notes)
    columns = our_names("" if each is None else str(each) for each in next(cells, ()))
    held: dict[str, str] | None = None
    for values in cells:
        row = {
            name: unclean(str(value))
            for name, value in zip(columns, values, strict=False)
            if value is not None
        }
        part = row.pop(PART, "1")
        if part != "1" and held is not None:
            for name, value in row.items():
                held[name] = held.get(name, "") + value
            continue
        if held is not None:
            yield held
        held = dict.fromkeys(columns, "") | row
        held.pop(PART, None)
    if held is not None:
        yield held


FORMAT = Format(
    name="xlsx",
    title="XLSX (workbook)",
    suffixes=(".xlsx",),
    keeps=CSV.keeps,
    seen_as={"fragments": "one mark from the first to the last, unless they look at the fragments"},
    read=read_xlsx,
    options=UNIT_OPTION,
    configure=reads_unit(read_xlsx),
    write=write_xlsx,
    remarks="Sheets of spans, relations and documents, for reports and for counting.",
)
