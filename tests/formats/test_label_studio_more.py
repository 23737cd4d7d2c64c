"""Label Studio: dialogues, drafts, and whatever else is more than regions with labels in a text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.coming_back import Returned, read
from tests.formats.test_label_studio import spans

DIALOGUE = [{"author": "Ana", "text": "🎉 Hi, Bob."}, {"author": "Bob", "text": "Off to Kyiv now?"}]
LINES = "🎉 Hi, Bob.\nOff to Kyiv now?"


def returned(folder: Path, *tasks: Any) -> Returned:
    path = folder / "x.json"
    path.write_text(json.dumps(list(tasks)), "utf-8")
    return read(path)


def task(data: dict[str, Any], *results: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": 5, "data": data, "annotations": [{"id": 7, "result": [*results]}], **more}


def paragraph(
    start: Any, first: int, end: Any, last: int, text: str | None = None
) -> dict[str, Any]:
    value = {"start": start, "end": end, "startOffset": first, "endOffset": last}
    value |= {"paragraphlabels": ["LOC"]} | ({} if text is None else {"text": text})
    common = {"id": f"{start}{first}", "from_name": "l", "to_name": "d"}
    return {**common, "type": "paragraphlabels", "value": value}


def region(start: int, end: int, *labels: str, **more: Any) -> dict[str, Any]:
    value = {"start": start, "end": end, "labels": [*labels]}
    return {"id": f"r{start}", "from_name": "l", "to_name": "t", "type": "labels", "value": value,
            **more}  # fmt: skip


def said(found: Returned) -> list[tuple[str, str]]:
    return [(each.kind, each.message) for each in found.findings]


@pytest.mark.parametrize("number", [int, str])
def test_marks_in_a_dialogue_stand_in_its_paragraphs(tmp_path: Path, number: type) -> None:
    data = {"audio": "https://a.example/b.mp3", "dialogue": DIALOGUE}
    marks = [
        paragraph(number(1), 7, number(1), 11, "Kyiv"),
        paragraph(number(0), 6, number(1), 3, "Bob.\\n\\nOff"),
    ]
    found = returned(tmp_path, task(data, *marks))
    (document,) = found.documents.values()
    assert document.frozen.text == LINES
    assert spans(found) == [("LOC", "Kyiv"), ("LOC", "Bob.\nOff")]
    assert document.meta == {
        "audio": "https://a.example/b.mp3",
        "dialogue": [{"author": "Ana"}, {"author": "Bob"}],
    }
    assert found.findings == []


def test_characters_of_paragraphs_may_be_utf16(tmp_path: Path) -> None:
    marks = [paragraph(0, 3, 0, 5, "Hi"), paragraph(1, 7, 1, 11, "Kyiv")]
    found = returned(tmp_path, task({"dialogue": DIALOGUE}, *marks))
    assert spans(found) == [("LOC", "Hi"), ("LOC", "Kyiv")]
    assert [(each.unit, each.matched, each.quotes) for each in found.placed] == [("utf16", 2, 2)]


def test_a_paragraph_that_is_not_there_is_told(tmp_path: Path) -> None:
    data = {"audio": "https://a.example/b.mp3", "dialogue": DIALOGUE}
    found = returned(tmp_path, task(data, paragraph(3, 2, 5, 81)))
    assert spans(found) == []
    assert [kind for kind, _ in said(found)] == ["not-placed", "paragraphs"]
    assert said(found)[1][1].endswith("does not have, such as one from paragraph 3 to 5.")


@pytest.mark.parametrize("dialogue", ["https://a.example/d.json", None])
def test_a_dialogue_that_is_elsewhere_is_no_article(tmp_path: Path, dialogue: Any) -> None:
    data = {"audio": "https://a.example/b.mp3", "dialogue": dialogue, "who": "Ana"}
    found = returned(tmp_path, task(data, paragraph(1, 2, 1, 6)))
    assert found.documents == {}
    assert said(found) == [
        (
            "no-text",
            "Its marks stand in the paragraphs of a dialogue, which is not in the file.",
        )
    ]


@pytest.mark.parametrize("address", ["s3://b/a.txt", "/data/upload/a.txt", "https://a.example/é"])
def test_an_address_is_no_article(tmp_path: Path, address: str) -> None:
    found = returned(tmp_path, task({"text": address, "topic": "war and peace"}))
    assert found.documents == {}
    assert said(found) == [("no-text", f"Its text is not in the file, only an address: {address}.")]


@pytest.mark.parametrize("text", ["Kyiv.", "Of many words that nobody marked."])
def test_a_text_beside_an_address_is_one(tmp_path: Path, text: str) -> None:
    mark = region(0, 4, "LOC")
    mark["value"]["text"] = text[:4]
    marks = [mark] if text == "Kyiv." else []
    found = returned(tmp_path, task({"url": "https://a.example/long/long", "said": text}, *marks))
    assert list(found.documents) == [text]
    assert found.findings == []


def test_drafts_are_read_where_there_is_nothing_else(tmp_path: Path) -> None:
    draft = {"user": "ana@x", "result": [region(0, 4, "LOC")]}
    alone = {"id": 1, "data": {"text": "Kyiv fell."}, "annotations": [], "drafts": [draft]}
    beside = task({"text": "Kyiv rose."}, region(0, 4, "LOC"), drafts=[draft, {"result": []}])
    found = returned(tmp_path, alone, beside)
    layers = [layer for document in found.documents.values() for layer in document.layers]
    assert [(each.person, each.status, len(each.spans)) for each in layers] == [
        *(("ana@x", "started", 1), (None, "done", 1))
    ]
    assert said(found) == [
        (
            "drafts",
            "It has 1 draft that nobody submitted, and no annotation beside it, such as in task 1.",
        ),
        ("drafts", "It has 1 draft that nobody submitted, such as in task 5."),
    ]


def test_a_relation_both_ways_and_one_of_two_labels(tmp_path: Path) -> None:
    link = {"type": "relation", "from_id": "r0", "to_id": "r5", "direction": "bi"}
    data = {"text": "Kyiv fell."}
    found = returned(
        tmp_path, task(data, region(0, 4, "A"), region(5, 9, "B"), {**link, "labels": ["x", "y"]})
    )
    ((layer,),) = [document.layers for document in found.documents.values()]
    assert [(f["label"], f["from"], f["to"], f["extra"]) for _, f in layer.relations] == [
        *(("x", "r0", "r5", {"direction": "bi"}), ("y", "r0", "r5", {"direction": "bi"}))
    ]
    assert [kind for kind, _ in said(found)] == ["both-ways"]


def test_a_choice_of_a_region_without_labels_is_in_the_repair_list(tmp_path: Path) -> None:
    choice = {"id": "z", "from_name": "mood", "to_name": "t", "type": "choices"}
    choice["value"] = {"start": 0, "end": 4, "choices": ["glad"]}  # type: ignore[assignment]
    found = returned(tmp_path, task({"text": "Kyiv fell."}, choice))
    ((layer,),) = [document.layers for document in found.documents.values()]
    ((_, mark),) = layer.unplaced
    assert (mark["because"], mark["fields"]["attributes"]) == ("no-label", {"mood": "glad"})
    assert [kind for kind, _ in said(found)] == ["no-label"]


def test_what_is_said_twice_of_the_whole_text_is_kept_twice(tmp_path: Path) -> None:
    one = {"from_name": "comments", "type": "textarea", "value": {"text": ["a"]}}
    found = returned(tmp_path, task({"text": "Kyiv."}, one, {**one, "value": {"text": ["b"]}}))
    ((layer,),) = [document.layers for document in found.documents.values()]
    assert layer.extra == {"comments": ["a", "b"]}
    assert found.findings == []


def test_regions_of_sound_and_pictures_are_told(tmp_path: Path) -> None:
    sound = region(0, 4, "LOC", to_name="audio", original_length=9.5)
    sound["value"]["channel"] = 0
    box = {"id": "b", "from_name": "box", "type": "rectanglelabels", "value": {"x": 1, "y": 2}}
    found = returned(tmp_path, task({"text": "Kyiv fell."}, sound, box))
    assert spans(found) == []
    assert [kind for kind, _ in said(found)] == ["not-placed", "not-in-text", "not-in-text"]


def test_what_is_left_out_of_predictions_is_told(tmp_path: Path) -> None:
    about = {"from_name": "topic", "type": "choices", "value": {"choices": ["war"]}}
    prediction = {"model_version": "m", "score": 0.5, "result": [region(0, 4, "LOC"), about]}
    data = {"text": "Kyiv fell."}
    found = returned(tmp_path, {"id": 1, "data": data, "predictions": [prediction, prediction]})
    assert [message for kind, message in said(found) if kind == "predictions"] == [
        "It has 2 scores of whole predictions, such as that of m in task 1.",
        "It has 2 predictions about whole texts, such as “topic” of m in task 1.",
    ]


def test_what_is_no_annotation_or_result_is_counted(tmp_path: Path) -> None:
    good = task({"text": "Hello Minsk"}, region(6, 11, "LOC"))
    good["annotations"][0]["result"] += [5, None]
    good["annotations"] += [None, 3]
    found = returned(tmp_path, good, {"id": 2, "data": {"text": "Two"}, "annotations": 7})
    assert spans(found) == [("LOC", "Minsk")]
    assert said(found)[-1:] == [
        ("no-mark", "It has 5 entries where marks should be that are none, such as null.")
    ]


def test_a_control_without_a_name_is_called_by_its_kind(tmp_path: Path) -> None:
    mark = paragraph(0, 0, 0, 2)
    del mark["to_name"]
    sure = {"id": "r7", "type": "choices", "value": {"choices": ["yes"]}}
    whole = {"id": "z", "type": "rating", "value": {"rating": 3}}
    found = returned(tmp_path, task({"text": LINES}, mark, region(7, 10, "PER"), sure, whole))
    (document,) = found.documents.values()
    (layer,) = document.layers
    assert [each.get("attributes") for _, each in layer.spans] == [{"choices": "yes"}]
    assert layer.extra["rating"] == 3
    assert ("not-in-text", "It has 1 region of something else than the text.") in said(found)


def test_a_paragraph_that_is_not_named_is_no_example(tmp_path: Path) -> None:
    found = returned(tmp_path, task({"dialogue": DIALOGUE}, paragraph(None, 0, 0, 2)))
    (told,) = [message for kind, message in said(found) if kind == "paragraphs"]
    assert told.endswith("that the dialogue does not have.")
