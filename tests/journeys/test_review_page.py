"""How the review looks: names, type, and what stands there when nothing is to be decided."""

from __future__ import annotations

import pytest

from annotator.widgets.tab_button import TabButton
from tests.disputed import disputed
from tests.journeys.ledger_file import saved
from tests.journeys.reviewing import at, go, reviewing
from tests.journeys.test_review import case, decisions, gold
from tests.planned import ANA, document, layer, planned


def with_nobody(path):
    return planned(path, document("a"))


def by_one(path):
    return planned(path, document("a", layer("ana", ANA)), document("b", text="Later. Kyiv."))


def by_each(path):
    return planned(path, document("a", layer("ana", ANA)),
                   document("b", layer("ben", []), text="Later. Kyiv."))  # fmt: skip


def unfinished(path):
    return planned(path, document("a", layer("ana", [], "started"), layer("ben", [], "started")))


def with_nothing(path):
    return planned(path, document("a", layer("ana", []), layer("ben", [])))


def test_names_stay_hidden_after_a_restart(start, qtbot, tmp_path):
    path = planned(tmp_path / "p.sqlite")
    lea = reviewing(start, path, qtbot, "Lea")
    page = lea.window.book.page
    at(page, "minister")
    assert "names hidden" not in page.bar._detail
    lea.window.settings.set("review_names", "hidden")
    assert "names hidden" in page.bar._detail
    assert {row.people for row in page.bar._rows} == {"1 of 3"}
    lea.window.close()
    again = reviewing(start, path, qtbot, "Ana")
    page = again.window.book.page
    key = at(page, "minister")
    assert {row.people for row in page.bar._rows} == {"1 of 3"}
    assert "names hidden" in page.bar._detail
    again.press("1")
    page.go_to(key)
    assert "ana (you)" in {row.people for row in page.bar._rows}
    # The command shows them again, and that is remembered as well.
    page.hide_names()
    assert "names hidden" not in page.bar._detail
    assert again.window.settings.get("review_names") == "shown"


def test_zoom_font_and_theme_reach_the_pages_that_are_open(start, qtbot, tmp_path):
    path = planned(tmp_path / "p.sqlite")
    lea = reviewing(start, path, qtbot, "Ana")
    pages = [lea.window.book.page, go(lea, qtbot, "Ctrl+7")]
    go(lea, qtbot, "Ctrl+2")
    lea.press("Ctrl++", "Ctrl++")
    assert lea.window.settings.get("zoom") == 125
    views = [lea.window.page.view, *(page.view for page in pages)]
    assert [view.zoom for view in views] == [1.25] * 3
    lea.window.settings.set("article_size", 24)
    assert [view._size for view in views] == [24] * 3
    case_at = case(lea).start
    first, last = views[1].visible_range()
    assert first <= case_at <= last
    lea.window.settings.set("theme", "dark")
    assert {view._theme.name for view in views} == {"Dark"}
    lea.press("Ctrl+0")
    assert [view.zoom for view in views] == [1.0] * 3


@pytest.mark.parametrize(
    ("made", "title", "button", "leads_to"),
    [
        (with_nobody, "Nobody has begun yet", "Go to Team", "team"),
        (by_one, "Only ana has annotated", "Go to Team", "team"),
        (by_each, "No article was done by two people", "Go to Team", "team"),
        (unfinished, "Nobody has finished an article", "Look again", "review"),
        (with_nothing, "Nothing differs", "Look again", "review"),
    ],
)
def test_a_review_of_nothing_says_what_to_do_next(
    start, qtbot, tmp_path, made, title, button, leads_to
):
    path = made(tmp_path / "p.sqlite")
    lea = reviewing(start, path, qtbot, "Lea")
    page = lea.window.book.page
    assert page.nothing.isVisible()
    assert not page.middle.isVisible()
    assert (page.nothing.title.text(), page.nothing.button.text()) == (title, button)
    page.nothing.button.click()
    assert lea.window.book.shown == leads_to


def test_where_all_agree_one_key_decides_though_nothing_differs(start, qtbot, tmp_path):
    path = planned(tmp_path / "p.sqlite", document("a", layer("ana", ANA), layer("ben", ANA)))
    lea = reviewing(start, path, qtbot, "Lea")
    page = lea.window.book.page
    assert page.nothing.title.text() == "Everybody did the same"
    assert page.nothing.said.text().startswith("In 3 places all people agree")
    lea.press("U")
    saved(lea)
    assert {each["rule"] for each in decisions(path)} == {"unanimous"}
    assert len(gold(path)) == 3
    assert page.nothing.title.text() == "Everything is decided"


def test_words_with_marks_of_their_own_are_quoted_once(start, qtbot, tmp_path):
    path = planned(tmp_path / "p.sqlite")
    lea = reviewing(start, path, qtbot, "Lea")
    page = lea.window.book.page
    at(page, "They lost")
    lea.press("0")
    lea.window.status.forget_said()
    assert lea.window.status.message.text() == "Undo: nothing here: “They lost,”, marked or not"


def test_the_status_line_tells_how_far_the_review_is_while_its_page_is_shown(
    start, qtbot, tmp_path
):
    path = planned(tmp_path / "p.sqlite")
    lea = reviewing(start, path, qtbot, "Lea")
    page, status = lea.window.book.page, lea.window.status
    total = page.queue.standing().all

    def shown():
        return status.place.text(), round(status.progress.share * total), status.done.text()

    assert shown() == (f"Decided 0 of {total}", 0, "0 by rule, 0 by hand, 0 stale")
    assert status.counts.text() == "Names are shown"
    page.hide_names()
    assert status.counts.text() == "Names are hidden"
    lea.press("1")
    assert shown() == (f"Decided 1 of {total}", 1, "0 by rule, 1 by hand, 0 stale")
    lea.press("U")
    saved(lea)
    by_rule = len(decisions(path)) - 1
    assert by_rule > 0
    assert shown()[2] == f"{by_rule} by rule, 1 by hand, 0 stale"
    assert status.place.text() == f"Decided {by_rule + 1} of {total}"
    lea.press("Ctrl+Z", "Ctrl+Z")
    assert shown()[0] == f"Decided 0 of {total}"
    # On the other pages the documents count.
    lea.press("Ctrl+1")
    assert status.place.text() == "Document 1 of 3"
    assert status.done.text().endswith(" done")
    assert status.counts.text().endswith("spans")
    lea.press("Ctrl+2")
    assert shown()[0] == f"Decided 0 of {total}"


def test_nothing_is_decided_before_the_first_key_though_relations_wait(start, qtbot, tmp_path):
    lead = reviewing(start, disputed(tmp_path / "p.sqlite"), qtbot)
    page, status = lead.window.book.page, lead.window.status
    standing = page.queue.standing()
    assert standing.waiting
    assert status.place.text() == f"Decided 0 of {standing.all}"
    assert page.standing().share == 0
    words = page.list.standing.text()
    assert words.endswith(f"; {standing.waiting} relations after their spans")


def test_the_tabs_show_how_the_queue_is_grouped_whoever_asked(start, qtbot, tmp_path):
    lea = reviewing(start, planned(tmp_path / "p.sqlite"), qtbot, "Lea")
    page = lea.window.book.page
    tabs = {each.text(): each for each in page.list.findChildren(TabButton)}

    def shown():
        return [words for words, tab in tabs.items() if tab.isChecked()]

    assert shown() == ["Pattern"]
    page.group_by("document")
    assert shown() == ["Document"]
    tabs["Label"].click()
    assert (shown(), page.rows.by) == (["Label"], "label")
    # What is chosen while everything is read for the first time holds, too.
    page.queue = None
    tabs["Pair"].click()
    page.read()
    qtbot.waitUntil(lambda: page.queue is not None, timeout=20_000)
    assert (shown(), page.rows.by) == (["Pair"], "pair")
