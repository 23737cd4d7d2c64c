"""The text of a Word document as it reads with all changes accepted: own walk over its XML."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from annotator.formats.article_text import Paragraph
from annotator.formats.safe_xml import attribute, local, named

#: What a tracked change took out, what no reader sees, and the second form of what stands before.
_LEFT_OUT = frozenset(
    ("del", "moveFrom", "delText", "delInstrText", "instrText", "pPr", "rPr", "tblPr", "sectPr")
) | {"Fallback", "annotationRef", "footnoteRef", "endnoteRef", "rt", "sdtPr"}
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"} | {
    "softHyphen": "\u00ad"
}
_HEADINGS = ("title", "heading1")


class WordText:
    """Collects the parts of a document; `title` is its first heading, `notes` what it refers to.

    Notes are (kind, id), footnote or endnote, in the order in which they are referred to.
    """

    def __init__(self) -> None:
        self.title: str | None = None
        self.notes: list[tuple[str, str]] = []
        self._kept = ""

    def blocks(self, parent: Element) -> Iterator[Paragraph]:
        """Yield the paragraphs and rows below an element."""
        for child in parent:
            name = local(child.tag)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from self._table(child)
            elif name not in _LEFT_OUT:
                yield from self.blocks(child)

    def _paragraph(self, paragraph: Element) -> Iterator[Paragraph]:
        boxes: list[Element] = []
        text = self._kept + "".join(self._inline(paragraph, boxes))
        properties = next((each for each in paragraph if local(each.tag) == "pPr"), None)
        if properties is not None and _mark_is_deleted(properties):
            self._kept = text  # its end was deleted: it goes on with the next one
            text = ""
        else:
            self._kept = ""
        if text.strip():
            style = None if properties is None else next(named(properties, "pStyle"), None)
            said = (attribute(style, "val") or "").casefold() if style is not None else ""
            if self.title is None and said.replace(" ", "") in _HEADINGS:
                self.title = text.strip()
            yield Paragraph(text)
        for box in boxes:
            yield from self._in_box(box)

    def _in_box(self, box: Element) -> Iterator[Paragraph]:
        kept, self._kept = self._kept, ""
        yield from self.blocks(box)
        yield from self.rest()
        self._kept = kept

    def rest(self) -> Iterator[Paragraph]:
        """Yield what no paragraph followed that would have taken it up."""
        kept, self._kept = self._kept, ""
        if kept.strip():
            yield Paragraph(kept)

    def _inline(self, parent: Element, boxes: list[Element]) -> Iterator[str]:
        for child in parent:
            name = local(child.tag)
            if name in _LEFT_OUT or (name == "r" and _is_hidden(child)):
                continue
            if name == "t":
                yield child.text or ""
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name in ("footnoteReference", "endnoteReference"):
                self.notes.append((name.removesuffix("Reference"), attribute(child, "id") or ""))
            elif name == "txbxContent":
                boxes.append(child)
            elif name == "sym":
                yield _symbol(attribute(child, "char"))
            else:
                yield from self._inline(child, boxes)

    def _table(self, table: Element) -> Iterator[Paragraph]:
        first = True
        for row in _rows(table):
            cells = [list(self.blocks(cell)) for cell in row if local(cell.tag) != "trPr"]
            cells = [cell for cell in cells if cell]
            if all(len(cell) == 1 for cell in cells):
                texts = [cell[0].text.replace("\n", " ") for cell in cells]
                parts = [Paragraph("\t".join(texts), closer=not first)] if texts else []
            else:
                parts = [part for cell in cells for part in cell]
            yield from parts
            first = first and not parts


def _rows(table: Element) -> Iterator[Element]:
    """Yield the rows of a table that no tracked change took out, also those within controls."""
    for child in table:
        name = local(child.tag)
        if name == "tr":
            properties = next((each for each in child if local(each.tag) == "trPr"), None)
            if properties is None or not any(local(each.tag) == "del" for each in properties):
                yield child
        elif name not in _LEFT_OUT:
            yield from _rows(child)


def _run_properties(parent: Element) -> Element | None:
    return next((each for each in parent if local(each.tag) == "rPr"), None)


def _mark_is_deleted(properties: Element) -> bool:
    own = _run_properties(properties)
    return own is not None and any(local(each.tag) in ("del", "moveFrom") for each in own)


def _is_hidden(run: Element) -> bool:
    own = _run_properties(run)
    for each in own if own is not None else ():
        if local(each.tag) == "vanish":
            return attribute(each, "val") not in ("0", "false", "off")
    return False


def _symbol(code: str | None) -> str:
    try:
        sign = chr(int(code or "", 16))
    except (ValueError, OverflowError):
        return "\ufffd"
    # Word keeps signs of fonts like Wingdings here, which are other signs in every font.
    return "\ufffd" if "\ue000" <= sign <= "\uf8ff" else sign
