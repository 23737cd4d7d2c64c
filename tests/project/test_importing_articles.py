"""Articles from anywhere, imported by the command and looked at in the project."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.project import editing
from annotator.project.project import Project
from tests.articles_saved import SEED, as_docx, as_html, as_pdf, epub, paragraphs, zipped
from tests.journeys.commands import exported, run


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "p.sqlite"
    assert run("new", path, "--me", "Ana") == 0
    return path


def test_the_seed_article_comes_back_from_every_kind_of_file(project: Path, tmp_path: Path) -> None:
    text = SEED.read_text("utf-8")
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "page.html").write_bytes(as_html(f"{text}\nfrom HTML", around=False))
    (folder / "print.pdf").write_bytes(as_pdf(f"{text}\nfrom PDF", header="The Daily"))
    (folder / "word.docx").write_bytes(as_docx(f"{text}\nfrom Word"))
    (folder / "book.epub").write_bytes(epub([("a.xhtml", as_html(f"{text}\nEPUB", around=False))]))
    (folder / "packed.zip").write_bytes(zipped({"in/plain.txt": f"{text}\nfrom ZIP"}))
    (folder / "table.csv").write_text("slug,headline,body\nx,A row,Its text.\n", "utf-8")
    assert run("import", project, folder, "--me", "Ana") == 0
    documents = exported(project)
    assert sorted(documents) == ["book", "page", "plain", "print", "word", "x"]
    for key, last in {"book": "EPUB", "page": "from HTML", "plain": "from ZIP", "print": "from PDF",
                      "word": "from Word"}.items():  # fmt: skip
        kept, at = "", 0
        for start, end in documents[key]["excluded"] if key == "print" else ():
            kept, at = kept + documents[key]["text"][at:start], end
        kept += documents[key]["text"][at:]
        assert paragraphs(kept) == [*paragraphs(text), last]
    assert documents["print"]["excluded"]
    assert documents["x"]["title"] == "A row"


def test_what_a_reader_proposes_is_excluded_in_the_project(project: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(as_html("A title\nHe said no, and he said it twice."))
    assert run("import", project, page, "--me", "Ana") == 0
    opened = Project.open(project, "Ana")
    try:
        (row,) = opened.documents()
        document = opened.open_document(row.id).document
        menu = document.text.index("Weather")
        assert any(start <= menu < end for start, end in document.excluded)
        with pytest.raises(Problem, match="excluded"):
            editing.mark(opened, row.id, "location", [(menu, menu + 7)])
        start, end = document.excluded[0]
        assert not editing.toggle_excluded(opened, row.id, start, end)
        editing.mark(opened, row.id, "location", [(menu, menu + 7)])
    finally:
        opened.close()


def test_options_of_reading(project: Path, tmp_path: Path, capsys) -> None:
    page, table = tmp_path / "page.html", tmp_path / "t.csv"
    page.write_bytes(as_html("A title\nHe said no."))
    table.write_text("text,alt\nOne.,Two.\n", "utf-8")
    assert run("import", project, page, "--read", "whole", "--me", "Ana") == 0
    assert run("import", project, table, "--columns", "text=alt", "--me", "Ana") == 0
    documents = exported(project)
    assert not documents["page"].get("excluded")
    assert documents["t"]["text"] == "Two."
    capsys.readouterr()
    assert run("import", project, page, "--read", "wholly", "--me", "Ana") == 1
    assert "wholly" in capsys.readouterr().err
    assert run("import", project, table, "--columns", "text=no", "--me", "Ana") == 1
    assert len(exported(project)) == 2


def test_findings_name_the_file_in_the_archive(project: Path, tmp_path: Path, capsys) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"a.txt": "Good.", "../b.txt": "Bad.", "c.pdf": "no"}))
    capsys.readouterr()
    assert run("import", project, path, "--me", "Ana", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    files = {each["file"] for each in said["findings"]}
    assert files == {"a.zip/../b.txt", "a.zip/c.pdf"}
