"""EPUB: each chapter of a book, or article of a magazine, is a document."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from annotator.formats.archives import Archive, BrokenEntry
from annotator.formats.article_text import article
from annotator.formats.format import FileDocument, Format, Item
from annotator.formats.html_lines import page_lines
from annotator.formats.html_page import decoded_page
from annotator.formats.library_errors import until_broken
from annotator.formats.notes import Notes
from annotator.formats.safe_xml import UnsafeXml, attribute, named, parse_xml

_LEFT_OUT = "The file was left out."
_CHAPTER_LEFT_OUT = "The chapter was left out, the others kept."
_CONTAINER = "META-INF/container.xml"
_PAGES = ("application/xhtml+xml", "text/html")


@dataclass(slots=True)
class _Book:
    """What the package of a book says: its chapters in reading order, and of itself."""

    chapters: list[str] = field(default_factory=list)
    about: dict[str, str] = field(default_factory=dict)


def read_epub(path: Path, name: str) -> Iterator[Item]:
    """Yield the chapters of a book. Raises OSError when it cannot be read."""
    notes = Notes(name)
    data = path.read_bytes()
    yield from until_broken(_items(data, notes, path.stem), notes)
    yield from notes.take()


def _items(data: bytes, notes: Notes, stem: str) -> Iterator[Item]:
    with Archive(data) as archive:
        if archive.fault is not None:
            notes.add("archive", archive.fault, _LEFT_OUT)
            return
        try:
            book = _book(archive)
        except (UnsafeXml, BrokenEntry) as error:
            notes.add("broken", str(error), _LEFT_OUT)
            return
        locked = _encrypted(archive)
        found = False
        for number, name in enumerate(book.chapters, 1):
            notes.document = f"{stem}/{number:03}-{PurePosixPath(name).stem}"
            document = _chapter(archive, name, name in locked, book, notes)
            if document is not None:
                found = True
                document.key = notes.document if len(book.chapters) > 1 else None
                yield document
            yield from notes.take()
        notes.document = None
        if not found:
            notes.add("no-text", "There is no chapter with text in it.", _LEFT_OUT)


def _chapter(
    archive: Archive, name: str, locked: bool, book: _Book, notes: Notes
) -> FileDocument | None:
    """Return the document of a chapter; None for one without text, such as a cover."""
    if locked:
        notes.add("encrypted", "The chapter is encrypted.", _CHAPTER_LEFT_OUT)
        return None
    try:
        data = archive.read(name)
    except (KeyError, BrokenEntry) as error:
        missing = isinstance(error, KeyError)
        said = "A chapter that it names is not in it." if missing else str(error)
        notes.add("broken", said, _CHAPTER_LEFT_OUT)
        return None
    decoded = decoded_page(data, notes)
    if decoded is None:
        return None
    page = page_lines(decoded.text)
    if not page.parts:
        return None
    title = page.about.get("h1") or page.about.get("title_tag")
    if len(book.chapters) == 1:
        title = title or book.about.get("title")
    language = page.about.get("language") or book.about.get("language")
    meta = {"book": book.about.get("title"), "author": book.about.get("creator")}
    return article(page.parts, data, notes, title, language, decoded.encoding, meta)


def _book(archive: Archive) -> _Book:
    """Return what the package says. Raises UnsafeXml when it is none."""
    if _CONTAINER not in archive.names:
        raise UnsafeXml("It is no EPUB: it does not say where its book is.")
    roots = [attribute(each, "full-path") or "" for each in
             named(parse_xml(archive.read(_CONTAINER)), "rootfile")]  # fmt: skip
    root = next((each for each in roots if each in archive.names), None)
    if root is None:
        raise UnsafeXml("The book that it names is not in it.")
    package = parse_xml(archive.read(root))
    book = _Book()
    for name in ("title", "language", "creator"):
        said = [(each.text or "").strip() for each in named(package, name)]
        book.about[name] = next(filter(None, said), "")
    items = {attribute(each, "id"): each for each in named(package, "item")}
    chosen = [items.get(attribute(each, "idref")) for each in named(package, "itemref")]
    links = [attribute(item, "href") or "" for item in chosen if item is not None]
    pages = {attribute(item, "href") or "" for item in items.values() if _is_chapter(item)}
    book.chapters += dict.fromkeys(_inside(root, link) for link in links if link in pages)
    return book


def _is_chapter(item: Element) -> bool:
    navigation = "nav" in (attribute(item, "properties") or "").split()
    return attribute(item, "media-type") in _PAGES and not navigation


def _inside(root: str, link: str) -> str:
    """Return the entry that a link in the package means; outside the archive is none."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(root), unquote(link.split("#")[0])))


def _encrypted(archive: Archive) -> set[str]:
    name = "META-INF/encryption.xml"
    if name not in archive.names:
        return set()
    try:
        root = parse_xml(archive.read(name))
    except (UnsafeXml, BrokenEntry):
        return set()  # what is encrypted then is no text, and said to be none
    return {unquote(attribute(each, "URI") or "") for each in named(root, "CipherReference")}


FORMAT = Format(
    name="epub",
    title="EPUB",
    suffixes=(".epub",),
    keeps=frozenset(),
    read=read_epub,
    remarks="Each chapter of a book, or article of a magazine, is a document.",
)
