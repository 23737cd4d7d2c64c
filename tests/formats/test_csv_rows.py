"""A quotation mark that is not closed makes no article of two."""

from __future__ import annotations

import io

import pytest

from annotator.formats.csv_rows import OpenQuotation, rows_of
from annotator.formats.notes import Notes


def rows(text: str, notes: Notes | None = None) -> list[list[str]]:
    return list(rows_of(io.StringIO(text, newline=""), ",", notes or Notes()))


def test_sound_rows_are_those_of_the_csv_module() -> None:
    text = 'a,"b ""c"", d"\r\n"e\nf",\n\n,"g"\n'
    assert rows(text) == [["a", 'b "c", d'], ["e\nf", ""], [], ["", "g"]]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a,b\n1,"open\n2,x\n', 2),
        ('a,b\n1,"open\n2,"next"\n', 2),
        ('a,b\n1,"two\nlines"\n2,"open ""x""\n3,"next"\n', 4),
        ('a,b\r\n1,"open,2\r\n3,"next",4\r\n', 2),
        ('a,b\n1,"said "no".\nmore"\n', 2),
        ('"open', 1),
    ],
)
def test_the_line_is_named_in_which_a_quotation_opens(text: str, line: int) -> None:
    with pytest.raises(OpenQuotation) as caught:
        rows(text)
    assert caught.value.line == line


def test_rows_before_it_come() -> None:
    found = rows_of(io.StringIO('a\n"b"\n"c\nd\n', newline=""), ",", Notes())
    assert [next(found), next(found)] == [["a"], ["b"]]
    with pytest.raises(OpenQuotation):
        next(found)


def test_stray_quotation_marks_within_a_line_are_said() -> None:
    notes = Notes("x.csv")
    assert [len(each) for each in rows('a,b\n1,"He said "no" here"\n2,x\n', notes)] == [2, 2, 2]
    (finding,) = notes.findings
    assert (finding.kind, finding.line) == ("stray-quotation", 2)
