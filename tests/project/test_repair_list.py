from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.project import history, repairing
from annotator.project.bundling import FOR, FROM, make_bundle
from annotator.project.export_source import ExportOptions
from annotator.project.exporting import export
from annotator.project.import_mapping import ImportMapping
from annotator.project.project import Project
from annotator.project.repair_list import is_sure, places_of, repair_list
from tests.merges import merge
from tests.projects import bring, faults, new_project, session, write_lines
from tests.samples import reopen
from tests.unplaced import TEXT, layer, lines, listed, project_with_repairs, waiting


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return project_with_repairs(tmp_path)


@pytest.fixture
def project(file: Path) -> Any:
    opened = reopen(file, "w", me="ana")
    yield opened
    opened.close(lose_unsaved=True)


def test_an_import_loses_nothing_that_it_cannot_place(file: Path, project: Project) -> None:
    marks = {each.mark.id: each.mark for each in repair_list(project)}
    assert {id: (mark.what, mark.label, mark.because) for id, mark in marks.items()} == {
        "s": ("span", "speaker", "not-placed"),
        "far": ("span", "location", "not-placed"),
        "p": ("span", "GPE", "unknown-label"),
        "e": ("span", "GPE", "not-placed"),
        "n": ("span", "", "no-label"),
        "r": ("relation", "said_by", "relation-loose"),
        "t": ("relation", "speaks", "unknown-relation"),
        "u": ("relation", "said_by", "relation-loose"),
    }
    assert (marks["s"].quote, marks["s"].said) == (("Ana",), ((12, 15),))
    assert marks["s"].fields == {"origin": "import", "note": "which?", "uncertain": True}
    assert marks["s"].file == "f.jsonl"
    assert "the text there is “na ”" in marks["s"].reason
    assert marks["far"].fields["extra"] == {"k": 1}
    assert marks["r"].fields["to"] == "s"
    assert [each["id"] for each in layer(file)["spans"]] == ["q"]
    assert faults(file) == []


def test_the_report_says_where_they_are(tmp_path: Path) -> None:
    path = new_project(tmp_path / "p.sqlite")
    report = bring(path, write_lines(tmp_path / "f.jsonl", *lines("ana", "ben")))
    assert (report.spans, report.unplaced, report.as_json()["unplaced"]) == (2, 16, 16)
    assert report.sentence().endswith("16 marks wait in the repair list.")
    assert "It is in the repair list." in {each.kept for each in report.findings}
    report = bring(path, write_lines(tmp_path / "g.jsonl", {"text": "Nothing else."}), prefix="j")
    assert "repair list" not in report.sentence()


def test_what_a_mapping_leaves_out_on_purpose_is_not_listed(tmp_path: Path) -> None:
    path = new_project(tmp_path / "p.sqlite")
    mapping = ImportMapping({"GPE": None}, {"speaks": None})
    bring(path, write_lines(tmp_path / "f.jsonl", *lines("ana")), mapping=mapping)
    opened = reopen(path, "w", me="ana")
    assert listed(opened) == {"s", "far", "n", "r", "u"}
    opened.close()


def test_a_mapping_renames_what_is_unplaced_too(tmp_path: Path) -> None:
    path = new_project(tmp_path / "p.sqlite")
    mapping = ImportMapping({"GPE": "location"}, {"speaks": "said_by"})
    report = bring(path, write_lines(tmp_path / "f.jsonl", *lines("ana")), mapping=mapping)
    assert report.foreign.labels == {"GPE": 2}
    opened = reopen(path, "w", me="ana")
    assert listed(opened) == {"s", "far", "e", "n", "r", "u"}
    assert waiting(opened, "e").mark.label == "location"
    opened.close()


def test_a_layer_that_has_only_unplaced_marks_is_not_filled_again(tmp_path: Path) -> None:
    path = new_project(tmp_path / "p.sqlite")
    span = {"id": "x", "start": 90, "end": 99, "label": "claim"}
    one = {"id": "a", "text": TEXT, "spans": [span]}
    bring(path, write_lines(tmp_path / "f.jsonl", one), owner="Ana")
    report = bring(path, write_lines(tmp_path / "f.jsonl", one), owner="Ana", prefix="j")
    assert report.kinds["layer-exists"] == 1
    opened = reopen(path, "w", me="Ana")
    assert listed(opened) == {"x"}
    opened.close()
    assert faults(path) == []


def test_an_export_says_how_many_of_its_layers_still_wait(file: Path, tmp_path: Path) -> None:
    report = export(file, tmp_path / "out.jsonl", ExportOptions())
    said = "8 marks wait in the repair list and are not in the export."
    assert said in report.warnings
    assert "Nothing of what was chosen is lost." in report.sentence()
    gold = export(file, tmp_path / "out.jsonl", ExportOptions(layer="gold"))
    assert said not in gold.warnings


def test_a_bundle_carries_the_list_of_its_person(tmp_path: Path) -> None:
    path = new_project(tmp_path / "p.sqlite")
    bring(path, write_lines(tmp_path / "f.jsonl", *lines("ana", "ben")))
    out = tmp_path / "for-ana.sqlite"
    make_bundle(path, out, FOR, "ana", session("b"))
    bundle = reopen(out, "w", me="ana")
    assert {each.person for each in repair_list(bundle)} == {"ana"}
    span = repairing.place(bundle, waiting(bundle, "s"), [(11, 14)])
    bundle.close()
    back = tmp_path / "from-ana.sqlite"
    make_bundle(out, back, FROM, "ana", session("c"))
    merge(path, back)
    lead = reopen(path, "v", me="ben")
    found = {(each.person, each.mark.id) for each in repair_list(lead)}
    assert ("ana", "s") not in found
    assert ("ben", "s") in found
    assert (span.id, len(found)) == ("s", 14)
    lead.close()
    assert faults(path) == []


def test_undoing_the_import_takes_its_list_away(file: Path, project: Project) -> None:
    edit = next(e for e in history.list_edits(project, 10) if e.name.startswith("import"))
    history.undo_edit(project, edit.edit_id)
    project.settle()
    assert listed(project) == set()
    assert faults(file) == []


def test_numbers_beyond_measure_and_texts_that_are_none(tmp_path: Path) -> None:
    path = new_project(tmp_path / "p.sqlite")
    raw = json.dumps({"id": "a", "text": TEXT, "spans": [
        {"id": "x", "start": 10**15, "end": -(10**15), "label": "claim"},
        {"id": "x", "start": "a", "end": None, "label": "claim", "quote": [7, "Ana"]},
        {"id": "x", "fragments": [[1, 2], "b", [3]], "label": "claim", "quote": {"a": 1}},
    ]})  # fmt: skip
    (tmp_path / "f.jsonl").write_text(raw + "\n", "utf-8")
    bring(path, tmp_path / "f.jsonl", owner="Ana")
    opened = reopen(path, "w", me="Ana")
    marks = [each.mark for each in repair_list(opened)]
    assert sorted(mark.said for mark in marks) == [(), ((0, 10**15),), ((1, 2),)]
    assert len({mark.id for mark in marks}) == 3
    assert {mark.quote for mark in marks} == {(), ("Ana",)}
    opened.close()
    assert faults(path) == []


@pytest.mark.parametrize(
    ("unit", "place", "said"),
    [
        ("codepoint", [6, 100], (6, 100)),
        ("codepoint", [100, 6], (6, 100)),
        ("codepoint", [70, 90], (70, 90)),
        ("utf16", [6, 100], (5, 100)),
        ("codepoint", [-5, 3], (0, 3)),
        ("codepoint", [6, 2**64 - 1], (6, 2**63 - 1)),
    ],
)
def test_where_the_file_had_it_is_kept(
    tmp_path: Path, unit: str, place: list[int], said: tuple[int, int]
) -> None:
    """Also beyond the text, where no place is offered and none is taken as known."""
    text = "Hi 🎉 Minsk"
    path = new_project(tmp_path / "p.sqlite")
    header = {"annotator": 1, "offset_unit": unit}
    span = {"label": "location", "fragments": [place], "quote": "Minsk"}
    bring(path, write_lines(tmp_path / "f.jsonl", header, {"text": text, "spans": [span]}),
          owner="Ana")  # fmt: skip
    opened = reopen(path, "w", me="Ana")
    (mark,) = repair_list(opened)
    assert mark.mark.said == (said,)
    assert not is_sure(text, mark.mark)
    assert places_of(opened, mark) == [((5, 10),)]
    bare = mark._replace(mark=mark.mark._replace(quote=()))
    assert places_of(opened, bare) == ([((0, 3),)] if place[0] < 0 else [])
    opened.close()
    assert faults(path) == []
