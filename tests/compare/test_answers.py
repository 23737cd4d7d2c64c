"""What became of an objection: by which ruling it was to, and not by what came in between."""

from __future__ import annotations

import pytest

from annotator.compare.answers import KEPT, MET, UPHELD, answers
from annotator.domain.span import Span
from tests.compare.decided import about, remark, ruling

ITEM = about("aaaaaaaaaaaa", "ana", "ben")
QUOTE, CLAIM = Span("q", "quote", ((0, 5),), ("",)), Span("c", "claim", ((0, 5),), ("",))
OTHER = Span("o", "quote", ((0, 9),), ("",))


def state(*made: Span, to: str | None, before: str = "r2") -> str:
    """Return what became of Ana's objection to a ruling, of the rulings made in turn."""
    decisions = {
        f"r{number}": ruling(f"2026-01-0{number}", ITEM, f"g{number}", each)
        for number, each in enumerate(made, 1)
    }
    last = f"r{len(made)}"
    objected = {} if to is None else {"objects_to": to}
    decisions["o"] = {**remark("2026-01-05", ITEM), "person": "ana", **objected}
    decisions[last] |= {"created": "2026-01-06", "supersedes": before, "answers": ["o"]}
    (found,) = answers(decisions, "ana")
    assert found.ruling[0] == last
    return found.state


@pytest.mark.parametrize(
    ("made", "to", "wanted"),
    [
        # The same again as what was objected to, whatever was said in between.
        ((QUOTE, CLAIM, QUOTE), "r1", KEPT),
        ((QUOTE, QUOTE), "r1", KEPT),
        ((QUOTE, CLAIM), "r1", UPHELD),
        ((QUOTE, CLAIM, OTHER), "r1", UPHELD),
        # It had been changed before anybody read the objection.
        ((QUOTE, CLAIM, CLAIM), "r1", MET),
        # Earlier versions did not say to which ruling an objection was.
        ((QUOTE, CLAIM, CLAIM), None, KEPT),
        ((QUOTE, CLAIM, QUOTE), None, UPHELD),
    ],
)
def test_an_answer_is_by_the_ruling_that_was_objected_to(
    made: tuple[Span, ...], to: str | None, wanted: str
) -> None:
    assert state(*made, to=to, before=f"r{len(made) - 1}") == wanted
