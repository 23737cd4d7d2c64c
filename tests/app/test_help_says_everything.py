"""The manual against the program: commands with their options, settings, actions."""

from __future__ import annotations

import importlib

import click
import pytest

from annotator.app.actions import ACTIONS
from annotator.app.application import open_window
from annotator.app.help_dialog import PAGES, HelpDialog
from annotator.app.keys_page import key_groups, keys_page
from annotator.app.settings import SETTINGS
from annotator.cli.commands import COMMANDS
from annotator.paths import resource

MANUAL = "\n".join(path.read_text("utf-8") for path in sorted(resource("help").rglob("*.md")))
#: What every command has, or what stands in --help beside a word that says it.
EVERYWHERE = {"--json", "--help"}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_manual_has_every_command_and_option(name: str) -> None:
    assert f"annotator {name}" in MANUAL.replace("annotator\n", "annotator ")
    command: click.Command = importlib.import_module(f"annotator.cli.{name}_command").command
    options = {word for each in command.params for word in each.opts if word.startswith("--")}
    assert {word for word in options - EVERYWHERE if word not in MANUAL} == set()


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.id)
def test_the_manual_has_every_setting(setting) -> None:
    assert f"*{setting.label}*" in MANUAL


def test_the_page_of_keys_has_every_action(qtbot) -> None:
    window = open_window(None)
    qtbot.addWidget(window)
    page = keys_page(window.action_set)
    assert [action.id for action in ACTIONS if f"`{action.id}`" not in page] == []
    shown = {words for _, rows in key_groups(window.action_set) for _, words in rows}
    bound = {action.title for action in ACTIONS if window.action_set.keys(action.id)}
    assert bound <= shown


def test_the_help_has_a_page_for_every_format_below_formats(qtbot) -> None:
    window = open_window(None)
    qtbot.addWidget(window)
    dialog = HelpDialog(window)
    dialog.show()
    titles = [dialog.pages.item(row).text() for row in range(dialog.pages.count())]
    begin, end = titles.index("Formats"), titles.index("Keys and actions")
    pages = sorted(resource("help/formats").glob("*.md"))
    assert len(pages) > 20
    assert end - begin == len(pages)
    assert all(title.startswith("    ") for title in titles[begin + 1 : end])
    heads = {path.read_text("utf-8").split("\n")[0].removeprefix("# ") for path in pages}
    assert {title.strip() for title in titles[begin:end]} == heads
    for row in range(begin, end):
        dialog.pages.setCurrentRow(row)
        assert dialog.text.document().toRawText().startswith(titles[row].strip())
    dialog.close()


def test_no_page_of_the_help_is_wider_than_the_dialog(qtbot) -> None:
    window = open_window(None)
    qtbot.addWidget(window)
    dialog = HelpDialog(window)
    dialog.show()
    for row in range(dialog.pages.count()):
        dialog.pages.setCurrentRow(row)
        size = dialog.text.document().size()
        # Nor is a table squeezed into letters below each other.
        title = dialog.pages.item(row).text()
        assert size.width() <= dialog.text.viewport().width(), title
        assert size.height() < 8000, title
    dialog.close()


def test_every_page_of_the_manual_is_in_the_help() -> None:
    there = {path.stem for path in resource("help").glob("*.md")}
    assert there == {name for name, _title in PAGES} - {"formats/formats"}
