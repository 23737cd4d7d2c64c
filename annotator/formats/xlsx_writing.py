"""XLSX: sheets of spans, relations and documents, written as they come.

A workbook is a ZIP of a few XML files. Written here and not by openpyxl, which keeps the time
of writing in the file, so that the same content would not be the same bytes, and takes a cell that
begins with “=” for a formula.
"""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from typing import IO, BinaryIO
from xml.sax.saxutils import escape

from annotator.formats.format import Header
from annotator.formats.tables import TABLES, Cell
from annotator.formats.written import WrittenDocument

#: The longest text of a cell; what is longer goes on in the next row, counted by this column.
LONGEST, PART = 32_000, "part"
#: What XML cannot hold, and what reads like a sign that was written otherwise.
_UNCLEAN = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def clean(text: str) -> str:
    """Return a text as a cell holds it: signs that XML has not as _xHHHH_."""
    return _UNCLEAN.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def unclean(text: str) -> str:
    """Return the text that a cell stands for."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def write_xlsx(header: Header, documents: Iterable[WrittenDocument], out: BinaryIO) -> None:
    """Write the workbook; the sheets wait in temporary files until the last document is there."""
    with ExitStack() as stack:
        sheets = [stack.enter_context(tempfile.TemporaryFile()) for _ in TABLES]
        for sheet, (_, columns, _) in zip(sheets, TABLES, strict=True):
            sheet.write(_opening([PART, *columns]))
        for document in documents:
            for sheet, (_, _, rows) in zip(sheets, TABLES, strict=True):
                for row in rows(header, document):
                    sheet.writelines(_row(part) for part in _parts(row))
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
            for name, text in _frame().items():
                book.writestr(_entry(name), text)
            for number, sheet in enumerate(sheets, 1):
                sheet.write(b"</sheetData></worksheet>")
                _copy(sheet, book, f"xl/worksheets/sheet{number}.xml")


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    return entry


def _copy(sheet: IO[bytes], book: zipfile.ZipFile, name: str) -> None:
    sheet.seek(0)
    with book.open(_entry(name), "w", force_zip64=True) as out:
        while piece := sheet.read(1 << 20):
            out.write(piece)


def _parts(row: Sequence[Cell]) -> Iterator[list[Cell]]:
    """Yield a row, and what of its texts is too long for a cell in further rows."""
    part, left = 1, list(row)
    while part == 1 or any(each is not None for each in left):
        now = [each[:LONGEST] if isinstance(each, str) else each for each in left]
        left = [(each[LONGEST:] or None) if isinstance(each, str) else None for each in left]
        yield [part, *now]
        part += 1


def _row(cells: Sequence[Cell]) -> bytes:
    return f"<row>{''.join(map(_cell, cells))}</row>".encode()


def _cell(cell: Cell) -> str:
    if cell is None:
        return "<c/>"
    if isinstance(cell, str):
        text = escape(clean(cell))
        return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    return f"<c><v>{cell!r}</v></c>"


def _opening(columns: Sequence[str]) -> bytes:
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    views = f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
    return f'{_HEAD}<worksheet xmlns="{_MAIN}">{views}<sheetData>'.encode() + _row(columns)


def _frame() -> dict[str, str]:
    """Return the files of a workbook around its sheets."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    names = [name for name, _, _ in TABLES]
    numbers = range(1, len(names) + 1)
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>'
        for n in numbers
    )
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in zip(numbers, names, strict=True)
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    book = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    return {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>{types}'
        "</Types>",
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{book}'
        "</Relationships>",
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f"<sheets>{sheets}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{links}</Relationships>",
    }
