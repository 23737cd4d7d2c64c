from __future__ import annotations

import pytest

from annotator.app.recent import last_document, recent_projects, remember


def test_the_newest_comes_first_and_once(tmp_path):
    for name in ("a", "b", "a"):
        remember(tmp_path, tmp_path / f"{name}.sqlite", name, "1 document", f"doc-{name}")
    assert [project.title for project in recent_projects(tmp_path)] == ["a", "b"]
    assert last_document(tmp_path, tmp_path / "b.sqlite") == "doc-b"
    assert last_document(tmp_path, tmp_path / "c.sqlite") is None


def test_a_file_that_is_gone_is_said_to_be(tmp_path):
    remember(tmp_path, tmp_path / "gone.sqlite", "gone", "", None)
    (project,) = recent_projects(tmp_path)
    assert project.when == "not found"
    assert str(tmp_path) in project.detail


@pytest.mark.parametrize("content", ["null", "{", "[1]", '[{"path": 3}]', '{"a": 1}'])
def test_a_damaged_list_is_an_empty_one(tmp_path, content):
    (tmp_path / "recent.json").write_text(content)
    assert recent_projects(tmp_path) == []
