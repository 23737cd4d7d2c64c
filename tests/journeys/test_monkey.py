"""Any keys in any order: no error, nothing stuck, the journal right, everything undone."""

from __future__ import annotations

from random import Random

import pytest
from PySide6.QtWidgets import QApplication

from annotator.project import history
from tests.journeys.commands import check_is_clean, exported
from tests.journeys.conftest import SEED

KEYS = 300
#: So many keys at most are pressed elsewhere before it comes back to the article.
WANDERS = 6
#: A document that the keys do not come to.
FRESH = "007_council_minutes_one_paragraph"
#: Never pressed: what opens another project, a dialog, or leaves.
LEFT_OUT = {
    "Ctrl+N", "Ctrl+O", "Ctrl+D", "Ctrl+I", "Ctrl+Q", "Ctrl+H", "Ctrl+K", "Ctrl+,", "F1",
    "Ctrl+/", "Ctrl+PageDown", "Ctrl+PageUp", "Ctrl+Return", "Ctrl+Enter", "Ctrl+Shift+F",
    "Ctrl+E",
}  # fmt: skip
MOVES = (
    "Left", "Right", "Up", "Down", "Ctrl+Left", "Ctrl+Right", "Shift+Right", "Shift+Down",
    "Ctrl+Shift+Right", "Ctrl+Shift+Left", "Home", "End", "PageDown", "PageUp", "Ctrl+Home",
)  # fmt: skip
DOCUMENTS = ("Ctrl+PageDown", "Ctrl+PageUp", "Ctrl+Return", "Ctrl+V")


def chords(typist) -> list[str]:
    """Every chord of the keymap and of the labels but those that leave the article for good."""
    actions = typist.window.action_set
    known = {**actions.article_chords, **actions.window_chords}
    return sorted(chord for chord in known if chord not in LEFT_OUT)


def layers(path) -> list:
    return [layer for document in exported(path).values() for layer in document["layers"]]


@pytest.mark.parametrize("seed", [1, 2, 20261123])
def test_any_keys(start, project_file, seed, qtbot):
    rng = Random(seed)
    typist = start(project_file, SEED)
    window = typist.window
    before = exported(project_file)
    ordinary = chords(typist)
    wanted = {"Q", "Shift+S", "Tab", "Delete", "Ctrl+Z", "Alt+Right", "X", "Ctrl+V"}
    assert wanted <= set(ordinary)
    marked = away = 0
    pressed = []
    for _ in range(KEYS):
        kind = rng.random()
        pool = MOVES if kind < 0.35 else ordinary if kind < 0.97 else DOCUMENTS
        pressed.append(rng.choice(pool))
        if pressed[-1] == "Ctrl+V":
            _paste(typist, qtbot, len(pressed))
        else:
            typist.press(pressed[-1])
        marked = max(marked, len(typist.spans()))
        _check_state(typist, pressed)
        away = 0 if typist.view.hasFocus() else away + 1
        if away > WANDERS:
            _come_back(typist, pressed)
            away = 0
    assert marked > 2
    assert len(window.work.keys) > len(before), "nothing was pasted as an article"
    # Nothing is stuck: another document opens and is marked as ever.
    typist.page.open_document(window.work.find(FRESH))
    typist.go_into("Katarzyna")
    typist.press("S")
    assert [typist.page.spans[id].quote for id in [typist.view.focused]] == [
        ("Dr. Katarzyna Wolska",)
    ]
    window.close()
    check_is_clean(project_file)

    again = start(project_file, SEED)
    _undo_everything(again)
    again.window.close()
    left = layers(project_file)
    assert all(layer["spans"] == [] and layer["status"] == "new" for layer in left)
    after = exported(project_file)
    for key, document in before.items():
        assert after[key]["text"] == document["text"]
        assert after[key]["excluded"] == document["excluded"]
    check_is_clean(project_file)


def _paste(typist, qtbot, number: int) -> None:
    """Press Ctrl+V with an article in the clipboard, and wait until it is there.

    In a field it is words like any other.
    """
    board = QApplication.clipboard()
    board.setText(f"Item {number}.\n\n“We left Odessa,” said Ana Kovač. She stays.")
    typist.press("Ctrl+V")
    qtbot.waitUntil(lambda: typist.window.status.job.isHidden(), timeout=20_000)
    QApplication.processEvents()


def _come_back(typist, pressed) -> None:
    """Go back to the article from wherever the keys led: Esc leaves, Ctrl+1 shows it."""
    typist.press("Escape", "Ctrl+1")
    assert typist.view.hasFocus(), (typist.focus, pressed[-8:])


def _check_state(typist, pressed) -> None:
    """Hold what is on screen against the project."""
    page, last = typist.page, pressed[-8:]
    spans = page.spans
    assert set(page.view.content.spans) == set(spans), last
    if not page.panel.shows_checks:
        assert page.panel.model.rowCount() == len(spans), last
    assert page.view.focused is None or page.view.focused in spans, last
    text = page.view.content.text
    for span in spans.values():
        assert span.quote == tuple(text[start:end] for start, end in span.fragments), last
        assert span.start < span.end <= len(text), last
    asked = typist.window.ask_bar
    # Only what is done with something still to check asks why.
    assert not asked.isVisible() or "to check" in asked.question.text(), last


def _undo_everything(typist) -> None:
    project = typist.window.project
    for _ in range(2 * KEYS):
        if history.undo_name(project) is None:
            return
        typist.press("Ctrl+Z")
    raise AssertionError(f"“{history.undo_name(project)}” is never undone")
