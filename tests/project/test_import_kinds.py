"""Entities of files that do not say of what kind they are, as brat's: what their labels allow."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.project.export_source import ExportOptions
from annotator.project.exporting import export
from annotator.project.import_mapping import ImportMapping
from annotator.project.import_report import ImportReport
from tests.articles_saved import zipped
from tests.projects import bring, exported, new_project, write_lines
from tests.rich_content import header, span

TEXT = "Ana said no in Kyiv.\n"


def kinds(project: Path) -> dict[str, str]:
    header = json.loads(exported(project).splitlines()[0])
    return {each["name"]: each["kind"] for each in header["entities"]}


def come_in(folder: Path, *marks: str, **options: object) -> tuple[ImportReport, dict[str, str]]:
    (folder / "in").mkdir()
    (folder / "in" / "a.txt").write_text(TEXT, "utf-8")
    (folder / "in" / "a.ann").write_text("".join(f"{each}\n" for each in marks), "utf-8")
    project = new_project(folder / "p.sqlite")
    report = bring(project, folder / "in", format="brat", owner="Ana", **options)
    return report, kinds(project)


KYIV, ANA = "T1\tlocation 15 19\tKyiv", "T2\tspeaker 0 3\tAna"
TOWN, WHO = "N1\tReference T1 Wikipedia:1\tKyiv", "N2\tReference T2 Wikipedia:2\tAna"


def test_a_location_names_a_place_and_a_place_comes_back_from_brat(tmp_path: Path) -> None:
    place = {"id": "E1", "kind": "place", "name": "Kyiv"}
    span = {"id": "s", "label": "location", "start": 15, "end": 19, "entity": "E1"}
    layer = {"person": "ana", "spans": [span]}
    lines = [{"annotator": 1, "entities": [place]}, {"id": "a", "text": TEXT, "layers": [layer]}]
    first = new_project(tmp_path / "first.sqlite")
    bring(first, write_lines(tmp_path / "x.jsonl", *lines))
    export(first, tmp_path / "out", ExportOptions(format="brat"))
    second = new_project(tmp_path / "second.sqlite")
    report = bring(second, tmp_path / "out", format="brat")
    assert kinds(second) == {"Kyiv": "place"}
    assert "kind-not-said" not in report.kinds


def test_a_mapped_label_counts_as_what_it_becomes(tmp_path: Path) -> None:
    mapping = ImportMapping(labels={"LOC": "location"})
    mark = KYIV.replace("location", "LOC")
    _, found = come_in(tmp_path, mark, TOWN, mapping=mapping)
    assert found == {"Kyiv": "place"}


def test_what_a_label_leaves_open_is_said(tmp_path: Path) -> None:
    report, found = come_in(tmp_path, KYIV, ANA, TOWN, WHO)
    assert found == {"Kyiv": "place", "Ana": "person"}
    (said,) = [each for each in report.findings if each.kind == "kind-not-said"]
    assert "Ana" in said.message
    assert "Kyiv" not in said.message
    assert "as person" in said.kept


def test_what_a_strange_label_names_is_said(tmp_path: Path) -> None:
    report, found = come_in(tmp_path, KYIV.replace("location", "planet"), TOWN)
    assert found == {"Kyiv": "person"}
    assert report.kinds["kind-not-said"] == 1


@pytest.mark.parametrize("packed", [False, True])
def test_brat_gives_back_the_kinds_that_we_wrote(tmp_path: Path, packed: bool) -> None:
    head = header()
    head["entities"] = [
        {"id": "E1", "kind": "organisation", "name": "Reuters"},
        {"id": "E2", "kind": "person", "name": "Jane"},
        {"id": "G1", "kind": "place", "name": "Kyiv"},
    ]
    marks = [("speaker", "Reuters", "E1"), ("speaker", "Jane", "E2"), ("location", "Kyiv", "G1")]
    text = "Reuters and Jane in Kyiv."
    spans = [span(id, label, quote, text=text, entity=id) for label, quote, id in marks]
    layer = {"person": "ana", "kind": "annotations", "spans": spans}
    lines = write_lines(tmp_path / "x.jsonl", head, {"id": "a", "text": text, "layers": [layer]})
    project, other = new_project(tmp_path / "p.sqlite"), new_project(tmp_path / "q.sqlite")
    bring(project, lines)
    out = tmp_path / "out"
    export(project, out, ExportOptions("brat"))
    if packed:
        files = {each.relative_to(out).as_posix(): each for each in out.rglob("*")}
        data = {name: each.read_text("utf-8") for name, each in files.items() if each.is_file()}
        out = tmp_path / "out.zip"
        out.write_bytes(zipped(data))
    report = bring(other, out, me="Ana")
    assert kinds(other) == {"Reuters": "organisation", "Jane": "person", "Kyiv": "place"}
    assert report.findings == []
