from __future__ import annotations

import json

import pytest

from annotator.__main__ import main
from annotator.formats.registry import formats


def test_every_format_has_its_line(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["formats"]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [each.name for each in formats()]
    assert any("Annotator JSONL (.jsonl, .ndjson)" in line for line in lines)


def test_the_same_as_json(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["formats", "--json"]) == 0
    said = json.loads(capfd.readouterr().out)["formats"]
    assert [each["name"] for each in said] == [each.name for each in formats()]
    (own,) = [each for each in said if each["name"] == "annotator-jsonl"]
    assert own["reads"]
    assert own["writes"]
    assert not own["folder"]
    assert own["installed"]
