"""Every kind of finding has words for people, and no others do."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import annotator
from annotator.project.finding_words import WORDS, words_of

CODE = Path(annotator.__file__).parent
PLACES = [*(CODE / "formats").glob("*.py"), *(CODE / "project").glob("import*.py")]
#: How findings are written down, and which argument is the kind.
CALLS = {"add": 0, "count": 0, "Finding": 0, "_finding": 1, "_note": 2}
KIND = re.compile(r"[a-z]+(-[a-z0-9]+)*")


def kinds_in(tree: ast.Module) -> Iterator[str]:
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        for given in kind_given(node):
            value = constants.get(given.id, given) if isinstance(given, ast.Name) else given
            kind = getattr(value, "value", None)
            if isinstance(kind, str) and KIND.fullmatch(kind):
                yield kind


def kind_given(node: ast.AST) -> list[ast.expr]:
    """Return what stands where the kind of a finding does."""
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        at = CALLS.get(name, len(node.args))
        if name in ("add", "count") and "notes" not in ast.unparse(node.func):
            return []
        given = node.args[at : at + 1]
        if given and isinstance(given[0], ast.IfExp):
            return [given[0].body, given[0].orelse]
        return given
    # A kind with its message, on the way to a finding.
    if isinstance(node, ast.Tuple) and len(node.elts) in (2, 3) and says_something(node.elts[1]):
        return node.elts[:1]
    return []


def says_something(node: ast.expr) -> bool:
    last = node.values[-1] if isinstance(node, ast.JoinedStr) and node.values else node
    return isinstance(last, ast.Constant) and str(last.value).endswith(".")


def test_every_kind_has_words() -> None:
    found = {kind for path in PLACES for kind in kinds_in(ast.parse(path.read_text("utf-8")))}
    assert found >= {"broken-line", "unsafe-name", "decision-renamed", "encrypted", "not-installed"}
    assert found == WORDS.keys()


def test_words_are_of_people() -> None:
    for kind, both in WORDS.items():
        assert len(set(both)) == 2
        for words in both:
            assert "-" not in kind or kind not in words
            assert not re.search(r"[_“”{}]|--|\bJSON\b", words)
    assert words_of("empty", 1) == "empty file"
    assert words_of("empty", 0) == words_of("empty", 2) == "empty files"


#: Words that only programmers have.
JARGON = re.compile(r"\bobjects?\b|not JSON|\bNone\b|surrogate|\bnull\b|\bstrings?\b")
SAYING = {"add", "Finding", "_finding", "NotPlaced"}


def said_in(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        name = isinstance(node, ast.Call) and getattr(
            node.func, "attr", getattr(node.func, "id", "")
        )
        if name in SAYING:
            parts = (each for given in node.args for each in ast.walk(given))
            yield from (each.value for each in parts if isinstance(each, ast.Constant))


def test_findings_are_said_without_words_of_programmers() -> None:
    for path in PLACES:
        for words in said_in(ast.parse(path.read_text("utf-8"))):
            assert not (isinstance(words, str) and JARGON.search(words)), f"{path.name}: {words}"
