"""Running the command line as somebody whom the rights of a folder bind, for root too."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

#: Root writes everywhere; without this capability its own files' rights bind it like anybody.
#: Numbers from linux/prctl.h (PR_CAPBSET_DROP) and linux/capability.h (CAP_DAC_OVERRIDE).
_RUN = """\
import ctypes, os, sys
if os.getuid() == 0 and ctypes.CDLL(None).prctl(24, 1, 0, 0, 0) != 0:
    sys.exit(77)
os.execv(sys.executable, [sys.executable, "-m", "annotator", *sys.argv[1:]])
"""

needs_users = pytest.mark.skipif(not hasattr(os, "setuid"), reason="needs users")


def run_bound(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command of `annotator` bound by the rights of files; `environment` is added."""
    run = subprocess.run(
        [sys.executable, "-c", _RUN, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )
    if run.returncode == 77:
        pytest.skip("root cannot be bound by rights here")
    return run
