"""Run the measurements in this folder and print them as one table.

    python3 dev.py bench                 every bench_*.py, each in a process of its own
    python3 dev.py bench NAME [ARGS]     bench_NAME.py alone; it finds ARGS in sys.argv[1:]

A measurement is a file bench_NAME.py with `run() -> list[tuple[name, value, unit, reach]]`. `reach`
says what is hoped for: "≤ 1.5" or "≥ 4000" (words may follow), a plain number for at most, None for
a figure that is only reported. A figure out of reach is printed, it does not fail: machines differ.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
Reach = str | float | None
Row = tuple[str, float, str, Reach]
HEADINGS = ("measure", "value", "unit", "reach", "reached")


def names(folder: Path) -> list[str]:
    """Return the names of the measurements in a folder."""
    return sorted(path.stem.removeprefix("bench_") for path in folder.glob("bench_*.py"))


def reached(value: float, reach: Reach) -> bool | None:
    """Return whether a value is within reach; None where nothing is hoped for.

    Raises ValueError for a reach that says neither at most nor at least.
    """
    if reach is None or reach == "":
        return None
    if not isinstance(reach, str):
        return value <= reach
    found = re.search(r"(≤|<=|<|≥|>=|>)\s*\+?([\d][\d,_.]*)", reach)
    if not found:
        raise ValueError(f"a reach says ≤ or ≥ and a number, not {reach!r}")
    bound = float(found[2].replace(",", "").replace("_", ""))
    return value <= bound if found[1][0] in "≤<" else value >= bound


def in_words(value: float) -> str:
    """Return a number with three figures or, from a thousand on, whole and with commas."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def table(rows: list[Row]) -> str:
    """Return the rows as an aligned table with a heading and whether each was reached."""
    lines = [HEADINGS]
    for name, value, unit, reach in rows:
        bound = f"≤ {in_words(reach)}" if isinstance(reach, int | float) else reach or ""
        verdict = {True: "yes", False: "NO", None: ""}[reached(value, reach)]
        lines.append((name, in_words(value), unit, bound, verdict))
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    shown = []
    for line in lines:
        cells = [
            cell.rjust(width) if column == 1 else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        shown.append("  ".join(cells).rstrip())
    return "\n".join([shown[0], "  ".join("-" * width for width in widths), *shown[1:]])


def measure_here(path: Path, arguments: list[str]) -> list[Row]:
    """Load a measurement and run it in this process."""
    sys.argv = [str(path), *arguments]
    specification = importlib.util.spec_from_file_location(path.stem, path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules[path.stem] = module
    specification.loader.exec_module(module)
    rows: list[Row] = module.run()
    return rows


def measure_apart(path: Path, arguments: list[str]) -> list[Row] | None:
    """Run a measurement in a fresh process, lest one warm another; None when it died."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "rows.json")
        command = [sys.executable, __file__, "--here", str(path), str(out), *arguments]
        if subprocess.run(command, check=False).returncode or not out.is_file():
            return None
        return [tuple(row) for row in json.loads(out.read_text(encoding="utf-8"))]


def main(arguments: list[str], folder: Path = FOLDER) -> int:
    """Measure all or one, print the table; 1 when a measurement died, 2 when there is none."""
    if arguments[:1] == ["--here"]:
        path, out, *rest = arguments[1:]
        rows = measure_here(Path(path), rest)
        Path(out).write_text(json.dumps(rows), encoding="utf-8")
        return 0
    known = names(folder)
    wanted = [arguments[0].removeprefix("bench_")] if arguments else known
    if not known or not set(wanted) <= set(known):
        print("There is no such measurement. There are:", ", ".join(known) or "none yet")
        return 2
    measured: list[Row] = []
    died = []
    for name in wanted:
        print(f"measuring {name} …", flush=True)
        rows_or_none = measure_apart(folder / f"bench_{name}.py", arguments[1:])
        if rows_or_none is None:
            died.append(name)
        measured += rows_or_none or []
    print(f"\n{table(measured)}\n\non {os.cpu_count()} cores, Python {sys.version.split()[0]}")
    for name in died:
        print(f"{name} DIED; the reason stands above")
    return 1 if died else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
