"""What the agreement page says of figures that rest on doubled or very many marks."""

from __future__ import annotations

from annotator.project.project import Project
from tests.crowded import crowded


def test_the_foot_of_the_page_says_it(start, qtbot, tmp_path):
    path = crowded(tmp_path / "p.sqlite")
    opened = Project.open(path)
    opened.become("ana")
    opened.close()
    typist = start(path)
    typist.press("Ctrl+3")
    page = typist.window.book.page
    qtbot.waitUntil(lambda: page.sections.overview is not None, timeout=30_000)
    assert page.note.isVisible()
    assert "2 by ana in a, 2 by ben in 2 documents" in page.note.text()
    assert "In d so many marks overlap" in page.note.text()
    # Held to people whose marks do not crowd, nothing of it is said.
    page.filter.people.list.actions()[0].toggle()
    assert page.filter.chosen.people == ("ben", "cy")
    qtbot.waitUntil(lambda: not page.making.busy, timeout=30_000)
    assert "so many marks" not in page.note.text()
