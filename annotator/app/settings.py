"""The settings, as data. Only what differs from the default is stored."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from annotator.domain.problem import Problem
from annotator.paths import write_whole


class Setting(NamedTuple):
    """One setting: `kind` is choice, number or font; numbers have a low, a high and a step."""

    id: str
    group: str
    label: str
    kind: str
    default: Any
    choices: tuple[tuple[str, str], ...] = ()
    low: int = 0
    high: int = 0
    step: int = 1
    note: str = ""


#: Whether the review shows who had which reading before it is decided.
REVIEW_NAMES, SHOWN, HIDDEN = "review_names", "shown", "hidden"

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "theme",
        "Look",
        "Theme",
        "choice",
        "system",
        (
            ("system", "As the desktop"),
            ("light", "Light"),
            ("dark", "Dark"),
            ("high_contrast", "High contrast"),
        ),
    ),
    Setting(
        "article_font",
        "Article",
        "Font",
        "font",
        "",
    ),
    Setting("article_size", "Article", "Size (pixels)", "number", 17, low=12, high=40),
    Setting(
        "article_width", "Article", "Characters a line", "number", 72, low=40, high=120, step=2
    ),
    Setting("zoom", "Article", "Zoom (per cent)", "number", 100, low=50, high=300, step=10),
    Setting(
        "snap",
        "Marking",
        "Selections",
        "choice",
        "graphemes",
        (("graphemes", "Keep whole characters as seen"), ("exact", "Exactly as selected")),
    ),
    Setting(
        REVIEW_NAMES,
        "Review",
        "Names",
        "choice",
        SHOWN,
        ((SHOWN, "Shown with their readings"), (HIDDEN, "Hidden until decided")),
    ),
    Setting(
        "letters",
        "Keys",
        "Letter keys mean",
        "choice",
        "place",
        (("place", "their place on the keyboard"), ("letter", "the letter printed on them")),
    ),
    Setting(
        "keymap",
        "Keys",
        "Keymap",
        "choice",
        "default",
        (("default", "Default"),),
        note="Keys of your own go into keys.toml in the settings folder.",
    ),
)

_BY_ID = {setting.id: setting for setting in SETTINGS}


class Settings:
    """The person's settings; `listen` is called with the id of each one that changes."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "settings.json"
        self._listeners: list[Callable[[str], None]] = []
        self.problem: Problem | None = None
        self._values: dict[str, Any] = self._read()

    def _read(self) -> dict[str, Any]:
        try:
            values = json.loads(self._path.read_text("utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            # Never written, or in a folder that cannot be made; writing to it says so.
            return {}
        except (OSError, ValueError) as error:
            self.problem = Problem(
                f"The settings in {self._path.name} cannot be read: {error}",
                "The defaults are used and the file stays as it is until you change a setting.",
                "Open the settings with Ctrl+, and choose again.",
            )
            return {}
        return values if isinstance(values, dict) else {}

    def get(self, id: str) -> Any:
        """Return a setting's value; its default when it was never set or does not fit."""
        setting = _BY_ID.get(id)
        if setting is None:
            return self._values.get(id)
        value = self._values.get(id, setting.default)
        return value if _fits(setting, value) else setting.default

    def set(self, id: str, value: Any) -> None:
        """Set a value, store it and tell who listens; a default is not stored."""
        if id in _BY_ID and value == _BY_ID[id].default:
            self._values.pop(id, None)
        else:
            self._values[id] = value
        self._write()
        for listener in self._listeners:
            listener(id)

    def _complain(self) -> None:
        for listener in self._listeners:
            listener("problem")

    def listen(self, listener: Callable[[str], None]) -> None:
        """Call `listener` with the id of every setting that changes."""
        self._listeners.append(listener)

    def _write(self) -> None:
        try:
            write_whole(self._path, json.dumps(self._values, indent=1, ensure_ascii=False))
        except OSError as error:
            # The setting holds while the window is open; it is only not remembered.
            self.problem = Problem(
                f"The settings cannot be written to {self._path.parent}: {error.strerror}.",
                "What you set holds until you close the window; your project is not touched.",
                "Make room there, or allow writing to the folder.",
            )
            self._complain()


def _fits(setting: Setting, value: Any) -> bool:
    if setting.kind == "number":
        return isinstance(value, int) and setting.low <= value <= setting.high
    if setting.kind == "choice":
        return any(value == choice for choice, _ in setting.choices)
    return isinstance(value, str)
