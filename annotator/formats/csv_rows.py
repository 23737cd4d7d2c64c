"""Rows of CSV, none of which is made of two because a quotation mark was not closed.

The csv module reads on to the next quotation mark, wherever that is, and says nothing.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from annotator.formats.notes import Notes


class OpenQuotation(csv.Error):
    """A quotation mark that opens a cell and is not closed where the cell ends.

    `line` is the one in which it opens, counted from 1.
    """

    def __init__(self, line: int) -> None:
        super().__init__(f"open quotation in line {line}")
        self.line = line

    def note(self, notes: Notes, there: bool, beside: str = "") -> None:
        """Write down that the rows end there; `there` says whether some came before.

        `beside` is the name of the file when it is not the one that the notes are of.
        """
        opens = f"In {beside}, a quotation mark opens" if beside else "A quotation mark opens here"
        opens += f" in line {self.line:,}" if beside else ""
        kept = "What came before was kept, the rest left out." if there else "It was left out."
        advice = "Close it, double the quotation marks inside a cell, and import the file again."
        notes.line = None if beside else self.line
        said = f"{opens}, and where it closes cannot be told."
        notes.add("open-quotation", said, f"{kept} {advice}")
        notes.line = None


def rows_of(
    lines: Iterable[str], delimiter: str, notes: Notes, first: int = 1
) -> Iterator[list[str]]:
    """Yield the cells of each row; lines keep their ends, `first` is the number of the first one.

    A stray quotation mark within one line is a finding. Raises OpenQuotation for one after which
    nobody can tell where the row ends.
    """
    held: list[str] = []
    table = csv.reader(_holding(lines, held), delimiter=delimiter, strict=True)
    number = first
    while True:
        try:
            for cells in table:
                number += len(held)
                held.clear()
                yield cells
            return
        except csv.Error as error:
            if len(held) != 1 or held[0].count('"') % 2:
                opened = number + _before_open("".join(held), delimiter)
                raise OpenQuotation(opened) from error
        cells = next(csv.reader(held, delimiter=delimiter))
        notes.line = number
        said = "Quotation marks stand inside a cell and are not doubled."
        notes.add("stray-quotation", said, "The row was kept. Compare its cells with the file.")
        notes.line = None
        number += 1
        held.clear()
        yield cells


def _holding(lines: Iterable[str], held: list[str]) -> Iterator[str]:
    for line in lines:
        held.append(line)
        yield line


def _before_open(row: str, delimiter: str) -> int:
    """Return how many lines of a row end before the cell opens that is not closed."""
    place = 0
    while (match := _cell(delimiter).match(row, place)) is not None and match.end() > place:
        place = match.end()
    return len(_LINE_END.findall(row, 0, place))


_LINE_END = re.compile(r"\r\n|\r|\n")


@lru_cache
def _cell(delimiter: str) -> re.Pattern[str]:
    """Return what matches a cell that is closed, with the delimiter or line end after it."""
    own = re.escape(delimiter)
    return re.compile(f'(?:"(?:[^"]|"")*+"|(?!")[^{own}\\r\\n]*+)(?:{own}|\r\n|\r|\n|$)')
