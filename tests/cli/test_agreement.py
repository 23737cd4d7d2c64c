from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.__main__ import main
from annotator.domain.edit import Edit, add
from annotator.project import editing
from annotator.project.project import Project
from tests.planned import planned


@pytest.fixture
def project(tmp_path: Path) -> str:
    return str(planned(tmp_path / "p.sqlite"))


def test_json_is_what_other_tools_rely_on(project: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["agreement", project, "--measure", "strict-f1", "--by", "pair", "--json"]) == 0
    out, err = capfd.readouterr()
    said = json.loads(out)
    assert list(said) == ["unit", "rows"]
    assert said["unit"] == "codepoint"
    assert [row["pair"] for row in said["rows"]] == [
        None, ["ana", "ben"], ["ana", "cy"], ["ben", "cy"],
    ]  # fmt: skip
    assert said["rows"][1] == {
        "measure": "strict-f1", "label": None, "attribute": None, "pair": ["ana", "ben"],
        "document": None, "value": pytest.approx(8 / 13), "low": None, "high": None,
        "coverage": None, "spans": 13, "documents": 2,
    }  # fmt: skip
    assert "left out" in err


def test_nothing_to_compare_is_null(project: str, capfd: pytest.CaptureFixture[str]) -> None:
    call = ["agreement", project, "--measure", "strict-f1", "--label", "claim", "--json"]
    assert main(call) == 0
    (row,) = json.loads(capfd.readouterr().out)["rows"]
    assert (row["value"], row["label"]) == (None, "claim")


def test_the_table_names_what_it_shows(project: str, capfd: pytest.CaptureFixture[str]) -> None:
    call = ["agreement", project, "--measure", "alpha-ku", "--by", "label", "--people", "ana,ben"]
    assert main(call) == 0
    lines = capfd.readouterr().out.splitlines()
    # By hand: 1 − 8/112 · 11,280/7,328.
    assert lines[0].split()[:3] == ["alpha-ku", "all", "0.890"]
    assert [line.split()[1] for line in lines[1:]] == ["quote", "speaker", "claim", "location"]
    assert "n/a" in lines[3]
    assert lines[0].endswith("13 spans, 2 documents")


@pytest.mark.parametrize(("chosen", "documents"), [
    ([], 2), (["--status", "done"], 2), (["--status", "started"], 0), (["--week", "1999-W01"], 0),
])  # fmt: skip
def test_only_layers_of_a_status_or_documents_of_a_week(
    project: str, chosen: list[str], documents: int, capfd: pytest.CaptureFixture[str]
) -> None:
    call = ["agreement", project, "--measure", "strict-f1", "--people", "ana,ben", "--json"]
    assert main([*call, *chosen]) == 0
    (row,) = json.loads(capfd.readouterr().out)["rows"]
    assert row["documents"] == documents


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--measure", "gamma"], 1), (["--by", "week"], 1), (["--status", "lost"], 2)],
)
def test_wrong_words(
    project: str, arguments: list[str], code: int, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["agreement", project, *arguments]) == code
    out, err = capfd.readouterr()
    assert out == ""
    assert err


def test_measures_are_listed(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["measures"]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert len(lines) == 18
    assert main(["measures", "--json"]) == 0
    names = [each["name"] for each in json.loads(capfd.readouterr().out)["measures"]]
    assert [line.split()[0] for line in lines] == names


def test_figures_are_frozen_before_decisions(
    project: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["agreement", project, "--frozen"]) == 1
    assert "No figures" in capfd.readouterr().err
    assert main(["agreement", project, "--freeze", "--me", "ana"]) == 0
    assert capfd.readouterr().out.startswith("Froze at ")
    assert main(["agreement", project, "--frozen", "--json"]) == 0
    kept = json.loads(capfd.readouterr().out)["rows"]
    assert main(["agreement", project, "--by", "label,pair", "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["rows"] == [r for r in kept if not r["attribute"]]
    assert main(["agreement", project, "--frozen"]) == 0
    assert "Frozen at " in capfd.readouterr().out.splitlines()[-1]
    assert main(["agreement", project, "--frozen", "--by", "label"]) == 2


def test_what_was_measured_before_review_stands_beside_what_is(
    project: str, capfd: pytest.CaptureFixture[str]
) -> None:
    call = ["agreement", project, "--measure", "strict-f1", "--by", "pair"]
    assert main(["agreement", project, "--freeze", "--me", "ana"]) == 0
    opened = Project.open(Path(project), me="ana", clock=lambda: "2026-11-27T10:00:00Z")
    change = add("decisions", "decision", "d1", {"document": opened.documents()[0].id})
    opened.apply(Edit("decide", (change,)))
    (shared,) = [each.id for each in opened.documents() if each.key == "b"]
    editing.mark(opened, shared, "claim", ((0, 5),))
    opened.close()
    capfd.readouterr()
    assert main([*call, "--json"]) == 0
    out, err = capfd.readouterr()
    said = json.loads(out)
    was = said["before_review"]
    assert "Behind “was”: as measured before review began, on " + was["created"][:10] in err
    assert was["begun"]
    assert [row["pair"] for row in was["rows"]] == [row["pair"] for row in said["rows"]]
    assert was["rows"][1]["value"] == pytest.approx(8 / 13)
    assert said["rows"][1]["value"] < was["rows"][1]["value"]
    assert main(call) == 0
    assert capfd.readouterr().out.splitlines()[1].endswith("was 0.615")
    # They were of everybody.
    assert main([*call, "--people", "ana,ben", "--json"]) == 0
    assert "before_review" not in json.loads(capfd.readouterr().out)
