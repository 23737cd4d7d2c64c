"""What ships is complete, and what is installed is decided by requirements.lock alone."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement

import annotator

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
ENTRY = re.compile(
    r"^([a-z0-9-]+)==([\w.]+)(?: ; ([^\\\n]+?))? \\\n((?: +--hash=\S+(?: \\)?\n)+)", re.M
)
SEED = "seeds/000_4c3dfa78dd8f5e6c.txt"
SEED_SHA256 = "52c4403ac77423b8363626592177d894bc1521e43eff6173cae1e2631c1264a1"


def locked() -> dict[str, str]:
    return {name: version for name, version, _marker, _hashes in ENTRY.findall(LOCK)}


def asked_for() -> list[Requirement]:
    development = PROJECT["project"]["optional-dependencies"]["dev"]
    return [Requirement(line) for line in [*PROJECT["project"]["dependencies"], *development]]


def test_the_lock_holds_nothing_but_pinned_versions_with_hashes() -> None:
    assert ENTRY.sub("", LOCK) == ""
    for name, _version, marker, hashes in ENTRY.findall(LOCK):
        assert re.fullmatch(r"(?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+", hashes), name
        if marker:
            Marker(marker)


def test_the_lock_names_no_address() -> None:
    assert "://" not in LOCK
    assert "index" not in LOCK
    assert "@" not in LOCK


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_the_lock_satisfies_what_the_project_asks_for(python: str) -> None:
    pins = locked()
    for wanted in asked_for():
        if wanted.marker and not wanted.marker.evaluate({"python_version": python}):
            continue
        name = re.sub(r"[-_.]+", "-", wanted.name.lower())
        assert name in pins, f"{name} is missing: make requirements.lock again (CONTRIBUTING.md)"
        assert wanted.specifier.contains(pins[name]), f"{wanted} is not what the lock pins"


def test_the_tests_run_on_what_is_locked() -> None:
    from importlib.metadata import version

    for name in ("pyside6-essentials", "pytest", "sqlite-utils"):
        assert version(name) == locked()[name]


def test_old_pythons_get_a_qt_that_lives() -> None:
    """6.12.0 on Python 3.11 drops references to None and True until the process aborts."""
    (wanted,) = [
        requirement
        for requirement in asked_for()
        if requirement.name == "PySide6-Essentials"
        if requirement.marker and requirement.marker.evaluate({"python_version": "3.11"})
    ]
    assert not wanted.specifier.contains("6.12.0")


def test_the_given_article_is_byte_for_byte() -> None:
    assert hashlib.sha256((ROOT / SEED).read_bytes()).hexdigest() == SEED_SHA256


def test_the_readme_names_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "python3 dev.py run" in readme
    assert "python3 dev.py test" in readme


LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)#:]+)\)")
PAGES = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "GLOSSARY.md", "CHANGELOG.md"]


@pytest.mark.parametrize("page", PAGES)
def test_links_between_the_pages_lead_somewhere(page: str) -> None:
    targets = LINK.findall((ROOT / page).read_text(encoding="utf-8"))
    assert [target for target in targets if not (ROOT / target).exists()] == []


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory"]
    ran = subprocess.run(
        [*build, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (path,) = folder.glob("*.whl")
    assert path.name == f"annotator_desktop-{annotator.__version__}-py3-none-any.whl"
    return zipfile.ZipFile(path)


@pytest.mark.parametrize("folder", ["annotator", "resources", "seeds"])
def test_the_wheel_carries_every_file(wheel: zipfile.ZipFile, folder: str) -> None:
    inside = "annotator" if folder == "annotator" else f"annotator/{folder}"
    files = [path for path in (ROOT / folder).rglob("*") if path.is_file()]
    shipped = [path for path in files if "__pycache__" not in path.parts]
    assert shipped
    for path in shipped:
        name = f"{inside}/{path.relative_to(ROOT / folder).as_posix()}"
        assert wheel.read(name) == path.read_bytes(), name


def test_the_wheel_carries_neither_tests_nor_tools(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert tops == {"annotator", f"annotator_desktop-{annotator.__version__}.dist-info"}


def test_the_wheel_says_what_it_is(wheel: zipfile.ZipFile) -> None:
    (name,) = [name for name in wheel.namelist() if name.endswith("dist-info/METADATA")]
    said = wheel.read(name).decode()
    assert "Name: annotator-desktop" in said
    assert "Requires-Python: >=3.11" in said
    assert "License-Expression: MIT" in said
