from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.edit import Edit, add
from annotator.domain.problem import Problem
from annotator.domain.stream import layer_stream
from annotator.project import editing, history, removal, suggestions
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


def test_the_view_of_quotes_has_annotations_and_gold_only(project: Project) -> None:
    editing.mark(project, "D-a", "quote", [(0, 5)])
    span = {"label": "quote", "fragments": [[0, 5]], "quote": [ARTICLE[:5]]}
    stream = layer_stream("D-a", None, "gold")
    project.apply(Edit("rule", (add(stream, "span", "g1", span),)))
    project.flush()
    connection = connect(project.path)
    connection.execute(
        "INSERT INTO layers (document, kind, status) VALUES ('D-a', 'suggestions', 'new')"
    )
    connection.execute(
        'INSERT INTO spans (layer, id, label, start, "end", quote, origin) '
        "VALUES (last_insert_rowid(), 's9', 'quote', 0, 5, ?, 'suggestion:rules')",
        (ARTICLE[:5],),
    )
    rows = connection.execute("SELECT kind, person, quote FROM quotes ORDER BY kind").fetchall()
    connection.close()
    assert rows == [("annotations", "ana", ARTICLE[:5]), ("gold", None, ARTICLE[:5])]


def test_accepting_makes_the_span_that_a_mark_would(suggested: Project) -> None:
    found = suggestions.suggested(suggested, "D-a")["s1"]
    label = suggested.schema.label("quote")
    assert label is not None
    known = label.attributes[0].id
    proposed = found._replace(attributes={known: "direct", "foreign": "x"}, updated="2020")
    span = suggestions.accept(suggested, "D-a", proposed, "quote")
    assert dict(span.attributes) == {known: "direct", "mode": "speech"}
    assert (span.updated, span.quote, span.score) == (None, ("Odessa",), 0.5)
    suggested.close()
    assert check(suggested.path, refold=True) == []


def test_accepting_is_refused_where_marking_is(suggested: Project) -> None:
    found = suggestions.suggested(suggested, "D-a")["s1"]
    opened = suggested.open_document("D-a")
    label = suggested.schema.label("location")
    assert label is not None
    with pytest.raises(Problem, match="no label"):
        suggestions.accept(suggested, "D-a", found, "nonsense")
    with pytest.raises(Problem, match="beyond the text"):
        suggestions.accept(suggested, "D-a", found._replace(fragments=((0, 9999),)))
    many = tuple((start, start + 1) for start in range(0, 2 * label.fragments + 2, 2))
    with pytest.raises(Problem, match="has"):
        suggestions.accept(suggested, "D-a", found._replace(fragments=many))
    start, end = found.fragments[0]
    editing.toggle_excluded(suggested, "D-a", start, end)
    with pytest.raises(Problem, match="excluded"):
        suggestions.accept(suggested, "D-a", found)
    assert (opened.spans, opened.verdicts) == ({}, {})
