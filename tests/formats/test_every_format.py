from __future__ import annotations

import io
from pathlib import Path

import pytest

from annotator.domain.document import Source
from annotator.formats.format import FEATURES, FileDocument, Finding, Format, Header
from annotator.formats.registry import format_named, format_of, formats
from annotator.formats.written import WrittenDocument, WrittenLayer

EVERY = pytest.mark.parametrize("format", formats(), ids=lambda format: format.name)
TEXT = "Kyiv 🎉 said “no”.\n\nНі, сказав він.\n"
HASH = "77d5b0a7e4d7a6c29c0b8f4a3b7f8c57b0f9f2f5ce4a7a05ad2c60b8d37a3f7e"
SPAN = (0, -4, "location", "s1", "Kyiv", None, None, None, None, None, "hand") + (None,) * 5 + (1,)


def document() -> WrittenDocument:
    layer = WrittenLayer("ana", "annotations", "done", None, None, [SPAN])
    return WrittenDocument(
        "a key", "A title", TEXT, HASH, "en", None, Source("a.txt"), None, None, [layer]
    )


def written(format: Format) -> bytes:
    assert format.write is not None
    out = io.BytesIO()
    format.write(Header("p"), [document()], out)
    return out.getvalue()


def test_there_are_the_two_formats_of_the_first_day() -> None:
    assert [format.name for format in formats()] == ["annotator-jsonl", "plain-text"]


@EVERY
def test_is_well_described(format: Format) -> None:
    assert format.name == format.name.casefold()
    assert format.title
    assert format.suffixes
    assert all(suffix.startswith(".") for suffix in format.suffixes)
    assert format.keeps <= set(FEATURES)
    assert format.reads or format.writes


@EVERY
def test_is_found_by_name_and_suffix(format: Format) -> None:
    assert format_named(format.name) is format
    assert format_named(format.name.upper().replace("-", "_")) is format
    assert format_named(format.suffixes[0]) is format
    assert format_of(Path("x" + format.suffixes[0].upper())) is format


@EVERY
def test_the_same_content_is_the_same_bytes(format: Format) -> None:
    assert written(format) == written(format)
    assert b"\r" not in written(format)
    written(format).decode("utf-8")


@EVERY
def test_what_it_writes_it_reads_with_the_text_unchanged(format: Format, tmp_path: Path) -> None:
    assert format.read is not None
    path = tmp_path / ("x" + format.suffixes[0])
    path.write_bytes(written(format))
    documents = [item for item in format.read(path, "x") if isinstance(item, FileDocument)]
    assert [document.frozen.text for document in documents] == [TEXT]


@EVERY
def test_what_it_claims_to_keep_of_spans_comes_back(format: Format, tmp_path: Path) -> None:
    assert format.read is not None
    path = tmp_path / "x"
    path.write_bytes(written(format))
    (document,) = [item for item in format.read(path, "x") if isinstance(item, FileDocument)]
    spans = [span for layer in document.layers for span in layer.spans]
    wanted = [("s1", {"label": "location", "fragments": [[0, 4]], "quote": ["Kyiv"]})]
    assert spans == (wanted if "spans" in format.keeps else [])


@EVERY
@pytest.mark.parametrize("data", [b"", b"\0\1\2\xff" * 100, b"\xff\xfe\0", b"{", b"\n\n"])
def test_rubbish_is_a_finding_and_no_document(format: Format, data: bytes, tmp_path: Path) -> None:
    assert format.read is not None
    path = tmp_path / "x"
    path.write_bytes(data)
    items = list(format.read(path, "x"))
    for item in items:
        if isinstance(item, FileDocument):
            assert item.frozen.text.strip()
        elif isinstance(item, Finding):
            assert item.message.endswith(".")
            assert item.kept
            assert item.file == "x"


@EVERY
def test_a_file_that_is_not_there_is_an_os_error(format: Format, tmp_path: Path) -> None:
    assert format.read is not None
    with pytest.raises(FileNotFoundError):
        list(format.read(tmp_path / "nothing", "nothing"))
