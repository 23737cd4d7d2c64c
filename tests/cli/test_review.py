from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from annotator.cli.main import group
from annotator.domain.problem import Problem
from tests.planned import planned
from tests.projects import faults


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ANNOTATOR_SETTINGS", str(tmp_path / "settings"))
    return planned(tmp_path / "p.sqlite")


def run(project: Path, *words: str) -> Result:
    return CliRunner().invoke(group, ["review", str(project), *words])


def items(project: Path, *words: str) -> list[dict[str, Any]]:
    result = run(project, "list", "--json", *words)
    assert result.exit_code == 0, result.stderr
    found: list[dict[str, Any]] = json.loads(result.stdout)["items"]
    return found


def test_from_the_list_to_the_last_item_without_a_window(project: Path, tmp_path: Path) -> None:
    result = run(project, "rule", "unanimous", "--me", "ana")
    assert (result.exit_code, result.stdout[:8]) == (0, "Decided "), result.stderr
    left = items(project)
    assert left
    assert all(each["state"] == "open" for each in left)
    first = left[0]
    person = first["readings"][0]["people"][0]
    result = run(project, "decide", first["item"][:9], "--accept", person, "--because", "Rule 4",
                 "--me", "ana", "--json")  # fmt: skip
    assert result.exit_code == 0, result.stderr
    (decided,) = [each for each in items(project, "--all") if each["item"] == first["item"]]
    assert (decided["state"], decided["decision"]["reason"]) == ("decided", "Rule 4")
    file = tmp_path / "spans.json"
    file.write_text('[{"label": "speaker", "start": 15, "end": 27}]')
    result = run(project, "decide", left[1]["item"], "--edit", str(file), "--me", "ana")
    assert result.exit_code == 0, result.stderr
    for each in items(project):
        assert run(project, "decide", each["item"], "--none", "--me", "ana").exit_code == 0
    assert items(project) == []
    result = run(project, "object", first["item"], "--because", "No.", "--me", "ben")
    assert result.exit_code == 0, result.stderr
    ((waiting,), shown) = items(project), run(project, "list").stdout
    assert (waiting["item"], waiting["state"]) == (first["item"], "objected")
    assert "objected" in shown
    assert "Gold of 0 documents" in run(project, "rebuild", "--me", "ana").stdout
    assert faults(project) == []


def test_what_cannot_be_is_said(project: Path, tmp_path: Path) -> None:
    first = items(project)[0]["item"]
    for words, said in (
        (("decide", "nothing", "--none"), "There is no item nothing."),
        (("decide", first, "--accept", "zoe"), "zoe has no reading"),
        (("decide", first, "--edit", str(tmp_path / "none.json")), "says no spans"),
        (("object", first, "--because", "no"), "no decision here to object to"),
    ):
        result = run(project, *words, "--me", "ana")
        assert isinstance(result.exception, Problem), words
        assert said in result.exception.happened
    assert run(project, "decide", first, "--me", "ana").exit_code == 2
    assert run(project, "decide", first, "--none", "--accept", "ana").exit_code == 2


def test_feedback_lists_what_differs_and_by_which_id_to_object(project: Path) -> None:
    for which in ("unanimous", "majority"):
        assert run(project, "rule", which, "--because", "R1", "--me", "ben").exit_code == 0
    result = run(project, "feedback", "--me", "ana", "--json")
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    # Two of three did not mark the quotation at the end of b.
    ((one,), person) = told["items"], told["person"]
    assert (person, one["document"], one["state"], one["gold"]) == ("ana", "b", "differs", [])
    assert one["yours"][0]["quote"] == ["“They lost,”"]
    assert (one["decision"]["person"], one["decision"]["reason"]) == ("ben", "R1")
    shown = run(project, "feedback", "--me", "ana").stdout
    assert f"{one['item']}  differs  b" in shown
    assert "Gold differs in 1 place of 2 documents that have gold." in shown
    done = run(project, "object", one["item"], "--because", "I see it.", "--me", "ana")
    assert done.exit_code == 0, done.stderr
    (again,) = json.loads(run(project, "feedback", "--me", "ana", "--json").stdout)["items"]
    assert (again["state"], again["remarks"][0]["reason"]) == ("objected", "I see it.")
    assert "ana: I see it." in run(project, "list").stdout
    assert isinstance(run(project, "feedback", "--me", "zoe").exception, Problem)


def test_report_tells_how_far_each_persons_marks_are_gold(project: Path) -> None:
    result = run(project, "report")
    assert "Nobody is beside gold yet" in result.stdout
    for which in ("unanimous", "majority"):
        assert run(project, "rule", which, "--me", "ben").exit_code == 0
    for _ in range(2):
        for each in items(project):
            taken = each["readings"][0]["people"][0]
            made = run(project, "decide", each["item"], "--accept", taken, "--me", "ben")
            assert made.exit_code == 0, made.stderr
    told = json.loads(run(project, "report", "--json").stdout)["people"]
    assert [each["person"] for each in told] == ["ana", "ben", "cy"]
    (ana,) = json.loads(run(project, "report", "--person", "ana", "--json").stdout)["people"]
    assert ana == told[0]
    (whole,) = [row for row in ana["figures"] if row["label"] is None]
    assert whole["documents"] == 2
    assert 0 < whole["value"] < 1
    shown = run(project, "report", "--person", "ana").stdout
    assert "against gold, strict F1:" in shown
    assert f"{whole['value']:.3f}" in shown
    assert "agreed" in shown
    assert isinstance(run(project, "report", "--person", "zoe").exception, Problem)
