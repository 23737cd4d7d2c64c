"""Who annotates: taken from the login, asked above the article, remembered."""

from __future__ import annotations

import getpass

import pytest

from annotator.paths import seeds
from annotator.project.project import Project, create_project
from tests.journeys.commands import check_is_clean, exported, run
from tests.journeys.conftest import SEED
from tests.journeys.working import said_after_a_minute

ODESSA = ("location", 1552, 1558)


@pytest.fixture
def two_people(tmp_path):
    """A project of two people, neither of whom is known to be at this computer."""
    path = tmp_path / "two.sqlite"
    create_project(path).close()
    lines = (
        '{"annotator": 1, "people": [{"id": "ana", "name": "Ana"}, {"id": "ben", "name": "Ben"}]}\n'
        '{"id": "short", "text": "They met in Odessa."}\n'
    )
    (tmp_path / "people.jsonl").write_text(lines, "utf-8")
    assert run("import", path, tmp_path / "people.jsonl") == 0
    assert run("import", path, seeds() / f"{SEED}.txt") == 0
    return path


def people(path) -> list[str]:
    project = Project.open(path)
    names = [person.name for person in project.people]
    project.close()
    return names


def test_the_login_name_in_a_project_without_people(start, tmp_path, monkeypatch):
    monkeypatch.setattr(getpass, "getuser", lambda: "maria")
    path = tmp_path / "p.sqlite"
    create_project(path).close()
    assert run("import", path, seeds() / f"{SEED}.txt") == 0
    typist = start(path)
    assert typist.window.status.person.text() == "You are maria"
    typist.go_into("Odessa")
    typist.press("L")
    typist.window.close()
    (layer,) = exported(path)[SEED]["layers"]
    assert layer["person"] == "maria"
    check_is_clean(path)


def test_looking_through_articles_as_nobody_is_no_fault(start, two_people, monkeypatch):
    typist = start(two_people, SEED)
    assert typist.window.status.person.text() == "Who are you?"
    assert said_after_a_minute(typist, monkeypatch) == []


def test_asked_at_the_first_mark_and_remembered(start, two_people):
    typist = start(two_people, SEED)
    window = typist.window
    assert window.status.person.text() == "Who are you?"
    typist.go_into("Odessa")
    typist.press("L")
    assert typist.spans() == []
    assert "not known yet who you are" in window.status.message.text()
    assert window.ask_bar.isVisible()
    assert typist.focus is window.ask_bar.field
    typist.type("Ben")
    typist.press("Return")
    assert not window.ask_bar.isVisible()
    assert window.status.person.text() == "You are Ben"
    assert typist.view.hasFocus()
    typist.press("L")
    assert typist.spans() == [ODESSA]
    window.close()

    again = start(two_people, SEED)
    assert again.window.status.person.text() == "You are Ben"
    assert again.spans() == [ODESSA]
    again.window.close()
    (layer,) = exported(two_people)[SEED]["layers"]
    assert layer["person"] == "ben"
    assert people(two_people) == ["Ana", "Ben"]
    check_is_clean(two_people)


def test_somebody_new_can_answer(start, two_people):
    typist = start(two_people, SEED)
    typist.go_into("Odessa")
    typist.press("S")
    typist.type("Cleo")
    typist.press("Return", "S")
    assert typist.spans() == [("speaker", 1552, 1558)]
    typist.window.close()
    assert people(two_people) == ["Ana", "Ben", "Cleo"]


def test_escape_leaves_it_open(start, two_people):
    typist = start(two_people, SEED)
    typist.go_into("Odessa")
    for key in ("L", "X", "D", "Ctrl+Return"):
        typist.press(key)
        if typist.window.ask_bar.isVisible():
            typist.press("Escape")
        assert typist.view.hasFocus(), key
    assert typist.spans() == []
    typist.window.close()
    assert exported(two_people)[SEED]["layers"] == []
    check_is_clean(two_people)


def test_each_sees_their_own_layer_only(start, two_people):
    typist = start(two_people, SEED)
    typist.go_into("Odessa")
    typist.press("L")
    typist.type("Ana")
    typist.press("Return", "L")
    assert typist.spans() == [ODESSA]
    typist.window.identity.ask()
    typist.type("Ben")
    typist.press("Return")
    assert typist.spans() == []
    typist.press("Ctrl+Z")  # nothing of Ben's: Ana's mark is not his to take back
    typist.go_into("You started it")
    typist.press("C")
    assert typist.spans() == [("claim", 1198, 1212)]
    typist.window.close()
    found = {layer["person"]: len(layer["spans"]) for layer in exported(two_people)[SEED]["layers"]}
    assert found == {"ana": 1, "ben": 1}
    check_is_clean(two_people)


def test_a_person_that_cannot_be_remembered_is_who_they_say(
    start, two_people, tmp_path, monkeypatch
):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ANNOTATOR_SETTINGS", str(tmp_path / "file" / "settings"))
    typist = start(two_people, SEED)
    typist.press("Ctrl+K")
    typist.press("Escape")
    typist.window.identity.ask()
    typist.type("Ben")
    typist.press("Return")
    assert typist.window.status.person.text() == "You are Ben"
    assert "could not be kept who you are" in typist.window.status.message.text()
    typist.go_into("Odessa")
    typist.press("L")
    assert typist.spans() == [ODESSA]
    typist.window.close()
    assert not typist.window.isVisible()
