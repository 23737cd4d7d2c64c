"""Gold follows from the decisions: after any history, in any order, with its provenance."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.compare.thread import threads
from annotator.domain.edit import Edit, delete
from annotator.domain.problem import Problem
from annotator.domain.span import span_fields, text_order
from annotator.project import editing, history
from annotator.project.decision_record import Ruling
from annotator.project.project import Project
from annotator.project.review_gold import (
    DECISION,
    derived_gold,
    gold_changes,
    gold_records,
    gold_stream,
)
from annotator.project.reviewing import DEFER, OBJECT, decide, rebuild, rule
from tests.planned import ANA, MINSK, document, layer, planned
from tests.projects import bring, exported, faults, new_project
from tests.reviews import case, gold, opened, review, target


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = opened(planned(tmp_path / "p.sqlite"))
    yield made
    made.close(lose_unsaved=True)


def test_relations_wait_for_their_spans_and_follow_them(tmp_path: Path) -> None:
    def with_relation(person: str, drawn: bool) -> dict[str, Any]:
        made = layer(person, ANA)
        link = {"id": f"{person}-r", "label": "said_by", "from": f"{person}-0", "to": f"{person}-1"}
        return {**made, "relations": [link] if drawn else []}

    path = planned(
        tmp_path / "p.sqlite",
        document("a", with_relation("ana", True), with_relation("ben", False)),
    )
    project = opened(path)
    (link,) = [each for _d, each in review(project).judged() if case(each).kind == "relation"]
    assert (link.state, case(link).category) == ("waiting", "relation")
    rule(project, review(project).documents, "unanimous")
    found = review(project)
    wanted = found.find(case(link).id)
    assert wanted[1].state == "open"
    drawn = next(choice for choice in case(wanted[1]).choices if choice.links)
    decide(project, [(wanted, Ruling.accept(drawn))])
    ((_id, kept),) = gold_records(project, wanted[0].id).relations
    quote, speaker = (span.id for span in gold(project, wanted[0].id)[:2])
    assert (kept["label"], kept["from"], kept["to"]) == ("said_by", quote, speaker)
    # Without the speaker nobody said it.
    quoted = next(
        (doc, each) for doc, each in review(project).judged() if case(each).labels == ("speaker",)
    )
    decide(project, [(quoted, Ruling.none())])
    assert gold_records(project, wanted[0].id).relations == []
    project.close()
    assert faults(path) == []


def test_an_imported_gold_layer_becomes_decisions(tmp_path: Path) -> None:
    spans = [{"id": "g1", "label": "location", "fragments": [list(MINSK)]}]
    gold_layer = {"person": None, "kind": "gold", "status": "done", "spans": spans}
    path = planned(
        tmp_path / "p.sqlite",
        document("a", layer("ana", ANA), layer("ben", ANA[:1]), gold_layer),
    )
    project = opened(path)
    wanted = target(review(project), "a", "missing", "minister")
    decide(project, [(wanted, Ruling.accept(case(wanted[1]).choices[0]))])
    kept = {span.id: span for span in gold(project, wanted[0].id)}
    decisions = review(project).documents[0].decisions
    assert decisions[kept["g1"].extra[DECISION]]["action"] == "imported"
    assert all(span.extra[DECISION] in decisions for span in kept.values())
    project.close()


def test_an_id_in_full_is_that_item(project: Project) -> None:
    now = review(project)
    doc, each = target(now, "b", "missing", "Kyiv")
    long = case(each)._replace(id=f"{case(each).id}0")
    doc.cases.append(long)
    assert now.find(case(each).id)[1].case == each.case
    assert now.find(long.id)[1].case == long
    with pytest.raises(Problem, match="Several items begin with"):
        now.find(case(each).id[:8])


def test_gold_is_exported_with_the_provenance_of_every_mark(project: Project) -> None:
    rule(project, review(project).documents, "unanimous")
    project.settle()
    lines = exported(project.path, layer="gold").splitlines()
    for line in map(json.loads, lines[1:]):
        decisions = {each["id"]: each for each in line["decisions"]}
        for each in line["layers"]:
            for span in each["spans"]:
                assert decisions[span["extra"]["decision"]]["rule"] == "unanimous"
    copy = new_project(project.path.with_name("copy.sqlite"))
    file = project.path.with_name("gold.jsonl")
    file.write_bytes(b"\n".join(lines) + b"\n")
    assert not [each for each in bring(copy, file).findings if each.grade == "error"]
    assert exported(copy, layer="gold").splitlines()[1:] == lines[1:]


_STEPS = st.lists(st.integers(0, 2**30), min_size=1, max_size=10)


def _step(project: Project, number: int) -> None:
    """Do one of the things that a lead or an annotator may do."""
    rng = random.Random(number)
    now = review(project)
    every = list(now.judged())
    kind = rng.choice(("accept", "accept", "none", "all", "remark", "undo", "mark", "move", "rule"))
    document, each = rng.choice(every)
    if kind == "undo":
        try:
            history.undo(project)
        except Problem:
            return
    elif kind == "rule":
        rule(project, now.documents, rng.choice(("unanimous", "majority")))
    elif kind == "mark":
        start = rng.randrange(60)
        editing.mark(project, document.id, "claim", [(start, start + 9)])
    elif kind == "move":
        spans = sorted(project.open_document(document.id).spans)
        if spans:
            start = rng.randrange(60)
            editing.move(project, document.id, rng.choice(spans), [(start, start + 9)])
    elif each.case is not None and each.state != "waiting":
        choice = rng.choice(each.case.choices)
        rulings = {
            "accept": Ruling.accept(choice), "none": Ruling.none(),
            "all": Ruling.accept(*each.case.choices), "remark": Ruling(rng.choice((OBJECT, DEFER))),
        }  # fmt: skip
        decide(project, [((document, each), rulings[kind])])


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(_STEPS)
def test_rebuilt_gold_is_gold_after_any_history(
    tmp_path_factory: pytest.TempPathFactory, steps: list[int]
) -> None:
    path = planned(tmp_path_factory.mktemp("history") / "p.sqlite")
    project = opened(path, via="window")
    for number in steps:
        _step(project, number)
    found = review(project)
    for doc in found.documents:
        records = gold_records(project, doc.id)
        assert gold_changes(records, doc.id, doc.decisions) == []
        wanted, _untold = derived_gold(doc.decisions)
        there = {("span", span.id): span_fields(span) for span in records.spans}
        assert there == {key: each for key, each in wanted.items() if key[0] == "span"}
        for span in records.spans:
            assert span.id in doc.decisions[span.extra[DECISION]]["gold"]
    project.close()
    assert faults(path) == []


def test_gold_that_was_lost_is_rebuilt_from_the_decisions(project: Project) -> None:
    rule(project, review(project).documents, "unanimous")
    (doc, *_others) = review(project).documents
    before = gold(project, doc.id)
    stream = gold_stream(doc.id)
    lost = tuple(delete(stream, "span", span.id, span_fields(span)) for span in before)
    project.apply(Edit("lose", lost), mine=False)
    assert gold(project, doc.id) == []
    assert rebuild(project, review(project).documents) == 1
    assert sorted(gold(project, doc.id), key=text_order) == sorted(before, key=text_order)
    assert rebuild(project, review(project).documents) == 0


def _decision(rng: random.Random, number: int, known: list[str]) -> dict[str, Any]:
    action = rng.choice(("accept", "none", "object"))
    fields: dict[str, Any] = {
        "action": action, "item": {"id": rng.choice("abcd")}, "created": rng.choice(("1", "2")),
        "document": "D",
    }  # fmt: skip
    marks = [[person, "s1"] for person in ("ana", "ben", "cy") if rng.random() < 0.3]
    fields["item"] |= {"kind": "span", "members": marks}
    if known and rng.random() < 0.3:
        fields["apart"] = rng.sample(known, 1)
    if action == "accept":
        span = {"id": f"g{number}", "label": "claim", "fragments": [[0, number + 1]], "quote": [""]}
        fields |= {"spans": [span], "gold": [span["id"]]}
    elif action == "none":
        fields |= {"spans": [], "gold": []}
    if known and action != "object" and rng.random() < 0.5:
        fields["supersedes"] = rng.choice(known)
    return fields


@given(st.integers(0, 2**30), st.integers(1, 9))
def test_decisions_are_never_lost_by_any_order_of_merging(seed: int, count: int) -> None:
    rng = random.Random(seed)
    made: dict[str, dict[str, Any]] = {}
    for number in range(count):
        made[f"d{number}"] = _decision(rng, number, list(made))
    order = list(made.items())
    rng.shuffle(order)
    assert derived_gold(dict(order)) == derived_gold(made)
    assert threads(dict(order)) == threads(made)
    # Whatever is not superseded is still to be seen: as a ruling or as a remark.
    seen = {id for each in threads(made) for id, _fields in (*each.rulings, *each.remarks)}
    over = {fields.get("supersedes") for fields in made.values()}
    assert set(made) - over == seen
    for (_kind, id), fields in derived_gold(made)[0].items():
        assert id in made[fields["extra"][DECISION]]["gold"]
