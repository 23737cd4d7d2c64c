"""Merges a file over and over into copies of a project, until it is killed.

    python merging_run.py PROJECT FILE

Prints a line before each merge and the project's state after it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from annotator.project.merging import MergeOptions, merge_files
from annotator.project.session import Session


def main() -> None:
    """Run until killed."""
    project, file = Path(sys.argv[1]), Path(sys.argv[2])
    session = Session(device="run", via="command")
    print("ready", flush=True)
    merge_files(project, MergeOptions((file,)), session)
    print("merged", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
