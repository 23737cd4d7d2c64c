"""Entries of one text and one person come in as one layer, with every mark of both."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from annotator.project.import_report import ImportReport
from annotator.project.repair_list import repair_list
from tests.projects import bring, documents_of, exported, faults, new_project, write_lines
from tests.samples import reopen

TEXT = "Ana said no in Kyiv."
ANA = {"id": 1, "label": "speaker", "start_offset": 0, "end_offset": 3}
KYIV = {"id": 1, "label": "location", "start_offset": 15, "end_offset": 19}


def line(key: int, *entities: Any, **more: Any) -> dict[str, Any]:
    return {"id": key, "text": TEXT, "entities": list(entities), "relations": [], **more}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path / "p.sqlite")


def come_in(project: Path, *lines: Any, **options: Any) -> tuple[ImportReport, dict[str, Any]]:
    path = write_lines(project.with_name("x.jsonl"), *lines)
    report = bring(project, path, format="doccano", owner="Ana", **options)
    (document,) = documents_of(exported(project))
    assert faults(project) == []
    return report, document


def test_two_lines_of_one_text_keep_all_their_spans(project: Path) -> None:
    report, document = come_in(project, line(7, ANA), line(8, KYIV, topic="war"))
    (layer,) = document["layers"]
    assert sorted(each["quote"][0] for each in layer["spans"]) == ["Ana", "Kyiv"]
    assert len({each["id"] for each in layer["spans"]}) == 2
    assert (document["id"], document["meta"], report.spans) == ("7", {"topic": "war"}, 2)
    said = {each.kind: each for each in report.findings}
    assert said.keys() == {"same-text", "layers-joined"}
    assert "its key is 8" in said["same-text"].message


def test_what_both_have_is_there_once_and_links_follow_their_marks(project: Path) -> None:
    said = {"id": 3, "from_id": 2, "to_id": 1, "type": "said_by"}
    quote = {"id": 2, "label": "quote", "start_offset": 4, "end_offset": 11}
    other = {**line(8, {**ANA, "id": 2}, {**quote, "id": 1}, {**KYIV, "id": 5})}
    other["relations"] = [{**said, "from_id": 1, "to_id": 2}, {**said, "from_id": 1, "to_id": 99}]
    report, document = come_in(project, line(7, ANA), other)
    (layer,) = document["layers"]
    quotes = {each["id"]: each["quote"][0] for each in layer["spans"]}
    assert sorted(quotes.values()) == ["Ana", "Kyiv", "said no"]
    (link,) = layer["relations"]
    assert (quotes[link["from"]], quotes[link["to"]]) == ("said no", "Ana")
    opened = reopen(project, "w")
    assert [each.mark.because for each in repair_list(opened)] == ["relation-loose"]
    opened.close()


def test_lines_that_are_alike_are_one_without_a_word(project: Path) -> None:
    report, document = come_in(project, line(7, ANA), line(7, ANA))
    assert len(document["layers"][0]["spans"]) == 1
    assert report.findings == []


def test_one_further_down_is_said_with_what_is_left_out(project: Path) -> None:
    between = {"id": 9, "text": "Another.", "entities": [], "relations": []}
    path = write_lines(project.with_name("x.jsonl"), line(7, ANA), between, line(8, KYIV))
    report = bring(project, path, format="doccano", owner="Ana")
    (exists,) = [each for each in report.findings if each.kind == "layer-exists"]
    assert "This import" in exists.message
    assert "1 mark of this left out" in exists.kept


def test_comments_and_status_of_both(project: Path) -> None:
    one = {"person": "ana", "status": "done", "comments": [{"id": "c", "text": "1"}]}
    answer = {"id": "d", "text": "3", "reply_to": "c"}
    other: dict[str, Any] = {"person": "ana", "status": "started", "reason": "late"}
    other["comments"] = [{"id": "c", "text": "2"}, answer]
    lines = [{"id": "a", "text": TEXT, "layers": [one, other]}]
    path = write_lines(project.with_name("y.jsonl"), *lines)
    bring(project, path)
    (document,) = documents_of(exported(project))
    (layer,) = document["layers"]
    assert (layer["status"], layer["reason"]) == ("started", "late")
    ids = {each["text"]: each["id"] for each in layer["comments"]}
    replies = {each["text"]: each.get("reply_to") for each in layer["comments"]}
    assert (replies["3"], sorted(ids)) == (ids["2"], ["1", "2", "3"])
