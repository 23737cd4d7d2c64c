from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.epub import read_epub
from annotator.formats.format import FileDocument, Finding
from tests.articles_saved import SEED, as_html, epub, zipped

PAGE = b"<html xmlns='http://www.w3.org/1999/xhtml'><body><h1>%s</h1><p>Text.</p></body></html>"


def read(path: Path, data: bytes) -> tuple[list[FileDocument], list[str]]:
    path.write_bytes(data)
    items = list(read_epub(path, path.name))
    documents = [item for item in items if isinstance(item, FileDocument)]
    return documents, [item.kind for item in items if isinstance(item, Finding)]


def test_an_article_in_a_book_has_the_same_words(tmp_path: Path) -> None:
    text = SEED.read_text("utf-8")
    documents, kinds = read(tmp_path / "b.epub", epub([("a.xhtml", as_html(text, around=False))]))
    assert [each.frozen.text.split() for each in documents] == [text.split()]
    assert documents[0].key is None
    assert documents[0].meta == {"book": "A book", "author": "Ann Author"}
    assert kinds == []


def test_each_chapter_is_a_document_in_reading_order(tmp_path: Path) -> None:
    chapters = [("z.xhtml", PAGE % b"One"), ("text/a%20b.xhtml", PAGE % b"Two")]
    book = epub(chapters).replace(b"text/a%20b", b"text/a%20b")
    documents, kinds = read(tmp_path / "b.epub", book)
    assert kinds == ["broken"]  # the entry is called a%20b, and the link means “a b”
    assert [each.key for each in documents] == ["b/001-z"]
    chapters = [("z.xhtml", PAGE % b"One"), ("cover.xhtml", b"<html/>"), ("a.xhtml", PAGE % b"Two")]
    documents, kinds = read(tmp_path / "b.epub", epub(chapters))
    assert [(each.key, each.title) for each in documents] == [
        ("b/001-z", "One"),
        ("b/003-a", "Two"),
    ]
    assert {each.language for each in documents} == {"en"}
    assert kinds == []


def test_encrypted_chapters_are_said(tmp_path: Path) -> None:
    import io
    import zipfile

    data = io.BytesIO(epub([("a.xhtml", PAGE % b"One")]))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr(
            "META-INF/encryption.xml",
            '<e><d><CipherReference URI="OEBPS/a.xhtml"/></d></e>',
        )
    documents, kinds = read(tmp_path / "b.epub", data.getvalue())
    assert documents == []
    assert kinds == ["encrypted", "no-text"]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "archive"),
        (b"PK\3\4", "archive"),
        (zipped({"a": "a"}), "broken"),
        (zipped({"META-INF/container.xml": BOMB}), "broken"),
        (zipped({"META-INF/container.xml": '<c><rootfile full-path="../x"/></c>'}), "broken"),
    ],
)
def test_no_book(data: bytes, kind: str, tmp_path: Path) -> None:
    documents, kinds = read(tmp_path / "b.epub", data)
    assert documents == []
    assert kinds == [kind]


WHOLE = epub([("a.xhtml", PAGE % b"One"), ("b.xhtml", PAGE % b"Two")])


@given(place=st.integers(0, len(WHOLE)), other=st.binary(max_size=6), cut=st.booleans())
def test_damaged_files(
    tmp_path_factory: pytest.TempPathFactory, place: int, other: bytes, cut: bool
) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged.epub"
    after = b"" if cut else WHOLE[place + len(other) :]
    documents, kinds = read(path, WHOLE[:place] + other + after)
    assert documents or kinds
