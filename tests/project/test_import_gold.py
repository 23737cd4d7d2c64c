"""Gold that an import brings: each mark of it names the decision that it follows from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.edit import Edit, add
from annotator.formats.parquet_schema import HEADER
from annotator.project import history
from annotator.project.checking import check
from annotator.project.export_source import ExportOptions
from annotator.project.exporting import export
from annotator.project.review_gold import DECISION, gold_stream
from annotator.project.review_queue import ReviewQueue
from annotator.project.review_reading import id_of
from annotator.project.reviewing import rebuild
from tests.planned import ANA, MINSK, TEXT, document, layer, planned
from tests.projects import bring, documents_of, exported, faults, new_project, write_lines
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


_SPAN = {"id": "s", "label": "location", "fragments": [[6, 11]], "quote": ["Minsk"]}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("relations", [{}]),
        ("relations", [5]),
        ("relations", [{"id": "r", "label": "said_by", "from": "s", "to": "s"}]),
        ("spans", {"id": "s"}),
        ("spans", [{**_SPAN, "fragments": [[11, 6]]}]),
        ("spans", [{**_SPAN, "quote": None}]),
        ("gold", [["s"]]),
        ("supersedes", ["d2"]),
        ("objects_to", ["d2"]),
        ("answers", 7),
        ("action", ["accept"]),
        ("created", 2020),
        ("item", {"id": "x", "members": [["ana"]]}),
        ("item", {"id": "x", "readings": [{"spans": [{"label": "quote"}]}]}),
        ("item", {"id": "x", "extents": [[6, 11]]}),
    ],
)
@pytest.mark.parametrize("ending", ["jsonl", "parquet"])
def test_what_cannot_stand_in_a_decision_is_told(
    tmp_path: Path, name: str, value: Any, ending: str
) -> None:
    if ending == "parquet":
        pytest.importorskip("pyarrow")
    layers = [{"person": "ana", "kind": "gold", "status": "done", "spans": [_SPAN]}]
    ruled = {"id": "d", "action": "accept", "gold": ["s"], "person": "ana", name: value}
    raw = {"id": "x", "text": "Hello Minsk", "layers": layers, "decisions": [ruled]}
    file = _file_of(tmp_path / f"in.{ending}", raw)
    path = new_project(tmp_path / "p.sqlite")
    report = bring(path, file)
    assert [each.kind for each in report.findings] == ["wrong-type"]
    assert report.findings[0].message.startswith(f"A decision has something unexpected as “{name}")
    (told,) = documents_of(exported(path, layer="gold"))
    assert [each["quote"] for each in told["layers"][0]["spans"]] == [["Minsk"]]
    assert [each["extra"][name] for each in told["decisions"] if "extra" in each] == [value]
    assert faults(path) == []
    project = opened(path)
    rebuild(project, review(project).documents)
    project.close()


def _file_of(path: Path, raw: dict[str, Any]) -> Path:
    """Write a document of our own; into Parquet as we do, with its decisions as JSON."""
    if path.suffix == ".jsonl":
        return write_lines(path, raw)
    import pyarrow
    import pyarrow.parquet

    (layer_of_gold,) = raw["layers"]
    span = {**_SPAN, "start": 6, "end": 11}
    row = {**{k: raw[k] for k in ("id", "text")}, **layer_of_gold, "spans": [span]}
    del span["fragments"], span["quote"]
    row["decisions"] = json.dumps(raw["decisions"])
    table = pyarrow.Table.from_pylist([row])
    header = json.dumps({"annotator": 1, "offset_unit": "codepoint"}).encode()
    pyarrow.parquet.write_table(table.replace_schema_metadata({HEADER: header}), path)
    return path
