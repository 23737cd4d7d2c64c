from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.encoding import ENCODINGS, decode
from annotator.domain.problem import Problem
from annotator.project.import_files import find_files
from annotator.project.previewing import Preview, preview
from tests.articles_saved import SEED, as_html


def look(path: Path, data: bytes, letters: int = 3000, **options: str) -> Preview:
    path.write_bytes(data)
    found, _ = find_files([path])
    return preview(found[0], options, letters)


def test_a_guess_is_shown_and_can_be_corrected(tmp_path: Path) -> None:
    data = "Řekl: „Ne.“ A odešel.".encode("cp1250")
    shown = look(tmp_path / "a.txt", data)
    assert shown.guessed
    assert shown.encoding in ENCODINGS
    shown = look(tmp_path / "a.txt", data, encoding="cp1250")
    assert (shown.guessed, shown.encoding) == (False, "cp1250")
    assert shown.text == "Řekl: „Ne.“ A odešel."
    assert shown.format == "Plain text"


def test_a_wrong_encoding_is_a_finding(tmp_path: Path) -> None:
    shown = look(tmp_path / "a.txt", b"\xff\x81 abc", encoding="utf-8")
    assert shown.text is None
    assert "utf-8" in shown.findings[0]
    assert look(tmp_path / "a.txt", b"abc", encoding="klingon").text is None


@pytest.mark.parametrize("name", ENCODINGS)
def test_every_encoding_offered_is_one(name: str) -> None:
    assert decode("abc".encode(name), name).text.lstrip("\ufeff") == "abc"


def test_only_the_beginning_is_shown_with_its_excluded_regions(tmp_path: Path) -> None:
    page = as_html(SEED.read_text("utf-8"))
    shown = look(tmp_path / "a.html", page, 8)
    assert shown.text == "Home\nWea"
    assert shown.excluded == ((0, 8),)
    assert shown.title == "World"
    assert look(tmp_path / "a.html", page, 8, whole="").excluded == ()


def test_no_document_is_no_text(tmp_path: Path) -> None:
    shown = look(tmp_path / "a.pdf", b"%PDF-1.4 broken")
    assert shown.text is None
    assert shown.findings


def test_a_file_that_is_gone_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc")
    found, _ = find_files([path])
    path.unlink()
    assert "cannot be read" in preview(found[0]).findings[0]


def test_a_column_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"body\nabc\n")
    found, _ = find_files([path])
    with pytest.raises(Problem, match="boddy"):
        preview(found[0], {"columns": "text=boddy"})
