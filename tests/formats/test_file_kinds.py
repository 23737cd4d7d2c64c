from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.formats.file_kinds import KINDS, seems_to_be
from tests.articles_saved import as_docx
from tests.projects import bring, documents_of, exported, new_project

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def as_odt() -> bytes:
    """Return the bytes of a text of LibreOffice: its type stands first and is not compressed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<text>No.</text>")
    return packed.getvalue()


#: A file of each kind, and the words by which a person knows it.
FILES = {
    "a.rtf": (rb"{\rtf1\ansi Lukashenko said no.}", "Rich Text"),
    "b.txt": (rb"{\rtf1\ansi Lukashenko said no.}", "Rich Text"),
    "c.doc": (OLD_OFFICE, "Word 97"),
    "d.odt": (as_odt(), "OpenOffice"),
    "e.png": (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
    "f.txt": (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "picture"),
    "g.mp3": (b"ID3\x04\0\0" + b"x" * 90, "recording"),
    "h.exe": (b"MZ\x90\0\x03\0" + bytes(90), "program"),
    "i.json": (b'{"name": "annotator", "private": true}', "JSON"),
    "j.txt": (b'[\n  {"id": 1, "spans": []}\n]', "JSON"),
    "k.xml": (b'<?xml version="1.0"?>\n<news><p>Text.</p></news>', "XML"),
    "l.txt": (b"<!DOCTYPE html>\n<html><p>Text.</p></html>", "web page"),
    "m.txt": (b"%PDF-1.7\n%...", "PDF"),
    "n.txt": (as_docx("Text."), "packed file"),
    "o.xls": (OLD_OFFICE, "spreadsheet"),
    "p.gz": (b"\x1f\x8b\x08\0" + b"x" * 50, "archive"),
    "q.db": (b"SQLite format 3\0" + bytes(90), "project of Annotator"),
    "r.svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><text>No</text></svg>', "picture"),
    "s.eml": (b"From: ana@example.org\nSubject: No\n\nNo.\n", "e-mail"),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path / "p.sqlite")


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_no_format_reads_says_what_it_seems_to_be(
    project: Path, tmp_path: Path, name: str
) -> None:
    data, words = FILES[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Problem) as caught:
        bring(project, tmp_path / name)
    assert caught.value.happened.startswith(f"Nothing in {name} could be imported. It seems to be")
    assert words in caught.value.happened
    assert caught.value.next_step.endswith(".")
    assert "format." not in caught.value.next_step.split()[:4]


def test_in_a_folder_they_are_left_out_by_name(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, (data, _) in FILES.items():
        (folder / name).write_bytes(data)
    (folder / "good.txt").write_text("Good.", "utf-8")
    report = bring(project, folder)
    assert [each["id"] for each in documents_of(exported(project))] == ["good"]
    assert [(each.kind, each.file) for each in report.findings] == [
        ("unknown-format", name) for name in FILES
    ]
    for finding, (_, words) in zip(report.findings, FILES.values(), strict=True):
        assert words in finding.message


@pytest.mark.parametrize("name", ["k.xml", "l.txt", "b.txt"])
def test_markup_comes_in_as_it_stands_when_told_so(
    project: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(FILES[name][0])
    bring(project, tmp_path / name, format="plain-text")
    (document,) = documents_of(exported(project))
    assert document["text"].encode() == FILES[name][0]


@pytest.mark.parametrize(
    "text",
    ["{curly} words", "[Kyiv] Ana said", "<b>bold</b> start", "BMW", "MZ is short", "ID 3", "%", ""]
    + ["ID3 is a tag", "{“a”: 1}", "“No”, said Ana\n<?xml", "Rar", "Märchen", "II. Akt\nText"],
)
def test_prose_is_never_taken_for_anything_else(text: str) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
        assert seems_to_be(Path("a.txt"), text.encode(encoding)) is None


def test_endings_are_told_once_and_advice_is_a_sentence() -> None:
    endings = [ending for kind in KINDS for ending in kind.suffixes]
    assert len(endings) == len(set(endings))
    assert all(kind.advice.endswith(".") and kind.advice[0].isupper() for kind in KINDS)


def test_a_json_list_of_articles_is_a_table(project: Path, tmp_path: Path) -> None:
    rows = [
        {"headline": f"No. {n}", "body": f"Ana said no in Kyiv, {n} times.", "page": n}
        for n in (1, 2)
    ]
    for number, indent in enumerate((None, 2)):
        file = tmp_path / f"list{number}.json"
        file.write_text(json.dumps(rows, indent=indent), "utf-8")
        report = bring(project, file, prefix=f"p{number}-")
        assert report.documents + report.duplicates == 2
        assert [each.format for each in report.detected] == ["table"]
    found = documents_of(exported(project))
    assert [(each["title"], each["text"], each["meta"]) for each in found] == [
        (row["headline"], row["body"], {"page": row["page"]}) for row in rows
    ]


def test_a_json_list_with_marks_is_not_read_without_them(project: Path, tmp_path: Path) -> None:
    file = tmp_path / "marks.json"
    file.write_text(json.dumps([{"text": "Ana", "spans": [{"start": 0, "end": 3}]}]), "utf-8")
    with pytest.raises(Problem, match="JSON"):
        bring(project, file)
