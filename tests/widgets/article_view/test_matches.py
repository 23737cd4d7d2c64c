from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QImage

from annotator.paths import resource
from annotator.widgets.article_view import ArticleView
from annotator.widgets.article_view.geometry import LineRuler
from annotator.widgets.theme import load_theme


def box_of(view: ArticleView, start: int, end: int) -> QRectF:
    seen = view.visible_blocks()[0]
    stretch = LineRuler(view.page, seen.block, seen.box, 0).stretch(start, end)
    line = seen.box.lines[0]
    return QRectF(stretch.left, seen.top + line.top, stretch.right - stretch.left, line.height)


def colours(image: QImage, box: QRectF) -> set[str]:
    area = box.toAlignedRect()
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(area.left(), area.right())
        for y in range(area.top(), area.bottom())
    }


@pytest.mark.parametrize("name", ["light", "dark", "high_contrast"])
def test_a_match_has_a_ground_and_an_edge_and_the_current_one_is_a_block(show, name) -> None:
    view = show("word here and word there and word")
    view.clearFocus()
    theme = load_theme(resource(f"themes/{name}.toml"))
    view.set_theme(theme)
    view.set_matches([(0, 4), (14, 18)], 1)
    image = view.viewport().grab().toImage()
    grounds = [
        image.pixelColor(box_of(view, start, start + 4).topLeft().toPoint() + QPoint(3, 3)).name()
        for start in (0, 14, 5)
    ]
    assert [each.upper() for each in grounds] == [theme.match, theme.current, theme.paper]
    assert theme.soft_ink in colours(image, box_of(view, 0, 4))
    assert theme.current_ink in colours(image, box_of(view, 14, 18))
