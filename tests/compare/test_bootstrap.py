"""Intervals: how much of the draws lies inside, and what is drawn."""

from __future__ import annotations

import math

import pytest

from annotator.compare.bootstrap import SEED, TIMES, Packed, interval


def test_95_of_100_draws_lie_inside() -> None:
    """Of 0 … 1000 the 2.5th and the 97.5th per cent, whatever their order."""
    figures: list[float | None] = [*map(float, range(1001))]
    assert interval(figures[::-1]) == (25, 975)
    low, high = interval(figures)
    assert low is not None
    assert high is not None
    assert sum(low <= each <= high for each in figures if each is not None) / 1001 >= 0.95


def test_between_two_draws_a_bound_is_between_them() -> None:
    assert interval([0.0, 1.0]) == pytest.approx((0.025, 0.975))


@pytest.mark.parametrize(("none", "bounds"), [(2, (None, None)), (1, (0.05, 1.95))])
def test_where_half_the_draws_are_no_figure_there_are_no_bounds(
    none: int, bounds: tuple[float | None, float | None]
) -> None:
    given: list[float | None] = [0.0, 2.0, *[None] * none]
    assert interval(given) == pytest.approx(bounds)


def test_the_interval_of_a_mean_is_as_wide_as_theory_says() -> None:
    """The mean of 400 coins: 1.96 standard errors to each side, within what chance leaves."""
    coins = [{0: float(number % 2)} for number in range(400)]
    means = [sums[0] / 400 for sums in Packed(coins, 1).draws(SEED, TIMES)]
    low, high = interval(means)
    assert low is not None
    assert high is not None
    error = 0.5 / math.sqrt(400)
    assert (high - low) / 2 == pytest.approx(1.96 * error, rel=0.1)
    assert (high + low) / 2 == pytest.approx(0.5, abs=error / 5)
