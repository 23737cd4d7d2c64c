"""WebAnno TSV: where tokens stand whose positions are not those of the whole text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.coming_back import Returned, read
from tests.projects import bring, new_project

HEAD = "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Span|value\n\n\n"
#: Positions begin anew with each sentence.
ANEW = """#Text=Jane left .
1-1\t0-4\tJane\tPER\t
1-2\t5-9\tleft\t_\t
1-3\t10-11\t.\t_\t

#Text=🎉 Bob saw Ana .
2-1\t0-2\t🎉\t_\t
2-2\t3-6\tBob\tPER\t
2-3\t7-10\tsaw\t_\t
2-4\t11-14\tAna\tPER[1]\t
2-5\t15-16\t.\tPER[1]\t
"""
#: Positions count code points.
POINTS = """#Text=🎉 Bob saw Ana .
1-1\t0-1\t🎉\t_\t
1-2\t2-5\tBob\tPER\t
1-3\t6-9\tsaw\t_\t
1-4\t10-13\tAna\tPER[1]\t
1-5\t14-15\t.\tPER[1]\t
"""


def tsv(folder: Path, body: str) -> Path:
    (folder / "x.tsv").write_bytes((HEAD + body).encode())
    return folder / "x.tsv"


def quotes(found: Returned) -> list[str]:
    (document,) = found.documents.values()
    return sorted(fields["quote"][0] for layer in document.layers for _, fields in layer.spans)


def test_positions_that_begin_anew_with_each_sentence(tmp_path: Path) -> None:
    found = read(tsv(tmp_path, ANEW))
    assert list(found.documents) == ["Jane left .\n🎉 Bob saw Ana ."]
    assert quotes(found) == ["Ana .", "Bob", "Jane"]
    assert [(each.matched, each.quotes) for each in found.placed] == [(3, 8)]
    assert [(each.kind, each.message) for each in found.findings] == [
        (
            "tokens-moved",
            "It has 5 words that do not stand where the file says, such as “🎉” (2-1) at 0.",
        )
    ]


def test_positions_that_count_code_points(tmp_path: Path) -> None:
    found = read(tsv(tmp_path, POINTS))
    assert quotes(found) == ["Ana .", "Bob"]
    assert [(each.matched, each.quotes) for each in found.placed] == [(0, 5)]
    assert [each.kind for each in found.findings] == ["tokens-moved"]


def test_a_word_that_is_missing_does_not_shift_the_others(tmp_path: Path) -> None:
    lines = ["1-1\t0-1\ta\t_\t", "1-3\t4-5\ta\tPER\t", "1-4\t6-7\t.\t_\t"]
    body = "\n".join(["#Text=a b a .", *lines, ""])
    found = read(tsv(tmp_path, body))
    ((_, fields),) = [each for d in found.documents.values() for each in d.layers[0].spans]
    assert fields["fragments"] == [[4, 5]]
    assert found.findings == []


def test_a_word_that_is_not_in_its_sentence_has_no_place(tmp_path: Path) -> None:
    found = read(tsv(tmp_path, ANEW.replace("\tJane\t", "\tJaneth\t")))
    assert quotes(found) == ["Ana .", "Bob"]
    assert [each.kind for each in found.findings] == ["not-placed", "tokens-lost", "tokens-moved"]


@pytest.mark.parametrize("body", [ANEW, POINTS])
def test_the_report_says_how_many_stand_where_they_say(tmp_path: Path, body: str) -> None:
    report = bring(new_project(tmp_path / "p.sqlite"), tsv(tmp_path, body), me="Ana")
    said = "3 of 8" if body == ANEW else "0 of 5"
    assert f" {said} quotes stand where the file says." in report.sentence()


def test_the_report_says_nothing_where_all_do(tmp_path: Path) -> None:
    body = ANEW.split("\n\n")[0] + "\n"
    report = bring(new_project(tmp_path / "p.sqlite"), tsv(tmp_path, body), me="Ana")
    assert "quotes" not in report.sentence()
