"""The program's own files are found in a checkout and in a wheel; a person's folders are theirs."""

from __future__ import annotations

import importlib.util
import json
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from annotator import paths

ROOT = Path(__file__).parents[1]


def test_resources_of_the_checkout_are_found() -> None:
    schema = paths.resource("schemas/news.json")
    assert schema == ROOT / "resources" / "schemas" / "news.json"
    assert json.loads(schema.read_text(encoding="utf-8"))


def test_a_folder_of_resources_is_found() -> None:
    assert paths.resource("schemas").is_dir()


def test_a_missing_resource_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"schemas/none\.json"):
        paths.resource("schemas/none.json")


def test_the_seeds_are_found() -> None:
    assert any(paths.seeds().glob("*.txt"))


def packaged(root: Path) -> ModuleType:
    """Lay paths.py out as a wheel does, resources inside the package, and load it from there."""
    package = root / "site" / "annotator"
    (package / "resources" / "icons").mkdir(parents=True)
    (package / "resources" / "icons" / "accept.svg").write_text("<svg/>", encoding="utf-8")
    (package / "seeds").mkdir()
    shutil.copy(ROOT / "annotator" / "paths.py", package / "paths.py")
    specification = importlib.util.spec_from_file_location("packaged", package / "paths.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_a_wheel_uses_what_it_carries(tmp_path: Path) -> None:
    module = packaged(tmp_path)
    inside = tmp_path / "site" / "annotator"
    assert module.resource("icons/accept.svg") == inside / "resources" / "icons" / "accept.svg"
    assert module.seeds() == inside / "seeds"
    with pytest.raises(FileNotFoundError):
        module.resource("schemas/news.json")


@pytest.mark.parametrize(
    ("variable", "folder"),
    [("ANNOTATOR_DATA", paths.data_folder), ("ANNOTATOR_SETTINGS", paths.settings_folder)],
)
def test_a_folder_is_where_the_variable_says_and_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, folder
) -> None:
    wanted = tmp_path / "here" / "ä b"
    monkeypatch.setenv(variable, str(wanted))
    assert folder() == wanted
    assert wanted.is_dir()
    assert folder() == wanted


@pytest.mark.parametrize(
    ("variable", "xdg", "folder"),
    [
        ("ANNOTATOR_DATA", "XDG_DATA_HOME", paths.data_folder),
        ("ANNOTATOR_SETTINGS", "XDG_CONFIG_HOME", paths.settings_folder),
    ],
)
def test_without_the_variable_the_system_decides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, xdg: str, folder
) -> None:
    monkeypatch.delenv(variable)
    # Every system has its own rule; all of them lie below one of these.
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv(xdg, str(tmp_path / "xdg"))
    found = folder()
    assert found.is_dir()
    assert tmp_path in found.parents
    assert "annotator" in found.parts
