"""Articles saved as other programs save them, as HTML, PDF, DOCX and EPUB, from plain text."""

from __future__ import annotations

import html
import io
import textwrap
import zipfile
from collections.abc import Sequence
from pathlib import Path

SEEDS = Path(__file__).parents[1] / "seeds"
SEED = SEEDS / "000_4c3dfa78dd8f5e6c.txt"

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def paragraphs(text: str) -> list[str]:
    """Return the lines of a text that are not blank."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def as_html(text: str, around: bool = True) -> bytes:
    """Return a page with the article, and with `around` what news pages have around it."""
    title, *rest = paragraphs(text)
    body = "\n".join(f"<p>{html.escape(line)}</p>" for line in rest)
    before = (
        '<header><nav><ul><li><a href="/">Home</a></li><li><a href="/w">Weather</a></li></ul></nav>'
        "</header>"
    )
    after = (
        '<div class="share-bar"><a href="#">Share on Chirper</a></div>'
        '<form id="comment-form"><label>Write what you think of it</label>'
        "<button>Send it</button></form><footer>Imprint and contact</footer>"
    )
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{html.escape(title)}</title><script>var a = '<p>no</p>';</script></head><body>"
        f"{before if around else ''}<main><article><h1>{html.escape(title)}</h1>{body}</article>"
        f"</main>{after if around else ''}</body></html>"
    ).encode()


def zipped(entries: dict[str, bytes | str]) -> bytes:
    """Return a ZIP with these entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def docx(body: str, **others: str) -> bytes:
    """Return a DOCX with this XML as its body; `others` are further parts of word/."""
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"/>',
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
    }
    for name, xml in others.items():
        parts[f"word/{name}.xml"] = xml
    return zipped(parts)


def w_part(root: str, inside: str) -> str:
    """Return the XML of a part of a DOCX with this root."""
    return f"<w:{root} {_W}>{inside}</w:{root}>"


def w_p(text: str, properties: str = "") -> str:
    """Return a paragraph of a DOCX."""
    run = f'<w:r><w:t xml:space="preserve">{html.escape(text, quote=False)}</w:t></w:r>'
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{run}</w:p>"


def as_docx(text: str) -> bytes:
    """Return the article as a DOCX."""
    return docx("".join(map(w_p, paragraphs(text))))


def epub(chapters: Sequence[tuple[str, bytes]], title: str = "A book") -> bytes:
    """Return an EPUB with chapters of (file name, page)."""
    items = "".join(
        f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, (name, _) in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
        "<dc:language>en</dc:language><dc:creator>Ann Author</dc:creator></metadata>"
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    )
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "OEBPS/book.opf": opf,
            **{f"OEBPS/{name}": page for name, page in chapters},
        }
    )


#: Places on a page: (left, from the bottom) in points, and the text there.
Line = tuple[float, float, str]


def pdf(pages: Sequence[Sequence[Line]]) -> bytes:
    """Return a PDF of pages with lines of Windows-1252 in Helvetica at 11 points."""
    objects: list[bytes] = [b"", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica"
                            b"/Encoding/WinAnsiEncoding>>"]  # fmt: skip
    kids = []
    for lines in pages:
        drawn = b"".join(
            b"BT /F1 11 Tf %.2f %.2f Td (%s) Tj ET\n" % (left, height, _escaped(text))
            for left, height, text in lines
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>>>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _escaped(text: str) -> bytes:
    data = text.encode("cp1252")
    return data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def as_pdf(text: str, header: str = "", footer: str = "Page {}") -> bytes:
    """Return the article on pages as a word processor sets it, with headers and footers."""
    pages: list[list[Line]] = [[]]
    height = 760.0
    for paragraph in paragraphs(text):
        for line in textwrap.wrap(paragraph, 88, break_on_hyphens=False):
            if height < 80:
                pages.append([])
                height = 760.0
            pages[-1].append((72, height, line))
            height -= 14
        height -= 10
    for number, page in enumerate(pages, 1):
        if header:
            page.insert(0, (72, 805, header))
        if footer:
            page.append((280, 40, footer.format(number)))
    return pdf(pages)
