"""Words in their context: where they begin, and no gap at their edges."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from annotator.widgets.context_line import Context, Look, draw_in_context

WIDTH, START, LEFT = 600, 200, 10
RED, BLUE = "#ff0000", "#0000ff"


def columns(context: Context) -> tuple[list[int], list[int]]:
    """Return where, from the left of the line, there is ink of the words and of the rest."""
    image = QImage(WIDTH + 2 * LEFT, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    draw_in_context(painter, QRect(LEFT, 0, WIDTH, 40), context, Look(20, RED, BLUE), START)
    painter.end()
    found: tuple[list[int], list[int]] = ([], [])
    for x in range(image.width()):
        colors = [image.pixelColor(x, y) for y in range(image.height())]
        for number, is_ink in enumerate(
            (lambda c: c.red() > c.blue() + 80, lambda c: c.blue() > c.red() + 80)
        ):
            if any(map(is_ink, colors)):
                found[number].append(x - LEFT)
    return found


@pytest.mark.parametrize(
    "context",
    [
        Context("he told us: ", "Lukashenko", ", who said"),
        Context("𝔘 " * 40, "Lukashenko", "’s words" * 40),
        Context("", "Lukashenko", ""),
        Context("", "Lukashenko " * 40, "not seen"),
    ],
)
def test_the_words_begin_where_they_should(qtbot, context: Context) -> None:
    words, rest = columns(context)
    assert START - 3 <= words[0] <= START + 4
    assert max(words + rest) < WIDTH
    assert min(words + rest) >= 0


def test_what_follows_stands_at_the_words(qtbot) -> None:
    words, rest = columns(Context("so ", "him", "self"))
    after = [x for x in rest if x > words[-1]]
    assert after[0] - words[-1] <= 3


def test_text_from_the_right_begins_at_the_right(qtbot) -> None:
    words, rest = columns(Context("قال ", "الرئيس", " لهم"))
    assert WIDTH - START - 4 <= words[-1] <= WIDTH - START + 3
    assert any(x > words[-1] for x in rest)
    assert any(x < words[0] for x in rest)


def test_letters_join_across_the_edge_of_the_words(qtbot) -> None:
    # In the middle of a word there is no column without ink.
    words, rest = columns(Context("", "سل", "سلسل"))
    inked = sorted({*words, *rest})
    assert inked == list(range(inked[0], inked[-1] + 1))
