"""DOCX: a Word document is an article, as it reads with all its tracked changes accepted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from annotator.formats.archives import Archive, BrokenEntry
from annotator.formats.article_text import Paragraph, article
from annotator.formats.docx_walk import WordText
from annotator.formats.format import Format, Item
from annotator.formats.library_errors import until_broken
from annotator.formats.notes import Notes
from annotator.formats.safe_xml import UnsafeXml, attribute, local, named, parse_xml

_LEFT_OUT = "The file was left out."
_DOCUMENT = "word/document.xml"


def read_docx(path: Path, name: str) -> Iterator[Item]:
    """Yield the article of a Word document. Raises OSError when it cannot be read."""
    notes = Notes(name)
    data = path.read_bytes()
    yield from until_broken(_items(data, notes), notes)
    yield from notes.take()


def _items(data: bytes, notes: Notes) -> Iterator[Item]:
    with Archive(data) as archive:
        fault = archive.fault
        main = _main(archive) if fault is None else None
        if fault is None and main is None:
            fault = "It is no Word document: there is none in it."
        if fault is not None or main is None:
            notes.add("archive", fault or "", _LEFT_OUT)
            return
        try:
            root = parse_xml(archive.read(main))
        except (UnsafeXml, BrokenEntry) as error:
            notes.add("broken", str(error), _LEFT_OUT)
            return
        walk = WordText()
        parts = [part for body in named(root, "body") for part in walk.blocks(body)]
        parts += walk.rest()
        folder = main.rpartition("/")[0]
        parts += _footnotes(archive, folder, walk, notes)
        parts += _around(archive, folder, notes)
    document = article(parts, data, notes, walk.title)
    if document is not None:
        yield document


def _main(archive: Archive) -> str | None:
    """Return the name of the main part: what the package says, else where Word has it."""
    if _DOCUMENT in archive.names:
        return _DOCUMENT
    for relation in _tree(archive, "_rels/.rels") or ():
        kind, target = attribute(relation, "Type") or "", attribute(relation, "Target") or ""
        if kind.endswith("/officeDocument") and target.lstrip("/") in archive.names:
            return target.lstrip("/")
    return None


def _tree(archive: Archive, name: str, notes: Notes | None = None) -> Element | None:
    if name not in archive.names:
        return None
    try:
        return parse_xml(archive.read(name))
    except (UnsafeXml, BrokenEntry) as error:
        if notes is not None:
            notes.add(
                "broken", f"In its part {name}: {error}", "The part was left out, the text kept."
            )
        return None


def _footnotes(archive: Archive, folder: str, walk: WordText, notes: Notes) -> list[Paragraph]:
    """Return the footnotes and endnotes, in the order in which the text refers to them."""
    wanted = list(dict.fromkeys(walk.notes))
    found: dict[tuple[str, str], Element] = {}
    for kind in dict.fromkeys(kind for kind, _ in wanted):
        for each in _tree(archive, f"{folder}/{kind}s.xml", notes) or ():
            if local(each.tag) == kind:
                found[kind, attribute(each, "id") or ""] = each
    inner = WordText()
    parts: list[Paragraph] = []
    for which in wanted:
        if which in found:
            parts += inner.blocks(found[which])
            parts += inner.rest()
    return parts


def _around(archive: Archive, folder: str, notes: Notes) -> list[Paragraph]:
    """Return headers and footers, once each, as parts that are proposed as excluded."""
    texts: dict[str, None] = {}
    for name in sorted(archive.names):
        last = name.removeprefix(f"{folder}/")
        if last.startswith(("header", "footer")) and last.endswith(".xml"):
            root = _tree(archive, name, notes)
            inner = WordText()
            for part in (*inner.blocks(root), *inner.rest()) if root is not None else ():
                texts.setdefault(part.text.strip())
    return [Paragraph(text, excluded=True) for text in texts]


FORMAT = Format(
    name="docx",
    title="DOCX (Word)",
    suffixes=(".docx", ".docm"),
    keeps=frozenset(),
    read=read_docx,
    remarks="A document is an article: tables, footnotes and text boxes too, all changes accepted.",
)
