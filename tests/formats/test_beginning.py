from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.formats import beginning
from annotator.formats.beginning import beginning_of
from annotator.formats.registry import formats_of_file

#: Longer, in what is written of it, than the first bytes that are seen of any file.
LONG = "Ana said no. " + "Київ, слово за словом. " * 800


def _named(path: Path) -> str:
    return formats_of_file(path, beginning_of(path))[0][0].name


def _task(text: str) -> dict[str, Any]:
    value = {"start": 0, "end": 3, "text": "Ana", "labels": ["speaker"]}
    result = [{"id": "x", "type": "labels", "from_name": "l", "to_name": "t", "value": value}]
    return {"data": {"text": text}, "id": 1, "annotations": [{"id": 1, "result": result}]}


def _mini(text: str) -> dict[str, Any]:
    region = {"start": 0, "end": 3, "text": "Ana", "labels": ["speaker"]}
    return {"text": text, "label": [region], "annotator": 1, "annotation_id": 1, "lead_time": 1.0}


LOOKS: dict[str, tuple[str, Any]] = {
    "label": ("doccano", [{"text": LONG, "label": [[0, 3, "speaker"]]}]),
    "entities": (
        "doccano",
        [{"text": LONG, "entities": [], "relations": [], "Comments": []}],
    ),
    "tasks": ("label-studio", [_task(LONG)]),
    "json-min": ("label-studio", [_mini(LONG)]),
    "prodigy": ("prodigy", [{"text": LONG, "tokens": [], "spans": [], "answer": "accept"}]),
    "ours": ("annotator-jsonl", [{"text": LONG, "spans": []}]),
}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("ascii", [True, False])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_long_first_article_hides_nothing(
    tmp_path: Path, look: str, ascii: bool, encoding: str
) -> None:
    format, objects = LOOKS[look]
    short = [{**each, "text": "Bob."} for each in objects if "text" in each] or objects
    lines = "\n".join(json.dumps(each, ensure_ascii=ascii) for each in [*objects, *short])
    if look != "json-min":  # which is a list only
        (tmp_path / "a.jsonl").write_text(lines, encoding)
        assert _named(tmp_path / "a.jsonl") == format
    if format != "annotator-jsonl":  # which is lines only
        for indent in (None, 1):
            listed = json.dumps([*objects, *short], ensure_ascii=ascii, indent=indent)
            (tmp_path / "a.json").write_text(listed, encoding)
            assert _named(tmp_path / "a.json") == format


def test_no_more_is_read_than_the_first_object_needs(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    line = json.dumps({"text": "x" * 100_000, "label": []}) + "\n"
    path.write_text(line * 100)
    assert len(line) <= len(beginning_of(path)) <= 2 * len(line)
    path.write_text("word " * 100_000)
    assert len(beginning_of(path)) == 65_536


def test_what_never_ends_is_not_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beginning, "_MOST", 200_000)
    (tmp_path / "a.json").write_text('{"text": "' + "x" * 1_000_000)
    assert 200_000 <= len(beginning_of(tmp_path / "a.json")) <= 400_000


@pytest.mark.parametrize("content", [b"", b"{", b'{"text": "a"}', b"[[", b"\xff\xfe{"])
def test_a_short_file_is_seen_whole(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.json").write_bytes(content)
    assert beginning_of(tmp_path / "a.json") in (content, b"")
