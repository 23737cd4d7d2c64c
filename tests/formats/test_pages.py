from __future__ import annotations

from annotator.formats.loss_table import HEADING
from annotator.formats.registry import formats
from tests.formats.pages import FOLDER, pages


def test_the_tables_in_the_help_are_those_of_the_code() -> None:
    for path, said in pages():
        assert path.is_file(), f"{path.name} is missing: run dev.py pages and describe the format"
        assert path.read_text("utf-8") == said, f"run dev.py pages for {path.name}"


def test_every_format_is_described_before_its_table() -> None:
    for format in formats():
        page = (FOLDER / f"{format.name}.md").read_text("utf-8")
        assert page.startswith(f"# {format.title}\n")
        assert len(page.split(HEADING)[0]) > len(format.title) + 100


def test_there_is_no_page_without_a_format() -> None:
    names = {path.stem for path in FOLDER.glob("*.md")}
    assert names == {*(format.name for format in formats()), "formats"}
