"""What the import dialog says of units, line ends and the first article."""

from __future__ import annotations

from annotator.app.import_words import first_words, report_rows, seen_words, unit_words
from annotator.formats.format import Finding
from annotator.project.import_report import Detected, ImportReport
from annotator.project.previewing import Preview, PreviewLayer, PreviewMark


def test_the_evidence_of_several_files_is_counted_together() -> None:
    fits = {"codepoint": 3, "utf16": 5}
    ends = {"two": 1, "one": 4}
    files = [
        Detected("a", "brat", "", "utf16", 5, 5, "quotes", fits, 5, ends),
        Detected("b", "brat", "", "codepoint, utf16", 4, 6, "quotes", fits, 6),
        Detected("c", "plain-text", ""),
    ]
    evidence = unit_words(files)
    assert evidence is not None
    assert evidence.units == ("utf16", "codepoint")
    assert (evidence.fits, evidence.total) == ({"codepoint": 6, "utf16": 10}, 11)
    assert "quotes matched: 9 of 11" in evidence.heading
    assert "CRLF counts as one, 4 fit, and as two 1" in evidence.heading
    assert unit_words([Detected("c", "plain-text", "")]) is None


def test_the_first_layer_with_marks_is_shown_and_the_others_are_counted() -> None:
    mark = PreviewMark("quote", ((0, 4),))
    layers = (
        PreviewLayer("Ben", "annotations", ()),
        PreviewLayer("Ana", "annotations", (mark,)),
        PreviewLayer(None, "gold", (mark, mark)),
    )
    first = Preview("brat", "", "“No”", "Title", newline="crlf", layers=layers)
    marks, heading, note = first_words(first)
    assert marks == (mark,)
    assert heading == "First article: Title"
    assert note == "1 mark of Ana and 1 more layer · line ends CRLF, kept as LF"
    assert first_words(Preview("brat", "", "x", newline="lf")) == ((), "First article", "")


def test_rows_say_one_and_several_and_nothing_of_what_there_is_not() -> None:
    articles = report_rows(ImportReport(documents=5))
    assert articles == [(5, "new articles", "")]
    one = ImportReport(documents=1, layers=1, spans=1, relations=1)
    assert [words for _, words, _ in report_rows(one)] == [
        "new article", "layer", "span placed", "relation",
    ]  # fmt: skip
    kept = "It was left out. Choose whose it is in the import dialog (Ctrl+I) to keep it."
    one.add(Finding("layer-exists", "A layer of nobody.", kept))
    assert report_rows(one)[-1][2] == (
        "A layer of nobody. It was left out. Choose whose it is above to keep it."
    )


def test_every_format_is_named_with_what_was_seen_of_it() -> None:
    files = [
        Detected("a", "annotator-jsonl", "its name says JSONL"),
        Detected("b", "annotator-jsonl", "its name says JSONL"),
        Detected("c", "plain-text", "its name ends in .txt"),
    ]
    assert seen_words(files[:2]) == "Annotator JSONL, seen: its name says JSONL"
    assert seen_words(files).endswith(" · Plain text, seen: its name ends in .txt")
    assert seen_words([*files, Detected("d", "brat", "x")]).endswith(" · 1 more format")
    assert seen_words([]) == ""
