from __future__ import annotations

import itertools
import math
from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.paths import resource
from annotator.widgets.theme import LIGHT, Theme, contrast, load_theme, mix

NAMES = ("light", "dark", "high_contrast")
# Okabe and Ito's colours, which labels take.
COLOURS = ("#E69F00", "#0072B2", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442")


@pytest.fixture(params=NAMES)
def theme(request: pytest.FixtureRequest) -> Theme:
    return load_theme(resource(f"themes/{request.param}.toml"))


def test_text_can_be_read_on_every_ground(theme: Theme) -> None:
    grounds = (theme.paper, theme.panel, theme.selected_row, theme.focus_tint or theme.paper)
    for ink, ground in itertools.product((theme.ink, theme.soft_ink), grounds):
        assert contrast(ink, ground) >= 4.5, (ink, ground)
    assert contrast(theme.accent, theme.paper) >= 4.5
    assert contrast(theme.on_accent, theme.accent) >= 4.5
    assert contrast(theme.selection_ink, theme.selection) >= 4.5
    assert contrast(theme.match_ink, theme.match) >= 4.5
    assert contrast(theme.current_ink, theme.current) >= 4.5


@pytest.mark.parametrize("color", COLOURS[:5])
def test_letters_and_caps_can_be_read_and_dashes_be_seen(theme: Theme, color: str) -> None:
    assert contrast(theme.tag(color), theme.paper) >= 4.5
    assert contrast(theme.cap(color), theme.paper) >= 4.5
    assert contrast(theme.dash(color), theme.paper) >= 3.0


def distance(color: str, other: str) -> float:
    """Return how far apart two colours look: the distance in CIE L*a*b*, 2 is just seen."""

    def place(hexed: str) -> tuple[float, float, float]:
        parts = [int(hexed[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        x, y, z = (
            (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
            0.2126 * r + 0.7152 * g + 0.0722 * b,
            (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
        )
        x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
        return 116 * y - 16, 500 * (x - y), 200 * (y - z)

    return math.dist(place(color), place(other))


def test_a_match_looks_like_no_label_and_no_selection(theme: Theme) -> None:
    for color in COLOURS:
        assert distance(theme.match, color) > 30
        assert distance(theme.current, color) > 30
        # Nor like a label's tint, as which a pale one might be taken.
        tint = mix(theme.paper, color, 0.25)
        assert distance(theme.match, tint) > 10
    assert distance(theme.match, theme.selection) > 15
    assert distance(theme.current, theme.selection) > 30
    assert distance(theme.match, theme.paper) > 15
    # The current one is the stronger.
    assert distance(theme.current, theme.paper) > 2 * distance(theme.match, theme.paper)
    assert contrast(theme.soft_ink, theme.match) >= 4.5


def test_a_selection_and_a_match_differ_from_the_paper(theme: Theme) -> None:
    for ground in (theme.selection, theme.match, theme.current):
        assert contrast(ground, theme.paper) > 1.2


def test_what_a_widget_wears_first_is_the_light_theme() -> None:
    assert load_theme(resource("themes/light.toml")) == LIGHT


def test_mixing_takes_shares() -> None:
    assert mix("#000000", "#FFFFFF", 0.5) == "#808080"
    assert mix("#123456", "#FFFFFF", 0.0) == "#123456"


@pytest.mark.parametrize(
    "content", ["", "name = 3 x", 'paper = "#FFFFFF"', "not a colour"], ids=str
)
def test_a_file_that_is_no_theme_is_a_problem(tmp_path: Path, content: str) -> None:
    path = tmp_path / "odd.toml"
    light = resource("themes/light.toml").read_text("utf-8")
    whole = light.replace("#FDFCF9", "white") if content == "not a colour" else content
    path.write_text(whole, "utf-8")
    with pytest.raises(Problem, match=r"odd\.toml"):
        load_theme(path)
    with pytest.raises(Problem):
        load_theme(tmp_path / "missing.toml")
