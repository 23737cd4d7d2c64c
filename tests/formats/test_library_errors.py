from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.formats import docx, epub, pdf, table
from annotator.formats.library_errors import note_broken, until_broken
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


class PdfiumError(RuntimeError):
    pass


#: What a library raised, and words of what it means that a person understands.
_MEANING = [
    (zipfile.BadZipFile("File is not a zip file"), "packed"),
    (zlib.error("Error -3 while decompressing data"), "packed"),
    (EOFError("Ran out of input"), "packed"),
    (NotImplementedError("compression type 9"), "packed in a way"),
    (UnicodeDecodeError("utf-8", b"\xe9", 0, 1, "invalid continuation byte"), "not in UTF-8"),
    (OSError(13, "Permission denied"), "Permission denied"),
    (OSError("Not a gzipped file (b'PK')"), "damaged"),
    (RuntimeError("File 'x' is encrypted, password required for extraction"), "password"),
    (PdfiumError("Failed to load page."), "damaged"),
]


@pytest.mark.parametrize(("error", "words"), _MEANING)
@pytest.mark.parametrize("before", [0, 1])
def test_it_is_told_in_words_of_a_person(error: Exception, words: str, before: int) -> None:
    notes = Notes("a")
    note_broken(notes, error, there=bool(before))
    (finding,) = notes.findings
    assert words in finding.message
    assert type(error).__name__ not in str(finding)
    assert type(error).__name__ in finding.details
    assert ("came before" in finding.kept) == bool(before)
    assert finding.kept.endswith("save it again, and import that.")


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
