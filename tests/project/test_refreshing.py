from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from annotator.domain.changes import Changes
from annotator.domain.edit import Edit, set_fields
from annotator.domain.stream import DOCUMENTS
from annotator.project import editing, refreshing, suggestions
from annotator.project.project import Project
from annotator.storage.connection import connect
from annotator.storage.project_reader import ProjectReader
from tests.projects import bring, write_lines
from tests.samples import ARTICLE, reopen

DOC = "D-a"


@pytest.mark.parametrize("way", ["poll", "reload"])
def test_an_own_edit_written_meanwhile_does_not_come_on_top_again(
    project: Project, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    span = editing.mark(project, DOC, "quote", [(0, 5)])
    project.flush()
    project.poll()
    other = reopen(project.path, "o")
    lock = connect(project.path)
    lock.execute("INSERT INTO project VALUES ('a', 'b')")
    lock.execute("BEGIN IMMEDIATE")
    editing.relabel(project, DOC, [span.id], "claim")
    snapshot = project.reader.snapshot

    def both_commit_first() -> AbstractContextManager[None]:
        if lock.in_transaction:
            lock.execute("ROLLBACK")
            assert project.flush()
            other.poll()
            editing.relabel(other, DOC, [span.id], "location")
            assert other.flush()
        return snapshot()

    monkeypatch.setattr(project.reader, "snapshot", both_commit_first)
    project.poll() if way == "poll" else project.reload()
    assert not lock.in_transaction
    assert project.open_document(DOC).spans[span.id].label == "location"
    lock.close()
    other.close()


def test_suggestions_that_another_command_brings_are_told(project: Project, tmp_path: Path) -> None:
    told: list[Changes] = []
    project.add_listener(told.append)
    span = {"id": "s1", "label": "quote", "fragments": [[0, 4]], "quote": [ARTICLE[:4]]}
    layer = {"person": None, "kind": "suggestions", "spans": [span]}
    lines = (
        {"annotator": 1, "offset_unit": "codepoint"},
        {"id": "a", "text": ARTICLE, "layers": [layer]},
    )
    bring(project.path, write_lines(tmp_path / "s.jsonl", *lines))
    assert project.poll() == Changes(suggestions=True)
    assert told == [Changes(suggestions=True)]
    assert told[0].anything
    assert set(suggestions.suggested(project, DOC)) == {"s1"}
    assert project.poll() is None
    editing.mark(project, DOC, "claim", [(0, 5)])
    project.flush()
    assert project.poll() is None, "the index and one's own edits are no suggestions"


@pytest.mark.parametrize("moment", ["people", "last_position", "last_time", "suggestions_mark"])
def test_what_is_committed_while_a_project_is_opened_shows_at_the_first_poll(
    project: Project, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """Whichever of its first looks the commit falls between."""
    project.open_document(DOC)
    real = getattr(ProjectReader, moment)
    committed: list[bool] = []

    def commit_first(reader: ProjectReader) -> object:
        if not committed:
            committed.append(True)
            change = set_fields(DOCUMENTS, "project", "project", {}, title="New")
            project.apply(Edit("rename", (change,)))
            assert project.flush()
        return real(reader)

    monkeypatch.setattr(ProjectReader, moment, commit_first)
    other = reopen(project.path, "o")
    other.poll()
    assert committed
    assert other.title == "New"
    other.close()


def test_marks_of_this_window_among_a_large_import_are_not_read_again(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refreshing, "_MANY", 0)
    before = editing.mark(project, DOC, "quote", [(0, 5)])
    assert project.flush()
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"Article {number}.", "utf-8")
    bring(project.path, folder)
    after = editing.mark(project, DOC, "claim", [(0, 7)])
    assert project.flush()
    read: list[str] = []
    reload = project.reload
    monkeypatch.setattr(project, "reload", lambda: (read.append("everything"), reload()))
    changes = project.poll()
    assert changes is not None
    assert DOCUMENTS in changes.streams
    assert len(project.documents()) > 3
    assert set(project.open_document(DOC).spans) == {before.id, after.id}
    assert not read
