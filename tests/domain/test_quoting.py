from __future__ import annotations

import pytest

from annotator.domain.quoting import quoted


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Kyiv", "“Kyiv”"),
        ("“They lost,”", "“They lost,”"),
        ("„Nein“", "„Nein“"),
        ("«Non»", "«Non»"),
        ("“They lost,” he said", "“They lost,” he said"),
        ("said “no” to it", "said “no” to it"),
        ("don’t", "“don’t”"),
        ("‘No’", "‘No’"),
        ("I", "“I”"),
        ("", "“”"),
    ],
)
def test_words_are_quoted_once(words: str, said: str) -> None:
    assert quoted(words) == said
