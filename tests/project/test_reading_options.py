from __future__ import annotations

import pytest

from annotator.domain.problem import Problem
from annotator.formats.registry import formats
from annotator.project.reading_options import read_options


def test_options_with_and_without_a_value() -> None:
    assert read_options(["whole", "join-hyphens=yes"]) == {"whole": "", "join-hyphens": "yes"}


def test_an_option_of_no_format_is_refused() -> None:
    with pytest.raises(Problem, match="bigger"):
        read_options(["bigger"])


def test_no_two_formats_mean_different_things_by_one_name() -> None:
    said: dict[str, str] = {}
    for format in formats():
        assert bool(format.options) == (format.configure is not None)
        for name, what in format.options.items():
            assert said.setdefault(name, what) == what
