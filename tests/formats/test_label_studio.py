from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest

from annotator.formats.json_items import read_items
from annotator.formats.label_studio import FORMAT
from annotator.formats.notes import Notes
from tests.coming_back import Returned, content_of, read, write
from tests.rich_content import rich

TEXT = "🎉 Kyiv said\nno to Odesa."


def region(start: int, end: int, text: str | None, *labels: str, **more: Any) -> dict[str, Any]:
    value = {"start": start, "end": end, "labels": list(labels)}
    if text is not None:
        value["text"] = text
    base = {"id": "r", "from_name": "label", "to_name": "text", "type": "labels", "value": value}
    return {**base, **more}


def task(*results: dict[str, Any], **more: Any) -> dict[str, Any]:
    annotation = {"id": 7, "completed_by": {"id": 3, "email": "ana@x"}, "result": list(results)}
    return {"id": 5, "data": {"text": TEXT, "topic": "war"}, "annotations": [annotation], **more}


def returned(folder: Path, *tasks: Any, lines: bool = False) -> Returned:
    path = folder / "x.json"
    said = "\n".join(map(json.dumps, tasks)) if lines else json.dumps(list(tasks))
    path.write_text(said, "utf-8")
    return read(path)


def spans(found: Returned) -> list[tuple[str, str]]:
    return [
        (fields["label"], "".join(fields["quote"]))
        for document in found.documents.values()
        for layer in document.layers
        for _, fields in layer.spans
    ]


@pytest.mark.parametrize("lines", [True, False])
def test_a_task_is_a_document_with_a_layer_for_each_annotation(tmp_path: Path, lines: bool) -> None:
    found = returned(tmp_path, task(region(2, 6, "Kyiv", "LOC")), lines=lines)
    (document,) = found.documents.values()
    assert (document.key, document.meta) == ("5", {"topic": "war"})
    (layer,) = document.layers
    assert (layer.person, layer.kind, layer.status) == ("ana@x", "annotations", "done")
    assert spans(found) == [("LOC", "Kyiv")]


@pytest.mark.parametrize(("start", "end", "unit"), [(2, 6, "codepoint"), (3, 7, "utf16")])
def test_the_unit_is_told_by_the_quotes(tmp_path: Path, start: int, end: int, unit: str) -> None:
    found = returned(tmp_path, task(region(start, end, "Kyiv", "LOC")))
    assert spans(found) == [("LOC", "Kyiv")]
    assert [(each.unit, each.matched, each.quotes) for each in found.placed] == [(unit, 1, 1)]


def test_a_line_feed_in_a_quote_is_a_backslash_and_an_n(tmp_path: Path) -> None:
    found = returned(tmp_path, task(region(7, 14, "said\\nno", "Q")))
    assert spans(found) == [("Q", "said\nno")]
    assert found.findings == []


def test_crlf_counts_two(tmp_path: Path) -> None:
    one = task(region(16, 18, "to", "Q"))
    one["data"]["text"] = TEXT.replace("\n", "\r\n")
    found = returned(tmp_path, one)
    assert spans(found) == [("Q", "to")]
    assert found.findings == []


def test_results_of_the_same_region_are_attributes(tmp_path: Path) -> None:
    where = {"start": 2, "end": 6}
    results = [
        region(2, 6, "Kyiv", "LOC", "CITY", meta={"text": ["sure", "?"]}, score=0.5),
        {"id": "r", "from_name": "kind", "type": "choices", "value": {**where, "choices": ["a"]}},
        {"id": "r", "from_name": "why", "type": "textarea", "value": {**where, "text": ["b", "c"]}},
        {"id": "r", "from_name": "stars", "type": "rating", "value": {**where, "rating": 4}},
        {"id": "x", "from_name": "tone", "type": "choices", "value": {"choices": ["calm"]}},
        region(15, 17, None, "Q", id="s"),
        {"type": "relation", "from_id": "s", "to_id": "r", "direction": "left", "labels": ["by"]},
    ]
    (document,) = returned(tmp_path, task(*results)).documents.values()
    (layer,) = document.layers
    first = dict(layer.spans)["r"]
    assert first["attributes"] == {"kind": "a", "why": ["b", "c"], "stars": 4}
    assert (first["note"], first["score"]) == ("sure\n?", 0.5)
    assert sorted(fields["label"] for _, fields in layer.spans) == ["CITY", "LOC", "Q"]
    assert layer.extra == {"tone": "calm"}
    assert [(f["label"], f["from"], f["to"]) for _, f in layer.relations] == [("by", "r", "s")]


def test_predictions_are_suggestions(tmp_path: Path) -> None:
    prediction = {"model_version": "m1", "score": 0.7, "result": [region(2, 6, "Kyiv", "LOC")]}
    one = {**task(), "annotations": [], "predictions": [prediction, {**prediction, "result": []}]}
    (document,) = returned(tmp_path, one).documents.values()
    (layer,) = document.layers
    assert (layer.kind, layer.person) == ("suggestions", None)
    assert [fields["origin"] for _, fields in layer.spans] == ["suggestion:m1"]


def test_ground_truth_is_gold_and_cancelled_is_skipped(tmp_path: Path) -> None:
    one = task()
    one["annotations"] = [{"result": [], "ground_truth": True}, {"result": [], "was_cancelled": 1}]
    (document,) = returned(tmp_path, one).documents.values()
    assert [(each.kind, each.status) for each in document.layers] == [
        *(("gold", "done"), ("annotations", "skipped"))
    ]


@pytest.mark.parametrize(
    ("result", "kind"),
    [
        (region(2, 60, "Kyiv", "LOC"), "not-placed"),
        (region(2, 6, "Lviv", "LOC"), "not-placed"),
        (region(2, 6, "Kyiv"), "no-label"),
        (region("/div[1]", "/div[1]", None, "LOC"), "not-placed"),  # type: ignore[arg-type]
        ({"type": "relation", "from_id": "a", "to_id": "b"}, "relation-loose"),
    ],
)
def test_what_is_wrong_is_a_finding(tmp_path: Path, result: dict[str, Any], kind: str) -> None:
    found = returned(tmp_path, task(result))
    assert [each.kind for each in found.findings] == [kind]
    assert spans(found) == []


def test_a_list_that_is_cut_off_keeps_what_was_before(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    second = {**task(), "data": {"text": "Another."}}
    path.write_text(json.dumps([task(region(2, 6, "Kyiv", "LOC")), second])[:-40], "utf-8")
    found = read(path)
    assert spans(found) == [("LOC", "Kyiv")]
    assert [each.kind for each in found.findings] == ["broken"]


def test_objects_longer_than_the_buffer_and_lone_surrogates(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    long = "x" * 5_000_000
    path.write_text(f'[{{"a": "{long}"}}, {{"b": "\\ud83d\\ude00\\ud800"}}, 7]', "utf-8")
    notes = Notes()
    items = list(read_items(path, notes))
    assert items[1:] == [{"b": "😀\ufffd"}, 7]
    assert items[0]["a"] == long
    assert [(each.kind, each.message) for each in notes.findings] == [
        ("replaced", "1 character cannot be shown.")
    ]


def test_what_no_text_can_hold_is_said_with_its_task(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(json.dumps([{**task(), "id": 12, "meta": {"note": "\ud800 \udc00"}}]), "utf-8")
    (finding,) = read(path).findings
    assert str(finding).endswith(
        "x.json, 12: 2 characters cannot be shown. The text was kept with � in their places."
    )


def test_the_tasks_go_with_the_interface(tmp_path: Path) -> None:
    """Every control that a task names is there, with the label or choice that it gives."""
    out = write(FORMAT, content_of(tmp_path, *rich()), tmp_path)
    config = ElementTree.fromstring((tmp_path / "out.config.xml").read_text("utf-8"))
    controls = {each.get("name"): each for each in config.iter() if each.get("toName")}
    tasks = json.loads(out.read_bytes())
    results = [
        result
        for each in tasks
        for annotation in each["annotations"]
        for result in annotation["result"]
        if result["type"] in ("labels", "choices")
    ]
    assert len(results) > 15
    for result in results:
        control = controls[result["from_name"]]
        offered = {each.get("value") for each in control}
        assert set(result["value"][result["type"]]) <= offered
        assert control.get("toName") == result["to_name"]
    assert [each.get("value") for each in config.iter("Relation")][:2] == ["said_by", "relayed_by"]
