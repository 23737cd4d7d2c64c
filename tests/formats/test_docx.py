from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.docx import read_docx
from annotator.formats.format import FileDocument, Finding
from tests.articles_saved import SEEDS, as_docx, docx, w_p, w_part, zipped


def read(path: Path, data: bytes) -> tuple[FileDocument | None, list[Finding]]:
    path.write_bytes(data)
    items = list(read_docx(path, path.name))
    documents = [item for item in items if isinstance(item, FileDocument)]
    return (documents or [None])[0], [item for item in items if isinstance(item, Finding)]


def text_of(tmp_path: Path, body: str, **others: str) -> str:
    document, findings = read(tmp_path / "a.docx", docx(body, **others))
    assert document is not None
    assert findings == []
    return document.frozen.text


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem[:3])
def test_an_article_saved_as_docx_has_the_same_words(seed: Path, tmp_path: Path) -> None:
    text = seed.read_text("utf-8-sig")
    document, findings = read(tmp_path / "a.docx", as_docx(text))
    assert document is not None
    assert document.frozen.text.split() == text.split()
    assert findings == []


def test_insertions_stay_and_deletions_go(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>a</w:t></w:r><w:ins><w:r><w:t>b</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>c</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>d</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>e</w:t></w:r></w:moveTo>"
        "<w:hyperlink><w:r><w:t>f</w:t></w:r></w:hyperlink>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>g</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>h</w:t></w:r></w:p>'
    )
    assert text_of(tmp_path, body) == "abefh"


def test_a_paragraph_whose_end_was_deleted_goes_on(tmp_path: Path) -> None:
    body = w_p("one ", "<w:rPr><w:del/></w:rPr>") + w_p("line") + w_p("two")
    assert text_of(tmp_path, body) == "one line\n\ntwo"
    assert text_of(tmp_path, w_p("end", "<w:rPr><w:del/></w:rPr>")) == "end"


def test_tables_breaks_and_controls(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc>{w_p(each)}</w:tc>' for each in cells)}</w:tr>"

    gone = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{w_p('gone')}</w:tc></w:tr>"
    table = f"<w:tbl>{row('a', 'b')}{gone}{row('c', 'd')}</w:tbl>"
    control = f"<w:sdt><w:sdtContent>{w_p('control')}</w:sdtContent></w:sdt>"
    breaks = "<w:p><w:r><w:t>x</w:t><w:br/><w:t>y</w:t><w:tab/><w:t>z</w:t></w:r></w:p>"
    assert text_of(tmp_path, w_p("0") + table + control + breaks) == (
        "0\n\na\tb\nc\td\n\ncontrol\n\nx\ny\tz"
    )


def test_cells_of_several_paragraphs_keep_them_apart(tmp_path: Path) -> None:
    table = f"<w:tbl><w:tr><w:tc>{w_p('a')}{w_p('b')}</w:tc><w:tc>{w_p('c')}</w:tc></w:tr></w:tbl>"
    assert text_of(tmp_path, table) == "a\n\nb\n\nc"


def test_footnotes_follow_in_order(tmp_path: Path) -> None:
    body = (
        '<w:p><w:r><w:t>x</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        '<w:r><w:endnoteReference w:id="7"/><w:footnoteReference w:id="1"/></w:r></w:p>'
    )
    notes = "".join(f'<w:footnote w:id="{n}">{w_p(f"note {n}")}</w:footnote>' for n in (0, 1, 2))
    ends = f'<w:endnote w:id="7">{w_p("the end")}</w:endnote>'
    text = text_of(
        tmp_path, body, footnotes=w_part("footnotes", notes), endnotes=w_part("endnotes", ends)
    )
    assert text == "x\n\nnote 2\n\nthe end\n\nnote 1"


def test_text_boxes_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{w_p('boxed')}</w:txbxContent>"
    body = (
        '<w:p><w:r><w:t>around</w:t></w:r><w:r><m:AlternateContent xmlns:m="m"><m:Choice>'
        f"<w:drawing>{box}</w:drawing></m:Choice><m:Fallback><w:pict>{box}</w:pict></m:Fallback>"
        "</m:AlternateContent></w:r></w:p>"
    )
    assert text_of(tmp_path, body) == "around\n\nboxed"


def test_headers_and_footers_are_proposed_as_excluded(tmp_path: Path) -> None:
    others = {"header1": w_part("hdr", w_p("The Daily")), "footer1": w_part("ftr", w_p("page 1"))}
    others["header2"] = others["header1"]
    document, _ = read(tmp_path / "a.docx", docx(w_p("Text"), **others))
    assert document is not None
    text = document.frozen.text
    assert text == "Text\n\npage 1\n\nThe Daily"
    assert [text[start:end] for start, end in document.excluded] == ["page 1\n\nThe Daily"]


def test_the_title_is_the_first_heading(tmp_path: Path) -> None:
    body = w_p("By Ann") + w_p("Big news", '<w:pStyle w:val="Title"/>') + w_p("Text")
    document, _ = read(tmp_path / "a.docx", docx(body))
    assert document is not None
    assert document.title == "Big news"


ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>'
DEEP = "<a>" * 5000 + "</a>" * 5000


@pytest.mark.parametrize("xml", [ENTITY, OUTSIDE, DEEP, "<x>", "", "\0"])
def test_unsafe_xml_is_refused(xml: str, tmp_path: Path) -> None:
    document, findings = read(tmp_path / "a.docx", zipped({"word/document.xml": xml}))
    assert document is None
    assert [each.kind for each in findings] == ["broken"]


@pytest.mark.parametrize("data", [b"", b"PK\3\4", b"text", zipped({}), zipped({"a.txt": "a"})])
def test_no_word_document(data: bytes, tmp_path: Path) -> None:
    document, findings = read(tmp_path / "a.docx", data)
    assert document is None
    assert [each.kind for each in findings] == ["archive"]


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (160 << 20))
    assert path.stat().st_size < 1 << 20
    items = list(read_docx(path, path.name))
    assert [item.kind for item in items if isinstance(item, Finding)] == ["archive"]
    assert len(items) == 1


WHOLE = as_docx("One paragraph.\nAnd another “one”.")


@given(place=st.integers(0, len(WHOLE)), other=st.binary(max_size=6), cut=st.booleans())
def test_damaged_files(
    tmp_path_factory: pytest.TempPathFactory, place: int, other: bytes, cut: bool
) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged.docx"
    after = b"" if cut else WHOLE[place + len(other) :]
    document, findings = read(path, WHOLE[:place] + other + after)
    assert document is not None or findings
