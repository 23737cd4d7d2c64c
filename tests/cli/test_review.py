from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from annotator.cli.main import group
from annotator.domain.edit import Edit, add
from annotator.domain.problem import Problem
from annotator.project import editing
from tests.disputed import disputed
from tests.planned import LOST, planned
from tests.projects import faults
from tests.reviews import opened


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
    file.write_text('[{"label": "speaker", "start": 4, "end": 12}]')
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


def test_relations_that_wait_for_their_spans_are_counted_apart(
    project: Path, tmp_path: Path
) -> None:
    path = disputed(tmp_path / "related.sqlite")
    every = items(path, "--all")
    waiting = sum(each["state"] == "waiting" for each in every)
    assert waiting
    result = json.loads(run(path, "list", "--json").stdout)
    assert (result["settled"], result["waiting"]) == (0, waiting)
    assert result["all"] == len(every) - waiting
    said = run(path, "list").stdout
    assert f"0 of {len(every) - waiting} items are settled." in said
    assert f"{waiting} relations wait until the spans are settled." in said


@pytest.mark.parametrize("none", [False, True])
def test_an_item_whose_marks_are_gone_is_called_by_its_words(project: Path, none: bool) -> None:
    (item,) = [each["item"] for each in items(project) if "They lost" in each["title"]]
    how = ["--none"] if none else ["--accept", "ana"]
    assert run(project, "decide", item, *how, "--me", "ana").exit_code == 0
    made = opened(project)
    (id,) = [each.id for each in made.documents() if each.key == "b"]
    spans = made.open_document(id).spans.values()
    editing.delete(made, id, [each.id for each in spans if each.fragments == (LOST,)])
    made.close()
    every = items(project, "--all")
    (gone,) = [each for each in every if each["state"] == "orphan"]
    assert gone["title"] == "“They lost,”, its marks are gone"
    assert all(each["title"] for each in every)
    (line,) = [
        line for line in run(project, "list", "--all").stdout.splitlines() if "orphan" in line
    ]
    assert line.endswith("orphan  b  “They lost,”, its marks are gone")


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


@pytest.mark.parametrize("words", ["", "   ", "\n\t"])
def test_an_objection_without_words_is_refused(project: Path, words: str) -> None:
    assert run(project, "rule", "majority", "--me", "ben").exit_code == 0
    item = items(project, "--all")[0]["item"]
    result = run(project, "object", item, "--because", words, "--me", "ana")
    assert isinstance(result.exception, Problem)
    assert "needs words" in result.exception.happened
    assert all(not each["remarks"] for each in items(project, "--all"))


def test_a_claim_of_which_all_is_said_is_taken_from_a_file(project: Path, tmp_path: Path) -> None:
    file = tmp_path / "spans.json"
    # What cannot be checked is not asked whether it is worth it.
    said = {"verifiability": "unverifiable", "polarity": "affirmed"}
    file.write_text(json.dumps({"label": "claim", "start": 0, "end": 12, "attributes": said}))
    result = run(project, "decide", items(project)[0]["item"], "--edit", str(file), "--me", "ana")
    assert result.exit_code == 0, result.exception


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
    # The lead agrees: nothing differs any more, and she is told why.
    assert run(project, "decide", one["item"], "--accept", "ana", "--because", "R2 yes",
               "--me", "ben").exit_code == 0  # fmt: skip
    told = json.loads(run(project, "feedback", "--me", "ana", "--json").stdout)
    assert told["items"] == []
    (answer,) = told["answers"]
    assert (answer["item"], answer["state"]) == (one["item"], "upheld")
    assert answer["decision"]["reason"] == "R2 yes"
    said = run(project, "feedback", "--me", "ana").stdout
    assert (
        "you objected: I see it.; the ruling was changed after your objection, to “They lost,”"
    ) in said
    assert "R2 yes" in said


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


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"attributes": {"quote_type": "banana"}}, "“banana” does not fit “Type”"),
        ({"attributes": {"zzz": 1}}, "no attribute zzz"),
        ({"attributes": ["a"]}, "not pairs of a name and a value"),
        ({"label": "banana"}, "no label “banana”"),
        ({"label": 7}, "has no label"),
        ({"entity": "E404"}, "not in the ledger: E404"),
        ({"entity": ["E1"]}, "not in the ledger"),
        ({"entity": "E1"}, "A Quote names no entity"),
        ({"label": "location", "entity": "E1"}, "A Location names no person"),
        ({"start": 0.5}, "in whole numbers"),
        ({"start": "0"}, "in whole numbers"),
        ({"start": True}, "in whole numbers"),
        ({"end": None}, "in whole numbers"),
        ({"start": 12}, "Nothing is selected"),
        ({"end": 9999}, "beyond the text"),
        ({"fragments": "abc"}, "in whole numbers"),
        ({"fragments": [[1]]}, "in whole numbers"),
        ({"fragments": []}, "in whole numbers"),
        ({"label": "claim"}, "says nothing of “Can be checked”, which must be answered"),
        (
            {
                "label": "claim",
                "attributes": {"verifiability": "verifiable", "polarity": "affirmed"},
            },
            "says nothing of “Worth checking”",
        ),
        ({"start": 70, "end": 80}, "does not touch the item, which lies at"),
    ],
)
def test_a_span_that_nobody_could_mark_is_refused(
    project: Path, tmp_path: Path, given: dict[str, Any], words: str
) -> None:
    fill_ledger(project)
    span = {"label": "quote", "start": 0, "end": 12} | given
    assert words in refused(project, tmp_path, json.dumps(span))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[]", "has no spans"),
        ("[7]", "number 1 is no span"),
        ("{", "says no spans"),
        ('[{"label": "quote", "start": 0, "end": 12}, {"label": "quote", "fragments": [[0, 12]]}]',
         "twice"),
    ],
)  # fmt: skip
def test_a_file_of_no_spans_or_of_one_twice_is_refused(
    project: Path, tmp_path: Path, text: str, words: str
) -> None:
    assert words in refused(project, tmp_path, text)


def refused(project: Path, tmp_path: Path, text: str) -> str:
    """Return what is said when a file is refused; nothing may be decided by it."""
    file = tmp_path / "spans.json"
    file.write_text(text)
    item = items(project)[0]["item"]
    result = run(project, "decide", item, "--edit", str(file), "--me", "ana")
    assert isinstance(result.exception, Problem), result.exception
    assert result.exception.safe == "Nothing was changed."
    assert all(each["decision"] is None for each in items(project, "--all"))
    return result.exception.happened


def test_what_fits_the_schema_is_taken_from_a_file(project: Path, tmp_path: Path) -> None:
    fill_ledger(project)
    file = tmp_path / "spans.json"
    for at, span in (
        (0, {"label": "quote", "start": 0, "end": 12, "attributes": {"quote_type": "direct"}}),
        (15, {"label": "speaker", "start": 15, "end": 27, "entity": "E1"}),
    ):
        file.write_text(json.dumps([span]))
        item = next(each["item"] for each in items(project) if each["start"] == at)
        result = run(project, "decide", item, "--edit", str(file), "--me", "ana")
        assert result.exit_code == 0, result.stderr
    with sqlite3.connect(project) as connection:
        rows = connection.execute(
            "SELECT label, attributes, entity FROM spans JOIN layers ON layers.id = spans.layer "
            "WHERE layers.kind = 'gold' ORDER BY start"
        ).fetchall()
    connection.close()
    assert [(row[0], json.loads(row[1] or "{}"), row[2]) for row in rows] == [
        ("quote", {"quote_type": "direct"}, None),
        ("speaker", {}, "E1"),
    ]


def fill_ledger(path: Path) -> None:
    """Bring a person, E1, into the ledger."""
    project = opened(path)
    entity = add("ledger", "entity", "E1", {"kind": "person", "name": "The minister"})
    project.apply(Edit("make an entity", (entity,)))
    project.close()
