"""Files that an export writes beside another are read with it, and are no articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.project.export_source import ExportOptions
from annotator.project.exporting import export
from tests.projects import bring, documents_of, exported, new_project, write_lines
from tests.rich_content import rich, simple


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = new_project(tmp_path / "p.sqlite")
    bring(path, write_lines(tmp_path / "f.jsonl", *rich()))
    return path


@pytest.mark.parametrize(
    ("out", "format", "chosen"),
    [
        ("out.csv", "csv", None),
        ("out.csv", "csv", "csv"),
        ("out.tsv", "csv", None),
        ("out.json", "label-studio", None),
    ],
)
def test_all_files_of_an_export_named_bring_what_the_first_does(
    project: Path, tmp_path: Path, out: str, format: str, chosen: str | None
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    export(project, folder / out, ExportOptions(format, layer="all"))
    one, all_named = new_project(tmp_path / "one.sqlite"), new_project(tmp_path / "all.sqlite")
    alone = bring(one, folder / out, me="Lea")
    named = bring(all_named, *sorted(folder.iterdir()), me="Lea", format=chosen)
    assert len(list(folder.iterdir())) > 1
    assert (alone.documents, named.documents, named.files) == (4, 4, 1)
    assert documents_of(exported(one)) == documents_of(exported(all_named))
    assert alone.findings == named.findings


def test_the_configuration_of_brat_is_no_article(project: Path, tmp_path: Path) -> None:
    export(project, tmp_path / "out", ExportOptions("brat"))
    other = new_project(tmp_path / "q.sqlite")
    report = bring(other, *sorted((tmp_path / "out").iterdir()), me="Lea")
    assert not {"annotation", "visual"} & {each["id"] for each in documents_of(exported(other))}
    assert "unknown-format" not in report.kinds


def test_a_companion_alone_says_what_it_belongs_to(project: Path, tmp_path: Path) -> None:
    export(project, tmp_path / "out.csv", ExportOptions())
    with pytest.raises(Problem, match=r"It belongs to out\.csv") as caught:
        bring(project, tmp_path / "out.relations.csv")
    assert caught.value.next_step == "Import out.csv as CSV (list of spans), which brings it."


def test_one_beside_a_table_of_articles_is_said(tmp_path: Path) -> None:
    project = new_project(tmp_path / "p.sqlite")
    (tmp_path / "news.csv").write_text("headline,body\nA,One article.\n", "utf-8")
    (tmp_path / "news.relations.csv").write_text("headline,body\nB,Another.\n", "utf-8")
    report = bring(project, tmp_path / "news.csv", tmp_path / "news.relations.csv")
    assert (report.documents, [each.kind for each in report.findings]) == (1, ["companion"])


@pytest.mark.parametrize(
    ("broken", "documents", "spans"), [("out.csv", 1, 2), ("out.documents.csv", 1, 3)]
)
def test_an_open_quotation_in_a_table_is_said(
    tmp_path: Path, broken: str, documents: int, spans: int
) -> None:
    """Of three spans the last, or a second document, is not to be told."""
    project = new_project(tmp_path / "p.sqlite")
    bring(project, write_lines(tmp_path / "f.jsonl", *simple()))
    export(project, tmp_path / "out.csv", ExportOptions())
    path = tmp_path / broken
    if broken == "out.csv":
        lines = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(b"".join(lines[:-1]) + lines[-1].replace(b"simple", b'"simple', 1))
    else:
        path.write_bytes(path.read_bytes() + b'more,"open\nother,x\n')
    other = new_project(tmp_path / "q.sqlite")
    report = bring(other, tmp_path / "out.csv", me="Lea")
    assert (report.documents, report.spans) == (documents, spans)
    (said,) = [each for each in report.findings if each.kind == "open-quotation"]
    assert ("documents" in said.message) == ("documents" in broken)
    assert "left out" in said.kept
