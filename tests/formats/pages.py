"""Writes the tables of losses into the help pages: `python3 dev.py pages`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotator.formats.loss_table import overview, table, with_table
from annotator.formats.registry import formats

FOLDER = Path(__file__).parents[2] / "resources" / "help" / "formats"


def pages() -> Iterator[tuple[Path, str]]:
    """Yield each help page about formats with what it should say."""
    for format in formats():
        path = FOLDER / f"{format.name}.md"
        said = path.read_text("utf-8") if path.is_file() else f"# {format.title}\n"
        yield path, with_table(said, table(format))
    path = FOLDER / "formats.md"
    said = path.read_text("utf-8") if path.is_file() else "# Formats\n"
    yield path, with_table(said, overview(formats()))


if __name__ == "__main__":
    for path, said in pages():
        path.write_text(said, "utf-8")
        print(path.name)
