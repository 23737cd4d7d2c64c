"""Markdown to be read: when it is set, and how it is found."""

from __future__ import annotations

from annotator.widgets.reading_text import ReadingText

TEXT = "# Quotes\n\nR1. Mark all of it.\n\nR2. Not the stop.\n"


def test_nothing_is_set_before_it_is_in_sight(qtbot):
    text = ReadingText()
    qtbot.addWidget(text)
    text.show_markdown(TEXT)
    assert text.toPlainText() == ""
    text.show()
    assert text.toPlainText().splitlines() == ["Quotes", "R1. Mark all of it.", "R2. Not the stop."]
    text.hide()
    text.show_markdown("Else.")
    text.show_markdown("Other.")
    assert "Quotes" in text.toPlainText()
    text.show()
    assert text.toPlainText() == "Other."


def test_what_is_looked_for_is_found_before_it_is_in_sight(qtbot):
    text = ReadingText()
    qtbot.addWidget(text)
    text.show_markdown(TEXT)
    assert text.show_rule("R2")
    assert text.show_heading("Quotes")
    assert not text.show_rule("R3")


def test_a_long_text_is_laid_out_once_and_not_for_each_block(qtbot):
    text = ReadingText()
    qtbot.addWidget(text)
    text.show()
    changes = []
    text.document().contentsChange.connect(lambda *change: changes.append(change))
    text.show_markdown(TEXT * 50, "#553399")
    # Emptied, filled, and given its air and its rules.
    assert len(changes) <= 4
