from __future__ import annotations

import itertools
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
