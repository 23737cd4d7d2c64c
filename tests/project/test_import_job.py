from __future__ import annotations

import time
from pathlib import Path

from annotator.project.import_job import start_import
from annotator.project.project import Project
from tests.projects import exported, faults, new_project, write_lines


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
