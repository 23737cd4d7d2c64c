"""Time that passes at an article, without waiting for it."""

from __future__ import annotations


def work_a_minute(typist, monkeypatch) -> None:
    """Have a minute of work on record for the open document, key by key."""
    watch = typist.window.work.clock._watch
    now = [1000.0]
    monkeypatch.setattr(watch, "_clock", lambda: now[0])
    watch._last = now[0]
    for _ in range(2):
        now[0] += 30
        typist.press("Right")


def said_after_a_minute(typist, monkeypatch) -> list[str]:
    """Read an article for a minute and go on to the next; return what the window says of it."""
    said: list[str] = []
    typist.page.problem_met.connect(lambda problem: said.append(problem.happened))
    before = typist.page.document_id
    typist.view.setFocus()
    work_a_minute(typist, monkeypatch)
    typist.press("Ctrl+PageUp")
    if typist.page.document_id == before:
        typist.press("Ctrl+PageDown")
    assert typist.page.document_id != before
    return said
