from __future__ import annotations

import sqlite3

import pytest

from annotator.storage import search
from tests.samples import put_text


@pytest.mark.parametrize("lengths", [(9, 4, 3, 3), (30, 1, 9, 30, 30, 2), (10, 10), (50,)])
def test_a_step_is_short_or_a_single_long_text(
    connection: sqlite3.Connection, lengths: tuple[int, ...]
) -> None:
    """So the time of a step is bounded by the longest text that an import takes."""
    connection.execute("DELETE FROM texts")
    for number, length in enumerate(lengths):
        put_text(connection, chr(ord("a") + number) * length)
    position: int | None = 0
    steps = []
    while position is not None:
        before = dict(connection.execute("SELECT number, tokenizer FROM search_done"))
        position = search.index_some(connection, position, 10)
        rows = connection.execute(
            "SELECT number, length(text) FROM texts JOIN search_done USING (number)"
        )
        steps.append([length for number, length in rows if number not in before])
    assert steps.pop() == []
    assert [length for step in steps for length in step] == list(lengths)
    for step in steps:
        assert len(step) == 1 or sum(step) <= 10
