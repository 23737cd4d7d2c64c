from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from annotator.cli.main import group
from annotator.domain.problem import Problem
from tests.projects import bring, documents_of, exported, faults, new_project, write_lines

TEXT = "“No,” said Ana in Kyiv. Ana saw Kyiv again."
SPANS = [
    {"id": "s", "start": 12, "end": 15, "label": "speaker", "quote": "Ana"},
    {"id": "p", "start": 18, "end": 22, "label": "GPE", "quote": "Kyiv"},
    {"id": "f", "start": 900, "end": 904, "label": "claim", "quote": "=1+1"},
]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ANNOTATOR_SETTINGS", str(tmp_path / "settings"))
    path = new_project(tmp_path / "p.sqlite")
    line = {"id": "a", "text": TEXT, "layers": [{"person": "ana", "spans": SPANS}]}
    bring(path, write_lines(tmp_path / "f.jsonl", line))
    return path


def run(*words: str) -> Result:
    return CliRunner().invoke(group, [*words])


def repair(project: Path, *words: str) -> Result:
    return run("repair", str(project), *words)


def listed(project: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(repair(project, "list", "--json").stdout)["marks"]
    return found


def test_info_and_the_import_tell_how_many_there_are(project: Path, tmp_path: Path) -> None:
    assert json.loads(run("info", str(project), "--json").stdout)["unplaced"] == 3
    assert "3 marks in the repair list" in run("info", str(project)).stdout
    more = write_lines(tmp_path / "g.jsonl", {"id": "b", "text": "Else.", "spans": SPANS[:1]})
    result = run("import", str(project), str(more), "--as", "ana", "--me", "ana")
    assert "1 mark waits in the repair list." in result.stdout
    assert "repair list" not in run("info", str(new_project(tmp_path / "q.sqlite"))).stdout


def test_the_list_says_what_was_to_be_marked_and_why_it_was_not(project: Path) -> None:
    lines = repair(project, "list").stdout.splitlines()
    assert lines[-1] == "3 marks are in the repair list."
    assert any(
        line.startswith("s  a, ana: speaker “Ana” at 12–15. Its quote does not match")
        for line in lines
    )
    assert {each["id"] for each in listed(project)} == {"s", "p", "f"}


def test_the_list_is_saved_as_a_table_or_as_lines(project: Path, tmp_path: Path) -> None:
    result = repair(project, "save", str(tmp_path / "out.csv"))
    assert (result.exit_code, result.stdout) == (0, "Saved 3 marks to out.csv.\n")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert (rows["s"]["document"], rows["s"]["start"], rows["s"]["end"]) == ("a", "12", "15")
    assert rows["f"]["quote"] == "'=1+1"
    assert json.loads(rows["p"]["said"]) == [[18, 22]]
    repair(project, "save", str(tmp_path / "out.jsonl"))
    lines = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == listed(project)


def test_a_name_without_a_format_and_a_project_are_not_written(
    project: Path, tmp_path: Path
) -> None:
    for name in ("out.docx", "out", "no/folder.csv"):
        result = repair(project, "save", str(tmp_path / name))
        assert isinstance(result.exception, Problem), name
        assert not (tmp_path / name).exists()
    copy = tmp_path / "copy.csv"
    copy.write_bytes(project.read_bytes())
    assert isinstance(repair(project, "save", str(copy)).exception, Problem)
    assert copy.read_bytes() == project.read_bytes()


def test_placing_renaming_and_dismissing_empty_the_list(project: Path) -> None:
    result = repair(project, "place", "s", "11", "14", "--me", "ana")
    assert result.stdout == "Placed “Ana” as speaker in a.\n"
    result = repair(project, "rename", "GPE", "location", "--me", "ana", "--json")
    assert json.loads(result.stdout) == {"placed": 1, "waiting": 0}
    result = repair(project, "dismiss", "f", "--me", "ana")
    assert result.stdout == "Dismissed =1+1 in a.\n"
    assert listed(project) == []
    (document,) = documents_of(exported(project))
    spans = {(each["id"], each["label"]) for each in document["layers"][0]["spans"]}
    assert spans == {("s", "speaker"), ("p", "location")}
    assert faults(project) == []


def test_a_corrected_article_takes_over_what_did_not_change(project: Path, tmp_path: Path) -> None:
    repair(project, "place", "s", "11", "14", "--me", "ana")
    new = tmp_path / "new.txt"
    new.write_text(TEXT.replace("Kyiv again", "Odesa again"), "utf-8")
    words = ("import", str(project), str(new), "--successor-of", "a", "--json")
    dry = json.loads(run(*words, "--dry-run").stdout)
    assert (dry["documents"], dry["carried"], dry["unplaced"]) == (1, 1, 0)
    assert json.loads(run(*words).stdout)["carried"] == 1
    found = {each["id"]: each for each in documents_of(exported(project))}
    assert [each["quote"] for each in found["new"]["layers"][0]["spans"]] == [["Ana"]]
    result = run("import", str(project), str(new), "--successor-of", "nobody")
    assert isinstance(result.exception, Problem)
    assert faults(project) == []


def test_wrong_words_are_problems(project: Path) -> None:
    for words in (
        ("place", "nobody", "1", "2"), ("place", "s", "30", "999"), ("dismiss", "nobody"),
        ("rename", "GPE", "nothing"), ("place", "p", "18", "22"),
    ):  # fmt: skip
        result = repair(project, *words, "--me", "ana")
        assert isinstance(result.exception, Problem), words
    assert len(listed(project)) == 3
