"""The window speaks of what it shows, the command line of its options; each where it belongs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import annotator
from annotator.cli.option_words import OPTIONS, in_options

CODE = Path(annotator.__file__).parent
#: They write down or parse commands for people who use these.
COMMANDS = {"__main__.py", "dataset_card.py", "card_facts.py"}
OPTION = re.compile(r"(?<![\w-])--[a-z]+|\bannotator [a-z]+ PROJECT|“annotator [a-z]+”")


def said(path: Path) -> Iterator[str]:
    """Yield the strings of a module but its docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        if node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def outside_of_commands() -> list[Path]:
    every = [path for path in CODE.rglob("*.py") if "cli" not in path.relative_to(CODE).parts]
    return [path for path in every if path.name not in COMMANDS]


def test_no_words_of_the_command_line_outside_of_it() -> None:
    found = [
        f"{path.name}: {words}"
        for path in outside_of_commands()
        for words in said(path)
        if OPTION.search(words)
    ]
    assert found == []


def test_what_is_replaced_is_still_said_somewhere() -> None:
    everything = "\n".join(words for path in outside_of_commands() for words in said(path))
    assert [words for words in OPTIONS if words not in everything] == []


def test_the_command_line_names_its_options() -> None:
    words = "Look at the file, or choose its format under Format when importing."
    assert in_options(words) == "Look at the file, or name its format with --format NAME."
