"""Suggestions by keys: gone through, taken, taken as something else, dismissed, undone."""

from __future__ import annotations

import json
import sqlite3

import pytest

from annotator.paths import seeds
from tests.journeys.commands import check_is_clean, exported, run
from tests.journeys.conftest import SEED

TEXT = seeds().joinpath(f"{SEED}.txt").read_text(encoding="utf-8")
KYIV = TEXT.index("Kyiv turned")
BELTA = TEXT.index("BelTA")
PLACES = (
    ("s-kyiv", "location", KYIV, KYIV + 4, 0.9),
    ("s-claim", "claim", 1198, 1212, 0.5),
    ("s-odessa", "location", 1552, 1558, 0.75),
    ("s-name", "speaker", 1600, 1610, None),
)


@pytest.fixture
def suggestions_file(tmp_path):
    """Four suggestions for the seed article, as another program would send them."""
    spans = [
        {
            "id": id,
            "label": label,
            "fragments": [[start, end]],
            "quote": [TEXT[start:end]],
            "origin": "suggestion:rules",
            "score": score,
            "because": "looks like it",
        }
        for id, label, start, end, score in PLACES
    ]
    lines = [
        {"annotator": 1, "offset_unit": "codepoint"},
        {
            "id": SEED,
            "text": TEXT,
            "layers": [{"person": None, "kind": "suggestions", "spans": spans}],
        },
    ]
    file = tmp_path / "suggestions.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return file


@pytest.fixture
def suggested(project_file, suggestions_file):
    """The project with these suggestions."""
    assert run("import", project_file, suggestions_file) == 0
    return project_file


@pytest.fixture
def typist(start, suggested):
    return start(suggested, SEED)


def focused(typist) -> str | None:
    """The id of the suggestion that has the focus, or the label of the span."""
    id = typist.view.focused
    return id if id in typist.page.suggestions or id is None else typist.page.spans[id].label


def stored(path) -> list[tuple[str, int, int, str, float | None]]:
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        rows = connection.execute(
            'SELECT label, start, "end", origin, score FROM spans'
            " JOIN layers ON layers.id = spans.layer WHERE layers.kind = 'annotations'"
            " ORDER BY start"
        ).fetchall()
    connection.close()
    return rows


def test_they_wait_and_are_nobodys(typist, suggested):
    assert set(typist.page.suggestions) == {"s-kyiv", "s-claim", "s-odessa", "s-name"}
    assert typist.spans() == []
    typist.window.close()
    assert exported(suggested)[SEED]["layers"] == []
    (layer,) = exported(suggested, "suggestions")[SEED]["layers"]
    assert [span["id"] for span in layer["spans"]] == ["s-kyiv", "s-claim", "s-odessa", "s-name"]


def test_n_goes_through_them_and_round(typist):
    typist.press("Ctrl+Home")
    seen = []
    for _ in range(5):
        typist.press("N")
        seen.append(focused(typist))
    assert seen == ["s-kyiv", "s-claim", "s-odessa", "s-name", "s-kyiv"]
    typist.press("Shift+N")
    assert focused(typist) == "s-name"
    typist.press("Shift+N", "Shift+N")
    assert focused(typist) == "s-claim"


def test_n_passes_over_spans_and_tab_does_not(typist):
    typist.go_into("BelTA")
    typist.press("S", "Escape", "Ctrl+Home", "N", "N")
    assert focused(typist) == "s-claim"
    typist.press("Ctrl+Home", "Tab")
    seen = [focused(typist)]
    for _ in range(2):
        typist.press("Tab")
        seen.append(focused(typist))
    assert seen == ["speaker", "s-kyiv", "s-claim"]
    assert typist.spans() == [("speaker", BELTA - 33, BELTA + 6)]


def test_accept_dismiss_relabel_undo_and_a_restart(typist, start, suggested):
    typist.press("Ctrl+Home", "N", "Return")  # takes Kyiv, goes on to the claim
    assert typist.spans() == [("location", KYIV, KYIV + 4)]
    assert focused(typist) == "s-claim"
    typist.press("Delete")  # dismisses it, goes on to Odessa
    assert focused(typist) == "s-odessa"
    typist.press("S")  # takes Odessa, but as a speaker
    assert ("speaker", 1552, 1558) in typist.spans()
    assert set(typist.page.suggestions) == {"s-name"}

    for waiting, spans in (
        ({"s-name", "s-odessa"}, 1),
        ({"s-name", "s-odessa", "s-claim"}, 1),
        ({"s-name", "s-odessa", "s-claim", "s-kyiv"}, 0),
    ):
        typist.press("Ctrl+Z")
        assert set(typist.page.suggestions) == waiting
        assert len(typist.spans()) == spans
    typist.press("Ctrl+Shift+Z", "Ctrl+Shift+Z", "Ctrl+Shift+Z")
    assert set(typist.page.suggestions) == {"s-name"}
    assert set(typist.spans()) == {("location", KYIV, KYIV + 4), ("speaker", 1552, 1558)}
    typist.window.close()
    assert stored(suggested) == [
        ("location", KYIV, KYIV + 4, "suggestion:rules", 0.9),
        ("speaker", 1552, 1558, "suggestion:rules:edited", 0.75),
    ]
    check_is_clean(suggested)

    again = start(suggested, SEED)
    assert set(again.page.suggestions) == {"s-name"}
    again.press("Ctrl+Home", "N", "Return")
    assert again.page.suggestions == {}
    assert focused(again) == "speaker"
    again.press("Ctrl+Z", "Ctrl+Z")  # the last one, then Odessa from before the restart
    assert set(again.page.suggestions) == {"s-name", "s-odessa"}
    assert again.spans() == [("location", KYIV, KYIV + 4)]
    again.window.close()
    check_is_clean(suggested)


def test_what_is_marked_by_hand_already_stays_one_span(typist, suggested):
    typist.go_into("Odessa")
    typist.press("L", "Escape", "Ctrl+Home", "N", "N", "N")
    assert focused(typist) == "s-odessa"
    typist.press("Return")
    assert typist.spans() == [("location", 1552, 1558)]
    assert focused(typist) == "s-name"
    typist.window.close()
    assert [row[3] for row in stored(suggested)] == ["hand"]
    check_is_clean(suggested)


def test_with_none_left_it_is_said(typist):
    typist.press("Ctrl+Home", "N", "Delete", "Delete", "Delete", "Delete", "N")
    assert typist.page.suggestions == {}
    assert typist.window.status.message.text() == "No suggestions wait in this document."
    typist.press("Ctrl+Z")
    assert set(typist.page.suggestions) == {"s-name"}


def test_suggestions_that_come_while_the_article_is_open_are_shown(
    start, project_file, suggestions_file, qtbot
):
    typist = start(project_file, SEED)
    assert typist.page.suggestions == {}
    typist.window.import_files([suggestions_file])
    qtbot.waitUntil(lambda: len(typist.page.suggestions) == 4, timeout=10_000)
    assert set(typist.page.suggestions) <= set(typist.view.content.spans)
    typist.press("N")
    assert typist.view.focused in typist.page.suggestions
