"""The seed article marked with the mouse in the real window."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.journeys.conftest import stored_spans

ODESSA = (1552, 1558)
LEFT = Qt.MouseButton.LeftButton


def point_at(typist, position: int) -> QPoint:
    typist.view.set_caret(position)
    QApplication.processEvents()
    return typist.view.caret_rect().center().toPoint()


def drag(typist, start: QPoint, end: QPoint) -> None:
    viewport = typist.view.viewport()
    QTest.mousePress(viewport, LEFT, pos=start)
    middle = QPoint((start.x() + end.x()) // 2, (start.y() + end.y()) // 2)
    for point in (middle, end):
        QTest.mouseMove(viewport, point)
        QApplication.processEvents()
    QTest.mouseRelease(viewport, LEFT, pos=end)
    QApplication.processEvents()


def drag_over(typist, start: int, end: int) -> None:
    typist.view.reveal(start)
    last = point_at(typist, end)
    first = point_at(typist, start)
    drag(typist, first, last)


def click_label(typist, number: int) -> None:
    QTest.mouseClick(typist.page.panel.legend, LEFT, pos=QPoint(60, 28 * number + 14))


def bar_of(typist, span_id: str) -> QPoint:
    view = typist.view
    for y in range(view.viewport().height()):
        for x in range(0, view.viewport().width(), 6):
            if view.hit(QPoint(x, y).toPointF()).bar == span_id:
                return QPoint(x + 3, y + 2)
    raise AssertionError("the bar is not on screen")


def test_drag_and_click_a_label(typist, project_file):
    drag_over(typist, *ODESSA)
    assert typist.view.selection() == ODESSA
    click_label(typist, 3)
    assert typist.spans() == [("location", *ODESSA)]
    assert typist.view.selection() is None
    typist.window.project.flush(5)
    assert stored_spans(typist.window.project.path) == [("location", *ODESSA, "Odessa")]


def test_drag_and_press_a_key(typist):
    drag_over(typist, 1198, 1212)
    typist.press("C")
    assert typist.spans() == [("claim", 1198, 1212)]


def test_a_click_on_a_bar_focuses_and_plain_text_drops_it(typist):
    drag_over(typist, *ODESSA)
    typist.press("L")
    span_id = typist.view.focused
    QTest.mouseClick(typist.view.viewport(), LEFT, pos=point_at(typist, 1500))
    QApplication.processEvents()
    assert typist.view.focused is None
    QTest.mouseClick(typist.view.viewport(), LEFT, pos=bar_of(typist, span_id))
    QApplication.processEvents()
    assert typist.view.focused == span_id


def test_dragging_an_edge_moves_the_boundary(typist):
    drag_over(typist, *ODESSA)
    typist.press("L")
    port = point_at(typist, 1544)
    edge = point_at(typist, ODESSA[0])
    drag(typist, edge, port)
    assert typist.spans() == [("location", 1544, 1558)]
    typist.press("Ctrl+Z")
    assert typist.spans() == [("location", *ODESSA)]


def test_an_edge_dragged_onto_the_bounds_of_another_mark_stays(typist, project_file):
    drag_over(typist, *ODESSA)
    typist.press("L")
    drag_over(typist, 1544, 1558)
    typist.press("L")
    odessa = point_at(typist, ODESSA[0])
    drag(typist, point_at(typist, 1544), odessa)
    assert "Odessa is marked as Location already" in typist.window.status.message.text()
    typist.window.project.flush(5)
    found = [row[:3] for row in stored_spans(project_file)]
    assert sorted(found) == [("location", 1544, 1558), ("location", *ODESSA)]


def test_an_edge_dragged_to_the_next_piece_makes_one_of_both(typist, project_file):
    drag_over(typist, 1198, 1201)
    typist.press("Q")
    drag_over(typist, 1210, 1212)
    typist.press("J")
    span = typist.page.spans[typist.view.focused]
    assert span.fragments == ((1198, 1201), (1210, 1212))
    beyond = point_at(typist, 1212)
    drag(typist, point_at(typist, 1201), beyond)
    assert typist.page.spans[span.id].fragments == ((1198, 1212),)
    typist.window.project.flush(5)
    assert stored_spans(project_file) == [("quote", 1198, 1212, "You started it")]
    typist.press("Ctrl+Z")
    assert typist.page.spans[span.id].fragments == span.fragments


def test_the_list_focuses_and_deletes(typist):
    drag_over(typist, *ODESSA)
    typist.press("L", "Escape")
    panel = typist.page.panel
    box = panel.list.visualRect(panel.model.index(0))
    QTest.mouseClick(panel.list.viewport(), LEFT, pos=box.center())
    QApplication.processEvents()
    assert typist.view.focused == panel.model.span_at(0).id
    typist.press("Delete")
    assert typist.spans() == []


def test_a_click_opens_another_document(typist):
    documents = typist.page.documents
    box = documents.list.visualRect(documents.model.index(1))
    QTest.mouseClick(documents.list.viewport(), LEFT, pos=box.center())
    QApplication.processEvents()
    assert typist.page.document_id == documents.model.row(1).id
    assert typist.view.hasFocus()
