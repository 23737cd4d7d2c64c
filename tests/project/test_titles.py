from __future__ import annotations

import pytest

from annotator.project.titles import title_of


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("World\n\nLukashenko: Putin didn’t\n\nBody.", "Lukashenko: Putin didn’t"),
        ("  A headline of words \nBody", "A headline of words"),
        ("Only", "Only"),
        ("\n\n", ""),
        ("乌克兰总统发表讲话\n正文", "乌克兰总统发表讲话"),
        ("x" * 40_000, "x" * 119 + "…"),
    ],
)
def test_a_title_for_an_article_without_one(text: str, title: str) -> None:
    assert title_of(text) == title
