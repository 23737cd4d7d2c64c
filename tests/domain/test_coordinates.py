from __future__ import annotations

import pytest

from annotator.domain.coordinates import coordinates_in
from annotator.domain.problem import Problem


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("53.9, 27.57", (53.9, 27.57)),
        ("53.9,27.57", (53.9, 27.57)),
        ("53.9 27.57", (53.9, 27.57)),
        ("53,9; 27,57", (53.9, 27.57)),
        (" -53 , +27 ", (-53.0, 27.0)),
        ("−53.5, −27", (-53.5, -27.0)),
        ("53.9° N 27.57° E", (53.9, 27.57)),
        ("33.9S, 58.4 w", (-33.9, -58.4)),
        ("90, 180", (90.0, 180.0)),
        ("", None),
        ("  ", None),
    ],
)
def test_what_people_type_is_read(text: str, pair: tuple[float, float] | None) -> None:
    assert coordinates_in(text) == pair


@pytest.mark.parametrize(
    "text", ["53.9", "here", "53.9, x", "1, 2, 3", "90.1, 0", "0, -181", "53.9 N", "1e400, 0"]
)
def test_what_is_no_place_is_a_problem(text: str) -> None:
    with pytest.raises(Problem) as caught:
        coordinates_in(text)
    assert caught.value.next_step
