"""No writer holds more for more documents; `dev.py bench memory` measures it with many."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from annotator.domain.document import Source
from annotator.formats.format import Format, Header
from annotator.formats.registry import formats
from annotator.formats.written import WrittenDocument, WrittenLayer
from annotator.project.export_writing import write_file, write_folder

#: Parquet is written in groups of 500 documents, and the next is gathered before one goes.
FEW, MANY = 1_200, 3_600
TEXT = "“We said no.” " + 9_000 * "x"
#: spaCy packs all Docs of a file as one, as its help page says.
WHOLE = ("spacy",)
STREAMS = [
    each for each in formats() if each.writes and each.missing() is None and each.name not in WHOLE
]


class Given:
    """Documents as they are asked for, each with a text of its own, so that keeping it shows."""

    def __init__(self, number: int, in_arrow: bool) -> None:
        self.number = number
        self.in_arrow = in_arrow
        #: Bytes that Arrow, which tracemalloc does not see, held at most.
        self.arrow = 0

    def __iter__(self) -> Iterator[WrittenDocument]:
        for place in range(self.number):
            text = f"{place}. {TEXT}"
            span = (6, -9, "quote", f"s{place}", text[6:9], *(None,) * 5, "hand", *(None,) * 6)
            layer = WrittenLayer("ana", "annotations", "done", None, None, [span])
            source = Source("a.txt", None, None, "lf")
            key = f"article-{place}"
            yield WrittenDocument(key, "", text, "0", None, None, source, None, None, [layer])
            if self.in_arrow:
                import pyarrow

                self.arrow = max(self.arrow, pyarrow.total_allocated_bytes())


def peak(format: Format, number: int, folder: Path) -> int:
    """Return the bytes that a writer held at most."""
    given = Given(number, "pyarrow" in format.needs)
    gc.collect()
    tracemalloc.start()
    try:
        if format.many_files:
            write_folder(format, Header("x"), given, folder / str(number))
        else:
            write_file(format, Header("x"), lambda _: given, folder / str(number))
        return tracemalloc.get_traced_memory()[1] + given.arrow
    finally:
        tracemalloc.stop()


def grows(measure: Callable[[int], int]) -> bool:
    """Return whether more documents take more memory, by what a number of them takes at most.

    Python's table of names, in which pathlib keeps those of files, doubles at any time: by 8 MB
    where 150,000 names are in it, as after loading spaCy. That it does not do twice in a row.
    """
    few = min(measure(FEW) for _ in range(2))
    # Small tables may double; a text of each document weighs far more.
    return all(measure(MANY) - few > (MANY - FEW) * len(TEXT) / 5 for _ in range(2))


@pytest.mark.parametrize("format", STREAMS, ids=lambda each: each.name)
def test_more_documents_take_no_more_memory(format: Format, tmp_path: Path) -> None:
    peak(format, 10, tmp_path)  # what is loaded once
    assert not grows(lambda number: peak(format, number, tmp_path))


@pytest.mark.parametrize("jump", range(5))
def test_a_table_that_doubles_is_told_from_texts_that_are_kept(jump: int) -> None:
    """At whichever measurement it doubles."""
    doubled = count()

    def measured(each: int) -> int:
        return each + (8_000_000 if next(doubled) == jump else 0)

    assert not grows(measured)
    doubled = count()
    assert grows(lambda number: measured(number * len(TEXT) // 4))
