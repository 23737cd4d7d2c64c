"""Broken files of every format come in as far as the report says, or not at all.

`python -m tests.faults.fuzz 10` does it for ten minutes, with other numbers each time.
"""

from __future__ import annotations

import pytest

from annotator.formats.registry import formats
from tests.faults.broken_files import Imports

NAMES = [each.name for each in formats() if each.reads and each.missing() is None]
ROUNDS = 6


@pytest.fixture(scope="module")
def imports(tmp_path_factory: pytest.TempPathFactory) -> Imports:
    return Imports(tmp_path_factory.mktemp("broken"))


@pytest.mark.parametrize("name", NAMES)
def test_an_unbroken_file_comes_in(imports: Imports, name: str) -> None:
    assert imports.bring(imports.valid[name], name) != "refused"


@pytest.mark.parametrize("name", NAMES)
def test_a_broken_file_is_what_the_report_says(imports: Imports, name: str) -> None:
    for seed in range(ROUNDS):
        imports.try_one(name, seed)
