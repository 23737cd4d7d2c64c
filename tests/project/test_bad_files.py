from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.domain.text_limits import LONGEST_TEXT
from annotator.project.project import Project
from tests.labelled import KYIV, TEXT, labelled
from tests.projects import bring, documents_of, exported, faults, new_project, write_lines


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path / "p.sqlite")


def test_unknown_labels_are_left_out_with_what_hangs_on_them(project: Path, tmp_path: Path) -> None:
    spans = [
        {"id": "s1", "start": 0, "end": 4, "label": "quote"},
        {"id": "s2", "start": KYIV, "end": KYIV + 4, "label": "planet"},
        {"id": "s3", "start": 6, "end": 9, "label": "planet"},
    ]
    relations = [{"id": "r1", "label": "said_by", "from": "s1", "to": "s2"}]
    comments = [{"id": "c1", "span": "s2", "text": "hm"}]
    file = write_lines(
        tmp_path / "f.jsonl", labelled(spans=spans, relations=relations, comments=comments)
    )
    report = bring(project, file)
    assert (report.spans, report.relations, report.comments) == (1, 0, 1)
    assert [each.kind for each in report.findings] == ["unknown-label", "unknown-label"]
    assert "“planet” is not in the schema (2 spans)" in report.findings[0].message
    assert faults(project) == []


def test_the_good_part_of_a_bad_file_is_kept_and_the_line_says_so(
    project: Path, tmp_path: Path
) -> None:
    bad = {"start": 5, "end": 4000, "label": "quote"}
    file = write_lines(
        tmp_path / "f.jsonl",
        labelled("a"),
        b'{"id": "b", "text": "brok',
        labelled("a", text=TEXT + "c", spans=[bad]),
    )
    report = bring(project, file)
    assert report.documents == 2
    assert sorted(report.kinds) == ["broken-line", "duplicate-key", "not-placed"]
    line = report.sentence()
    assert "Imported 2 documents" in line
    assert "1 line that could not be read" in line
    assert "\n" not in line
    assert [each["id"] for each in documents_of(exported(project))] == ["a", "a-2"]


@pytest.mark.parametrize("data", [b"", b"  \n\n", b"\x7fELF\0\0\0\1\2" * 50])
def test_a_file_without_text_is_refused(project: Path, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "x.txt"
    file.write_bytes(data)
    before = exported(project)
    with pytest.raises(Problem, match=r"Nothing in x\.txt could be imported"):
        bring(project, file)
    assert exported(project) == before


def test_a_guessed_encoding_is_said(project: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_bytes("Ні, сказав він учора в Києві, і це була правда.\n".encode("cp1251"))
    report = bring(project, file)
    assert "encoding-guessed" in report.kinds
    (document,) = documents_of(exported(project))
    assert document["source"]["encoding"] in report.findings[0].message


def test_an_unreadable_file_costs_itself_only(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("good text", encoding="utf-8")
    (folder / "b.txt").symlink_to(tmp_path / "nowhere")
    report = bring(project, folder)
    assert report.documents == 1
    assert [(each.kind, each.file) for each in report.findings] == [("unreadable", "b.txt")]


def test_the_longest_article_comes_in_and_a_longer_one_is_named(
    project: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    longest = "A line of a very long article.\n" * (LONGEST_TEXT // 31)
    (folder / "longest.txt").write_text(longest, "utf-8")
    (folder / "longer.txt").write_text(longest + "A" * 40, "utf-8")
    report = bring(project, folder)
    assert [(each.kind, each.file) for each in report.findings] == [("too-large", "longer.txt")]
    assert "Split it" in report.findings[0].kept
    opened = Project.open(project, device="device")
    (summary,) = opened.documents()
    opened.close()
    assert summary.characters == len(longest)
    with pytest.raises(Problem, match=f"opens articles of up to {LONGEST_TEXT:,}"):
        bring(project, folder / "longer.txt")


def test_a_read_only_project_is_refused(project: Path, tmp_path: Path, monkeypatch) -> None:
    from annotator.project import importing

    real = importing.open_file
    monkeypatch.setattr(
        importing, "open_file", lambda path: real(path, writable=lambda _: "You may not write.")
    )
    file = write_lines(tmp_path / "f.jsonl", labelled())
    with pytest.raises(Problem, match="You may not write"):
        bring(project, file)


def test_paths_that_are_not_there(project: Path, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no file or folder nowhere"):
        bring(project, tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(Problem, match="nothing to import"):
        bring(project, tmp_path / "empty")


NEWER = {"annotator": 99, "offset_unit": "codepoint"}


def test_a_newer_file_costs_itself_only(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write_lines(folder / "a newer one.jsonl", NEWER, labelled("x"))
    (folder / "good.txt").write_text("good text", encoding="utf-8")
    report = bring(project, folder)
    assert [each["id"] for each in documents_of(exported(project))] == ["good"]
    (finding,) = report.findings
    assert (finding.kind, finding.file) == ("refused", "a newer one.jsonl")
    assert "newer Annotator (format 99" in finding.message
    assert "Update Annotator" in finding.kept
    assert faults(project) == []


def test_a_newer_file_alone_is_refused_by_name(project: Path, tmp_path: Path) -> None:
    file = write_lines(tmp_path / "newer.jsonl", NEWER, labelled("x"))
    with pytest.raises(Problem) as caught:
        bring(project, file)
    assert caught.value.happened.startswith("newer.jsonl was written by a newer Annotator")
    assert caught.value.next_step == "Update Annotator and import the file again."


def test_a_folder_where_every_file_is_refused_names_them(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.jsonl", "b.jsonl"):
        write_lines(folder / name, NEWER, labelled("x"))
    before = exported(project)
    with pytest.raises(Problem, match="Nothing in in could be imported") as caught:
        bring(project, folder)
    assert all(name in caught.value.details for name in ("a.jsonl", "b.jsonl"))
    assert exported(project) == before


def test_a_header_of_a_newer_version_further_down_ends_that_file(
    project: Path, tmp_path: Path
) -> None:
    file = write_lines(tmp_path / "f.jsonl", labelled("a"), NEWER, labelled("b", text="B."))
    report = bring(project, file)
    assert [each["id"] for each in documents_of(exported(project))] == ["a"]
    assert [each.kept.split(" Update")[0] for each in report.findings] == [
        "What came before was kept."
    ]


def test_a_file_whose_format_is_not_installed_costs_itself_only(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotator.formats import format as format_module

    monkeypatch.setattr(format_module, "find_spec", lambda _name: None)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.spacy").write_bytes(b"x")
    (folder / "good.txt").write_text("good text", encoding="utf-8")
    report = bring(project, folder)
    assert report.documents == 1
    assert [(each.kind, each.file) for each in report.findings] == [("not-installed", "a.spacy")]
    with pytest.raises(Problem, match=r"a\.spacy: .*is not installed") as caught:
        bring(project, folder / "a.spacy")
    assert "pip install" in caught.value.next_step


def test_a_header_that_is_no_schema_costs_its_file_only(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    header = {"annotator": 1, "project": "Theirs", "schema": {"labels": "none"}}
    write_lines(folder / "a.jsonl", header, labelled("x"))
    (folder / "good.txt").write_text("good text", encoding="utf-8")
    report = bring(project, folder)
    assert [each["id"] for each in documents_of(exported(project))] == ["good"]
    assert [(each.kind, each.file) for each in report.findings] == [("refused", "a.jsonl")]
    opened = Project.open(project, device="device")
    assert opened.title != "Theirs"
    opened.close()
