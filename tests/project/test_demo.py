from __future__ import annotations

import getpass
from collections.abc import Callable

import pytest

from annotator.project import demo
from annotator.project.project import Project


def nameless() -> str:
    raise KeyError("getpwuid(): uid not found: 4711")


@pytest.mark.parametrize(
    ("account", "name"),
    [(lambda: "ana.k", "ana.k"), (lambda: " ", demo.DEMO_PERSON), (nameless, demo.DEMO_PERSON)],
)
def test_the_demo_is_of_who_is_at_the_computer(
    monkeypatch: pytest.MonkeyPatch, account: Callable[[], str], name: str
) -> None:
    monkeypatch.setattr(getpass, "getuser", account)
    opened = Project.open(demo.demo_project(), device="desk")
    assert opened.me is not None
    assert opened.me.name == name
    assert name != "You"
    opened.close()
