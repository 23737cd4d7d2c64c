"""Themes: the colours of the program, read from resources/themes/*.toml."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from annotator.domain.problem import Problem


class Theme(NamedTuple):
    """Colours as "#RRGGBB" and a few numbers; a tint that is None is not drawn.

    `paper` lies under the article, `panel` under everything else, `well` under key caps
    and tracks. `selection_ink`, `match_ink` and `current_ink` are the text colours on the
    tints of a selection, of a found place and of the current one.
    """

    name: str
    dark: bool
    paper: str
    panel: str
    well: str
    ink: str
    soft_ink: str
    line: str
    accent: str
    on_accent: str
    selected_row: str
    focus_tint: str | None
    selection: str
    selection_ink: str
    match: str
    match_ink: str
    current: str
    current_ink: str
    tag_ink: float = 0.50
    cap_ink: float = 0.45
    dash_ink: float = 0.25

    def tag(self, color: str) -> str:
        """Return the colour of a label's letter: the label's own, mixed with ink."""
        return mix(color, self.ink, self.tag_ink)

    def cap(self, color: str) -> str:
        """Return the colour of the caps that end a label's bar."""
        return mix(color, self.ink, self.cap_ink)

    def dash(self, color: str) -> str:
        """Return the colour of the dashes of a suggestion."""
        return mix(color, self.ink, self.dash_ink)


#: The fields that are colours.
_COLOURS = Theme._fields[2:18]


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


@lru_cache(maxsize=512)
def mix(color: str, other: str, share: float) -> str:
    """Return `color` with `share` (0 to 1) of `other` in it, as "#RRGGBB"."""
    pairs = zip(_channels(color), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def _luminance(color: str) -> float:
    parts = [channel / 255 for channel in _channels(color)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(color: str, other: str) -> float:
    """Return the WCAG contrast of two colours, 1 to 21."""
    high, low = sorted((_luminance(color), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


#: What a widget wears before it is given a theme; resources/themes/light.toml says the same.
LIGHT = Theme(
    name="Light",
    dark=False,
    paper="#FDFCF9",
    panel="#F5F3EE",
    well="#ECE8E0",
    ink="#211F1B",
    soft_ink="#5E584E",
    line="#DCD6CB",
    accent="#5B3E9C",
    on_accent="#FFFFFF",
    selected_row="#E1DBE3",
    focus_tint="#F2EFF2",
    selection="#D6CEE3",
    selection_ink="#211F1B",
    match="#D5D1C7",
    match_ink="#211F1B",
    current="#33302B",
    current_ink="#FDFCF9",
)


def load_theme(path: Path) -> Theme:
    """Return the theme that a TOML file describes; raises Problem when it describes none."""
    import tomllib

    try:
        values = tomllib.loads(path.read_text("utf-8"))
        known = set(Theme._fields)
        theme = Theme(**{"focus_tint": None} | {k: v for k, v in values.items() if k in known})
        for name in _COLOURS:
            value = getattr(theme, name)
            if name != "focus_tint" or value is not None:
                _channels(value)
    except (OSError, TypeError, ValueError) as error:
        raise Problem(
            f"The theme {path.name} could not be read: {error}.",
            "The theme in use stays.",
            "Compare the file with resources/themes/light.toml.",
        ) from error
    return theme
