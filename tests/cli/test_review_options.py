"""What the options of `annotator review … decide` do beyond taking one reading."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from annotator.domain.problem import Problem
from tests.cli.test_review import items, run
from tests.planned import KYIV, SPEAKER, TEXT, document, layer, planned
from tests.projects import faults
from tests.reviews import opened


@pytest.fixture
def repeated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three articles in which ana and ben differ in the same way on one mark."""
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ANNOTATOR_SETTINGS", str(tmp_path / "settings"))
    documents = [
        document(
            f"{number}",
            layer("ana", [(SPEAKER, "speaker"), (KYIV, "location")]),
            layer("ben", [((19, 27), "speaker"), (KYIV, "location")]),
            text=f"{TEXT} Article {number}.",
        )
        for number in range(3)
    ]
    return planned(tmp_path / "repeated.sqlite", *documents)


def waiting(project: Path) -> list[dict[str, Any]]:
    return [each for each in items(project) if len(each["readings"]) > 1]


def test_a_ruling_for_a_pattern_settles_all_its_items(repeated: Path) -> None:
    first, *others = waiting(repeated)
    assert {each["pattern"] for each in others} == {first["pattern"]}
    result = run(repeated, "decide", first["item"], "--accept", "ben", "--pattern", "--me", "ana")
    assert result.exit_code == 0, result.exception
    assert f"Decided {first['item']} and 2 more of its pattern: accept." in result.stdout
    assert waiting(repeated) == []
    decided = [each["decision"] for each in items(repeated, "--all") if len(each["readings"]) > 1]
    assert [each["from"] for each in decided] == [["ben"]] * 3
    assert faults(repeated) == []


def test_a_whole_pattern_is_not_deferred_or_edited(repeated: Path) -> None:
    item = waiting(repeated)[0]["item"]
    result = run(repeated, "decide", item, "--defer", "--pattern", "--me", "ana")
    assert isinstance(result.exception, Problem)
    assert "for a whole pattern" in result.exception.happened
    assert len(waiting(repeated)) == 3


def test_all_readings_are_kept_side_by_side(repeated: Path) -> None:
    item = waiting(repeated)[0]["item"]
    result = run(repeated, "decide", item, "--all", "--me", "ana")
    assert result.exit_code == 0, result.exception
    (kept,) = [each for each in items(repeated, "--all") if each["item"] == item]
    assert kept["decision"]["from"] == ["ana", "ben"]
    assert [span["quote"] for span in kept["decision"]["spans"]] == [["the minister"], ["minister"]]


def test_an_item_is_sent_back_with_a_comment(repeated: Path) -> None:
    item = waiting(repeated)[0]["item"]
    assert run(repeated, "decide", item, "--send-back", "--me", "ana").exit_code == 2
    result = run(repeated, "decide", item, "--send-back", "--because", "Which?", "--me", "ana")
    assert result.exit_code == 0, result.exception
    (sent,) = [each for each in items(repeated) if each["item"] == item]
    assert (sent["state"], sent["remarks"][0]["reason"]) == ("sent back", "Which?")


def test_a_second_lead_comes_in_with_the_first_ruling(repeated: Path) -> None:
    item = waiting(repeated)[0]["item"]
    result = run(repeated, "decide", item, "--none", "--me", "Mia")
    assert isinstance(result.exception, Problem)
    assert "nobody called Mia" in result.exception.happened
    assert "--new-lead" in result.exception.next_step
    assert run(repeated, "decide", item, "--none", "--new-lead").exit_code == 2
    result = run(repeated, "decide", item, "--none", "--me", "Mia", "--new-lead")
    assert result.exit_code == 0, result.exception
    assert run(repeated, "rule", "unanimous", "--me", "Mia", "--new-lead").exit_code == 0
    project = opened(repeated, "mia", "look")
    assert [each.role for each in project.people if each.name == "Mia"] == ["lead"]
    project.close()
    (ruled,) = [each for each in items(repeated, "--all") if each["item"] == item]
    assert ruled["decision"]["person"] == "mia"
