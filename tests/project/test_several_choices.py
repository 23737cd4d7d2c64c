"""Agreement on attributes of which a span may have several choices at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.planned import document, layer, planned
from tests.project.test_comparing import figure, figures


def test_several_values_at_once_agree_in_what_they_share(tmp_path: Path) -> None:
    """By hand: ana's and ben's sets, MASI 1 − 1/2 · 2/3 once and 1 once, alpha of two pairs."""
    said: list[Any] = [["direct", "mixed"], "direct", "indirect"]
    also: list[Any] = ["direct", ["direct"], "mixed"]
    places = [(0, 14), (15, 27), (36, 40)]
    layers = [
        layer(
            who,
            [(place, "quote", {"quote_type": v}) for place, v in zip(places, values, strict=True)],
        )
        for who, values in (("ana", said), ("ben", also))
    ]
    project = planned(tmp_path / "p.sqlite", document("a", *layers))
    found = {row.measure: row.value for row in figures(project, attribute="quote_type")}
    assert list(found) == ["alpha-nominal", "alpha-sets", "fleiss", "kappa"]
    # Six values: {d, m} 1, d 3, i 1, m 1; every two of them, both ways, by their distance.
    near = 1 - 1 / 2 * 2 / 3
    expected = 2 * (1 * 3 * near + 1 + 1 * near + 3 + 3 + 1)
    assert found["alpha-sets"] == pytest.approx(1 - 5 * 2 * (near + 1) / expected)
    assert found["alpha-nominal"] == pytest.approx(1 - 5 * 2 * 2 / (2 * (3 + 1 + 1 + 3 + 3 + 1)))
    named = figure(project, "alpha-sets", attribute="quote_type")
    assert named.value == found["alpha-sets"]


def test_without_several_values_the_alpha_of_sets_is_the_nominal_one(tmp_path: Path) -> None:
    project = planned(tmp_path / "p.sqlite")
    sets, plain = (
        figure(project, name, attribute="quote_type") for name in ("alpha-sets", "alpha-nominal")
    )
    assert sets.value == plain.value
    rows = figures(project, attribute="quote_type")
    assert "alpha-sets" not in {row.measure for row in rows}
