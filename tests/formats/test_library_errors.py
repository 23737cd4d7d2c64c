from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.formats import docx, epub, pdf, table
from annotator.formats.library_errors import until_broken
from annotator.formats.notes import Notes
from tests import articles_saved as saved


def _one_then(error: Exception) -> Iterator[int]:
    yield 1
    raise error


_OF_DATA = (zlib.error("x"), zipfile.BadZipFile("x"), EOFError(), UnicodeError("x"))


@pytest.mark.parametrize("error", _OF_DATA)
def test_what_data_does_to_the_standard_library_is_told(error: Exception) -> None:
    notes = Notes("a")
    assert list(until_broken(_one_then(error), notes)) == [1]
    assert [each.kind for each in notes.findings] == ["broken"]


def test_no_memory_is_no_broken_file() -> None:
    with pytest.raises(MemoryError):
        list(until_broken(_one_then(MemoryError()), Notes("a")))  # type: ignore[arg-type]


ARTICLE = "A title\nThe first paragraph.\nAnd another one, with words.\n"
#: File → its reader, what is in it, and a function of ours on the way.
READERS = {
    "x.pdf": (pdf.read_pdf, lambda: saved.as_pdf(ARTICLE), (pdf, "_lines")),
    "x.docx": (docx.read_docx, lambda: saved.as_docx(ARTICLE), (docx, "_footnotes")),
    "x.epub": (epub.read_epub, lambda: saved.epub([("One", "<p>Two.")]), (epub, "_encrypted")),
    "x.csv": (table.read_table, lambda: b"name,body\na,One.\n", (table, "_csv_of")),
}


@pytest.mark.parametrize("name", READERS)
def test_a_mistake_of_ours_is_no_broken_file(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, data, (module, function) = READERS[name]
    (tmp_path / name).write_bytes(data())
    monkeypatch.setattr(module, function, None)
    with pytest.raises(TypeError, match="NoneType"):
        list(read(tmp_path / name, name))
