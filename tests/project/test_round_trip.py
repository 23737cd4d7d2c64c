"""Export → import into an empty project → export gives the same bytes."""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from annotator.domain.text import freeze
from annotator.paths import seeds
from tests.projects import bring, documents_of, exported, faults, new_project, write_lines
from tests.random_files import a_file

GOLD = Path(__file__).parents[1] / "golden" / "seed_gold.jsonl"


def there_and_back(folder: Path, *sources: Path, layer: str = "all") -> tuple[bytes, bytes]:
    """Return what two projects export, the second one made from the first one's export."""
    first, second = new_project(folder / "p.sqlite"), new_project(folder / "q.sqlite")
    bring(first, *sources)
    before = exported(first, layer)
    out = folder / "out.jsonl"
    out.write_bytes(before)
    report = bring(second, out, prefix="j")
    assert report.found == 0, report.findings
    assert faults(second) == []
    return before, exported(second, layer)


def test_the_seeds(tmp_path: Path) -> None:
    before, after = there_and_back(tmp_path, seeds(), layer="annotations")
    assert before == after
    texts = {each["source"]["name"]: each["text"] for each in documents_of(before)}
    files = sorted(path for path in seeds().iterdir() if not path.name.startswith("."))
    assert sorted(texts) == [path.name for path in files]
    for path in files:
        assert texts[path.name] == freeze(path.read_bytes()).text


def test_merged_entities(tmp_path: Path) -> None:
    """The field is only there where an entity was merged; unknown keys stay beside it."""
    header = json.loads(GOLD.read_bytes().splitlines()[0])
    first, second = header["entities"][:2]
    first["merged_into"], first["seen"] = second["id"], 3
    source = write_lines(tmp_path / "a.jsonl", header, GOLD.read_bytes().splitlines()[1])
    before, after = there_and_back(tmp_path, source)
    assert before == after
    written = {each["id"]: each for each in json.loads(after.splitlines()[0])["entities"]}
    assert written[first["id"]]["merged_into"] == second["id"]
    assert written[first["id"]]["extra"] == {"seen": 3}
    assert "merged_into" not in written[second["id"]]


def test_the_gold_layers_of_the_seed(tmp_path: Path) -> None:
    before, after = there_and_back(tmp_path, GOLD)
    assert before == after
    (given,) = documents_of(GOLD.read_bytes())
    (written,) = documents_of(before)
    assert written["text"] == given["text"]
    assert written["excluded"] == given["excluded"]
    (layer,), (expected,) = written["layers"], given["layers"]
    assert len(layer["spans"]) == 111
    for name in ("spans", "relations"):
        found = {each["id"]: each for each in layer[name]}
        for each in expected[name]:
            assert {key: found[each["id"]][key] for key in each} == each
    heads = [json.loads(data.splitlines()[0]) for data in (before, GOLD.read_bytes())]
    assert {each["id"]: each["lat"] for each in heads[0]["entities"]} == {
        each["id"]: each.get("lat") for each in heads[1]["entities"]
    }


def test_writing_is_canonical(tmp_path: Path) -> None:
    project = new_project(tmp_path / "p.sqlite")
    bring(project, GOLD)
    data = exported(project)
    assert data.endswith(b"}\n")
    assert b"\r" not in data
    header, document = (json.loads(line) for line in data.splitlines())
    assert list(header) == [
        *("annotator", "offset_unit", "project", "schema", "guideline", "people", "entities")
    ]
    assert list(document) == [
        *("id", "title", "text", "text_sha256", "language", "excluded", "source", "meta"),
        *("layers", "decisions", "extra"),
    ]
    (layer,) = document["layers"]
    assert list(layer) == [
        *("person", "kind", "status", "reason", "spans", "relations", "comments")
    ]
    assert list(layer["spans"][0]) == [
        *("id", "label", "fragments", "quote", "attributes", "entity", "uncertain", "note"),
        *("origin", "score", "because", "created", "updated", "extra"),
    ]
    assert list(layer["relations"][0]) == [
        *("id", "label", "from", "to", "attributes", "origin", "extra")
    ]
    order = [
        (each["fragments"][0][0], -each["fragments"][-1][1], each["label"], each["id"])
        for each in layer["spans"]
    ]
    assert order == sorted(order)
    assert document["text_sha256"] == hashlib.sha256(document["text"].encode()).hexdigest()


@settings(max_examples=25)
@given(a_file())
def test_rich_projects(lines: list[dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = write_lines(folder / "given.jsonl", *lines)
        before, after = there_and_back(folder, source)
        assert before == after
        written = {each["id"]: each for each in documents_of(before)}
        for given_document in lines[1:]:
            document = written[given_document["id"]]
            assert document["text"] == given_document["text"]
            spans = {
                (layer["kind"], layer["person"]): {s["id"]: s for s in layer["spans"]}
                for layer in document["layers"]
            }
            for layer in given_document["layers"]:
                expected = {s["id"]: s for s in layer["spans"]}
                found = spans.get((layer["kind"], layer["person"]), {})
                if layer["kind"] == "gold":
                    # What names no decision gets one.
                    decisions = {each["id"]: each for each in document["decisions"]}
                    for id, span in found.items():
                        assert id in decisions[span["extra"].pop("decision")]["gold"]
                        expected[id]["extra"].pop("decision", None)
                assert found == expected


@pytest.mark.parametrize("layer", ["annotations", "gold", "all"])
def test_every_choice_of_layers_comes_back(tmp_path: Path, layer: str) -> None:
    first = new_project(tmp_path / "a.sqlite")
    lines = [json.loads(line) for line in GOLD.read_bytes().splitlines()]
    lines[1]["layers"].append({**lines[1]["layers"][0], "person": None, "kind": "gold"})
    bring(first, write_lines(tmp_path / "f.jsonl", *lines))
    out = tmp_path / "chosen.jsonl"
    out.write_bytes(exported(first, layer))
    second = new_project(tmp_path / "b.sqlite")
    bring(second, out, prefix="j")
    assert exported(second) == out.read_bytes()
