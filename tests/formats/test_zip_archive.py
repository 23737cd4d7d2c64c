from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats import prodigy, zip_archive
from annotator.formats.format import FileDocument, Finding
from annotator.formats.refusing import OUR_MISTAKE
from annotator.formats.zip_archive import FORMAT, read_zip
from annotator.project.import_files import find_files
from tests.articles_saved import as_docx, as_html, as_pdf, zipped


def read(path: Path, data: bytes, **options: str) -> tuple[dict[str, str], list[Finding]]:
    path.write_bytes(data)
    items = list(FORMAT.reader(options)(path, path.name))
    documents = [item for item in items if isinstance(item, FileDocument)]
    texts = {each.key or "": each.frozen.text for each in documents}
    return texts, [item for item in items if isinstance(item, Finding)]


def test_files_of_many_formats(tmp_path: Path) -> None:
    data = zipped(
        {
            "a.txt": "One.",
            "in/b.html": as_html("Two\nThree.", around=False),
            "in/c.pdf": as_pdf("Four.", footer=""),
            "in/deep/d.docx": as_docx("Five."),
            "more.jsonl": '{"id": "e", "text": "Six."}\n{"id": "f", "text": "Seven."}\n',
            "annotated/x.txt": "Ana says no.",
            "annotated/x.ann": "T1\tspeaker 0 3\tAna\n",
            "__MACOSX/._a.txt": "rubbish",
            ".hidden/a.txt": "rubbish",
            "picture.png": b"\x89PNG",
        }
    )
    texts, findings = read(tmp_path / "many.zip", data)
    assert texts == {
        "annotated/x": "Ana says no.", "a": "One.", "b": "Two\n\nThree.", "c": "Four.",
        "d": "Five.", "e": "Six.", "f": "Seven.",
    }  # fmt: skip
    assert [(each.kind, each.file) for each in findings] == [
        ("unknown-format", "many.zip/picture.png")
    ]


def test_it_is_told_by_its_look(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": "One."}))
    (tmp_path / "b.zip").write_bytes(zipped({"exportedproject.json": "{}"}))
    found, _ = find_files([tmp_path])
    assert [each.format.name for each in found] == ["zip", "inception"]


def test_files_of_one_name_in_two_folders(tmp_path: Path) -> None:
    texts, findings = read(tmp_path / "a.zip", zipped({"x/a.txt": "One.", "y/a.txt": "Two."}))
    assert texts == {"x/a": "One.", "y/a": "Two."}
    assert findings == []


@pytest.mark.parametrize(
    "name", ["../out.txt", "/out.txt", "a/../../out.txt", "..\\out.txt", "C:\\out.txt", "C:out.txt"]
)
def test_no_path_leads_out(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "in" / "deep"
    inside.mkdir(parents=True)
    monkeypatch.setattr(tempfile, "tempdir", str(inside))
    texts, findings = read(tmp_path / "a.zip", zipped({name: "Bad.", "a.txt": "Good."}))
    assert texts == {"a": "Good."}
    assert [each.kind for each in findings] == ["unsafe-name"]
    assert sorted(each.name for each in tmp_path.rglob("*")) == ["a.zip", "deep", "in"]


def test_archives_in_it_are_not_unpacked(tmp_path: Path) -> None:
    data = zipped({"b.zip": zipped({"a.txt": "no"}), "c.tar": b"no", "d.txt": "Yes."})
    texts, findings = read(tmp_path / "a.zip", data)
    assert texts == {"d": "Yes."}
    assert [each.kind for each in findings] == ["nested-archive"] * 2


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    texts, findings = read(tmp_path / "a.zip", zipped({"a.txt": b" " * (70 << 20)}))
    assert texts == {}
    assert [each.kind for each in findings] == ["archive"]


def test_a_bomb_beside_others_costs_itself_only(tmp_path: Path) -> None:
    data = zipped({"a.txt": b" " * (70 << 20), "b.txt": "Two.", "c.txt": "Three."})
    texts, findings = read(tmp_path / "a.zip", data)
    assert texts == {"b": "Two.", "c": "Three."}
    assert [(each.kind, each.file, each.message) for each in findings] == [
        ("archive", "a.zip/a.txt", "It would be 500 times as large unpacked.")
    ]


def test_a_file_with_a_password_costs_itself_only(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": "One.", "b.txt": "Two."}))
    for sign, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.find(sign) + at] |= 1
    texts, findings = read(tmp_path / "a.zip", bytes(data))
    assert texts == {"b": "Two."}
    assert [(each.file, each.message) for each in findings] == [
        ("a.zip/a.txt", "It is protected by a password.")
    ]


@pytest.mark.parametrize("after", [b"", b"PK\1\2 and a part of the list"])
def test_a_cut_archive_is_not_taken_for_one_that_it_holds(tmp_path: Path, after: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "One.")
        archive.writestr("b.docx", as_docx("Two."))
        whole = archive.fp.tell()  # type: ignore[union-attr]
    texts, findings = read(tmp_path / "a.zip", out.getvalue()[:whole] + after)
    assert texts == {}
    assert [(each.file, each.message) for each in findings] == [
        (
            "a.zip",
            "It is cut off: the end, with the list of its files, is missing. Get it once more.",
        )
    ]


@pytest.mark.parametrize("before", [b"", b"#!/bin/sh\nexec unzip $0\n", b"MZ"])
@pytest.mark.parametrize("comment", [b"", b"Our archive", b"x" * 65_535])
def test_whole_archives_are_read(tmp_path: Path, before: bytes, comment: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.comment = comment
        archive.writestr("b.docx", as_docx("Two."))
        archive.writestr("a.txt", "One.")
    texts, findings = read(tmp_path / "a.zip", before + out.getvalue())
    assert sorted(texts.values()) == ["One.", "Two."]
    assert findings == []


def test_more_than_the_disk_should_hold(tmp_path: Path) -> None:
    """Sizes in the directory of the archive count, before anything is unpacked."""
    data = bytearray(zipped({"a.txt": b"x" * 100, "b.txt": b"y" * 100}))
    at = data.find(b"PK\1\2")
    while at >= 0:
        data[at + 20 : at + 28] = (1 << 30).to_bytes(4, "little") + (3 << 30).to_bytes(4, "little")
        at = data.find(b"PK\1\2", at + 1)
    texts, findings = read(tmp_path / "a.zip", bytes(data))
    assert texts == {}
    assert "4 GB" in findings[0].message


def test_a_damaged_file_leaves_the_others(tmp_path: Path) -> None:
    data = zipped({"a.txt": "One. " * 50, "b.txt": "Two."})
    at = data.find(b"a.txt") + 8
    texts, findings = read(tmp_path / "a.zip", data[:at] + b"\xff\xff\xff" + data[at + 3 :])
    assert texts == {"b": "Two."}
    assert [each.kind for each in findings] == ["broken"]


def test_of_two_files_of_one_name_the_first_is_read(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "One.")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", "Two.")
    texts, findings = read(tmp_path / "a.zip", out.getvalue())
    assert list(texts) == ["a"]
    assert [each.kind for each in findings] == ["duplicate-name"]


def test_options_reach_the_files(tmp_path: Path) -> None:
    data = zipped({"a.html": "<nav>Menu</nav><p>Text."})
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    for options, excluded in (({}, ((0, 4),)), ({"whole": ""}, ())):
        (document, *_) = FORMAT.reader(options)(path, "a.zip")
        assert isinstance(document, FileDocument)
        assert document.excluded == excluded


WHOLE = zipped({"a.txt": "One. " * 9, "b.html": "<p>Two.", "c.docx": as_docx("Three.")})


@given(place=st.integers(0, len(WHOLE)), other=st.binary(max_size=6), cut=st.booleans())
def test_damaged_files(
    tmp_path_factory: pytest.TempPathFactory, place: int, other: bytes, cut: bool
) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged.zip"
    after = b"" if cut else WHOLE[place + len(other) :]
    path.write_bytes(WHOLE[:place] + other + after)
    items = list(read_zip(path, path.name))
    assert any(isinstance(item, FileDocument | Finding) for item in items)


def test_a_newer_file_in_an_archive_costs_itself_only(tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.jsonl", '{"annotator": 99}\n{"text": "No."}\n')
        archive.writestr("b.txt", "Good.\n")
    items = list(read_zip(path, "many.zip"))
    assert [each.frozen.text for each in items if isinstance(each, FileDocument)] == ["Good.\n"]
    assert [(each.kind, each.file) for each in items if isinstance(each, Finding)] == [
        ("refused", "many.zip/a.jsonl")
    ]


def test_every_file_fails_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake in a reader of ours is said of its file, with its place; the others come in."""
    monkeypatch.setattr(prodigy, "_translate", None)
    bad = '{"text": "Bad.", "answer": "accept", "_task_hash": 1}\n'
    files = {"a.txt": "One.", "b.jsonl": bad, "c.txt": "Three.", "d.txt": "Four."}
    texts, findings = read(tmp_path / "mix.zip", zipped(files))
    assert texts == {"a": "One.", "c": "Three.", "d": "Four."}
    assert [(each.kind, each.file) for each in findings] == [(OUR_MISTAKE, "mix.zip/b.jsonl")]
    assert "NoneType" in findings[0].message
    assert "foreign_lines" in findings[0].message


def test_a_broken_file_in_it_is_named(tmp_path: Path) -> None:
    book = zipped({"xl/workbook.xml": "<broken", "[Content_Types].xml": "<Types/>"})
    texts, findings = read(tmp_path / "a.zip", zipped({"a.xlsx": book, "b.txt": "Two."}))
    assert texts == {"b": "Two."}
    assert [(each.kind, each.file) for each in findings] == [("broken", "a.zip/a.xlsx")]


def test_an_entry_that_cannot_be_unpacked_leaves_the_others(tmp_path: Path) -> None:
    """What is packed ends in nonsense: zlib's own error, not one of the archive."""
    data = bytearray(zipped({"a.txt": "One. " * 50, "b.txt": "Two."}))
    start = data.find(b"a.txt") + len(b"a.txt")
    assert data[start] & 1, "not compressed"
    data[start] |= 6
    texts, findings = read(tmp_path / "a.zip", bytes(data))
    assert texts == {"b": "Two."}
    assert [(each.kind, each.file) for each in findings] == [("broken", "a.zip/a.txt")]


def test_too_many_files_are_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_archive, "_MOST_ENTRIES", 2)
    two = {"a.txt": "One.", "b.txt": "Two."}
    assert read(tmp_path / "a.zip", zipped(two)) == ({"a": "One.", "b": "Two."}, [])
    texts, findings = read(tmp_path / "b.zip", zipped({**two, "c.txt": "Three."}))
    assert texts == {}
    assert [each.kind for each in findings] == ["archive"]
    assert "more than 2 files" in findings[0].message
