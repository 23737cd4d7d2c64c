"""Keys of one's own for labels, as the help describes them."""

from __future__ import annotations

import pytest

from annotator.app.errors import ProblemDialog
from annotator.app.keys_page import key_groups
from annotator.paths import settings_folder
from tests.journeys.conftest import SEED

ODESSA = (1552, 1558)


@pytest.fixture
def own_keys():
    def write(content: str) -> None:
        (settings_folder() / "keys.toml").write_text(content, "utf-8")

    return write


def shown_keys(typist) -> dict[str, list[str]]:
    groups = dict(key_groups(typist.window.action_set))
    return {title: keys for keys, title in groups["Labels"]}


def test_a_label_is_marked_with_its_own_key_and_not_with_the_schemas(start, project_file, own_keys):
    own_keys('"mark.location" = ["Z"]\n')
    typist = start(project_file, SEED)
    assert [each for each in typist.window.findChildren(ProblemDialog) if each.isVisible()] == []
    typist.go_into("Odessa")
    typist.press("L", "4")
    assert typist.spans() == []
    typist.press("Z")
    assert typist.spans() == [("location", *ODESSA)]
    assert "Z Location" in typist.page.panel.legend.accessibleDescription()
    marking = typist.window.action_set.keys("mark.location")
    assert marking == ["Z"]
    assert marking in shown_keys(typist).values()
    # Not window-wide: in a field it is a letter.
    typist.press("Ctrl+F")
    typist.type("z")
    assert typist.page.find_bar.field.text().endswith("z")
    assert typist.spans() == [("location", *ODESSA)]


def test_a_label_that_the_project_does_not_have_is_said(start, project_file, own_keys):
    own_keys('"mark.planet" = ["Z"]\n')
    typist = start(project_file, SEED)
    said = typist.window.status.message.text()
    assert said == "Your keys name labels that this project does not have: mark.planet."
