"""Break files of every format for some minutes: `python -m tests.faults.fuzz MINUTES [FORMATS]`.

What fails is printed with its format and number; `--only FORMAT NUMBER` does that one again. With
`--atheris FORMAT`, libFuzzer looks for bytes of its own (pip install '.[fuzz]') until stopped;
what follows is for it: `--atheris doccano -max_total_time=300`.
"""

from __future__ import annotations

import faulthandler
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.faults.broken_files import Imports

#: Seconds after which one import counts as hung.
_HUNG = 60


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


def with_atheris(name: str) -> None:
    """Let libFuzzer make the bytes of the first file of a format."""
    import atheris

    with atheris.instrument_imports(include=["annotator.formats"]):
        from tests.faults.broken_files import Imports
    folder = Path(tempfile.mkdtemp())
    imports = Imports(folder)
    path = min(each for each in imports.valid[name].rglob("*") if each.is_file())
    (folder / "seeds").mkdir()
    (folder / "seeds" / "valid").write_bytes(path.read_bytes())

    def one(data: bytes) -> None:
        path.write_bytes(data)
        imports.bring(imports.valid[name], name)

    atheris.Setup([*sys.argv[:1], *sys.argv[3:], "-timeout=60", str(folder / "seeds")], one)
    atheris.Fuzz()


def main(arguments: list[str]) -> int:
    """Do what the arguments say; 1 when something failed."""
    if arguments[:1] == ["--atheris"]:
        with_atheris(arguments[1])
        return 0
    from tests.faults.broken_files import Imports

    warnings.simplefilter("error")
    with tempfile.TemporaryDirectory() as folder:
        imports = Imports(Path(folder))
        if arguments[:1] == ["--only"]:
            print(imports.try_one(arguments[1], int(arguments[2])))
            return 0
        minutes = float(arguments[0]) if arguments else 5
        return bool(search(imports, minutes, arguments[1:] or sorted(imports.valid)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
