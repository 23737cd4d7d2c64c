"""PDF: a file is an article; its lines are joined into paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from annotator.formats.article_text import article
from annotator.formats.format import BY_NAME, SURE, Evidence, Format, Item, Reader
from annotator.formats.library_errors import until_broken
from annotator.formats.notes import Notes
from annotator.formats.pdf_lines import Line, Page, parts_of_pages

_LEFT_OUT = "The file was left out."
#: What PDFium gives in place of a hyphen that divides a word at the end of a line.
_DIVIDES = (0x02, 0xFFFE)
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
        return Page(tuple(_lines(text)), page.get_height())
    finally:
        text.close()
        page.close()


def _lines(text: Any) -> Iterator[Line]:
    """Yield the lines of a page as PDFium finds them."""
    from pypdfium2 import raw

    letters: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in (10, 13):
            yield from _line(letters, boxes)
            letters, boxes = [], []
            continue
        letters.append("-" if code in _DIVIDES else chr(code) if code < 0x110000 else "\ufffd")
        if code not in (0, 32):
            boxes.append(text.get_charbox(index, loose=True))
        if code in _DIVIDES:
            # No line break follows it.
            yield from _line(letters, boxes)
            letters, boxes = [], []
    yield from _line(letters, boxes)


def _line(letters: list[str], boxes: list[tuple[float, float, float, float]]) -> Iterator[Line]:
    # Beyond the first plane PDFium gives two halves, as UTF-16 has them.
    said = "".join(letters).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if said.strip() and boxes:
        left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
        right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
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
