"""The command line, called as a person would, with what it wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from annotator.cli.main import main


def run(*words: str | Path) -> int:
    """Run a command and return its exit code."""

    def no_window(_arguments: list[str]) -> int:
        raise AssertionError("this command opens no window")

    return main([str(word) for word in words], no_window)


def exported(project: Path, layer: str = "annotations") -> dict[str, dict[str, Any]]:
    """Return what `annotator export` writes of each document, by key."""
    out = project.with_suffix(".jsonl")
    assert run("export", project, out, "--layer", layer) == 0
    lines = out.read_bytes().splitlines()
    return {document["id"]: document for document in map(json.loads, lines[1:])}


def exported_spans(document: dict[str, Any]) -> list[tuple[str, int, int]]:
    """Return label, start and end of the only layer's spans, whose quotes are checked."""
    assert len(document["layers"]) <= 1
    found = []
    for layer in document["layers"]:
        for span in layer["spans"]:
            ((start, end),) = span["fragments"]
            assert span["quote"] == [document["text"][start:end]]
            found.append((span["label"], start, end))
    return found


def check_is_clean(project: Path) -> None:
    """Hold the project against `annotator check --refold`, as the command does."""
    assert run("check", project, "--refold") == 0, f"{project} is not clean"
