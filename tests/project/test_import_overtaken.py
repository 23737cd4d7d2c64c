"""What others do to the project while an import is being prepared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.project import editing, removal
from annotator.project.progress import Progress
from annotator.project.project import Project
from tests.projects import bring, documents_of, exported, faults, new_project, write_lines

SPAN = {"id": "s1", "start": 0, "end": 3, "label": "location"}
DOCUMENT = {"id": "d", "text": "One text.", "layers": [{"person": "ana", "spans": [SPAN]}]}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path / "p.sqlite", me="ana")


def before_landing(act: Callable[[], object], times: int = 1) -> Progress:
    """Return a progress that lets someone act when everything is staged."""
    left = [act] * times

    def tell(done: int, total: int | None) -> None:
        if left and done == total:
            left.pop()()

    return Progress(tell)


def test_an_import_never_lands_in_anothers_layer(project: Path, tmp_path: Path) -> None:
    texts = write_lines(
        tmp_path / "t.jsonl", {"id": "d", "text": "One text."}, {"id": "e", "text": "Two texts."}
    )
    bring(project, texts)
    opened = Project.open(project, device="device", me="ana")
    one, two = (each.id for each in opened.documents())
    editing.set_status(opened, one, "started")
    opened.flush()

    def remove_and_begin_another() -> None:
        removal.remove(opened, [one])
        editing.mark(opened, two, "quote", [(0, 3)])
        opened.flush()

    file = write_lines(tmp_path / "f.jsonl", DOCUMENT)
    report = bring(project, file, prefix="j", progress=before_landing(remove_and_begin_another))
    opened.close()
    assert report.documents == 1
    found = {each["id"]: each["layers"] for each in documents_of(exported(project))}
    assert [each["label"] for each in found["e"][0]["spans"]] == ["quote"]
    assert [each["id"] for each in found["d"][0]["spans"]] == ["s1"]
    assert faults(project) == []


def test_two_imports_at_once_give_one_document(project: Path, tmp_path: Path) -> None:
    file = write_lines(tmp_path / "f.jsonl", DOCUMENT)
    other = before_landing(lambda: bring(project, file, prefix="o"))
    report = bring(project, file, progress=other)
    assert (report.documents, report.duplicates) == (0, 1)
    assert report.kinds == {"duplicate": 1, "layer-exists": 1}
    assert len(documents_of(exported(project))) == 1
    assert faults(project) == []


def test_a_key_that_was_taken_meanwhile_is_said(project: Path, tmp_path: Path) -> None:
    taken = write_lines(tmp_path / "o.jsonl", {"id": "d", "text": "Another."})
    file = write_lines(tmp_path / "f.jsonl", DOCUMENT)
    report = bring(
        project, file, progress=before_landing(lambda: bring(project, taken, prefix="o"))
    )
    assert report.kinds == {"duplicate-key": 1}
    assert [each["id"] for each in documents_of(exported(project))] == ["d", "d-2"]
    assert faults(project) == []


def test_who_is_overtaken_again_and_again_is_told(project: Path, tmp_path: Path) -> None:
    file = write_lines(tmp_path / "f.jsonl", *({"id": f"{n}", "text": f"{n} x"} for n in range(9)))
    numbers = iter(range(9))

    def one_more() -> None:
        n = next(numbers)
        bring(project, write_lines(tmp_path / "o.jsonl", {"text": f"{n} x"}), prefix=f"o{n}")

    with pytest.raises(Problem, match="while they were being imported"):
        bring(project, file, progress=before_landing(one_more, 3))
    assert len(documents_of(exported(project))) == 3
    assert faults(project) == []
