"""Process start → article painted, against a bare window that shows the same text."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from annotator.paths import seeds

ROUNDS = 11
SEED = "000_4c3dfa78dd8f5e6c"


def _seconds(*arguments: str) -> float:
    probe = Path(__file__).with_name("paint_probe.py")
    root = str(Path(__file__).parents[2])
    environment = os.environ | {"PYTHONPATH": root, "QT_QPA_PLATFORM": "offscreen"}
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, str(probe), *arguments], stdout=subprocess.PIPE, env=environment
    ) as process:
        line = process.stdout.readline()
        took = time.perf_counter() - began
        process.communicate()
    if line.strip() != b"painted":
        raise RuntimeError(f"the probe said {line!r}")
    return took


def run() -> list[tuple[str, float, str, str | None]]:
    """Return the median of each and their ratio; the two take turns."""
    text = str(seeds() / f"{SEED}.txt")
    with tempfile.TemporaryDirectory() as folder:
        project = str(Path(folder, "demo.sqlite"))
        command = [sys.executable, "-m", "annotator"]
        subprocess.run([*command, "new", project, "--me", "Ana"], check=True, capture_output=True)
        subprocess.run([*command, "import", project, text], check=True, capture_output=True)
        window, bare = [], []
        for _ in range(ROUNDS):
            bare.append(_seconds("bare", text))
            window.append(_seconds("window", project, SEED))
    of_window, of_bare = statistics.median(window[1:]), statistics.median(bare[1:])
    return [
        ("start → article painted", of_window * 1000, "ms", None),
        ("bare window", of_bare * 1000, "ms", None),
        ("start against bare", of_window / of_bare, "×", "≤ 1.5"),
    ]


if __name__ == "__main__":
    for row in run():
        print(*row)
