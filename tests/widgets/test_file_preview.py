"""The beginning of a file with remarks beside its lines."""

from __future__ import annotations

from annotator.widgets.file_preview import FilePreview
from annotator.widgets.theme import LIGHT


def test_remarks_stand_in_one_column_and_lines_are_tinted(qtbot) -> None:
    preview = FilePreview(LIGHT)
    qtbot.addWidget(preview)
    lines = ["🎉\tO", "Kyiv\tB-location", "said\tO"]
    preview.show_lines(lines, {0: "Cue lost here", 1: "Claim lost here"}, {0, 1})
    shown = preview.toPlainText().split("\n")
    assert shown == [
        "🎉       O           Cue lost here",
        "Kyiv    B-location  Claim lost here",
        "said    O",
    ]
    looks = preview.extraSelections()
    said = [each.cursor.selectedText() for each in looks if each.cursor.hasSelection()]
    assert said == ["Cue lost here", "Claim lost here"]
    tinted = [each.cursor.blockNumber() for each in looks if not each.cursor.hasSelection()]
    assert tinted == [0, 1]


def test_without_remarks_lines_are_as_they_are(qtbot) -> None:
    preview = FilePreview(LIGHT)
    qtbot.addWidget(preview)
    preview.show_lines(["a\tb", "c"], {}, ())
    assert preview.toPlainText() == "a\tb\nc"
    assert preview.extraSelections() == []
