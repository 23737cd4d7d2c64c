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


BETWEEN = {"id": 9, "text": "Another.", "entities": [], "relations": []}


def test_one_further_down_is_put_to_the_one_before(project: Path) -> None:
    """As doccano writes a row for each annotator and names none."""
    lost = {"id": 7, "label": "planet", "start_offset": 0, "end_offset": 3}
    quote = {"id": 2, "label": "quote", "start_offset": 4, "end_offset": 11}
    below = line(8, {**ANA, "id": 4}, {**KYIV, "id": 1}, {**quote, "id": 2}, lost)
    below["relations"] = [{"id": 1, "from_id": 2, "to_id": 4, "type": "said_by"}]
    path = write_lines(project.with_name("x.jsonl"), line(7, ANA), BETWEEN, below, BETWEEN)
    report = bring(project, path, format="doccano", owner="Ana")
    documents = {each["text"]: each for each in documents_of(exported(project))}
    (layer,) = documents[TEXT]["layers"]
    quotes = {each["id"]: each["quote"][0] for each in layer["spans"]}
    assert sorted(quotes.values()) == ["Ana", "Kyiv", "said no"]
    (link,) = layer["relations"]
    assert (quotes[link["from"]], quotes[link["to"]]) == ("said no", "Ana")
    assert (report.layers, report.spans, report.relations, report.unplaced) == (1, 3, 1, 1)
    (joined,) = [each for each in report.findings if each.kind == "layers-joined"]
    assert "4 marks more" in joined.kept
    assert faults(project) == []


def test_one_alike_further_down_is_not_said(project: Path) -> None:
    path = write_lines(project.with_name("x.jsonl"), line(7, ANA), BETWEEN, line(7, ANA))
    report = bring(project, path, format="doccano", owner="Ana")
    assert (report.spans, report.kinds["layers-joined"]) == (1, 0)
    assert faults(project) == []


def test_many_further_down_and_of_another_file(project: Path, tmp_path: Path) -> None:
    places = [(0, 3), (4, 8), (9, 11), (12, 14), (15, 19)]
    marks = [
        {"id": n, "label": "claim", "start_offset": start, "end_offset": end}
        for n, (start, end) in enumerate(places)
    ]
    rows = [each for mark in marks[:3] for each in (line(1, mark), BETWEEN)]
    first = write_lines(tmp_path / "a.jsonl", *rows)
    second = write_lines(tmp_path / "b.jsonl", line(1, marks[3]), BETWEEN, line(1, marks[4]))
    bring(project, first, second, format="doccano", owner="Ana")
    documents = {each["text"]: each for each in documents_of(exported(project))}
    (layer,) = documents[TEXT]["layers"]
    assert [each["fragments"] for each in layer["spans"]] == [[list(each)] for each in places]
    assert faults(project) == []


def test_a_layer_of_the_project_is_kept_and_what_is_left_out_counted(project: Path) -> None:
    path = write_lines(project.with_name("x.jsonl"), line(7, ANA))
    bring(project, path, format="doccano", owner="Ana")
    path = write_lines(project.with_name("y.jsonl"), line(7, ANA, KYIV))
    report = bring(project, path, prefix="j", format="doccano", owner="Ana")
    (said,) = [each for each in report.findings if each.kind == "layer-exists"]
    assert "2 marks of this left out" in said.kept


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
