from __future__ import annotations

import time
from pathlib import Path

from annotator.domain.text_limits import LONGEST_TEXT
from annotator.project.import_job import start_import
from annotator.project.import_report import ImportReport
from annotator.project.project import Project
from tests.projects import bring, exported, faults, new_project, write_lines


def test_an_import_in_another_process_is_seen_by_an_open_project(tmp_path: Path) -> None:
    project = new_project(tmp_path / "p.sqlite")
    lines = [{"id": f"{n}", "text": f"text {n}"} for n in range(120)]
    file = write_lines(tmp_path / "f.jsonl", *lines)
    opened = Project.open(project, device="device")
    job = start_import(project, [file], me="Ana", device="device")
    state = job.wait(60)
    assert state.ended
    assert state.problem is None
    assert state.result is not None
    assert state.result.documents == 120
    assert opened.poll() is not None
    assert len(opened.documents()) == 120
    opened.close()
    assert faults(project) == []


def test_a_problem_comes_back_whole(tmp_path: Path) -> None:
    project = new_project(tmp_path / "p.sqlite")
    state = start_import(project, [tmp_path / "nowhere"]).wait(60)
    assert state.ended
    assert state.result is None
    assert state.problem is not None
    assert "no file or folder nowhere" in state.problem.happened
    assert state.problem.next_step


def test_cancelling_leaves_the_project_as_it_was(tmp_path: Path) -> None:
    project = new_project(tmp_path / "p.sqlite")
    before = exported(project)
    file = tmp_path / "f.jsonl"
    with file.open("wb") as out:
        for number in range(60_000):
            out.write(b'{"text": "text %d and more of it"}\n' % number)
    job = start_import(project, [file])
    while job.poll().done < 50 and not job.poll().ended:
        time.sleep(0.01)
    assert job.poll().total == 60_000
    job.cancel()
    state = job.wait(60)
    assert state.cancelled
    assert exported(project) == before


def test_a_process_that_dies_is_a_problem(tmp_path: Path) -> None:
    project = new_project(tmp_path / "p.sqlite")
    file = write_lines(tmp_path / "f.jsonl", {"text": "x y z"})
    job = start_import(project, [file])
    job.kill()
    state = job.wait(60)
    assert state.ended
    assert state.problem is not None or state.result is not None


def first_of(project: Path, *files: Path) -> ImportReport:
    """Return what a dry run says, and shows of the first article."""
    report = start_import(project, list(files), me="Ana", device="device", dry_run=True)
    result = report.wait(60).result
    assert result is not None
    assert result.first is not None
    return result


def test_the_first_article_that_comes_in_is_shown(tmp_path: Path) -> None:
    project = new_project(tmp_path / "p.sqlite")
    span = {"start": 10, "end": 14, "label": "location"}
    short = {"id": "short", "text": "It was in Kyiv.", "title": "Short", "spans": [span]}
    long = {"id": "long", "title": "Long", "text": "x" * (LONGEST_TEXT + 1)}
    report = first_of(project, write_lines(tmp_path / "f.jsonl", long, short))
    assert report.kinds["too-large"] == 1
    assert report.first.text == "It was in Kyiv."
    assert [mark.label for layer in report.first.layers for mark in layer.marks] == ["location"]


def test_files_that_bring_nothing_are_passed_over_for_the_first_article(tmp_path: Path) -> None:
    project = new_project(tmp_path / "p.sqlite")
    bring(project, write_lines(tmp_path / "there.jsonl", {"id": "there", "text": "There."}))
    (tmp_path / "a.txt").write_text("  \n")
    (tmp_path / "b.txt").write_text("There.")
    (tmp_path / "c.txt").write_text("New.\r\nAnd more.")
    report = first_of(project, *(tmp_path / f"{name}.txt" for name in "abc"))
    assert report.documents == 1
    assert (report.first.text, report.first.newline) == ("New.\nAnd more.", "crlf")
