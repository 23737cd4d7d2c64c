"""Gold that an import brings: each mark of it names the decision that it follows from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from annotator.domain.edit import Edit, add
from annotator.project import history
from annotator.project.checking import check
from annotator.project.export_source import ExportOptions
from annotator.project.exporting import export
from annotator.project.review_gold import DECISION, gold_stream
from annotator.project.review_queue import ReviewQueue
from annotator.project.review_reading import id_of
from annotator.project.reviewing import rebuild
from tests.planned import ANA, MINSK, TEXT, document, layer, planned
from tests.projects import documents_of, exported, faults
from tests.reviews import gold, opened, review


def _gold_layer(count: int, **more: Any) -> dict[str, Any]:
    """Return a gold layer of locations a character long: g1, g2 …"""
    spans = [
        {"id": f"g{number}", "label": "location", "fragments": [[number, number + 1]]}
        for number in range(1, count + 1)
    ]
    return {"person": None, "kind": "gold", "status": "done", "spans": spans, **more}


def test_imported_gold_names_its_decisions_from_the_beginning(tmp_path: Path) -> None:
    spans = [
        {"id": "g1", "label": "quote", "fragments": [[0, 14]]},
        {"id": "g2", "label": "speaker", "fragments": [[15, 27]]},
    ]
    links = [{"id": "l1", "label": "said_by", "from": "g1", "to": "g2"}]
    brought = {**_gold_layer(0), "spans": spans, "relations": links}
    path = planned(tmp_path / "p.sqlite", document("a", layer("ana", ANA), brought))
    (told,) = documents_of(exported(path, layer="gold"))
    decisions = {each["id"]: each for each in told["decisions"]}
    assert [each["action"] for each in decisions.values()] == ["imported", "imported"]
    for layer_of_gold in told["layers"]:
        for span in layer_of_gold["spans"]:
            assert decisions[span["extra"]["decision"]]["gold"] == [span["id"]]
        (link,) = layer_of_gold["relations"]
        assert decisions[link["extra"]["decision"]]["gold"] == ["g1"]
    assert faults(path) == []
    project = opened(path, via="window")
    # It follows already, and nobody has to decide anything.
    assert rebuild(project, review(project).documents) == 0
    queue = ReviewQueue(review(project))
    assert (queue.order, queue.standing().all) == ([], 0)
    # The import was one edit.
    assert sum("import" in edit.name for edit in history.list_edits(project)) == 1
    project.close()


def test_gold_that_names_somebody_is_nobodys_and_its_decisions_name_them(tmp_path: Path) -> None:
    named = {**_gold_layer(2), "person": "lea"}
    path = planned(tmp_path / "p.sqlite", document("a", layer("ana", ANA), named))
    (told,) = documents_of(exported(path, layer="gold"))
    assert [(each["kind"], each["person"]) for each in told["layers"]] == [("gold", None)]
    assert {each["person"] for each in told["decisions"]} == {"lea"}
    assert "gold" not in {each.kind for each in check(path, refold=True)}
    assert export(path, tmp_path / "o.jsonl", ExportOptions(layer="gold")).warnings == [
        "1 layer of the project was not chosen for this export."
    ]


def test_gold_of_two_people_becomes_one(tmp_path: Path) -> None:
    mine, theirs = ({**_gold_layer(2), "person": person} for person in ("lea", "ben"))
    theirs["spans"] = [{"id": "g9", "label": "claim", "fragments": [[20, 24]]}]
    path = planned(tmp_path / "p.sqlite", document("a", mine, theirs))
    (told,) = documents_of(exported(path, layer="gold"))
    (kept,) = told["layers"]
    assert {each["id"] for each in kept["spans"]} == {"g1", "g2", "g9"}
    assert {each["person"] for each in told["decisions"]}.isdisjoint({"lea", "ben"})
    assert "gold" not in {each.kind for each in check(path, refold=True)}


def test_gold_of_an_earlier_version_is_adopted_by_the_next_rebuild(tmp_path: Path) -> None:
    path = planned(tmp_path / "p.sqlite", document("a", layer("ana", ANA)))
    project = opened(path)
    (id,) = [each.id for each in project.documents()]
    span = {"label": "location", "fragments": [list(MINSK)], "quote": ["Minsk"]}
    project.apply(Edit("as it was", (add(gold_stream(id), "span", "g1", span),)), mine=False)
    project.settle()
    assert "gold" in {each.kind for each in check(path, refold=True)}
    assert rebuild(project, review(project).documents) == 1
    (kept,) = gold(project, id)
    (made,) = review(project).documents[0].decisions.items()
    assert (kept.extra[DECISION], made[1]["action"]) == (made[0], "imported")
    assert rebuild(project, review(project).documents) == 0
    assert "gold" not in {each.kind for each in check(path, refold=True)}
    project.close()


def test_items_of_imported_gold_are_told_apart(tmp_path: Path) -> None:
    path = planned(
        tmp_path / "p.sqlite",
        document("a", layer("ana", []), layer("ben", []), _gold_layer(10)),
        document("b", layer("ana", []), layer("ben", []), _gold_layer(10), text=f"{TEXT} B"),
    )
    project = opened(path)
    now = review(project)
    every = list(now.judged())
    keys = [id_of(each) for _doc, each in every]
    assert len(set(keys)) == len(every) == 20
    assert set(ReviewQueue(now).targets) == set(keys)
    for document_of, each in every:
        assert now.find(id_of(each)) == (document_of, each)
    # Earlier versions called them all so.
    for doc in now.documents:
        for fields in doc.decisions.values():
            fields["item"] = {**fields["item"], "id": f"gold:{fields['gold'][0]}"}
    assert [id_of(each) for _doc, each in now.judged()] == keys
    assert len(ReviewQueue(now).targets) == 20
    project.close()
