"""The page of agreement by keys alone: Tab, F6 and the command palette go everywhere."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from annotator.project.project import Project
from annotator.widgets.command_palette import CommandPalette
from tests.disagreeing import disagreeing
from tests.journeys.comparing import at_agreement

LEFT = ["pairs", "matrix", "shifts", "said"]
RIGHT = ["labels", "trend", "disputed", "people", "gold"]


@pytest.fixture
def shown(tmp_path, start, qtbot):
    path = disagreeing(
        tmp_path / "p.sqlite", ("Ana", "Ben", "Cy"), documents=12, spans=8, said=True
    )
    opened = Project.open(path)
    opened.become("Ana")
    opened.close()
    return at_agreement(start, path, qtbot)


def walked(typist, chord, steps):
    """Return what has the keyboard after each press."""
    found = []
    for _ in range(steps):
        typist.press(chord)
        found.append(typist.focus)
    return found


def sections_of(page, stops):
    """Return the names of the sections whose figures are stopped at, in order."""
    names = {section.body: name for name, section in page.sections._sections.items()}
    return [names[stop] for stop in stops if stop in names]


def test_tab_goes_from_the_bars_down_the_columns_and_out(shown):
    typist, page = shown
    typist.window.resize(1440, 900)
    QApplication.processEvents()
    page.bar.measures.setFocus()
    first = typist.focus
    assert first is page.bar.tabs.buttons()[0]
    stops = walked(typist, "Tab", 40)
    bars = [
        page.filter.people, page.filter.weeks, page.filter.statuses.buttons()[0],
        *page.copies.buttons,
    ]  # fmt: skip
    assert stops[: len(bars)] == bars
    read = [each for each in [*LEFT, *RIGHT] if page.sections._sections[each].body.isVisible()]
    assert sections_of(page, stops)[: len(read)] == read
    # A choice comes before the figures that it is of.
    assert stops.index(page.sections.scope_choice) == stops.index(page.sections.matrix) - 1
    # And round again, past the bars.
    assert first in stops
    back = walked(typist, "Shift+Tab", stops.index(first) + 1)
    assert set(bars) <= set(back)


def test_in_one_column_tab_goes_down_it(shown):
    typist, page = shown
    typist.window.resize(1024, 700)
    QApplication.processEvents()
    page.copies.buttons[-1].setFocus()
    names = list(page.sections._sections)
    read = [each for each in names if page.sections._sections[each].body.isVisible()]
    assert sections_of(page, walked(typist, "Tab", 20))[: len(read)] == read


def test_f6_goes_to_the_measures_the_filter_the_copies_and_each_section(shown):
    typist, page = shown
    typist.window.resize(1440, 900)
    QApplication.processEvents()
    page.sections.pairs.setFocus()
    stops = walked(typist, "F6", sum(pane.isVisible() for pane in page.panes()))
    assert stops[-1] is page.sections.pairs
    for each in (page.bar.tabs.buttons()[0], page.filter.people, page.copies.buttons[0]):
        assert each in stops
    page.bar.measures.setFocus()
    typist.press("Right", "F6")
    assert page.measure == "overlap-f1"
    assert typist.focus is page.filter.people
    typist.press("Shift+F6")
    assert typist.focus is page.bar.tabs.buttons()[1]


def test_a_measure_is_a_command(shown):
    typist, page = shown
    typist.press("Ctrl+1", "Ctrl+K")
    typist.type("overlap")
    typist.press("Return")
    assert typist.window.book.shown == "agreement"
    assert page.measure == "overlap-f1"
    assert page.bar.tabs.checkedButton() is page.bar.tabs.buttons()[1]


def test_the_palette_says_so_where_nothing_matches(shown):
    typist, _page = shown
    typist.press("Ctrl+K")
    typist.type("xyzzy")
    palette = typist.window.findChild(CommandPalette)
    assert [palette.list.item(n).text() for n in range(palette.list.count())] == [
        "No command has “xyzzy” in it."
    ]
    typist.press("Down", "Return")
    assert palette.isVisible()
    typist.press("Escape")
    assert not palette.isVisible()
