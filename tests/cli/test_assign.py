from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.__main__ import main
from tests.projects import bring, new_project, write_lines


def test_documents_are_assigned(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    project = new_project(tmp_path / "p.sqlite")
    bring(project, write_lines(tmp_path / "p.jsonl", *({"text": f"Text {n}."} for n in range(4))))
    call = ["assign", str(project), "--people", "ana,ben", "--overlap", "2"]
    assert main([*call, "--per-person", "3", "--json"]) == 0
    out, err = capfd.readouterr()
    said = json.loads(out)
    assert said["loads"] == {"ana": 3, "ben": 3}
    assert len(said["short"]) == 1
    assert "New in the project: ana, ben." in err
    assert main(call) == 0
    assert capfd.readouterr().out == ("Assigned 2 documents anew. Each has now: ana 4, ben 4.\n")
    assert main(["assign", str(project), "--people", "ana", "--overlap", "2"]) == 1
    assert "2 of 1 people" in capfd.readouterr().err
    assert main(["assign", str(project)]) == 2
