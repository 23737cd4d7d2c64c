"""Objections that were written before the lead ruled anew: to which ruling they are is told."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt

from annotator.project.reviewing import OBJECT, Ruling, decide
from tests.journeys.commands import check_is_clean, run
from tests.journeys.ledger_file import saved
from tests.journeys.reviewing import reviewing, take_the_marks
from tests.planned import planned
from tests.reviews import opened, review


@pytest.mark.parametrize("met", [False, True])
def test_an_objection_to_an_earlier_ruling_is_told_as_one(start, qtbot, tmp_path, capsys, met):
    path = planned(tmp_path / "p.sqlite")
    lea = reviewing(start, path, qtbot, "Lea")
    page = lea.window.book.page
    key = take_the_marks(lea, "They lost")
    # Ben, who has no mark there, and Ana, who has, read that ruling; then it is another one.
    person = "ben" if met else "ana"
    project = opened(path, person, "o", device="lap", via="command")
    seen = review(project).find(key)
    page.go_to(key)
    lea.press("0")
    saved(lea)
    decide(project, [(seen, Ruling(OBJECT))], "It is no quotation.")
    project.close()
    qtbot.waitUntil(lambda: len(page.queue.targets[key][1].thread.remarks) == 1, timeout=20_000)
    state = "decided" if met else "objected to an earlier ruling"
    page.go_to(key)
    assert page.queue.waits(key) is not met
    assert page.bar._detail.endswith(f" · {state}")
    (remark,) = page.bar._remarks
    assert remark.startswith(f"{person} objects to an earlier ruling (Lea, ")
    assert ("and the present one is what they did" in remark) is met
    assert remark.endswith(": It is no quotation.")
    rows = [page.list.model.index(n) for n in range(page.list.model.rowCount())]
    (row,) = [each for each in rows if page.list.model.row(each.row()).key == key]
    told = row.data(Qt.ItemDataRole.AccessibleTextRole)
    assert ("objected to an earlier ruling" in told) is not met
    lea.window.close()
    check_is_clean(path)
    capsys.readouterr()
    assert run("review", path, "list", "--all", "--json") == 0
    listed = json.loads(capsys.readouterr().out)["items"]
    (item,) = [each for each in listed if each["item"] == key]
    assert [each["outdated"] for each in item["remarks"]] == [True]
    assert run("review", path, "list", "--all") == 0
    assert f"{person} objects to an earlier ruling (Lea, " in capsys.readouterr().out
