"""The files of an export get their names all at once, and take no place that nobody chose."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.project import removal
from annotator.project.export_settling import settle
from annotator.project.export_source import ExportOptions
from annotator.project.exporting import export
from annotator.project.progress import Cancelled, Progress
from annotator.project.project import Project
from tests.projects import bring, new_project, write_lines

SPLIT = ExportOptions("annotator-jsonl", split="60/20/20", seed=1, card=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = new_project(tmp_path / "p.sqlite")
    lines = [{"id": f"d{n:02}", "text": f"Text {n}."} for n in range(20)]
    bring(path, write_lines(tmp_path / "f.jsonl", *lines))
    return path


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with nothing else in it."""
    found = tmp_path / "place"
    found.mkdir()
    return found


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder, and its empty folders as well."""
    return {
        each.relative_to(folder).as_posix(): each.read_bytes() if each.is_file() else b""
        for each in folder.rglob("*")
    }


def stop_at(asked: int) -> Progress:
    """Return the progress of an export that is cancelled when it asks for that time."""
    left = iter(range(asked))
    return Progress(cancelled=lambda: next(left, None) is None)


@pytest.mark.parametrize("format", ["annotator-jsonl", "brat", "csv"])
@pytest.mark.parametrize("asked", [0, 1, 2, 3])
def test_a_cancelled_split_leaves_nothing(
    project: Path, place: Path, format: str, asked: int
) -> None:
    for out in (place / "new", place / "deep" / "new"):
        with pytest.raises(Cancelled):
            export(project, out, ExportOptions(format, split="60/20/20"), stop_at(asked))
    assert contents(place) == {}


@pytest.mark.parametrize("format", ["annotator-jsonl", "brat", "csv"])
def test_a_cancelled_split_leaves_the_older_one_whole(
    project: Path, place: Path, format: str
) -> None:
    out = place / "out"
    export(project, out, ExportOptions(format, split="60/20/20", seed=1, card=True))
    (out / "mine.txt").write_text("mine")
    before = contents(place)
    options = ExportOptions(format, split="60/20/20", seed=2, card=True)
    with pytest.raises(Cancelled):
        export(project, out, options, stop_at(3))
    assert contents(place) == before
    export(project, out, options)
    after = contents(place)
    assert after != before
    assert after["out/mine.txt"] == b"mine"
    assert not any("/." in f"/{name}" for name in after)


def test_a_name_that_cannot_be_given_brings_all_the_old_ones_back(
    project: Path, place: Path
) -> None:
    out = place / "out"
    export(project, out, SPLIT)
    (out / "train.jsonl").unlink()
    (out / "train.jsonl").mkdir()
    before = contents(place)
    with pytest.raises(Problem, match="cannot be written"):
        export(project, out, ExportOptions("annotator-jsonl", split="60/20/20", seed=2, card=True))
    assert contents(place) == before


@pytest.mark.parametrize("links", [True, False])
def test_a_rename_that_fails_at_last_brings_all_back(
    place: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no links here")

    if not links:
        monkeypatch.setattr(Path, "hardlink_to", refuse)
    for name in ("one", "two"):
        (place / name).write_text(f"old {name}")
    for name in ("one.new", "three.new"):
        (place / name).write_text("new")
    before = contents(place)
    moves = [
        (place / "one.new", place / "one"),
        (place / "three.new", place / "folder" / "three"),
        (place / "gone.new", place / "two"),
    ]
    with pytest.raises(FileNotFoundError):
        settle(moves)
    after = contents(place)
    assert {name: after[name] for name in ("one", "two")} == {"one": b"old one", "two": b"old two"}
    assert set(after) <= set(before)
    (place / "one.new").write_text("new")
    settle([*moves[:2], (place / "one", place / "two")])
    assert contents(place) == {"two": b"new", "folder": b"", "folder/three": b"new"}


def test_each_export_has_a_card_of_its_own(project: Path, place: Path) -> None:
    for name in ("out.jsonl", "out.xlsx"):
        export(project, place / name, ExportOptions(card=True))
    assert "| out.jsonl |" in (place / "out.jsonl.card.md").read_text("utf-8")
    assert "| out.xlsx |" in (place / "out.xlsx.card.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("out", "format", "mine"),
    [
        ("d.csv", "csv", "d.documents.csv"),
        ("e.json", "label-studio", "e.config.xml"),
        ("o.jsonl", "annotator-jsonl", "o.jsonl.card.md"),
        ("s", "csv", "s/dev.documents.csv"),
    ],
)
@pytest.mark.parametrize("dry_run", [False, True])
def test_what_is_from_no_export_is_not_replaced(
    project: Path, place: Path, out: str, format: str, mine: str, dry_run: bool
) -> None:
    kept = place / mine
    kept.parent.mkdir(exist_ok=True)
    kept.write_text("mine")
    split = "60/20/20" if out == "s" else None
    options = ExportOptions(format, card=True, split=split, dry_run=dry_run)
    before = contents(place)
    with pytest.raises(Problem, match=f"{kept.name} is there already, but"):
        export(project, place / out, options)
    assert contents(place) == before
    export(project, place / out, ExportOptions(format, card=True, split=split, replace=True))
    assert kept.read_bytes() != b"mine"
    # Now it is of that export, which may be made again.
    export(project, place / out, ExportOptions(format, card=True, split=split))


def test_files_of_an_earlier_export_are_left_and_told(project: Path, place: Path) -> None:
    out = place / "out"
    options = ExportOptions("plain-text", card=True)
    assert not [each for each in export(project, out, options).warnings if "folder" in each]
    (out / ".hidden").write_text("of nobody")
    opened = Project.open(project, device="device", via="command")
    gone = [each.id for each in opened.documents()][:3]
    removal.remove(opened, gone)
    opened.close()
    report = export(project, out, options)
    assert report.files == 17
    assert len(list(out.glob("*.txt"))) == 20
    assert report.warnings[-1] == (
        "3 files in the folder out are not from this export, perhaps from an earlier one, and left "
        "as they were."
    )
