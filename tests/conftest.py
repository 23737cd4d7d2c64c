"""What every test stands on: no screen, no person's own folders, no dialog nobody expected."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Set before anything of the program is imported, so that no test can touch the person's own.
_SESSION = tempfile.TemporaryDirectory(prefix="annotator-tests-")
os.environ["ANNOTATOR_DATA"] = str(Path(_SESSION.name, "data"))
os.environ["ANNOTATOR_SETTINGS"] = str(Path(_SESSION.name, "settings"))

settings.register_profile("annotator", deadline=None)
settings.register_profile(
    # The same examples on every machine: a red build is red for everybody.
    "ci",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci" if os.environ.get("CI") else "annotator")

_STATIC_DIALOGS = {
    "QMessageBox": ("about", "critical", "information", "question", "warning"),
    "QFileDialog": (
        "getExistingDirectory",
        "getOpenFileName",
        "getOpenFileNames",
        "getSaveFileName",
    ),
    "QInputDialog": ("getDouble", "getInt", "getItem", "getMultiLineText", "getText"),
    "QColorDialog": ("getColor",),
    "QFontDialog": ("getFont",),
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--headed", action="store_true", help="show the windows on the real screen")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--headed"):
        os.environ.pop("QT_QPA_PLATFORM", None)
    else:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


def pytest_unconfigure() -> None:
    _SESSION.cleanup()


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test its own data and settings folders; return the folder that holds both."""
    folder = tmp_path_factory.mktemp("own")
    monkeypatch.setenv("ANNOTATOR_DATA", str(folder / "data"))
    monkeypatch.setenv("ANNOTATOR_SETTINGS", str(folder / "settings"))
    return folder


@pytest.fixture(autouse=True)
def nothing_lasting() -> Iterator[None]:
    """Let go, after a test, what a review has left out of the search for garbage."""
    yield
    gc.unfreeze()


class UnexpectedDialog(AssertionError):
    """A modal dialog opened in a test that did not say what to answer."""


@pytest.fixture(autouse=True)
def unexpected_dialogs(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Fail a test in which a modal dialog opens, instead of waiting for a person for ever.

    A test that expects one replaces `exec` or the static function itself, with what the person
    answers. The list holds what opened; emptying it says that the test has dealt with it.
    """
    shown: list[str] = []
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is not None:
        _refuse_dialogs(widgets, monkeypatch, shown)
    yield shown
    if shown:
        # Raised again here: the program's own handler may have caught the first.
        pytest.fail("a dialog opened that nobody expected: " + "; ".join(shown), pytrace=False)


def _refuse_dialogs(widgets: object, monkeypatch: pytest.MonkeyPatch, shown: list[str]) -> None:
    def refusing(name: str) -> Callable[..., object]:
        def refuse(*arguments: object, **named: object) -> object:
            words = [part for part in arguments if isinstance(part, str)]
            title = getattr(arguments[0], "windowTitle", str)() if arguments else ""
            shown.append(" | ".join([name, *filter(None, [str(title), *words])]))
            raise UnexpectedDialog(shown[-1])

        return refuse

    for name in ("QDialog", "QMessageBox", "QFileDialog", "QInputDialog"):
        monkeypatch.setattr(getattr(widgets, name), "exec", refusing(f"{name}.exec"))
    for name, functions in _STATIC_DIALOGS.items():
        for function in functions:
            fake = staticmethod(refusing(f"{name}.{function}"))
            monkeypatch.setattr(getattr(widgets, name), function, fake)
