"""What a file is, is seen in it: a wrong ending neither makes an article of it nor loses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from tests.articles_saved import zipped
from tests.projects import bring, documents_of, exported, new_project

CONLL = "-DOCSTART-\tO\n\nAna\tB-speaker\nsaid\tO\nno\tO\nin\tO\nKyiv\tB-location\n"
OURS = (
    '{"id": "a", "text": "Ana said no.", "spans": [{"start": 0, "end": 3, "label": "speaker"}]}\n'
)
TASKS = json.dumps(
    [
        {
            "id": 1,
            "data": {"text": "Ana said no."},
            "annotations": [
                {
                    "id": 1,
                    "result": [
                        {"id": "x", "type": "labels", "from_name": "l", "to_name": "t"}
                        | {"value": {"start": 0, "end": 3, "labels": ["speaker"]}}
                    ],
                }
            ],
        }
    ]
)
DOCCANO = json.dumps(
    {"id": 1, "text": "Ana said no.", "label": [[0, 3, "speaker"]], "Comments": []}
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path / "p.sqlite")


@pytest.mark.parametrize(
    ("name", "content", "format", "spans"),
    [
        ("a.txt", CONLL, "conll-iob2", 2),
        ("a.tsv", CONLL, "conll-iob2", 2),
        ("a.txt", OURS, "annotator-jsonl", 1),
        ("a.json", OURS, "annotator-jsonl", 1),
        ("a.jsonl", TASKS, "label-studio", 1),
        ("a.txt", TASKS, "label-studio", 1),
        ("a.json", DOCCANO, "doccano", 1),
    ],
)
def test_it_is_read_as_what_it_is_and_said(
    project: Path, tmp_path: Path, name: str, content: str, format: str, spans: int
) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    report = bring(project, tmp_path / name, me="Ana")
    assert (report.detected[0].format, report.documents, report.spans) == (format, 1, spans)
    (said,) = [each for each in report.findings if each.kind == "other-ending"]
    assert report.detected[0].evidence in said.message
    assert "Plain text" in said.kept


def test_what_was_chosen_counts(project: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CONLL, "utf-8")
    report = bring(project, tmp_path / "a.txt", format="plain-text", me="Ana")
    assert (report.detected[0].format, report.layers, report.findings) == ("plain-text", 0, [])
    assert documents_of(exported(project))[0]["text"] == CONLL


def test_in_an_archive_too(project: Path, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(zipped({"in/a.txt": CONLL, "b.txt": "An article."}))
    report = bring(project, tmp_path / "x.zip", me="Ana")
    assert (report.documents, report.spans) == (2, 2)
    assert [each.kind for each in report.findings] == ["other-ending"]


def test_an_ending_of_nobody_is_told_by_the_look(project: Path, tmp_path: Path) -> None:
    (tmp_path / "eng.train").write_text(CONLL, "utf-8")
    assert bring(project, tmp_path, me="Ana").spans == 2


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_an_article_whose_name_says_json_is_refused_with_a_way_out(
    project: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("An article.\nWith two lines.\n", "utf-8")
    with pytest.raises(Problem, match="a text whose name says JSON") as caught:
        bring(project, tmp_path / name)
    assert "ends in .txt" in caught.value.next_step


def test_a_list_of_articles_in_jsonl_is_a_list(project: Path, tmp_path: Path) -> None:
    articles = [{"id": "a", "text": "One article."}, {"id": "b", "text": "Another."}]
    (tmp_path / "a.jsonl").write_text(json.dumps(articles), "utf-8")
    assert bring(project, tmp_path / "a.jsonl").documents == 2
