"""HTML: a page is an article; what surrounds it is kept and proposed as excluded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from annotator.domain.encoding import Decoded, decode
from annotator.domain.problem import Problem
from annotator.domain.text_limits import LARGEST_PAGE
from annotator.formats.article_text import article
from annotator.formats.format import BY_NAME, LIKELY, Evidence, FileDocument, Format, Item, Reader
from annotator.formats.html_body import can_extract, with_body
from annotator.formats.html_lines import page_lines
from annotator.formats.notes import Notes
from annotator.formats.plain_text import FORMAT as TEXT

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""")
#: Bytes in which a page says its encoding.
_HEAD = 8192
_BEGINS = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|\?xml)", re.IGNORECASE
)
_LEFT_OUT = "The file was left out."


def decoded_page(data: bytes, notes: Notes, encoding: str | None = None) -> Decoded | None:
    """Return a page as text, by this encoding or what it says itself; None with a finding."""
    match = _CHARSET.search(data, 0, _HEAD) or _XML.search(data, 0, _HEAD)
    declared = match.group(1).decode("ascii") if match else None
    # A page that reads its own declaration in ASCII is not in one of these.
    if declared and declared.casefold().startswith(("utf-16", "utf16", "utf-32")):
        declared = None
    declared = encoding or declared
    try:
        return decode(data, declared)
    except Problem as problem:
        said = problem
    if declared is not None:
        try:
            read = decode(data)
        except Problem as problem:
            said = problem
        else:
            kept = f"It was read as {read.encoding}. Look at its letters."
            notes.add("encoding-declared-wrongly", said.happened, kept)
            return read
    notes.add("not-text", said.happened, _LEFT_OUT)
    return None


def document_of_page(
    data: bytes, notes: Notes, whole: bool = False, encoding: str | None = None
) -> FileDocument | None:
    """Return the article of a page; with `whole` nothing of it is proposed as excluded."""
    decoded = decoded_page(data, notes, encoding)
    if decoded is None:
        return None
    if decoded.guessed:
        notes.add(
            "encoding-guessed",
            f"The page does not say its encoding; {decoded.encoding} was guessed.",
            "The text was kept. Look at its letters; the file itself was not changed.",
        )
    page = page_lines(decoded.text)
    about = page.about
    title = about.get("title") or about.get("h1") or about.get("title_tag")
    titles = [about[name] for name in ("title", "h1") if name in about]
    if whole:
        parts = [replace(each, excluded=False) for each in page.parts]
    else:
        parts = with_body(page.parts, decoded.text, titles)
    meta = {name: about.get(name) for name in ("author", "date", "url")}
    return article(parts, data, notes, title, about.get("language"), decoded.encoding, meta)


def _read(path: Path, name: str, whole: bool, encoding: str | None = None) -> Iterator[Item]:
    notes = Notes(name)
    size = path.stat().st_size
    if size > LARGEST_PAGE:
        said = f"The page has {size:,} bytes; pages of up to {LARGEST_PAGE:,} are read."
        notes.add("too-large", said, f"{_LEFT_OUT} Save its article as .txt, and import that.")
        yield from notes.take()
        return
    document = document_of_page(path.read_bytes(), notes, whole, encoding)
    if document is not None:
        yield document
        if not whole and not can_extract():
            notes.add(
                "no-extraction",
                "Only menus and forms were told from the article; trafilatura is not installed.",
                "All text was kept. To tell more: pip install 'annotator-desktop[articles]'.",
            )
    yield from notes.take()


def read_html(path: Path, name: str) -> Iterator[Item]:
    """Yield the article of a page. Raises OSError when it cannot be read."""
    return _read(path, name, whole=False)


def reader_for(options: Mapping[str, str]) -> Reader:
    """Return the reader as the options say: “whole” proposes nothing as excluded."""
    return partial(_read, whole="whole" in options, encoding=options.get("encoding") or None)


def _looks(path: Path, start: bytes) -> Evidence | None:
    if _BEGINS.match(start):
        return Evidence(LIKELY, "it begins as a page does")
    return Evidence(BY_NAME, f"its name ends in {path.suffix}")


FORMAT = Format(
    name="html",
    title="HTML",
    suffixes=(".html", ".htm", ".xhtml"),
    keeps=frozenset(),
    read=read_html,
    looks=_looks,
    options={"whole": "propose nothing as excluded", **TEXT.options},
    configure=reader_for,
    remarks="A page is an article; menus, forms and teasers are kept and proposed as excluded.",
)
