"""The rules of the house: each looks at a tree of files and returns its faults as plain lines.

`test_house_rules.py` holds them against the checkout, and against small trees with a planted fault
to see that each of them can fail.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# The picture in ARCHITECTURE.md, line by line: each folder and what hangs directly below it.
MAY_IMPORT: dict[str, set[str]] = {
    "__main__": {"cli", "app"},
    "cli": {"project"},
    "app": {"project", "widgets"},
    "widgets": {"domain"},
    "project": {"formats", "suggest", "compare", "team", "storage"},
    "formats": {"domain"},
    "suggest": {"domain"},
    "compare": {"domain"},
    "team": {"storage"},
    "storage": {"domain"},
    "domain": set(),
    # It has a Problem to raise.
    "paths": {"domain"},
}
# paths stands beside the house. Anybody may ask it for a file of resources/, which are constant;
# the person's own folders are not for those who only compute or draw.
MAY_ASK_PATHS = {"__main__", "app", "cli", "paths", "project", "storage", "team"}
QT_FOLDERS = {"app", "widgets"}
QT = {"PySide6", "shiboken6"}
SQL_FOLDERS = {"storage"}
SQL = {"sqlite3", "sqlite_utils", "apsw"}
NETWORK = {"asyncio", "ftplib", "http", "httpx", "requests", "smtplib", "ssl", "urllib3"}
# The defaults that a session hands in; the window's own lists are no part of a project.
MAY_READ_CLOCK = {"annotator/project/session.py", "annotator/app/recent.py"}
UNREPEATABLE = re.compile(
    r"(datetime\.)?(datetime|date)\.(now|utcnow|today)|time\.(time|time_ns|gmtime|localtime)"
    r"|uuid\.uuid\d|uuid4|os\.urandom|secrets\.\w+|random\.(?!Random$)\w+"
)
EMPTY_NAMES = {"common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}

SQL_TEXT = re.compile(
    r"\s*(SELECT\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|PRAGMA\s"
    r"|CREATE\s+(TEMP\s+|UNIQUE\s+|VIRTUAL\s+)?(TABLE|INDEX|VIEW|TRIGGER)\s|BEGIN\s+IMMEDIATE)"
)
# Written in pieces, so that this file does not find itself.
ADDRESSES = re.compile(
    "|".join(
        [
            r"py" + r"pi\.(org|python\.org)",
            r"python" + r"hosted\.org",
            r"registry\." + r"npmjs",
            r"deb\." + r"debian\.org",
            r"archive\." + r"ubuntu\.com",
        ]
    )
)
MACHINE_PATHS = re.compile(
    r"(?<![\w./~$}>-])/(" + "|".join(["home", "Users", "root", "work", "tmp", "mnt"]) + r")/\w"
    r"|[A-Z]:\\+Users"
)


def below(folder: str) -> set[str]:
    """Return everything that hangs below a folder, however far down."""
    found: set[str] = set()
    waiting = [folder]
    while waiting:
        for lower in MAY_IMPORT[waiting.pop()] - found:
            found.add(lower)
            waiting.append(lower)
    return found


def modules(root: Path) -> Iterator[tuple[Path, str, ast.Module]]:
    """Yield path below root, folder ("domain", "__main__" …) and syntax of the package's files."""
    for path in sorted((root / "annotator").rglob("*.py")):
        inside = path.relative_to(root / "annotator")
        folder = inside.parts[0] if len(inside.parts) > 1 else inside.stem
        yield path.relative_to(root), folder, ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and full name of everything that a module imports, wherever it does."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def _import_fault(folder: str, name: str) -> str | None:
    package, _, rest = name.partition(".")
    target = rest.partition(".")[0]
    if package in QT and folder not in QT_FOLDERS:
        return "Qt lives in app and widgets"
    if package in SQL and folder not in SQL_FOLDERS:
        return "SQLite lives in storage"
    if package in NETWORK or name.startswith("urllib.request"):
        return "nothing here talks to a network"
    if package != "annotator":
        known = package in sys.stdlib_module_names or package == "None"
        return None if known or folder != "domain" else "domain uses the standard library only"
    if target == "paths":
        asked = folder in MAY_ASK_PATHS or name == "annotator.paths.resource"
        return None if asked else f"{folder} does not know where files are"
    if target in MAY_IMPORT and target != folder and target not in below(folder):
        return f"{target} does not hang below {folder}"
    return None


def import_faults(root: Path) -> list[str]:
    """Return imports that do not go down along a line of the picture."""
    faults = []
    for path, folder, tree in modules(root):
        if folder == "__init__":
            faults += [f"{path}:{line} imports {name}" for line, name in imported(tree)]
        elif folder not in MAY_IMPORT:
            faults.append(f"{path} is in a folder that the picture does not show")
        else:
            for line, name in imported(tree):
                fault = _import_fault(folder, name)
                if fault:
                    faults.append(f"{path}:{line} imports {name}: {fault}")
    return faults


def import_style_faults(root: Path) -> list[str]:
    """Return relative and starred imports, and files without the annotations import."""
    faults = []
    for path, _folder, tree in modules(root):
        froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        faults += [f"{path}:{node.lineno} imports relatively" for node in froms if node.level]
        for node in froms:
            if any(alias.name == "*" for alias in node.names):
                faults.append(f"{path}:{node.lineno} imports *")
        code = [node for node in tree.body if not isinstance(node, ast.Expr | ast.Assign)]
        if code and not any(node.module == "__future__" for node in froms):
            faults.append(f"{path} lacks from __future__ import annotations")
    return faults


def name_faults(root: Path) -> list[str]:
    """Return files, folders and classes whose name says nothing about their subject."""
    faults = []
    for path, _folder, tree in modules(root):
        for part in (*path.parts[1:-1], path.stem):
            if part.lower().split("_")[-1] in EMPTY_NAMES:
                faults.append(f"{path}: {part} names no subject")
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                last = re.findall(r"[A-Z][a-z]*|[a-z]+", node.name)[-1].lower()
                if last in EMPTY_NAMES:
                    faults.append(f"{path}:{node.lineno} class {node.name} names no subject")
    return faults


def sql_faults(root: Path) -> list[str]:
    """Return SQL outside storage."""
    return [
        f"{path}:{node.lineno} holds SQL"
        for path, folder, tree in modules(root)
        if folder not in SQL_FOLDERS
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if SQL_TEXT.match(node.value)
    ]


def text_from_qt_faults(root: Path) -> list[str]:
    """Return places that read the article back from Qt, which changes characters."""
    return [
        f"{path}:{node.lineno} calls {node.attr}"
        for path, _folder, tree in modules(root)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"toPlainText", "toRawText"}
    ]


def clock_faults(root: Path) -> list[str]:
    """Return calls that make a run unrepeatable: clock and new_id are handed in."""
    return [
        f"{path}:{node.lineno} calls {ast.unparse(node.func)}"
        for path, _folder, tree in modules(root)
        if path.as_posix() not in MAY_READ_CLOCK
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and UNREPEATABLE.fullmatch(ast.unparse(node.func))
    ]


def size_faults(root: Path, lines: int = 300, statements: int = 30) -> list[str]:
    """Return files over so many lines, and functions of the program over so many statements."""
    faults = []
    sources = [*root.glob("*.py"), *root.glob("annotator/**/*.py"), *root.glob("tests/**/*.py")]
    for path in sorted(sources):
        name, text = path.relative_to(root), path.read_text(encoding="utf-8")
        count = len(text.splitlines())
        if count > lines:
            faults.append(f"{name}: {count} lines")
        if name.parts[0] == "tests":
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                inside = sum(isinstance(part, ast.stmt) for part in ast.walk(node)) - 1
                inside -= ast.get_docstring(node) is not None
                if inside > statements:
                    faults.append(f"{name}:{node.name}: {inside} statements")
    return faults


def tracked(root: Path) -> list[Path]:
    """Return the files that git knows; without git, those that no tool has made."""
    if (root / ".git").exists() and shutil.which("git"):
        asked = ["git", "-C", str(root), "ls-files", "-z"]
        listed = subprocess.run(asked, capture_output=True, check=True).stdout.decode()
        return [root / name for name in listed.split("\0") if name and (root / name).is_file()]
    made = {".git", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".venv"}
    made |= {"__pycache__", "build", "dist"}
    return [
        path
        for path in sorted(root.rglob("*"))
        if path.is_file() and not made & set(path.relative_to(root).parts)
    ]


def address_faults(root: Path) -> list[str]:
    """Return lines that name a package registry or a path of one machine; articles may."""
    faults = []
    for path in tracked(root):
        name = path.relative_to(root)
        if name.parts[0] == "seeds" or b"\0" in path.read_bytes()[:4096]:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            if ADDRESSES.search(line) or MACHINE_PATHS.search(line):
                faults.append(f"{name}:{number} {line.strip()[:80]}")
    return faults


def glossary(text: str) -> dict[str, list[str]]:
    """Return the words of GLOSSARY.md, each with those to avoid for it."""
    words: dict[str, list[str]] = {}
    for entry in re.findall(r"^\*\*(.+?)\*\* — (.+?)(?=^\*\*|^#|\Z)", text, re.M | re.S):
        avoid = re.search(r"\*Avoid:\*\s+([^.]+)\.", entry[1])
        words[entry[0]] = [" ".join(w.split()) for w in avoid[1].split(",")] if avoid else []
    return words


def glossary_faults(root: Path) -> list[str]:
    """Return classes and files named with a word that the glossary avoids."""
    words = glossary((root / "GLOSSARY.md").read_text(encoding="utf-8"))
    instead = {avoided: word for word, avoid in words.items() for avoided in avoid}
    faults = []
    for path, _folder, tree in modules(root):
        classes = [node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
        for name in [path.stem, *classes]:
            if name.lower() in instead:
                faults.append(f"{path}: {name} is called {instead[name.lower()]}")
    return faults
