"""From three people's bundles to gold and back, until what was objected to is settled.

Once in the window, once by commands alone.
"""

from __future__ import annotations

import json

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.app.merge_dialog import MergeDialog
from tests.disputed import apart
from tests.journeys.commands import check_is_clean, run
from tests.journeys.ledger_file import saved
from tests.journeys.teams import LEFT, click, rows, said, visible
from tests.journeys.test_exporting import answer, dialog_of, finish
from tests.journeys.test_importing import drop
from tests.journeys.test_review import case, decisions, gold


def in_front(typist, qtbot):
    typist.window.activateWindow()
    qtbot.waitUntil(typist.window.isActiveWindow)


def turn_to(typist, keys, qtbot):
    """Go to a page of cases and wait until it is read."""
    in_front(typist, qtbot)
    typist.press(keys)
    page = typist.window.book.page
    qtbot.waitUntil(lambda: page.queue is not None and bool(page.queue.order), timeout=30_000)
    page.view.setFocus()
    QApplication.processEvents()
    return page


def merge_dropped(typist, qtbot, *paths):
    drop(typist, *paths)
    dialog = visible(typist, MergeDialog)
    qtbot.waitUntil(dialog.button.isEnabled, timeout=30_000)
    typist.press("Return")
    qtbot.waitUntil(lambda: said(typist).startswith("Merged"), timeout=30_000)
    in_front(typist, qtbot)


def decided_by_keys(maria, page, qtbot):
    """Decide everything by keys; return how many were pressed."""
    maria.press("U")
    qtbot.waitUntil(lambda: said(maria).startswith("Decided"), timeout=30_000)
    pressed = 0
    while any(map(page.queue.waits, page.queue.order)):
        maria.press("1")
        pressed += 1
        assert pressed < 200
    maria.press("U")
    saved(maria)
    return pressed


def exported_gold(typist, path, qtbot, monkeypatch):
    """Export gold in the dialog; return the one document."""
    answer(monkeypatch, path)
    typist.press("Ctrl+E")
    dialog = dialog_of(typist)
    for id, box in dialog.form.people.items():
        box.setChecked(id == "")
    qtbot.waitUntil(lambda: dialog.survey is not None and dialog.button.isEnabled(), timeout=20_000)
    QTest.mouseClick(dialog.button, LEFT)
    finish(typist, qtbot)
    in_front(typist, qtbot)
    (document,) = [json.loads(line) for line in path.read_bytes().splitlines()[1:]]
    return document


def test_in_the_window(start, qtbot, where, tmp_path, monkeypatch):
    lead_file = tmp_path / "lead.sqlite"
    backs = apart(lead_file)
    maria = start(lead_file)
    maria.window.project.become("Maria Lind")
    maria.window.ask_bar.hide()
    merge_dropped(maria, qtbot, *backs)

    # How far they agree.
    maria.press("Ctrl+3")
    agreement = maria.window.book.page
    qtbot.waitUntil(
        lambda: agreement.figures is not None and not agreement.making.busy, timeout=60_000
    )
    assert len(agreement.figures.pairs) == 3
    assert 0.3 < agreement.figures.row("strict-f1", None, None).value < 1

    # Every item by keys, and gold.
    page = turn_to(maria, "Ctrl+2", qtbot)
    pressed = decided_by_keys(maria, page, qtbot)
    assert pressed > 20
    assert page.queue.standing().settled == page.queue.standing().all
    document = exported_gold(maria, tmp_path / "gold.jsonl", qtbot, monkeypatch)
    (layer,) = document["layers"]
    assert (layer["kind"], layer["status"]) == ("gold", "done")
    told = {each["id"] for each in document["decisions"]}
    assert {span["extra"]["decision"] for span in layer["spans"]} <= told

    # Feedback to Ana, who objects to one decision and changes what another one rests on.
    maria.press("Ctrl+6")
    rows(maria)
    click(maria, "feedback", "ana")
    qtbot.waitUntil(lambda: said(maria).startswith(f"Made {where[-1]}"), timeout=30_000)
    ana = start(tmp_path / "for ana.sqlite")
    merge_dropped(ana, qtbot, where[-1])
    feedback = turn_to(ana, "Ctrl+7", qtbot)
    objected = feedback.present()[1].thread.item["id"]
    ana.press("O")
    ana.type("The rule says the title too")
    ana.press("Return")
    changed, span = own_reading(page)
    ana.press("Ctrl+1")
    ana.page.focus(span)
    ana.view.setFocus()
    ana.press("Alt+Shift+Left")
    saved(ana)
    ana.press("Ctrl+6")
    QTest.mouseClick(ana.window.book.page.send, LEFT)
    qtbot.waitUntil(lambda: "what Ana did" in said(ana), timeout=30_000)
    ana.window.close()

    # Both come back to Maria, who settles them.
    in_front(maria, qtbot)
    merge_dropped(maria, qtbot, where[-1])
    page = turn_to(maria, "Ctrl+2", qtbot)

    def states():
        return [page.queue.targets[key][1].state for key in (objected, changed)]

    qtbot.waitUntil(lambda: states() == ["objected", "stale"], timeout=30_000)
    before = gold(lead_file)
    page.go_to(objected)
    page.view.setFocus()
    assert "Ana objects: The rule says the title too" in page.bar._remarks
    yield_to = next(n for n, c in enumerate(case(maria).choices, 1) if "ana" in c.people)
    maria.press(str(yield_to))
    page.go_to(changed)
    assert any(remark.startswith("Ruled by Maria Lind") for remark in page.bar._remarks)
    maria.press("1")
    maria.press("U")
    while any(map(page.queue.waits, page.queue.order)):
        maria.press("1")
    saved(maria)
    assert page.queue.standing().settled == page.queue.standing().all
    assert gold(lead_file) != before
    answered = [each for each in decisions(lead_file) if each["item"]["id"] == objected]
    assert [each["action"] for each in answered][-2:] == ["object", "accept"]
    maria.window.close()
    for path in (lead_file, tmp_path / "for ana.sqlite"):
        check_is_clean(path)


def own_reading(page):
    """Return a decided item at which only Ana’s reading was taken, and her span."""
    for key in page.queue.order:
        document, each = page.queue.targets[key]
        if each.case is None or each.case.kind != "span" or each.thread.ruling is None:
            continue
        mine = next((c for c in each.case.choices if c.people == ("ana",)), None)
        taken = each.thread.ruling[1].get("from")
        if mine is not None and mine.spans and taken == ["ana"]:
            return key, mine.spans[0].id
    raise AssertionError("no reading of Ana’s alone was taken")


def said_json(capfd, *words):
    capfd.readouterr()
    assert run(*words, "--json") == 0
    return json.loads(capfd.readouterr().out)


def test_by_commands_alone(tmp_path, capfd):
    lead = tmp_path / "lead.sqlite"
    backs = apart(lead, people=4)
    late = backs.pop()
    assert run("merge", lead, *backs) == 0
    figures = said_json(capfd, "agreement", lead, "--measure", "strict-f1", "--by", "pair")["rows"]
    assert len([row for row in figures if row["pair"]]) == 3
    assert run("review", lead, "rule", "unanimous", "--me", "maria") == 0
    spans = tmp_path / "spans.json"
    edited = None
    for _ in range(3):
        for each in said_json(capfd, "review", lead, "list")["items"]:
            how = ["--accept", each["readings"][0]["people"][0]]
            if edited is None and each["kind"] == "span":
                # A reading that nobody has.
                edited = each["item"]
                place = {"label": "claim", "start": each["start"], "end": each["end"] + 1}
                place["attributes"] = {"verifiability": "unverifiable", "polarity": "affirmed"}
                spans.write_text(json.dumps(place))
                how = ["--edit", spans]
            words = ["--because", "R4", "--me", "maria"]
            assert run("review", lead, "decide", each["item"], *how, *words) == 0
        assert run("review", lead, "rule", "unanimous", "--me", "maria") == 0
    assert said_json(capfd, "review", lead, "list")["items"] == []
    out = tmp_path / "gold.jsonl"
    assert run("export", lead, out, "--layer", "gold") == 0
    document = json.loads(out.read_bytes().splitlines()[1])
    assert {s["extra"]["decision"] for s in document["layers"][0]["spans"]} <= {
        each["id"] for each in document["decisions"]
    }

    told, back = tmp_path / "told.sqlite", tmp_path / "objections.sqlite"
    mine = tmp_path / "for ana.sqlite"
    assert run("bundle", lead, told, "--feedback", "ana") == 0
    assert run("merge", mine, told) == 0
    differing = said_json(capfd, "review", mine, "feedback")["items"]
    assert differing
    assert all(each["decision"]["reason"] == "R4" for each in differing)
    first = next(each for each in differing if each["item"] != edited)["item"]
    assert run("review", mine, "object", first, "--because", "It is indirect.") == 0
    assert run("bundle", mine, back, "--from", "ana") == 0
    # With the objection comes a fourth person, who was late: the edited ruling is nobody's still.
    assert run("merge", lead, back, late) == 0
    waiting = {each["item"]: each for each in said_json(capfd, "review", lead, "list")["items"]}
    assert waiting[first]["state"] == "objected"
    assert waiting[first]["remarks"][0]["reason"] == "It is indirect."
    assert "stale" in {each["state"] for each in waiting.values()}
    for _ in range(3):
        for each in said_json(capfd, "review", lead, "list")["items"]:
            how = ["--accept", each["readings"][0]["people"][0], "--me", "maria"]
            assert run("review", lead, "decide", each["item"], *how) == 0
        assert run("review", lead, "rule", "unanimous", "--me", "maria") == 0
    assert said_json(capfd, "review", lead, "list")["items"] == []
    assert run("review", lead, "rebuild", "--me", "maria") == 0
    check_is_clean(lead)
    check_is_clean(mine)
