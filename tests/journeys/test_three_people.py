"""From handing out work to the cases behind a figure: a lead and three people, in the window."""

from __future__ import annotations

import json

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.app.assign_dialog import AssignDialog
from annotator.app.merge_dialog import MergeDialog
from annotator.project.team_overview import team
from tests.journeys.commands import check_is_clean, run
from tests.journeys.comparing import compared
from tests.journeys.teams import LEFT, annotate, click, rows, said, visible
from tests.journeys.test_importing import drop
from tests.planned import KYIV, LOST, MINSK, QUOTE, SPEAKER

WHO = ("ana", "ben", "cy")
#: What each marks in each of four articles. Ben cuts the speaker shorter, takes a place for a
#: speaker and a quote, cut shorter, for a claim, and misses a place; cy splits a quote.
MARKS = {
    "ana": [(QUOTE, "quote"), (SPEAKER, "speaker"), (KYIV, "location"), (LOST, "quote"),
            (MINSK, "location")],
    "ben": [(QUOTE, "quote"), ((19, 27), "speaker"), (KYIV, "speaker"), ((43, 52), "claim")],
    "cy": [((0, 8), "quote"), ((9, 14), "quote"), (SPEAKER, "speaker"), (KYIV, "location"),
           (LOST, "quote"), (MINSK, "location")],
}  # fmt: skip
#: By hand, for one article: same marks and all marks of each pair.
STRICT = {("ana", "ben"): (1, 9), ("ana", "cy"): (4, 11), ("ben", "cy"): (0, 10)}
OVERLAP = {("ana", "ben"): (2, 9), ("ana", "cy"): (5, 11), ("ben", "cy"): (2, 10)}
#: Who says what, of all pairs in one article.
CONFUSED = {
    ("quote", "quote"): 4,  # the first quote thrice, the second by ana and cy
    ("speaker", "speaker"): 3,
    ("location", "location"): 2,
    ("location", "speaker"): 1, ("speaker", "location"): 1,  # label
    ("quote", "claim"): 1, ("claim", "quote"): 1,  # boundary and label
    ("location", None): 1, (None, "location"): 1,  # missing
    (None, "quote"): 2,  # the further piece of the split
}  # fmt: skip
#: How far boundaries differ: the first piece of the split, and the speaker without its article.
SHIFTS = {"−9…−5": 2, "−4": 1, "+4": 1}
ARTICLES = 4


def assign(lea, qtbot):
    """Assign all articles to all three, in the dialog."""
    lea.window.action_set.qactions["team.assign"].trigger()
    dialog = visible(lea, AssignDialog)
    dialog.more.setFocus()
    qtbot.waitUntil(lambda: lea.focus is dialog.more)
    lea.type("Ana, Ben, Cy")
    dialog.numbers["overlap"].setFocus()
    lea.press("Up", "Up")
    qtbot.waitUntil(
        lambda: (
            dialog.assignments is not None and sum(dialog.assignments.new.values()) == 3 * ARTICLES
        ),
        timeout=30_000,
    )
    qtbot.waitUntil(dialog.button.isEnabled, timeout=30_000)
    QTest.mouseClick(dialog.button, LEFT)
    qtbot.waitUntil(lambda: said(lea).startswith("Assigned"), timeout=30_000)


def send_back(start, qtbot, where, bundle, person):
    """Open somebody's bundle in a window, send the work back, and return its file."""
    theirs = start(bundle)
    assert theirs.window.status.person.text() == f"You are {person.capitalize()}"
    theirs.press("Ctrl+6")
    QTest.mouseClick(theirs.window.book.page.send, LEFT)
    qtbot.waitUntil(lambda: f"what {person.capitalize()} did" in said(theirs), timeout=30_000)
    theirs.window.close()
    return where[-1]


def merge(lea, qtbot, backs):
    """Drop files on the window and merge them."""
    lea.window.activateWindow()
    qtbot.waitUntil(lea.window.isActiveWindow)
    drop(lea, *backs)
    dialog = visible(lea, MergeDialog)
    qtbot.waitUntil(dialog.button.isEnabled, timeout=30_000)
    assert dialog.report.total("new") == ARTICLES * sum(map(len, MARKS.values()))
    assert dialog.instead.isHidden()
    assert "<b>" in dialog.said.text()
    assert team(lea.window.project).members[0].over == 0  # nothing was written
    lea.press("Return")
    qtbot.waitUntil(lambda: said(lea).startswith("Merged"), timeout=30_000)


def f1(both, everything):
    return pytest.approx(2 * both / everything)


def figures(page, measure):
    """Return pair (None for all) → the figure of a measure for all labels."""
    found = page.figures
    return {
        pair: found.row(measure, pair, None).value
        for pair in [None, *found.pairs]
    }  # fmt: skip


def opened(page, field, key):
    """Click a number, and return the title and how many cases are listed behind it."""
    # The list that opened takes room, and what is drawn moves.
    QApplication.processEvents()
    (spot,) = [each for each in field.spots() if each.key == key]
    QTest.mouseClick(field, LEFT, pos=spot.box.center())
    assert page.cases.isVisible()
    words = page.cases.words.text()
    assert page.cases.list.mentions.rowCount() == len(page.opening.cases)
    return page.cases.title.text(), int(words.split()[0])


def numbers(page, field, kind):
    """Return what tells the spots of a field apart → the cases behind each, all of them clicked."""
    found = {}
    for spot in list(field.spots()):
        assert spot.key[0] == kind
        _title, cases = opened(page, field, spot.key)
        assert f": {cases:,} " in spot.words
        found[spot.key[1:]] = cases
    return found


def test_work_is_handed_out_comes_back_and_shows_every_planned_disagreement(
    lea, start, qtbot, where, lea_file, capfd
):
    assign(lea, qtbot)
    rows(lea)
    for person in WHO:
        click(lea, "hand_out", person)
        qtbot.waitUntil(lambda: said(lea).startswith(f"Made {where[-1]}"), timeout=30_000)
        assert "not back yet: 4 documents since" in rows(lea)[person.capitalize()].bundle
    bundles = list(where)
    assert [each.name for each in bundles] == [f"news for {who}.sqlite" for who in WHO]
    for bundle, person in zip(bundles, WHO, strict=True):
        annotate(bundle, person, *MARKS[person])
    backs = [
        send_back(start, qtbot, where, bundle, person)
        for bundle, person in zip(bundles, WHO, strict=True)
    ]
    merge(lea, qtbot, backs)
    shown = rows(lea)
    assert {shown[who.capitalize()].progress for who in WHO} == {"4 of 4 done"}
    assert shown["Ana"].bundle.startswith("work came back on ")
    lea.window.activateWindow()
    qtbot.waitUntil(lea.window.isActiveWindow)
    lea.press("Ctrl+3")
    page = lea.window.book.page
    compared(page, qtbot)
    check_figures(page, lea_file, capfd)
    check_cases(page)
    check_a_case(lea, page)
    lea.window.close()
    check_is_clean(lea_file)


def check_figures(page, path, capfd):
    """Every pair and all of them, by two measures, in the window and by the command."""
    for measure, planned in (("strict-f1", STRICT), ("overlap-f1", OVERLAP)):
        expected = {pair: f1(*counts) for pair, counts in planned.items()}
        both, everything = map(sum, zip(*planned.values(), strict=True))
        expected[None] = f1(both, everything)
        assert figures(page, measure) == expected
        capfd.readouterr()
        assert run("agreement", path, "--measure", measure, "--by", "pair", "--json") == 0
        said_there = json.loads(capfd.readouterr().out)["rows"]
        assert {row["pair"] and tuple(row["pair"]): row["value"] for row in said_there} == expected
    words = [spot.words for spot in page.sections.pairs.spots()]
    assert [each for each in words if each.startswith("Ana, Cy, all: .73")]
    assert f"{ARTICLES * 15} spans in 4 documents" in page.note.text()


def check_cases(page):
    """Every planned difference has its number, and as many cases behind it."""
    sections = page.sections
    confused = numbers(page, sections.matrix, "cell")
    assert {key: n for key, n in confused.items() if n} == {
        key: ARTICLES * n for key, n in CONFUSED.items()
    }
    shifts = numbers(page, sections.shifts, "shift")
    assert {key: n for key, n in shifts.items() if n} == {
        (name,): ARTICLES * n for name, n in SHIFTS.items()
    }
    quotes = ("pair", ("ana", "ben"), "quote")
    assert opened(page, sections.pairs, quotes) == ("Ana and Ben: Quote", ARTICLES * 2)
    assert sections.scope == ("ana", "ben")
    # Of this pair there is no split, and what only one has is the place that ben missed.
    confused = numbers(page, sections.matrix, "cell")
    assert confused["location", None] == confused["quote", "claim"] == ARTICLES
    assert (None, "quote") not in confused
    (shift,) = numbers(page, sections.shifts, "shift").items()
    assert shift == (("−4",), ARTICLES)


def check_a_case(lea, page):
    """What a case says, and the article that it opens."""
    title, _number = opened(page, page.sections.matrix, ("cell", "location", "speaker"))
    assert title == "Location against Speaker"
    mentions = page.cases.list.mentions
    case = page.opening.cases[0]
    assert (case.start, case.end) == KYIV
    assert mentions.rowCount() == ARTICLES
    lea.press("Return")
    assert lea.window.book.shown == "annotate"
    assert lea.window.page.document_id == case.document
    assert lea.window.page.view.textCursor().position() == KYIV[0]
