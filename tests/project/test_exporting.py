from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.formats.file_names import file_name
from annotator.project import editing
from annotator.project.export_source import ExportOptions
from annotator.project.exporting import export
from annotator.project.progress import Cancelled, Progress
from annotator.project.project import Project
from tests.projects import bring, documents_of, exported, new_project, write_lines

TEXT = "“No,” said Ana in Kyiv. 🎉\n"
KYIV = TEXT.index("Kyiv")
SPAN = {"id": "s1", "start": KYIV, "end": KYIV + 4, "label": "location"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two documents; Ana is done with one, Ben has begun both."""
    path = new_project(tmp_path / "p.sqlite")
    quote = {"id": "q", "fragments": [[0, 2], [6, 10]], "label": "quote", "attributes": {"a": 1}}
    layers = [
        {"person": "ana", "status": "done", "spans": [SPAN, quote]},
        {"person": "ben", "status": "started", "spans": [SPAN]},
        {"kind": "gold", "spans": [SPAN]},
    ]
    entity = {"id": "E1", "kind": "place", "name": "Kyiv"}
    file = write_lines(
        tmp_path / "f.jsonl",
        {"annotator": 1, "entities": [entity]},
        {"id": "a/b", "text": TEXT, "layers": layers, "excluded": [[0, 1]]},
        {"id": "c", "text": TEXT + "2", "layers": layers[1:2]},
    )
    bring(path, file)
    return path


def people(data: bytes) -> list[tuple[str, list[str | None]]]:
    return [(each["id"], [la["person"] for la in each["layers"]]) for each in documents_of(data)]


def test_annotations_are_what_is_exported_unless_told_otherwise(project: Path) -> None:
    assert people(exported(project, "annotations")) == [("a/b", ["ana", "ben"]), ("c", ["ben"])]
    assert people(exported(project, "gold")) == [("a/b", [None]), ("c", [])]
    assert people(exported(project, "all")) == [("a/b", ["ana", "ben", None]), ("c", ["ben"])]


def test_people_and_status_choose_layers_and_their_documents(project: Path) -> None:
    assert people(exported(project, people=("ana",))) == [("a/b", ["ana"])]
    assert people(exported(project, status="started")) == [
        ("a/b", ["ben", None]),
        ("c", ["ben"]),
    ]
    header = json.loads(exported(project, people=("ana",)).splitlines()[0])
    assert [each["id"] for each in header["people"]] == ["ana"]
    with pytest.raises(Problem, match="Nobody in this project is called zoe"):
        exported(project, people=("zoe",))


def test_unfinished_and_unchosen_layers_are_warned_of(project: Path, tmp_path: Path) -> None:
    report = export(project, tmp_path / "o.jsonl", ExportOptions())
    assert report.warnings == [
        "Some layers are not finished: 2 started.",
        "1 layer of the project was not chosen for this export.",
        "1 decision was not chosen for this export. Choose all layers to have them.",
    ]
    report = export(project, tmp_path / "o.jsonl", ExportOptions(status="done"))
    assert "1 document without such a layer was left out." in report.warnings


def test_jsonl_loses_nothing_and_plain_text_all_but_the_text(project: Path, tmp_path: Path) -> None:
    report = export(project, tmp_path / "o.jsonl", ExportOptions(layer="all"))
    assert report.losses == ()
    assert "Nothing is lost." in report.sentence()
    out = tmp_path / "texts"
    report = export(project, out, ExportOptions("plain-text", layer="all"))
    assert {loss.feature: loss.count for loss in report.losses} == {
        "keys": 1,
        "titles": 2,
        "sources": 2,
        "excluded": 1,
        "layers": 4,
        "spans": 5,
        "entities": 1,
        "roster": 2,
        "schema": 1,
        "project": 1,
        # Of the gold that was imported.
        "decisions": 1,
    }
    assert (out / "a" / "b.txt").read_text("utf-8") == TEXT
    assert (out / "c.txt").read_text("utf-8") == TEXT + "2"
    assert report.files == 2


def test_a_dry_run_writes_nothing(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "texts"
    report = export(project, out, ExportOptions("plain-text", dry_run=True))
    assert report.sentence().startswith("Would export 2 documents")
    assert report.losses
    assert not out.exists()


def test_as_of_an_edit(project: Path) -> None:
    before = exported(project)
    opened = Project.open(project, "ana", device="device", via="command")
    summary = next(each for each in opened.documents() if each.key == "c")
    editing.mark(opened, summary.id, "location", ((KYIV, KYIV + 4),))
    opened.flush()
    newest, imported = opened.reader.edits(2)
    opened.close()
    assert exported(project) != before
    assert exported(project, as_of=imported.edit_id) == before
    assert exported(project, as_of=newest.edit_id) == exported(project)
    with pytest.raises(Problem, match="no edit nowhere"):
        exported(project, as_of="nowhere")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE texts SET text = replace(text, 'Kyiv', 'Lviv')", "its text is not the one"),
        ("UPDATE spans SET quote = 'Lviv' WHERE id = 's1'", "quote of span s1"),
        ("UPDATE spans SET quote = 'x' WHERE id = 'q'", "quote of span q"),
    ],
)
def test_damage_stops_the_export_and_leaves_nothing(
    project: Path, tmp_path: Path, change: str, said: str
) -> None:
    connection = sqlite3.connect(project)
    connection.execute(change)
    connection.commit()
    connection.close()
    out = tmp_path / "folder" / "o.jsonl"
    out.parent.mkdir()
    out.write_bytes(b"the old one")
    with pytest.raises(Problem, match=said):
        export(project, out, ExportOptions())
    assert out.read_bytes() == b"the old one"
    assert list(out.parent.iterdir()) == [out]


def test_cancelling_leaves_the_old_file(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "folder" / "o.jsonl"
    out.parent.mkdir()
    with pytest.raises(Cancelled):
        export(project, out, ExportOptions(), Progress(cancelled=lambda: True))
    assert list(out.parent.iterdir()) == []


def test_a_place_that_cannot_be_written_to(project: Path, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="cannot be written"):
        export(project, tmp_path / "no" / "where.jsonl", ExportOptions())
    (tmp_path / "file").write_text("")
    with pytest.raises(Problem, match="is a file, but Plain text is written to a folder"):
        export(project, tmp_path / "file", ExportOptions("plain-text"))


def test_an_unclear_format_is_asked_for(project: Path, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="format to write is not clear"):
        export(project, tmp_path / "o.odt", ExportOptions())
    with pytest.raises(Problem, match="no format called odt"):
        export(project, tmp_path / "o", ExportOptions("odt"))


def test_file_names_stay_inside_their_folder() -> None:
    taken: set[str] = set()
    keys = ["../../etc/passwd", "a:b", "A_b", "..", "x/./y", "\0"]
    names = [file_name(key, taken) for key in keys]
    assert names == ["_/_/etc/passwd", "a_b", "A_b-2", "_", "x/_/y", "_-2"]


def decided(folder: Path, *keys: str) -> Path:
    """A project of finished articles with a decision each."""
    path = new_project(folder / "decided.sqlite")
    lines = [
        {
            "id": key,
            "text": TEXT + key,
            "layers": [{"person": "ana", "status": "done", "spans": [SPAN]}],
            "decisions": [{"id": f"x-{key}", "item": {}, "action": "accept", "from": ["ana"]}],
        }
        for key in keys
    ]
    bring(path, write_lines(folder / "decided.jsonl", {"annotator": 1}, *lines))
    return path


def test_decisions_that_were_not_chosen_are_said_and_nothing_is_called_complete(
    tmp_path: Path,
) -> None:
    path = decided(tmp_path, "a", "b")
    report = export(path, tmp_path / "o.jsonl", ExportOptions())
    assert report.warnings == [
        "2 decisions were not chosen for this export. Choose all layers to have them."
    ]
    assert report.losses == ()
    assert "Nothing is lost" not in report.sentence()
    assert "Nothing of what was chosen is lost." in report.sentence()
    report = export(path, tmp_path / "o.jsonl", ExportOptions(layer="all"))
    assert report.warnings == []
    assert report.sentence().endswith("Nothing is lost.")
    assert b"x-a" in (tmp_path / "o.jsonl").read_bytes()
