from __future__ import annotations

from pathlib import Path

import pytest

from annotator.project import history, removal, suggestions
from annotator.project.checking import check
from annotator.project.project import Project
from annotator.storage.connection import connect
from annotator.storage.refold import rebuild
from tests.projects import bring, write_lines
from tests.samples import ARTICLE

PLACES = {"s1": ("location", "Odessa"), "s2": ("speaker", "Lukashenko")}


@pytest.fixture
def suggested(project: Project, tmp_path: Path) -> Project:
    """The project with two suggestions for its article."""
    spans = []
    for id, (label, words) in PLACES.items():
        start = ARTICLE.index(words)
        span = {"id": id, "label": label, "fragments": [[start, start + len(words)]]}
        spans.append({**span, "quote": [words], "origin": "suggestion:rules", "score": 0.5})
    layer = {"person": None, "kind": "suggestions", "spans": spans}
    lines = (
        {"annotator": 1, "offset_unit": "codepoint"},
        {"id": "a", "text": ARTICLE, "layers": [layer]},
    )
    bring(project.path, write_lines(tmp_path / "s.jsonl", *lines))
    project.poll()
    assert set(suggestions.suggested(project, "D-a")) == set(PLACES)
    return project


def test_suggestions_come_back_with_a_removed_document(suggested: Project) -> None:
    before = suggestions.suggested(suggested, "D-a")
    removal.remove(suggested, ["D-a"])
    suggested.flush()
    assert check(suggested.path, refold=True) == []
    history.undo(suggested)
    suggested.flush()
    assert suggestions.suggested(suggested, "D-a") == before
    suggested.close()
    assert check(suggested.path, refold=True) == []


def test_suggestions_stay_when_the_tables_are_built_anew(suggested: Project) -> None:
    before = suggestions.suggested(suggested, "D-a")
    connection = connect(suggested.path)
    connection.execute("BEGIN IMMEDIATE")
    rebuild(connection)
    connection.execute("COMMIT")
    connection.close()
    assert suggestions.suggested(suggested, "D-a") == before


def test_a_purge_erases_suggestions_that_were_put_aside(suggested: Project) -> None:
    removal.remove(suggested, ["D-a"])
    removal.purge_document(suggested, "D-a")
    suggested.close()
    assert b"Lukashenko" not in suggested.path.read_bytes()
    assert check(suggested.path, refold=True) == []


@pytest.mark.parametrize(
    "damage", ["DELETE FROM verdicts", "UPDATE verdicts SET verdict = 'accepted'"]
)
def test_an_altered_verdict_is_found(suggested: Project, damage: str) -> None:
    found = suggestions.suggested(suggested, "D-a")
    suggestions.dismiss(suggested, "D-a", found["s1"])
    suggested.close()
    assert check(suggested.path, refold=True) == []
    connection = connect(suggested.path)
    assert connection.execute(damage).rowcount == 1
    connection.close()
    assert [each.kind for each in check(suggested.path, refold=True)] == ["refold"]
