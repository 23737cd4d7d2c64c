"""annotator remove and annotator purge: undoable, and for good."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import Run, run

__all__ = ["run"]
SECRET = "Zbigniew Quixote lives in Xanadu."


@pytest.fixture
def project(run: Run, tmp_path: Path) -> Path:
    path, file = tmp_path / "p.sqlite", tmp_path / "articles.jsonl"
    people = [{"id": "ana", "name": "Ana"}, {"id": "ben", "name": "Ben Quixote"}]
    layers = [
        {"person": each["id"], "spans": [{"start": 0, "end": 16, "label": "speaker"}]}
        for each in people
    ]
    lines = [
        {"annotator": 1, "people": people},
        {"id": "a", "text": SECRET, "layers": layers},
        {"id": "b", "text": "Quiet."},
    ]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert run("new", path)[0] == 0
    assert run("import", path, file, "--me", "Lea")[0] == 0
    return path


def content(path: Path) -> bytes:
    return b"".join(each.read_bytes() for each in path.parent.glob("p.sqlite*"))


def test_removing_takes_out_all_or_nothing_and_erases_nothing(run: Run, project: Path) -> None:
    code, _, told = run("remove", project, "b", "zz")
    assert (code, "no document zz" in told) == (1, True)
    _, said, _ = run("remove", project, "a", "--json", "--me", "Lea")
    assert json.loads(said) == {"removed": ["a"], "documents": 1}
    assert b"Quixote" in content(project)
    assert run("check", project, "--refold")[0] == 0
    code, said, _ = run("remove", project, "b")
    assert (code, said) == (0, "Removed 1 document; 0 left. History brings them back.\n")


def test_a_document_gets_another_key(run: Run, project: Path) -> None:
    code, said, told = run("rename", project, "a", "b")
    assert (code, "already is a document b" in told) == (1, True)
    code, said, _ = run("rename", project, "a", "kyiv")
    assert (code, said) == (0, "The document a is called kyiv now.\n")
    _, said, _ = run("remove", project, "kyiv", "--json")
    assert json.loads(said) == {"removed": ["kyiv"], "documents": 1}
    assert run("check", project, "--refold")[0] == 0


@pytest.mark.parametrize("removed", [False, True])
def test_a_purged_document_is_nowhere_any_more(run: Run, project: Path, removed: bool) -> None:
    if removed:
        assert run("remove", project, "a")[0] == 0
    code, said, told = run("purge", project, "--document", "a")
    assert code == 0, told
    assert said.startswith("Erased the document a for good.")
    assert b"Xanadu" not in content(project)
    _, said, _ = run("info", project, "--json")
    assert json.loads(said)["documents"] == 1
    assert run("check", project, "--refold")[0] == 0
    code, _, told = run("purge", project, "--document", "a")
    assert (code, "no document a" in told) == (1, True)


def test_a_purged_person_is_nowhere_any_more(run: Run, project: Path) -> None:
    code, said, told = run("purge", project, "--person", "ben quixote")
    assert code == 0, told
    assert "The id “ben” stays, without a name: layers, assignments and bundles" in said
    _, said, _ = run("info", project, "--json")
    assert json.loads(said)["layers_per_person"] == {"ana": 1}
    assert b"Ben Quixote" not in content(project)
    assert run("check", project, "--refold")[0] == 0
    code, _, told = run("purge", project, "--person", "Ben Quixote")
    assert (code, "nobody called Ben Quixote" in told) == (1, True)


def test_one_thing_is_purged_at_a_time(run: Run, project: Path) -> None:
    for given in ([], ["--document", "a", "--person", "ana"]):
        code, _, told = run("purge", project, *given)
        assert (code, "Give one of --document and --person" in told) == (2, True)
