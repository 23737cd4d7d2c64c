from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.__main__ import main
from tests.beside_gold import gold_beside_two
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


def test_newcomers_practise_on_documents_with_gold(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    project = gold_beside_two(tmp_path)
    call = ["assign", str(project), "--people", "Zoe"]
    assert main([*call, "--training", "2", "--json"]) == 0
    told = json.loads(capfd.readouterr().out)
    assert told["new"] == {"zoe": 2}
    assert main([*call, "--training", "2", "--overlap", "2"]) == 2
    assert "stands alone" in capfd.readouterr().err
    assert main([*call, "--training", "-1"]) == 1
    assert "fewer than no documents" in capfd.readouterr().err
