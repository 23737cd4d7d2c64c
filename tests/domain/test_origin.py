from __future__ import annotations

import pytest

from annotator.domain.origin import edited, taken_as_it_was, was_suggested


@pytest.mark.parametrize(
    ("origin", "suggested", "as_it_was", "afterwards"),
    [
        ("hand", False, False, "hand"),
        ("rule", False, False, "rule"),
        ("suggestion:names", True, True, "suggestion:names:edited"),
        ("suggestion:names:edited", True, False, "suggestion:names:edited"),
    ],
)
def test_what_was_suggested_is_told_from_what_became_of_it(
    origin: str, suggested: bool, as_it_was: bool, afterwards: str
) -> None:
    assert was_suggested(origin) is suggested
    assert taken_as_it_was(origin) is as_it_was
    assert edited(origin) == afterwards
