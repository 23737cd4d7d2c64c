"""Published figures, from articles and from the tests of other tools."""

from __future__ import annotations

from typing import Any

import pytest

from tests.compare.vector_table import VECTORS, figure_of

#: What vectors say in words.
IN_WORDS = {"undefined": None, "no match": 0.0, "pair excluded": None}


def test_there_are_vectors() -> None:
    assert len(VECTORS) > 35


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_the_published_figure_comes_out(vector: dict[str, Any]) -> None:
    figure, expected = figure_of(vector), vector["expected"]
    if isinstance(expected, str):
        (said,) = [IN_WORDS[words] for words in IN_WORDS if expected.startswith(words)]
        assert figure == said
    else:
        assert figure == pytest.approx(expected, abs=vector["tolerance"])
