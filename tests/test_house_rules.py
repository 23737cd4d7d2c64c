"""The house as it is drawn: held against the checkout, and each rule seen to fail."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests import house

ROOT = Path(__file__).parents[1]

# At most five, each with its reason: "path: fault" as size_faults says it → why it may stay.
EXCEPTIONS: dict[str, str] = {}

RULES = {
    "imports": house.import_faults,
    "import style": house.import_style_faults,
    "names": house.name_faults,
    "sql": house.sql_faults,
    "text from Qt": house.text_from_qt_faults,
    "clock and chance": house.clock_faults,
    "sizes": house.size_faults,
    "addresses": house.address_faults,
    "glossary": house.glossary_faults,
}


@pytest.mark.parametrize("rule", RULES)
def test_the_house_keeps(rule: str) -> None:
    faults = [fault for fault in RULES[rule](ROOT) if fault not in EXCEPTIONS]
    assert not faults, "\n".join(faults)


def test_exceptions_are_few_and_needed() -> None:
    assert len(EXCEPTIONS) <= 5
    assert all(EXCEPTIONS.values()), "each exception has a reason"
    assert set(EXCEPTIONS) <= set(house.size_faults(ROOT)), "an exception is no longer needed"


def test_the_picture_shows_every_folder() -> None:
    folders = {path.parent.name for path in (ROOT / "annotator").glob("*/__init__.py")}
    assert folders <= set(house.MAY_IMPORT)


def test_the_picture_in_words_is_the_picture_in_code() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    drawn = page.split("```")[1]
    assert all(folder in drawn for folder in set(house.MAY_IMPORT) - {"paths"})


def test_the_picture_has_no_way_back_up() -> None:
    for folder in house.MAY_IMPORT:
        assert folder not in house.below(folder)


HEADER = "from __future__ import annotations\n"
LONG = "def f() -> None:\n" + "    x = 1\n" * 31
# rule, file, what it holds, words of the fault
PLANTED = [
    ("imports", "annotator/domain/a.py", "import orjson", "standard library"),
    ("imports", "annotator/domain/a.py", "from annotator.storage import b", "storage"),
    ("imports", "annotator/domain/a.py", "import annotator.paths", "where files are"),
    ("imports", "annotator/widgets/a.py", "from annotator.paths import data_folder", "where files"),
    ("imports", "annotator/formats/a.py", "from annotator.storage.b import c", "storage"),
    ("imports", "annotator/formats/a.py", "from annotator import storage", "storage"),
    ("imports", "annotator/project/a.py", "from PySide6.QtCore import QObject", "Qt"),
    ("imports", "annotator/project/a.py", "def f():\n    import sqlite3", "SQLite"),
    ("imports", "annotator/widgets/a.py", "from annotator.project import b", "project"),
    ("imports", "annotator/app/a.py", "from annotator.cli import b", "cli"),
    ("imports", "annotator/app/a.py", "import sqlite_utils", "SQLite"),
    ("imports", "annotator/cellar/a.py", "", "picture"),
    ("imports", "annotator/paths.py", "from annotator.storage import rows", "storage"),
    ("imports", "annotator/__init__.py", "import annotator.app", "annotator.app"),
    ("import style", "annotator/domain/a.py", HEADER + "from .b import c", "relatively"),
    ("import style", "annotator/domain/a.py", HEADER + "from annotator.b import *", "*"),
    ("import style", "annotator/domain/a.py", "import re", "__future__"),
    ("names", "annotator/domain/utils.py", "", "utils"),
    ("names", "annotator/helpers/a.py", "", "helpers"),
    ("names", "annotator/app/window_manager.py", "", "window_manager"),
    ("names", "annotator/app/a.py", "class PageManager: ...", "PageManager"),
    ("sql", "annotator/project/a.py", "x = 'SELECT id FROM spans'", "SQL"),
    ("sql", "annotator/project/a.py", "x = '''\n  INSERT OR IGNORE INTO a VALUES (1)'''", "SQL"),
    ("sql", "annotator/team/a.py", "x = f'UPDATE spans SET {1}'", "SQL"),
    ("text from Qt", "annotator/widgets/a.py", "def f(v): return v.toPlainText()", "toPlainText"),
    ("imports", "annotator/project/a.py", "from urllib.request import urlopen", "network"),
    ("imports", "annotator/app/a.py", "import http.client", "network"),
    ("clock and chance", "annotator/project/a.py", "x = datetime.now(UTC)", "datetime.now"),
    ("clock and chance", "annotator/storage/a.py", "x = str(uuid.uuid4())", "uuid4"),
    ("clock and chance", "annotator/domain/a.py", "x = random.choice([1])", "choice"),
    ("sizes", "annotator/domain/a.py", "x = 1\n" * 301, "301 lines"),
    ("sizes", "tests/test_a.py", "x = 1\n" * 301, "301 lines"),
    ("sizes", "annotator/domain/a.py", LONG, "31 statements"),
    ("addresses", "README.md", "see https://" + "pypi" + ".org/x", "README.md:1"),
    ("addresses", "tests/a.py", "x = '" + "/home" + "/ana/x'", "tests/a.py:1"),
    ("addresses", "a.toml", "x = 'C:" + "\\\\Users\\\\ana'", "a.toml:1"),
    ("glossary", "annotator/domain/task.py", "", "document"),
    ("glossary", "annotator/domain/a.py", "class Conflict: ...", "item"),
]


@pytest.mark.parametrize(("rule", "name", "source", "words"), PLANTED)
def test_a_planted_fault_is_found(
    tmp_path: Path, rule: str, name: str, source: str, words: str
) -> None:
    (tmp_path / "GLOSSARY.md").write_bytes((ROOT / "GLOSSARY.md").read_bytes())
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")
    faults = RULES[rule](tmp_path)
    assert len(faults) == 1
    assert words in faults[0]


ALLOWED = [
    ("annotator/app/a.py", HEADER + "from annotator.domain.span import Span\nimport PySide6"),
    ("annotator/domain/a.py", HEADER + "from annotator.paths import resource"),
    ("annotator/cli/a.py", HEADER + "from annotator import __version__, paths"),
    ("annotator/project/a.py", HEADER + "from annotator.storage.b import c\nimport orjson"),
    ("annotator/domain/a.py", HEADER + "import random, time\nrandom.Random(7)\ntime.monotonic()"),
    ("annotator/domain/a.py", HEADER + "import re\nx = 'Select a document'"),
    ("annotator/domain/a.py", HEADER + "def f():\n" + "    x = 1\n" * 30),
    ("docs/a.md", "see `~/work/a`, https://example.org/home/a and build/tmp/a"),
]


@pytest.mark.parametrize(("name", "source"), ALLOWED)
def test_what_is_allowed_is_not_found(tmp_path: Path, name: str, source: str) -> None:
    (tmp_path / "GLOSSARY.md").write_bytes((ROOT / "GLOSSARY.md").read_bytes())
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")
    assert not [fault for rule in RULES.values() for fault in rule(tmp_path)]


# Loads every module of the named folders while the named packages cannot be had.
LOAD = """
import importlib, pkgutil, sys
blocked, folders = sys.argv[1].split(","), sys.argv[2].split(",")
sys.modules.update(dict.fromkeys(blocked))
for folder in folders:
    module = importlib.import_module(f"annotator.{folder}")
    for found in pkgutil.walk_packages(getattr(module, "__path__", []), module.__name__ + "."):
        importlib.import_module(found.name)
loaded = {name.partition(".")[0] for name in sys.modules if sys.modules[name] is not None}
print("loaded", *sorted(loaded & set(sys.argv[3].split(","))))
"""


def load(root: Path, blocked: set[str], folders: set[str], watch: set[str]) -> tuple[int, str]:
    ran = subprocess.run(
        [sys.executable, "-c", LOAD, *(",".join(sorted(s)) for s in (blocked, folders, watch))],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.returncode, ran.stdout + ran.stderr


def standing(names: set[str]) -> set[str]:
    """Return those of the picture's folders that exist in the checkout."""
    package = ROOT / "annotator"
    return {n for n in names if (package / n).is_dir() or (package / f"{n}.py").is_file()}


def test_everything_but_the_window_loads_without_qt() -> None:
    folders = standing(set(house.MAY_IMPORT) - house.QT_FOLDERS)
    code, said = load(ROOT, house.QT, folders, {"PySide6"})
    assert code == 0, said
    assert "domain" in folders
    assert "PySide6" not in said


def test_the_domain_loads_nothing_but_the_standard_library() -> None:
    ours = {"annotator", "orjson", "click", "platformdirs", *house.SQL - {"sqlite3"}, *house.QT}
    code, said = load(ROOT, house.QT | house.SQL, {"domain"}, ours)
    assert code == 0, said
    assert said.split() == ["loaded", "annotator"]


@pytest.mark.parametrize(
    ("folder", "late"),
    [("__main__", {"PySide6", "click", "sqlite_utils"}), ("app", {"sqlite_utils", "click"})],
)
def test_what_takes_long_to_load_is_loaded_when_needed(folder: str, late: set[str]) -> None:
    if not standing({folder}):
        pytest.skip(f"{folder} does not stand yet")
    code, said = load(ROOT, {"nothing"}, {folder}, late)
    assert code == 0, said
    assert said.split() == ["loaded"]


def house_with(root: Path, source: str) -> Path:
    """Build a house of one room whose only module holds this source."""
    folder = root / "annotator" / "domain"
    folder.mkdir(parents=True)
    (root / "annotator" / "__init__.py").touch()
    (folder / "__init__.py").touch()
    (folder / "hidden.py").write_text(source, encoding="utf-8")
    return root


def test_what_is_loaded_early_is_seen(tmp_path: Path) -> None:
    root = house_with(tmp_path, "import orjson")
    assert load(root, {"nothing"}, {"domain"}, {"orjson", "click"}) == (0, "loaded orjson\n")


def test_qt_in_a_qt_free_folder_is_seen_when_it_loads(tmp_path: Path) -> None:
    house_with(tmp_path, "__import__('PySide6.QtCore')")
    code, said = load(tmp_path, house.QT, {"domain"}, {"PySide6"})
    assert code != 0
    assert "PySide6" in said


def test_the_glossary_is_read() -> None:
    words = house.glossary((ROOT / "GLOSSARY.md").read_text(encoding="utf-8"))
    assert {"project", "document", "layer", "span", "edit", "journal", "gold"} <= set(words)
    assert words["document"] == ["file", "task"]


def test_without_git_what_tools_made_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("README.md", "annotator/a.py", ".ci/run", ".venv/b.py", "annotator/__pycache__/c"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / ".git").mkdir()
    monkeypatch.setattr(house.shutil, "which", lambda _name: None)
    found = {path.relative_to(tmp_path).as_posix() for path in house.tracked(tmp_path)}
    assert found == {"README.md", "annotator/a.py", ".ci/run"}
