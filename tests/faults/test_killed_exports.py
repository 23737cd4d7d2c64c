"""An export is killed: what was there is there, and the next one takes away what it left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.project.export_source import ExportOptions
from annotator.project.exporting import export
from annotator.project.repair_export import save_list
from annotator.storage.aside import own_mark
from tests.faults.test_kills import ROOT
from tests.projects import bring, new_project, write_lines


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("killed")
    path = new_project(folder / "p.sqlite")
    lines = [{"id": f"d{n:03}", "text": f"Text {n}."} for n in range(160)]
    bring(path, write_lines(folder / "f.jsonl", *lines))
    return path


def killed(project: Path, out: Path, format: str, where: str) -> list[Path]:
    """Kill an export in the middle and return what it left in the folder of `out` or in it."""
    script = str(Path(__file__).with_name("exporting_run.py"))
    with subprocess.Popen(
        [sys.executable, script, str(project), str(out), format, where],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        assert run.stdout.readline() == "stopped\n", run.stderr.read()
        run.send_signal(signal.SIGKILL)
    return hidden(out.parent)


def hidden(folder: Path) -> list[Path]:
    return sorted(each for each in folder.rglob(".*") if each.suffix in (".part", ".old"))


@pytest.mark.parametrize(
    ("format", "name", "next_format", "next_name"),
    [
        ("annotator-jsonl", "out.jsonl", "annotator-jsonl", "out.jsonl"),
        ("annotator-jsonl", "out.jsonl", "csv", "other.csv"),
        ("brat", "out", "brat", "out"),
        ("brat", "out", "annotator-jsonl", "other.jsonl"),
    ],
)
def test_the_next_export_takes_away_what_a_killed_one_left(
    project: Path, tmp_path: Path, format: str, name: str, next_format: str, next_name: str
) -> None:
    place = tmp_path / "place"
    place.mkdir()
    assert killed(project, place / name, format, "writing")
    assert not (place / name).exists()
    mine = [place / each for each in (".mine.part", ".annotator.part", "annotator-1-2.part")]
    for each in mine:
        each.write_text("mine")
    export(project, place / next_name, ExportOptions(next_format))
    assert hidden(place) == sorted(each for each in mine if each.name.startswith("."))
    assert all(each.read_text() == "mine" for each in mine)


def test_in_a_folder_that_is_there_it_is_taken_away_as_well(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "place" / "out"
    out.mkdir(parents=True)
    (left,) = killed(project, out, "brat", "writing")
    assert left.parent == out
    export(project, out, ExportOptions("brat"))
    assert hidden(tmp_path) == []


def test_what_was_there_before_is_kept_until_it_is_replaced(project: Path, tmp_path: Path) -> None:
    place = tmp_path / "place"
    out = place / "out"
    place.mkdir()
    options = ExportOptions("annotator-jsonl", card=True, split="60/20/20")
    export(project, out, options)
    (out / "dev.jsonl").write_text("mine, though under that name")
    left = killed(project, out, "annotator-jsonl", "settling")
    kept = [each for each in left if each.suffix == ".old"]
    assert "mine, though under that name" in [each.read_text() for each in kept]
    # Something else: it is all that is left of what was there, unless it has its name still.
    export(project, out, ExportOptions("brat"))
    now = hidden(place)
    assert [each.suffix for each in now] == [".old"]
    assert now[0].read_text() == "mine, though under that name"
    # The same: now it was replaced.
    export(project, out, options)
    assert hidden(place) == []


def test_of_a_living_export_and_of_other_computers_nothing_is_taken(
    project: Path, tmp_path: Path
) -> None:
    mark = own_mark()
    others = [
        tmp_path / f".{mark.replace(str(os.getpid()), '1')}0123456789ab.part",
        tmp_path / f".annotator-elsewhere-{os.getpid()}-0123456789ab.part",
        tmp_path / f".{mark}0123456789ab.part",
    ]
    for each in others:
        each.mkdir()
    export(project, tmp_path / "o.jsonl", ExportOptions())
    assert hidden(tmp_path) == sorted(others)


def test_a_number_that_comes_again_is_in_nobodys_way(project: Path, tmp_path: Path) -> None:
    """As in a container, in which every run has the same number."""
    place = tmp_path / "place"
    place.mkdir()
    (left,) = killed(project, place / "out.jsonl", "annotator-jsonl", "writing")
    number = left.name.split("-")[-2]
    again = left.with_name(left.name.replace(f"-{number}-", f"-{os.getpid()}-"))
    left.rename(again)
    export(project, place / "out.jsonl", ExportOptions())
    assert hidden(place) == []


def test_the_repair_list_takes_it_away_as_well(project: Path, tmp_path: Path) -> None:
    assert killed(project, tmp_path / "out.jsonl", "annotator-jsonl", "writing")
    save_list((), tmp_path / "list.csv")
    assert hidden(tmp_path) == []


def test_the_longest_name_can_be_exported_to(project: Path, tmp_path: Path) -> None:
    out = tmp_path / f"{'Ж' * 124}.jsonl"
    for _ in range(2):
        export(project, out, ExportOptions())
    assert out.stat().st_size
