from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.formats import prodigy
from annotator.formats.refusing import OUR_MISTAKE
from annotator.project import importing
from annotator.project.history import undo_edit
from annotator.project.progress import Cancelled, Progress
from annotator.project.project import Project
from tests.labelled import KYIV, TEXT, labelled
from tests.projects import bring, documents_of, exported, faults, new_project, session, write_lines


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path / "p.sqlite")


def test_an_import_is_one_edit_that_can_be_taken_back(project: Path, tmp_path: Path) -> None:
    before = exported(project)
    file = write_lines(tmp_path / "f.jsonl", labelled("a"), labelled("b", text=TEXT + "b"))
    report = bring(project, file)
    assert (report.documents, report.layers, report.spans) == (2, 2, 2)
    opened = Project.open(project, device="device", via="command")
    assert [each.via for each in opened.reader.edits(1)] == ["command"]
    assert report.edit_id is not None
    undo_edit(opened, report.edit_id)
    opened.close()
    assert exported(project) == before
    assert faults(project) == []


def test_an_import_taken_back_can_be_done_again(project: Path, tmp_path: Path) -> None:
    entity = {"id": "E1", "kind": "place", "name": "Kyiv"}
    file = write_lines(tmp_path / "f.jsonl", {"annotator": 1, "entities": [entity]}, labelled())
    report = bring(project, file, prefix="i")
    first = exported(project)
    opened = Project.open(project, device="device", via="command")
    assert report.edit_id is not None
    undo_edit(opened, report.edit_id)
    opened.close()
    assert bring(project, file, prefix="j").documents == 1
    assert exported(project) == first
    assert faults(project) == []


def test_files_and_folders_and_their_keys(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for name in ("a/x.txt", "b/x.txt", "b/y.txt", ".hidden/z.txt", "b/note.mp3"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"text of {name}", encoding="utf-8")
    report = bring(project, folder)
    keys = [each["id"] for each in documents_of(exported(project))]
    assert keys == ["a/x", "b/x", "y"]
    assert [(each.kind, each.file) for each in report.findings] == [
        ("unknown-format", "b/note.mp3")
    ]
    other = tmp_path / "other" / "y.txt"
    other.parent.mkdir()
    other.write_text("another y", encoding="utf-8")
    bring(project, other, prefix="k")
    assert [each["id"] for each in documents_of(exported(project))] == ["a/x", "b/x", "y", "y-2"]


def test_a_text_that_is_there_is_not_imported_again_but_its_layers_are(
    project: Path, tmp_path: Path
) -> None:
    text = tmp_path / "plain.txt"
    text.write_text(TEXT, encoding="utf-8")
    bring(project, text)
    report = bring(project, write_lines(tmp_path / "f.jsonl", labelled()), prefix="j")
    assert (report.documents, report.duplicates, report.layers, report.spans) == (0, 1, 1, 1)
    assert "there already" in report.sentence()
    again = write_lines(tmp_path / "g.jsonl", labelled(), labelled(person="ben"))
    report = bring(project, again, prefix="k")
    assert report.layers == 1
    assert [each.kind for each in report.findings] == ["duplicate", "layer-exists", "duplicate"]
    (document,) = documents_of(exported(project))
    assert document["id"] == "plain"
    assert [layer["person"] for layer in document["layers"]] == ["ana", "ben"]
    assert faults(project) == []


def test_importing_the_same_file_twice_changes_nothing(project: Path, tmp_path: Path) -> None:
    file = write_lines(tmp_path / "f.jsonl", labelled())
    bring(project, file)
    before = exported(project)
    report = bring(project, file, prefix="j")
    assert report.edit_id is None
    assert exported(project) == before


def test_an_empty_layer_that_was_begun_is_filled(project: Path, tmp_path: Path) -> None:
    text = tmp_path / "plain.txt"
    text.write_text(TEXT, encoding="utf-8")
    bring(project, text, me="Ana")
    opened = Project.open(project, "Ana", device="device", via="command")
    from annotator.project import editing

    (summary,) = opened.documents()
    editing.set_status(opened, summary.id, "started")
    span = editing.mark(opened, summary.id, "location", ((KYIV, KYIV + 4),))
    editing.delete(opened, summary.id, [span.id])
    opened.close()
    spans = [{"id": span.id, "start": KYIV, "end": KYIV + 4, "label": "location"}]
    file = write_lines(tmp_path / "f.jsonl", labelled(spans=spans, status="done"))
    assert bring(project, file, prefix="j").spans == 1
    (document,) = documents_of(exported(project))
    (layer,) = document["layers"]
    assert layer["status"] == "done"
    # The deleted span's id stays dead; the new one has an id of its own.
    assert [each["id"] == span.id for each in layer["spans"]] == [False]
    assert faults(project) == []


def test_layers_that_name_nobody_need_an_owner(project: Path, tmp_path: Path) -> None:
    file = write_lines(tmp_path / "f.jsonl", labelled(person=None))
    before = exported(project)
    with pytest.raises(Problem, match="whose its annotations are"):
        bring(project, file)
    assert exported(project) == before
    bring(project, file, me="Ana Kovač", prefix="j")
    other = write_lines(tmp_path / "g.jsonl", labelled(text=TEXT + "2", person=None))
    bring(project, other, me="Ana Kovač", owner="Ben", prefix="k")
    people = [
        layer["person"] for each in documents_of(exported(project)) for layer in each["layers"]
    ]
    assert sorted(people) == ["ana-kovac", "ben"]


def test_gold_belongs_to_nobody(project: Path, tmp_path: Path) -> None:
    bring(project, write_lines(tmp_path / "f.jsonl", labelled(person=None)), kind="gold")
    (document,) = documents_of(exported(project))
    assert [(each["kind"], each["person"]) for each in document["layers"]] == [("gold", None)]
    assert faults(project) == []


def test_cancelling_leaves_the_project_as_it_was(project: Path, tmp_path: Path) -> None:
    before = exported(project)
    lines = [{"id": f"{n}", "text": f"text {n}"} for n in range(200)]
    file = write_lines(tmp_path / "f.jsonl", *lines)
    told: list[tuple[int, int | None]] = []
    progress = Progress(lambda *step: told.append(step), lambda: len(told) > 1)
    with pytest.raises(Cancelled):
        bring(project, file, progress=progress)
    assert told == [(50, 200), (100, 200)]
    assert exported(project) == before


def test_a_dry_run_changes_nothing(project: Path, tmp_path: Path) -> None:
    before = exported(project)
    report = bring(project, write_lines(tmp_path / "f.jsonl", labelled()), dry_run=True)
    assert report.sentence().startswith("Would import 1 document")
    assert report.edit_id is None
    assert exported(project) == before


def test_an_empty_project_adopts_the_header_and_a_full_one_does_not(
    project: Path, tmp_path: Path
) -> None:
    header = {
        "annotator": 1,
        "project": "Other",
        "schema": {"schema": "tiny", "version": 3, "labels": [{"id": "a", "name": "A"}]},
        "guideline": {"version": 2, "text": "Mark all."},
        "people": [{"id": "ana", "name": "Ana"}],
        "entities": [{"id": "E1", "kind": "person", "name": "Ana"}],
    }
    span = [{"id": "s", "start": 0, "end": 4, "label": "a"}]
    file = write_lines(tmp_path / "f.jsonl", header, labelled(spans=span))
    assert bring(project, file).spans == 1
    opened = Project.open(project, device="device")
    assert (opened.title, opened.schema.name) == ("Other", "tiny")
    opened.close()
    other = dict(header, project="Third", entities=[{"id": "E1", "kind": "place", "name": "B"}])
    report = bring(project, write_lines(tmp_path / "g.jsonl", other, {"text": "x y"}), prefix="j")
    assert [each.kind for each in report.findings] == ["header-differs", "entity-differs"]
    assert report.findings[0].message == "The file's title is not that of the project."
    opened = Project.open(project, device="device")
    assert opened.title == "Other"
    opened.close()
    assert faults(project) == []


def test_edits_made_during_an_import_come_first(project: Path, tmp_path: Path) -> None:
    text = tmp_path / "plain.txt"
    text.write_text(TEXT, encoding="utf-8")
    bring(project, text, me="Ana")
    lines = [labelled(f"{n}", text=f"{TEXT}{n}") for n in range(60)]
    file = write_lines(tmp_path / "f.jsonl", *lines)
    from annotator.project import editing

    def meanwhile(done: int, total: int | None) -> None:
        if done == 50:
            opened = Project.open(project, "Ana", device="device", via="window")
            summary = next(each for each in opened.documents() if each.key == "plain")
            editing.mark(opened, summary.id, "location", ((KYIV, KYIV + 4),))
            opened.close()

    report = bring(project, file, prefix="j", progress=Progress(meanwhile))
    assert report.documents == 60
    assert faults(project) == []


def test_the_session_is_not_asked_for_what_the_file_gives(project: Path, tmp_path: Path) -> None:
    asked: list[str] = []
    given = session("n")

    def new_id() -> str:
        asked.append("id")
        return given.new_id()

    from dataclasses import replace

    from annotator.project.importing import ImportOptions, import_files

    file = write_lines(tmp_path / "f.jsonl", labelled())
    import_files(project, ImportOptions((file,)), replace(given, new_id=new_id))
    assert len(asked) == 2  # the edit's and the document's


def test_who_imports_first_is_remembered_for_the_window(project: Path, tmp_path: Path) -> None:
    file = write_lines(tmp_path / "f.jsonl", {"text": "A text."})
    bring(project, file, me="Ana Kovač", dry_run=True)
    assert me_of(project) is None
    bring(project, file, me="Ana Kovač")
    assert me_of(project) == "Ana Kovač"
    bring(project, write_lines(tmp_path / "g.jsonl", {"text": "B."}), prefix="j", me="Ben")
    assert me_of(project) == "Ana Kovač"


def test_settings_that_cannot_be_written_do_not_spoil_an_import(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(project_id: str, person: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(importing, "remember_person", refuse)
    report = bring(project, write_lines(tmp_path / "f.jsonl", {"text": "A text."}), me="Ana")
    assert (report.documents, report.kinds) == (1, {"not-remembered": 1})


@pytest.mark.parametrize("given", [{"me": " "}, {"owner": ""}])
def test_a_person_needs_a_name(project: Path, tmp_path: Path, given: dict[str, str]) -> None:
    file = write_lines(tmp_path / "f.jsonl", labelled(person=None))
    with pytest.raises(Problem, match="needs a name"):
        bring(project, file, **given)


def me_of(project: Path) -> str | None:
    opened = Project.open(project, device="device")
    opened.close()
    return opened.me.name if opened.me else None


def test_a_mistake_with_one_file_of_several_costs_no_other(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is in the report, to be sent; of a file by itself it is as loud as any bug."""
    monkeypatch.setattr(prodigy, "_translate", None)
    folder = tmp_path / "in"
    folder.mkdir()
    bad = folder / "b.jsonl"
    bad.write_text('{"text": "Bad.", "answer": "accept", "_task_hash": 1}\n')
    with pytest.raises(TypeError):
        bring(project, bad)
    for name in ("a", "c"):
        (folder / f"{name}.txt").write_text(f"{name}.\n")
    report = bring(project, folder)
    assert (report.documents, faults(project)) == (2, [])
    assert [(each.kind, each.file) for each in report.findings] == [(OUR_MISTAKE, "b.jsonl")]
    assert "Please report this mistake." in report.findings[0].kept
    assert "Traceback" in report.findings[0].details
