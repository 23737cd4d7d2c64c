from __future__ import annotations

from pathlib import Path

import pytest

from annotator.formats.format import FileDocument, Finding
from annotator.formats.plain_text import read_text


def read(path: Path, data: bytes) -> tuple[FileDocument | None, list[str]]:
    path.write_bytes(data)
    items = list(read_text(path, path.name))
    documents = [item for item in items if isinstance(item, FileDocument)]
    return (documents or [None])[0], [item.kind for item in items if isinstance(item, Finding)]


@pytest.mark.parametrize(
    ("data", "text", "encoding", "newline"),
    [
        (b"a\nb\n", "a\nb\n", "utf-8", "lf"),
        (b"a\r\nb\r\n", "a\nb\n", "utf-8", "crlf"),
        ("\ufeffÜ\r".encode(), "Ü\n", "utf-8", "cr"),
    ],
)
def test_the_source_is_recorded(
    tmp_path: Path, data: bytes, text: str, encoding: str, newline: str
) -> None:
    document, kinds = read(tmp_path / "a.txt", data)
    assert document is not None
    assert document.frozen.text == text
    assert document.source.name == "a.txt"
    assert (document.source.encoding or "").startswith(encoding)
    assert document.source.newline == newline
    assert kinds == []


def test_what_cannot_be_shown_is_counted(tmp_path: Path) -> None:
    document, kinds = read(tmp_path / "a.txt", b"a\x01b\x02c and some more text")
    assert document is not None
    assert document.frozen.text.startswith("a\ufffdb\ufffdc")
    assert kinds == ["replaced"]


@pytest.mark.parametrize("data", [b"", b" \n\t", b"\0" * 99, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"])
def test_no_text_no_document(tmp_path: Path, data: bytes) -> None:
    document, kinds = read(tmp_path / "a.txt", data)
    assert document is None
    assert len(kinds) == 1
