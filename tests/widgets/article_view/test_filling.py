from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument

from annotator.domain.qt_text import qt_text
from annotator.widgets.article_view import filling
from annotator.widgets.article_view.filling import Filling


def blocks(document: QTextDocument) -> list[str]:
    block, found = document.begin(), []
    while block.isValid():
        found.append(block.text())
        block = block.next()
    return found


@given(st.text(alphabet="ab \n🎉\u0301\u2028\ufeff\ufffeא", max_size=60), st.integers(1, 7))
def test_a_document_filled_by_portions_is_that_of_the_whole_text(
    qapp, text: str, piece: int
) -> None:
    shown = qt_text(text).text
    before, filling._PIECE = filling._PIECE, piece
    try:
        made = Filling(shown)
        portions = 0
        while not made.done:
            made.go_on()
            portions += 1
    finally:
        filling._PIECE = before
    whole = QTextDocument()
    whole.setPlainText(shown)
    assert blocks(made.document) == blocks(whole) == shown.split("\n")
    assert made.document.characterCount() == whole.characterCount()
