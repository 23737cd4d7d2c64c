"""Break files of every format for some minutes: `python -m tests.faults.fuzz MINUTES [FORMATS]`.

What fails is printed with its format and number; `--only FORMAT NUMBER` does that one again. With
`--atheris [SECONDS] [FORMATS]`, libFuzzer makes files of its own for one reader after another
(pip install '.[fuzz]'); `--replay [FORMATS]` imports what it has kept in build/fuzz.
"""

from __future__ import annotations

import faulthandler
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.faults.broken_files import Imports

#: Seconds after which one import counts as hung.
_HUNG = 60
#: Seconds that libFuzzer gets for each reader.
_SECONDS = 90


def search(imports: Imports, minutes: float, names: list[str]) -> int:
    """Break files until the time is over; print what failed and return how much did."""
    chance, ended, failed = SystemRandom(), Counter[str](), 0
    until = time.monotonic() + 60 * minutes
    while time.monotonic() < until:
        name, number = chance.choice(names), chance.randrange(10**9)
        faulthandler.dump_traceback_later(_HUNG, exit=True)
        sys.stdout.flush()
        try:
            ended[imports.try_one(name, number)] += 1
        except Exception:  # noqa: BLE001  (each is a fault to be printed)
            failed += 1
            print(f"--- {name} {number}\n{traceback.format_exc(limit=-6)}", flush=True)
        finally:
            faulthandler.cancel_dump_traceback_later()
    print(f"{sum(ended.values()):,} broken files: {dict(ended)}, {failed} faults")
    return failed


def with_atheris(seconds: float, names: list[str]) -> int:
    """Give each reader to libFuzzer in a process of its own; return how many stumbled."""
    if find_spec("atheris") is None:
        print("libFuzzer is not installed: .venv/bin/pip install -e '.[fuzz]' (Linux, macOS)")
        return 2
    failed = []
    for name in names:
        print(f"=== {name}", flush=True)
        for step in ("--guide", "--replay"):
            more = [f"{seconds:.0f}"] if step == "--guide" else []
            command = [sys.executable, "-m", __spec__.name, step, *more, name]
            if subprocess.run(command, check=False).returncode and name not in failed:
                failed.append(name)
    print(f"stumbled: {', '.join(failed) or 'none'}")
    return len(failed)


def guide(seconds: float, name: str) -> None:
    """Let libFuzzer see which code a file reaches, and look for more; ends the process."""
    import atheris

    with atheris.instrument_imports(include=["annotator"]):
        from tests.faults.guided import guide_reader
    guide_reader(name, seconds)


def main(arguments: list[str]) -> int:
    """Do what the arguments say; not 0 when something failed."""
    mode = arguments.pop(0) if arguments[:1] and arguments[0].startswith("--") else ""
    number = float(arguments.pop(0)) if arguments and arguments[0][:1].isdigit() else None
    if mode == "--guide":
        guide(number or _SECONDS, arguments[0])
    from tests.faults.broken_files import NAMES, Imports

    if mode == "--atheris":
        return with_atheris(number or _SECONDS, arguments or NAMES)
    warnings.simplefilter("error")
    if mode == "--replay":
        from tests.faults.guided import replay_kept

        return sum(replay_kept(name) for name in arguments or NAMES)
    with tempfile.TemporaryDirectory() as folder:
        imports = Imports(Path(folder))
        if mode == "--only":
            print(imports.try_one(arguments[0], int(arguments[1])))
            return 0
        return bool(search(imports, number or 5, arguments or NAMES))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
