"""Practising: a newcomer gets documents with gold, and its gold once each is done."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotator.cli.main import group
from annotator.domain.problem import Problem
from annotator.project import editing, mentions
from annotator.project.bundling import FOR, FROM, make_bundle
from annotator.project.comparing import AgreementOptions, agreement
from annotator.project.counting import count_project
from annotator.project.export_source import ExportOptions
from annotator.project.exporting import export
from annotator.project.gold_report import gold_report
from annotator.project.people import find_person
from annotator.project.practising import is_practice
from annotator.project.progress import Progress
from annotator.project.project import Project
from annotator.project.reviewing import rule
from annotator.project.sharing import assign_documents
from annotator.team.assignment import Plan
from tests.feedbacks import feedback
from tests.merges import merge, wrong
from tests.planned import ANA, KYIV, QUOTE, SPEAKER, TEXT, document, layer, planned
from tests.projects import bring, faults, new_project, session, write_lines
from tests.reviews import opened, review

SECRET = "the-reason-for-gold"


@pytest.fixture
def lead(tmp_path: Path) -> Path:
    """Two articles on which two people agree, all decided; and one that nobody has begun."""
    path = planned(
        tmp_path / "lead.sqlite",
        document("a", layer("ana", ANA), layer("ben", ANA)),
        document("b", layer("ana", ANA), layer("ben", ANA), text=_text("Another")),
        document("c", text=_text("A third")),
    )
    project = opened(path, "ana", "g")
    rule(project, review(project).documents, "unanimous", SECRET)
    project.close()
    return path


def _text(first: str) -> str:
    return f"{TEXT} {first} article of its own."


def trained(lead: Path, number: int = 2) -> Path:
    """Assign documents to practise on to Zoe, and hand them out; return the bundle."""
    project = opened(lead, "ana", "t")
    assign_documents(project, ["Zoe"], Plan(training=number))
    project.close()
    bundle = lead.with_name("for zoe.sqlite")
    make_bundle(lead, bundle, FOR, "zoe", session("for-zoe"))
    return bundle


def ids(project: Project) -> dict[str, str]:
    return {each.key: each.id for each in project.documents()}


def test_only_documents_with_gold_are_for_practice(lead: Path) -> None:
    project = opened(lead, "ana", "t")
    done = assign_documents(project, ["Zoe"], Plan(training=2))
    assert done.new == done.loads == {"zoe": 2}
    assert done.sentence() == (
        "Assigned 2 documents to practise on. Each has now: zoe 2."
    )  # fmt: skip
    again = assign_documents(project, ["Zoe"], Plan(training=3))
    assert again.new == {"zoe": 0}
    assert "Only 2 documents with gold are new to each." in again.sentence()
    # Whoever marked them themselves learns nothing there.
    assert assign_documents(project, ["Ben"], Plan(training=1)).new == {"ben": 0}
    zoe = find_person(project, "zoe")
    assert zoe is not None
    project.become(zoe)
    documents = ids(project)
    assert [key for key, id in documents.items() if is_practice(project, id)] == ["a", "b"]
    # Real work counts by itself, and is never what somebody practised on.
    real = assign_documents(project, ["Zoe"], Plan())
    assert real.new == {"zoe": 1}
    assert not is_practice(project, documents["c"])
    project.close()
    assert faults(lead) == []


def test_without_gold_there_is_nothing_to_practise_on(tmp_path: Path) -> None:
    project = opened(planned(tmp_path / "p.sqlite"), "ana", "t")
    with pytest.raises(Problem, match="no document with gold to practise on"):
        assign_documents(project, ["Zoe"], Plan(training=1))
    with pytest.raises(Problem, match="fewer than no documents"):
        assign_documents(project, ["Zoe"], Plan(training=-1))
    project.close()


def test_the_bundle_has_the_gold_of_these_documents_alone(lead: Path) -> None:
    bundle = trained(lead, 1)
    assert faults(bundle) == []
    data = bundle.read_bytes()
    assert SECRET.encode() in data
    project = Project.open(bundle)
    assert len(project.documents()) == 1
    assert {each.id for each in project.people} == {"zoe", "ana"}, "who decided is known"
    project.close()
    # Ana's own bundle has none of it.
    project = opened(lead, "ana", "u")
    assign_documents(project, ["ana"], Plan())
    project.close()
    own = lead.with_name("for ana.sqlite")
    make_bundle(lead, own, FOR, "ana", session("for-ana"))
    assert SECRET.encode() not in own.read_bytes()


def test_gold_is_told_document_by_document_once_each_is_done(lead: Path, tmp_path: Path) -> None:
    bundle = trained(lead)
    project = opened(bundle, "zoe", "z")
    documents = ids(project)
    for key in ("a", "b"):
        editing.mark(project, documents[key], "speaker", [(19, 27)])
    editing.set_status(project, documents["a"], "done")
    project.settle()
    told = feedback(bundle, "zoe")
    assert [each.key for each in told.documents] == ["a"]
    found = [each.case for _doc, each in told.judged() if each.case is not None]
    assert {(case.category, case.start) for case in found} == {
        ("missing", QUOTE[0]), ("boundary", SPEAKER[0]), ("missing", KYIV[0]),
    }  # fmt: skip
    assert gold_in_export(bundle, tmp_path) == ["a"]
    editing.set_status(project, documents["b"], "done")
    project.close()
    assert [each.key for each in feedback(bundle, "zoe").documents] == ["a", "b"]
    assert gold_in_export(bundle, tmp_path) == ["a", "b"]


def gold_in_export(path: Path, folder: Path) -> list[str]:
    out = folder / "gold.jsonl"
    export(path, out, ExportOptions(layer="all"))
    lines = [json.loads(line) for line in out.read_bytes().splitlines()[1:]]
    found = [d["id"] for d in lines if any(each["kind"] == "gold" for each in d["layers"])]
    assert found == [d["id"] for d in lines if d.get("decisions")]
    out.unlink()
    return found


def test_mentions_of_gold_are_not_told_before(tmp_path: Path) -> None:
    head = {"entities": [{"id": "E1", "kind": "place", "name": "Kyiv"}]}
    gold = layer("", [(KYIV, "location")])
    gold["spans"][0]["entity"] = "E1"
    lines = document("a", {**gold, "person": None, "kind": "gold"}, layer("ana", ANA))
    path = planned_with(tmp_path, head, lines)
    bundle = trained(path, 1)
    project = opened(bundle, "zoe", "z")
    (entity,) = [each for each in project.ledger.all() if each.name == "Kyiv"]
    assert mentions.mentions(project, entity.id) == []
    assert mentions.mention_counts(project, [entity.id]) == {entity.id: 0}
    assert project.reader.entities_of_words("Kyiv", "zoe") == []
    editing.set_status(project, ids(project)["a"], "done")
    project.settle()
    assert len(mentions.mentions(project, entity.id)) == 1
    assert mentions.mention_counts(project, [entity.id]) == {entity.id: 1}
    assert project.reader.entities_of_words("Kyiv", "zoe") == [(entity.id, 1)]
    project.close()


def planned_with(folder: Path, head: dict[str, object], *lines: object) -> Path:
    path = new_project(folder / "p.sqlite")
    first = {"annotator": 1, "offset_unit": "codepoint", **head}
    bring(path, write_lines(folder / "p.jsonl", first, *lines))
    return path


def test_practice_is_no_part_of_review_and_agreement_but_of_the_report(lead: Path) -> None:
    before = agreement(lead, AgreementOptions(measures=("strict-f1",), times=0)).rows
    settled = [each.state for _doc, each in review_of(lead)]
    bundle = trained(lead)
    project = opened(bundle, "zoe", "z")
    for each in project.documents():
        editing.mark(project, each.id, "claim", [(0, 5)])
        editing.set_status(project, each.id, "done")
    project.close()
    back = lead.with_name("back.sqlite")
    make_bundle(bundle, back, FROM, "zoe", session("back"))
    merge(lead, back)
    assert wrong(lead) == []
    assert agreement(lead, AgreementOptions(measures=("strict-f1",), times=0)).rows == before
    assert [each.state for _doc, each in review_of(lead)] == settled
    told = {each.person: each for each in gold_report(Progress(), lead)}
    assert told["zoe"].figures[0].documents == 2
    assert told["zoe"].total()["boundary+label"] == 2


def review_of(path: Path):
    project = opened(path, "ana", "look")
    found = list(review(project).judged())
    project.close()
    return found


def test_commands_print_nothing_of_gold_before_a_document_is_done(
    lead: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ANNOTATOR_SETTINGS", str(tmp_path / "settings"))
    bundle = trained(lead)

    def said(*words: str) -> str:
        result = CliRunner().invoke(group, ["review", str(bundle), *words])
        assert result.exit_code == 0, result.exception
        return result.output

    shown = (("list", "--all", "--json"), ("list", "--all"), ("feedback", "--json"), ("report",))
    for words in shown:
        output = said(*words)
        assert SECRET not in output, words
        assert "spans" not in output, words
        assert '"decision":{' not in output, words
    counted = count_project(bundle)
    assert (counted.single["spans"], counted.single["decisions"]) == (0, 0)
    assert counted.grouped["spans_per_label"] == {}
    project = opened(bundle, "zoe", "z")
    editing.set_status(project, ids(project)["a"], "done")
    project.close()
    assert count_project(bundle).single["spans"] == len(ANA)
    assert count_project(bundle).single["decisions"] == len(ANA)
    found = json.loads(said("list", "--all", "--json"))["items"]
    assert {each["document"] for each in found} == {"a"}
    assert SECRET in said("feedback", "--json")
