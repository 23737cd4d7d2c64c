"""An export that stops in the middle, for the tests to kill.

    python exporting_run.py PROJECT OUT FORMAT writing|settling

It prints a line when it has stopped: while it writes, or when it gives the second name.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from annotator.project.export_source import ExportOptions
from annotator.project.exporting import export
from annotator.project.progress import Progress


def stop() -> None:
    print("stopped", flush=True)
    time.sleep(600)


def main() -> None:
    project, out, format, where = sys.argv[1:]

    def tell(done: int, total: int | None) -> None:
        if where == "writing" and done >= 50:
            stop()

    given = Path.replace, []

    def replace(path: Path, target: Any) -> Path:
        if where == "settling":
            given[1].append(path)
            if len(given[1]) == 2:
                stop()
        return given[0](path, target)

    Path.replace = replace  # type: ignore[method-assign]
    options = ExportOptions(format, card=True, split="60/20/20" if where == "settling" else None)
    export(Path(project), Path(out), options, Progress(tell))


if __name__ == "__main__":
    main()
