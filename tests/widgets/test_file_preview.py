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


def test_a_remark_stands_apart_from_a_long_line(qtbot) -> None:
    preview = FilePreview(LIGHT)
    qtbot.addWidget(preview)
    preview.show_lines(
        ["a line that is longer than any column is", "b"], {0: "Claim lost here"}, ()
    )
    first = preview.toPlainText().split("\n")[0]
    assert first == "a line that is longer than any column is  Claim lost here"


def test_the_first_tinted_line_is_brought_into_view(qtbot) -> None:
    preview = FilePreview(LIGHT)
    qtbot.addWidget(preview)
    preview.resize(400, 200)
    with qtbot.waitExposed(preview):
        preview.show()
    preview.show_lines([str(number) for number in range(200)], {}, {90, 91})
    assert preview.firstVisibleBlock().blockNumber() == 88
    preview.show_lines([str(number) for number in range(200)], {}, {3})
    assert preview.firstVisibleBlock().blockNumber() == 0
    preview.show_lines([str(number) for number in range(200)], {}, {12})
    preview.resize(400, 120)
    qtbot.waitUntil(lambda: preview.firstVisibleBlock().blockNumber() == 10)


def test_what_follows_a_tab_stands_under_each_other(qtbot) -> None:
    preview = FilePreview(LIGHT)
    qtbot.addWidget(preview)
    lines = ["Lukashenko\tB-speaker", "said\tO", "in\tO"]
    preview.show_lines(lines, {1: "Cue lost here"}, {1})
    shown = preview.toPlainText().split("\n")
    assert len({line.index(tag) for line, tag in zip(shown, ("B-", "O", "O"), strict=True)}) == 1
    preview.show_lines(lines, {}, ())
    width = preview.fontMetrics().horizontalAdvance(" ")
    assert preview.tabStopDistance() >= 12 * width
