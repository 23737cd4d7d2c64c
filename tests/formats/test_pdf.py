from __future__ import annotations

import tempfile
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QFont, QPageSize, QPdfWriter, QTextDocument

from annotator.formats import pdf as pdf_reading
from annotator.formats.format import FileDocument, Finding
from annotator.formats.pdf import FORMAT
from annotator.formats.pdf_lines import Line, Page, parts_of_pages
from tests.articles_saved import SEED, as_pdf, paragraphs, pdf


def read(data: bytes, **options: str) -> tuple[FileDocument | None, list[str]]:
    named = {name.replace("_", "-"): value for name, value in options.items()}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.pdf")
        path.write_bytes(data)
        items = list(FORMAT.reader(named)(path, path.name))
    documents = [item for item in items if isinstance(item, FileDocument)]
    return (documents or [None])[0], [each.kind for each in items if isinstance(each, Finding)]


def body(document: FileDocument) -> str:
    text, last = "", 0
    for start, end in document.excluded:
        text, last = text + document.frozen.text[last:start], end
    return text + document.frozen.text[last:]


def test_the_seed_article_saved_as_pdf_has_the_same_words() -> None:
    text = SEED.read_text("utf-8")
    document, kinds = read(as_pdf(text, footer=""))
    assert document is not None
    assert document.frozen.text.split() == text.split()
    assert document.excluded == ()
    assert kinds == []


def test_its_paragraphs_come_back_and_headers_and_footers_are_excluded() -> None:
    text = SEED.read_text("utf-8")
    document, _ = read(as_pdf(text, header="The Daily Paper", footer="Page {} of 2"))
    assert document is not None
    assert paragraphs(body(document)) == paragraphs(text)
    for each in ("The Daily Paper", "Page 1 of 2", "Page 2 of 2"):
        assert each in document.frozen.text
        assert each not in body(document)


def lines(*texts: str) -> bytes:
    return pdf([[(72, 700 - 14 * number, text) for number, text in enumerate(texts)]])


LONG = "This is a line that goes on to the very end of its"


def test_hyphens_stay_unless_it_is_asked_otherwise() -> None:
    data = lines(f"{LONG} exam-", "ple, as is a well-known one.")
    document, _ = read(data)
    assert document is not None
    assert document.frozen.text == f"{LONG} exam-ple, as is a well-known one."
    document, _ = read(data, join_hyphens="")
    assert document is not None
    assert document.frozen.text == f"{LONG} example, as is a well-known one."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("an IRIS-", "T or F-16 for CNN-Türk"),
        ("this so-called well-", "known state-of-the-art one"),
        ("a state-of-", "the-art system of many words"),
        ("from Nagorno-", "Karabakh to many other places"),
        ("in the years 2020-", "2021 and in many others"),
    ],
)
@pytest.mark.parametrize("over_the_page", [False, True])
def test_words_with_hyphens_come_back(one: str, other: str, over_the_page: bool) -> None:
    first, second = f"{LONG} {one}", f"{other} {LONG}"
    pages = [[(72, 700, LONG), (72, 686, first), (72, 672, second)]]
    if over_the_page:
        pages = [[(72, 700, LONG), (72, 686, first)], [(72, 700, second)]]
    document, _ = read(pdf(pages))
    assert document is not None
    assert document.frozen.text == f"{LONG} {first}{second}"


def test_a_dash_at_the_end_of_a_line_keeps_its_spaces() -> None:
    document, _ = read(lines(f"{LONG} said -", "and others heard it say so"))
    assert document is not None
    assert document.frozen.text == f"{LONG} said - and others heard it say so"


def test_a_line_that_pdfium_runs_into_the_next_is_two(qapp: object) -> None:
    """At some hyphens it gives a space in place of the line's end: the heights tell."""
    words = (
        "The minister of the so-called well-known Austro-Hungarian F-16 and IRIS-T deal spoke " * 9
    )
    document, _ = read(written_by_qt(f"<p>{words}</p>"))
    assert document is not None
    assert body(document).split() == [*words.split(), "1"], "Qt numbers the page"


def written_by_qt(html: str) -> bytes:
    """Return a narrow PDF as Qt sets it."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A6))
    text = QTextDocument()
    # Not the font of the program, which other tests set: Qt writes some of its hyphens unreadably.
    text.setDefaultFont(QFont("Sans Serif", 9))
    text.setHtml(html)
    text.print_(writer)
    return bytes(buffer.data().data())


def test_letters_at_places_that_are_no_numbers_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    box, nan = pypdfium2.PdfTextPage.get_charbox, float("nan")

    def damaged(page: pypdfium2.PdfTextPage, index: int, loose: bool) -> tuple[float, ...]:
        return box(page, index, loose=loose) if index < 5 else (nan, nan, nan, float("inf"))

    monkeypatch.setattr(pypdfium2.PdfTextPage, "get_charbox", damaged)
    document, _ = read(lines("One.", "Two.", "Three."))
    assert document is not None
    assert document.frozen.text.split() == ["One.", "Two.", "Three."]


def test_an_indented_line_and_a_short_one_are_edges_of_paragraphs() -> None:
    page = pdf(
        [
            [(72, 700, LONG), (72, 686, "column."), (72, 672, LONG), (90, 658, LONG)],
            [(72, 700, "column, over the page.")],
        ]
    )
    document, _ = read(page)
    assert document is not None
    assert document.frozen.text == f"{LONG} column.\n\n{LONG}\n\n{LONG} column, over the page."


def test_scripts_without_spaces_are_joined_without() -> None:
    page = Page([Line("これは長い行であ", 0, 90, 100, 100), Line("る。", 0, 78, 20, 88)], 800)
    assert [part.text for part in parts_of_pages([page]) if part.text] == ["これは長い行である。"]


def test_pictures_of_pages_are_said_to_be_so() -> None:
    document, kinds = read(pdf([[], []]))
    assert document is None
    assert kinds == ["no-text"]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4\n", b"no", as_pdf("a b c")[:200]])
def test_no_pdf(data: bytes) -> None:
    document, kinds = read(data)
    assert document is None
    assert kinds == ["broken"]


WHOLE = as_pdf("One paragraph.\nAnd another “one”.")


@settings(max_examples=60)
@given(place=st.integers(0, len(WHOLE)), other=st.binary(max_size=6), cut=st.booleans())
def test_damaged_files(place: int, other: bytes, cut: bool) -> None:
    after = b"" if cut else WHOLE[place + len(other) :]
    document, kinds = read(WHOLE[:place] + other + after)
    assert document is not None or kinds


def test_of_too_many_pages_the_first_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf([[(72, 700, f"This is page {number}.")] for number in (1, 2, 3)])
    monkeypatch.setattr(pdf_reading, "_MOST_PAGES", 2)
    document, kinds = read(data)
    assert document is not None
    assert "page 2" in document.frozen.text
    assert "page 3" not in document.frozen.text
    assert kinds == ["too-long"]
