"""The unit of positions in Annotator JSONL: said, guessed by quotes, or unchecked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.test_jsonl_reading import KYIV, read, spans_of


def test_inside_a_surrogate_pair(tmp_path: Path) -> None:
    inside = {"start": 4, "end": 10, "label": "claim"}
    whole = {"start": 3, "end": 5, "label": "claim"}
    spans, findings = spans_of(tmp_path, inside, whole, header={"offset_unit": "utf16"})
    assert [fields["quote"] for _, fields in spans] == [["🎉"]]
    assert "in the middle of a character, between its two UTF-16 units" in findings[0].message


@pytest.mark.parametrize(("unit", "shift"), [("codepoint", 0), ("utf16", 1), ("byte", 3)])
def test_the_unit_of_the_header_is_honoured(tmp_path: Path, unit: str, shift: int) -> None:
    span = {"start": KYIV + shift, "end": KYIV + 4 + shift, "label": "location"}
    spans, findings = spans_of(tmp_path, span, header={"offset_unit": unit})
    assert spans[0][1]["fragments"] == [[KYIV, KYIV + 4]]
    assert findings == []


@pytest.mark.parametrize("shift", [0, 1, 3])
def test_without_a_unit_the_quotes_decide(tmp_path: Path, shift: int) -> None:
    span = {"start": KYIV + shift, "end": KYIV + 4 + shift, "label": "location", "quote": "Kyiv"}
    spans, findings = spans_of(tmp_path, span)
    assert spans[0][1]["fragments"] == [[KYIV, KYIV + 4]]
    assert findings == []


@pytest.mark.parametrize(
    ("name", "shift"),
    [("utf-16", 1), ("UTF-16", 1), ("utf16 code units", 1), ("utf-8", 3), ("utf8", 3)]
    + [("Bytes", 3), ("code points", 0), ("code_point", 0), ("characters", 0), ("char", 0)],
)
def test_usual_names_of_units_are_understood_without_a_quote(
    tmp_path: Path, name: str, shift: int
) -> None:
    span = {"start": 3 + shift, "end": 5 + shift, "label": "a"}
    documents, findings, _ = read(
        tmp_path, {"annotator": 1, "offset_unit": name}, {"text": "a😀bcdef", "spans": [span]}
    )
    assert findings == []
    assert documents[0].layers[0].spans[0][1]["quote"] == ["cd"]


@pytest.mark.parametrize("unit", ["furlong", 7])
def test_an_unknown_unit_that_no_quote_can_check_is_said_to_be_unchecked(
    tmp_path: Path, unit: object
) -> None:
    span = {"start": 3, "end": 5, "label": "a"}
    _, (finding,), _ = read(
        tmp_path, {"annotator": 1, "offset_unit": unit}, {"text": "a😀bcdef", "spans": [span]}
    )
    assert finding.kind == "unknown-unit"
    assert f"“{unit}”" in finding.message
    assert finding.kept.startswith("Nothing could be checked, because no mark has a quote")


def test_an_unknown_unit_is_said_and_the_quotes_decide(tmp_path: Path) -> None:
    span = {"start": KYIV + 1, "end": KYIV + 5, "label": "location", "quote": "Kyiv"}
    spans, findings = spans_of(tmp_path, span, header={"offset_unit": "furlong"})
    assert spans[0][1]["quote"] == ["Kyiv"]
    assert [each.kind for each in findings] == ["unknown-unit"]
