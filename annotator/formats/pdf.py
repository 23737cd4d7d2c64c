"""PDF: a file is an article; its lines are joined into paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from math import isfinite
from pathlib import Path
from typing import Any

from annotator.formats.article_text import article
from annotator.formats.format import BY_NAME, SURE, Evidence, Format, Item, Reader
from annotator.formats.library_errors import until_broken
from annotator.formats.notes import Notes
from annotator.formats.pdf_lines import HYPHENS, Line, Page, parts_of_pages

_LEFT_OUT = "The file was left out."
#: What PDFium gives in place of a hyphen that divides a word at the end of a line.
_DIVIDES = (0x02, 0xFFFE)
#: Where a letter stands: left, bottom, right and top.
Box = tuple[float, float, float, float]
#: Pages of one file that are read.
_MOST_PAGES = 2000
_JOIN = "join-hyphens"


def _read(path: Path, name: str, join_hyphens: bool) -> Iterator[Item]:
    notes = Notes(name)
    data = path.read_bytes()
    yield from until_broken(_items(data, notes, join_hyphens), notes)
    yield from notes.take()


def read_pdf(path: Path, name: str) -> Iterator[Item]:
    """Yield the article of a PDF. Raises OSError when it cannot be read."""
    return _read(path, name, join_hyphens=False)


def reader_for(options: Mapping[str, str]) -> Reader:
    """Return the reader as the options say: “join-hyphens” makes divided words whole."""
    return partial(_read, join_hyphens=_JOIN in options)


def _items(data: bytes, notes: Notes, join_hyphens: bool) -> Iterator[Item]:
    import pypdfium2

    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).casefold()
        said = "It is protected by a password." if locked else "It is no PDF, or a broken one."
        notes.add("encrypted" if locked else "broken", said, _LEFT_OUT)
        return
    try:
        count = min(len(file), _MOST_PAGES)
        if len(file) > count:
            said = f"It has {len(file):,} pages, and {count:,} are read of one file."
            notes.add("too-long", said, "The first pages were kept.")
        pages = [_page(file, number, notes) for number in range(count)]
        title = file.get_metadata_dict().get("Title") if count else None
    finally:
        file.close()
    if pages and not any(page.lines for page in pages):
        said = "It has no text, only pictures of pages."
        notes.add("no-text", said, "It was left out. Let a text recognition (OCR) read it first.")
        return
    parts = parts_of_pages(pages, join_hyphens)
    document = article(parts, data, notes)
    if document is not None:
        if title and " ".join(title.split()) in document.frozen.text[:2000]:
            document.title = " ".join(title.split())
        yield document


def _page(file: Any, number: int, notes: Notes) -> Page:
    import pypdfium2

    try:
        page = file[number]
    except pypdfium2.PdfiumError:
        said = f"Page {number + 1:,} cannot be read."
        notes.add("broken", said, "It was left out, the others kept.")
        return Page((), 1.0)
    text = page.get_textpage()
    try:
        height = page.get_height()
        return Page(tuple(_lines(text)), height if isfinite(height) else 1.0)
    finally:
        text.close()
        page.close()


def _lines(text: Any) -> Iterator[Line]:
    """Yield the lines of a page as PDFium finds them."""
    from pypdfium2 import raw

    letters: list[str] = []
    boxes: list[Box] = []
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in (10, 13):
            yield from _line(letters, boxes)
            letters, boxes = [], []
            continue
        box = None if code in (0, 32) else text.get_charbox(index, loose=True)
        if box is not None and letters and _goes_on_elsewhere(letters, boxes, box):
            yield from _line(letters, boxes)
            letters, boxes = [], []
        letters.append("-" if code in _DIVIDES else chr(code) if code < 0x110000 else "\ufffd")
        if box is not None:
            boxes.append(box)
        if code in _DIVIDES:
            # No line break follows it.
            yield from _line(letters, boxes)
            letters, boxes = [], []
    yield from _line(letters, boxes)


def _goes_on_elsewhere(letters: Sequence[str], boxes: Sequence[Box], box: Box) -> bool:
    """Return whether a letter is of another line than the hyphen before it.

    PDFium ends a line at a hyphen in a space, as if the next line belonged to it.
    """
    said = next((each for each in reversed(letters) if each != " "), " ")
    if not boxes or said not in HYPHENS:
        return False
    _, bottom, _, top = boxes[-1]
    return abs((box[1] + box[3]) - (bottom + top)) > top - bottom


def _line(letters: list[str], boxes: list[Box]) -> Iterator[Line]:
    # Beyond the first plane PDFium gives two halves, as UTF-16 has them.
    said = "".join(letters).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    # A damaged file sets letters at places that are no numbers; what they say is read.
    placed = [box for box in boxes if all(map(isfinite, box))] or [(0.0, 0.0, 0.0, 0.0)]
    if said.strip() and boxes:
        left, bottom = min(box[0] for box in placed), min(box[1] for box in placed)
        right, top = max(box[2] for box in placed), max(box[3] for box in placed)
        yield Line(said, left, bottom, right, top)


def _looks(path: Path, start: bytes) -> Evidence | None:
    if b"%PDF-" in start[:1024]:
        return Evidence(SURE, "it begins as PDF does")
    return Evidence(BY_NAME, f"its name ends in {path.suffix}")


FORMAT = Format(
    name="pdf",
    title="PDF",
    suffixes=(".pdf",),
    keeps=frozenset(),
    read=read_pdf,
    looks=_looks,
    options={_JOIN: "take hyphens at line ends out of words"},
    configure=reader_for,
    remarks="A file is an article: lines become paragraphs, headers and footers are excluded.",
)
