"""A line of 100 MB, whole and cut off, is read or reported, in time that grows with its length."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.formats.registry import format_named
from tests.coming_back import read

_LONG = b"word " * 20_000_000


@pytest.mark.parametrize("name", ["annotator-jsonl", "doccano", "prodigy", "label-studio"])
@pytest.mark.parametrize("whole", [True, False])
def test_a_line_of_100_mb(tmp_path: Path, name: str, whole: bool) -> None:
    path = tmp_path / "x"
    opening = b'{"data": {"text": "' if name == "label-studio" else b'{"text": "'
    closing = b'"}}' if name == "label-studio" else b'"}'
    path.write_bytes(opening + _LONG + (closing if whole else b""))
    found = read(path, format_named(name))
    assert [len(text) for text in found.documents] == ([len(_LONG)] if whole else [])
    assert len(found.findings) == (0 if whole else 1)


_SOFA = b'"%ID":1,"%TYPE":"uima.cas.Sofa","sofaNum":1,"sofaID":"_InitialView","sofaString":"'
#: What stands before the line and after it, with the suffix of the file.
_AROUND = {
    "plain-text": (".txt", b"", b""),
    "csv": (".csv", b"document,id,label,start,end,document_text\na,s,quote,0,4,", b"\n"),
    "table": (".csv", b"name,body\na,", b"\n"),
    "conll-iob2": (".conll", b"", b"\tO\n"),
    "webanno-tsv": (
        ".tsv",
        b"#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Span|value\n\n\n#Text=",
        b"\n1-1\t0-4\tword\tA\n",
    ),
    "xmi": (
        ".xmi",
        b'<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore">'
        b'<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString="',
        b'"/></xmi:XMI>',
    ),
    "json-cas": (
        ".json",
        b'{"%TYPES":{},"%FEATURE_STRUCTURES":[{' + _SOFA,
        b'"}],"%VIEWS":{}}',
    ),
}


@pytest.mark.parametrize("name", _AROUND)
def test_a_line_of_100_mb_in_other_files(tmp_path: Path, name: str) -> None:
    suffix, before, after = _AROUND[name]
    path = tmp_path / f"x{suffix}"
    path.write_bytes(before + _LONG + after)
    found = read(path, format_named(name))
    assert [len(text.strip()) for text in found.documents] == [len(_LONG) - 1]
    assert found.findings == []


def test_a_page_of_100_mb_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_bytes(b"<html><body><p>" + _LONG + b"</p></body></html>")
    found = read(tmp_path / "x.html", format_named("html"))
    assert [each.kind for each in found.findings] == ["too-large"]
    assert not found.documents


def test_an_annotation_of_100_mb(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(b"Kyiv said no.")
    (tmp_path / "x.ann").write_bytes(b"T1\tLOC 0 4\tKyiv\nT2\tLOC 0 4\t" + _LONG + b"\n")
    found = read(tmp_path, format_named("brat"))
    assert [each.kind for each in found.findings] == ["not-placed"]
    (document,) = found.documents.values()
    assert [len(layer.spans) for layer in document.layers] == [1]


@pytest.mark.parametrize("column", ["span", "note"])
def test_a_line_of_100_mb_in_brat(tmp_path: Path, column: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_bytes(_LONG if column == "span" else b"word")
    said = b"T1\tquote 0 4\tword\n"
    if column == "span":
        said = b"T1\tquote 0 %d\t" % len(_LONG) + _LONG + b"\n"
    else:
        said += b"#1\tAnnotatorNotes T1\t" + _LONG + b"\n"
    (folder / "a.ann").write_bytes(said)
    found = read(folder, format_named("brat"))
    ((text, document),) = found.documents.items()
    ((_, fields),) = document.layers[0].spans
    assert fields["fragments"] == [[0, len(text)]]
    assert len(fields.get("note", "")) == (len(_LONG) if column == "note" else 0)
    assert found.findings == []
