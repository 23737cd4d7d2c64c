"""Of broken files people read what is wrong in their own words, in no library's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.formats.registry import formats
from tests.faults.broken_files import FOREIGN, corpus
from tests.projects import bring, new_project

NAMES = [each.name for each in formats() if each.reads and each.missing() is None]
#: Of an import of which nothing came; it has no full stop at its end, so it is found.
_CONTRADICTION = re.compile("came before|(?:was|were) kept")
_DAMAGES = {
    "half": lambda data: data[: len(data) // 2],
    "a tenth": lambda data: data[: len(data) // 10],
    "Latin": lambda data: data[:-2] + b"\xe9\xe8\xfc " + data[-2:],
    "garbled": lambda data: b"".join(
        bytes([each ^ 0x55]) if at % 97 == 60 else bytes([each]) for at, each in enumerate(data)
    ),
    "another": lambda _data: b"PK\x03\x04" + b"no archive " * 20,
    "rubbish": lambda _data: bytes(range(256)) * 4,
}


@pytest.fixture(scope="module")
def valid(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return corpus(tmp_path_factory.mktemp("words"))


@pytest.mark.parametrize("name", NAMES)
def test_no_words_of_libraries_are_said(name: str, valid: dict[str, Path], tmp_path: Path) -> None:
    bare = new_project(tmp_path / "bare.sqlite")
    files = [each for each in sorted(valid[name].rglob("*")) if each.is_file()][:3]
    for path in files:
        for how, damage in _DAMAGES.items():
            folder = tmp_path / how / path.stem
            for each in valid[name].rglob("*"):
                if each.is_file():
                    copy = folder / each.relative_to(valid[name])
                    copy.parent.mkdir(parents=True, exist_ok=True)
                    data = each.read_bytes()
                    copy.write_bytes(damage(data) if each == path else data)
            project = tmp_path / "p.sqlite"
            project.write_bytes(bare.read_bytes())
            for said in _said(project, folder, name):
                assert FOREIGN.search(said) is None, f"{path.name}, {how}: {said}"
                assert said.endswith((".", "”")), said


def _said(project: Path, folder: Path, name: str) -> list[str]:
    """Return what is said of an import: a Problem, or each finding's two parts."""
    try:
        report = bring(project, folder, format=name, owner="Ana")
    except Problem as problem:
        said = str(problem)
        return [problem.happened, problem.safe, problem.next_step, *_CONTRADICTION.findall(said)]
    return [part for each in report.findings for part in (each.message, each.kept)]
