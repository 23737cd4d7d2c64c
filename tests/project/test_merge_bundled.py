"""Decisions in a bundle: refused, and of earlier versions taken as objections."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.project import editing, reviewing
from annotator.project.bundling import FROM, make_bundle
from annotator.project.decision_record import Ruling
from annotator.project.reviewing import DEFER, OBJECT, decide, rebuild, rule
from tests.feedbacks import handed_back, lead_of_three
from tests.merges import merge, wrong
from tests.planned import document
from tests.projects import bring, documents_of, exported, faults, session, write_lines
from tests.reviews import opened, review


@pytest.fixture
def lead(tmp_path: Path) -> Path:
    """Three people's work on which a lead has ruled by majority."""
    return lead_of_three(tmp_path / "lead.sqlite")


def _gold(path: Path) -> list[object]:
    return [each["layers"] for each in documents_of(exported(path, layer="gold"))]


def _decided_in(bundle: Path, monkeypatch: pytest.MonkeyPatch, *rulings: Ruling) -> list[str]:
    """Rule on the first items of a bundle as an earlier version let one; return the items."""
    project = opened(bundle, "ana", "d")
    with monkeypatch.context() as earlier:
        earlier.setattr(reviewing, "check_reviews_here", lambda project: None)
        items = []
        for place, ruling in enumerate(rulings):
            document, each = list(review(project).judged())[place]
            decide(project, [((document, each), ruling)], f"because {place}")
            items.append(str(each.thread.item["id"]))
        rebuild(project, review(project).documents)
    (first, *_others) = project.documents()
    editing.mark(project, first.id, "claim", [(3, 9)])
    project.close()
    return items


def _remarks(path: Path) -> list[tuple[str, str, str]]:
    project = opened(path, "lea", "look")
    found = [
        (fields["item"]["id"], fields["person"], fields["reason"])
        for _doc, each in review(project).judged()
        for _id, fields in each.thread.remarks
        if fields["action"] == OBJECT
    ]
    project.close()
    return sorted(found)


def _claims(path: Path) -> int:
    layers = [each for line in documents_of(exported(path)) for each in line["layers"]]
    return sum(s["label"] == "claim" for each in layers for s in each["spans"])


def test_nothing_but_objections_is_taken_in_a_bundle(lead: Path) -> None:
    bundle = handed_back(lead, "ana")
    before = _gold(bundle)
    project = opened(bundle, "ana", "d")
    found = review(project)
    target = next(iter(found.judged()))
    for attempt in (
        lambda: decide(project, [(target, Ruling.none())]),
        lambda: decide(project, [(target, Ruling(DEFER))]),
        lambda: rule(project, found.documents, "unanimous"),
        lambda: rebuild(project, found.documents),
    ):
        with pytest.raises(Problem, match="This is a bundle") as raised:
            attempt()
        assert raised.value.next_step.startswith("Object to a decision instead")
    decide(project, [(target, Ruling(OBJECT))], "no")
    project.close()
    assert _gold(bundle) == before


@pytest.mark.parametrize("whole", [False, True], ids=["sent back", "the bundle itself"])
def test_what_was_decided_in_a_bundle_comes_as_objections(
    lead: Path, monkeypatch: pytest.MonkeyPatch, whole: bool
) -> None:
    bundle = handed_back(lead, "ana")
    first, second = _decided_in(bundle, monkeypatch, Ruling.none(), Ruling(OBJECT))
    file = bundle
    if not whole:
        file = bundle.with_name("back.sqlite")
        make_bundle(bundle, file, FROM, "ana", session("back"))
    gold = _gold(lead)
    told = merge(lead, file, dry_run=True)
    assert sum(told.objections.values()) == 2
    assert _remarks(lead) == []
    report = merge(lead, file)
    assert sum(report.objections.values()) == 2
    assert any("2 decisions were made" in each for each in report.warnings())
    assert _claims(lead) == 1, "her own marks come in"
    assert _gold(lead) == gold
    assert _remarks(lead) == sorted([(first, "ana", "because 0"), (second, "ana", "because 1")])
    assert wrong(lead) == []
    assert faults(lead) == []
    again = merge(lead, file)
    assert (again.edits, again.objections, again.gold) == (0, {}, 0)
    assert len(_remarks(lead)) == 2


def test_work_goes_on_in_the_bundle_and_comes_again(
    lead: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = handed_back(lead, "ana")
    _decided_in(bundle, monkeypatch, Ruling.none())
    merge(lead, bundle)
    project = opened(bundle, "ana", "more")
    target = list(review(project).judged())[1]
    decide(project, [(target, Ruling(OBJECT))], "this one too")
    project.close()
    file = bundle.with_name("back.sqlite")
    make_bundle(bundle, file, FROM, "ana", session("back"))
    merge(lead, file)
    assert [reason for _item, _who, reason in _remarks(lead)].count("this one too") == 1
    assert len(_remarks(lead)) == 2
    assert wrong(lead) == []


def test_gold_that_was_imported_in_a_bundle_stays_there(lead: Path) -> None:
    bundle = handed_back(lead, "ana")
    text = documents_of(exported(bundle))[2]["text"]
    mark = {"id": "g9", "label": "claim", "fragments": [[3, 9]]}
    brought = {"person": None, "kind": "gold", "spans": [mark]}
    file = write_lines(bundle.with_name("g.jsonl"), {"annotator": 1, "offset_unit": "codepoint"},
                       document("c", brought, text=text))  # fmt: skip
    assert bring(bundle, file).layers == 1
    gold = _gold(lead)
    back = bundle.with_name("back.sqlite")
    make_bundle(bundle, back, FROM, "ana", session("back"))
    for each in (back, bundle):
        report = merge(lead, each)
        assert report.objections == {}
        # Nobody's import does not go with what ana sends back.
        said = any("came into the bundle behind" in line for line in report.warnings())
        assert said == (each == bundle)
        assert _gold(lead) == gold
        assert _remarks(lead) == []
    assert faults(lead) == []


def test_what_is_merely_in_a_bundle_is_there_already(lead: Path) -> None:
    bundle = handed_back(lead, "ana")
    gold = _gold(lead)
    report = merge(lead, bundle)
    assert (report.objections, report.gold, report.left_out) == ({}, 0, {})
    assert _gold(lead) == gold
    assert _remarks(lead) == []
    assert wrong(lead) == []
