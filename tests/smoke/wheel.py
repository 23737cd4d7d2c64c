"""Build the wheel, install it into a clean environment and use it: what a person gets by pip.

Standard library only. Run by .ci/run with the Python of .venv, which holds what building needs.
Only the packages that the wheel itself asks for are installed, in the versions of the lock file:
a dependency that pyproject.toml forgets is missing here.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOAD = """
from annotator import paths
assert "site-packages" in paths.__file__, paths.__file__
assert paths.resource("schemas/news.json").read_bytes().startswith(b"{")
print(len(list(paths.seeds().glob("*.txt"))), "seeds")
"""


def call(*command: object, cwd: Path = ROOT, env: dict[str, str] | None = None) -> str:
    """Run a command and return what it said; raise SystemExit with that when it fails."""
    words = [str(part) for part in command]
    ran = subprocess.run(
        words,
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if ran.returncode:
        raise SystemExit(f"FAILED ({ran.returncode}): {' '.join(words)}\n{ran.stdout}")
    return ran.stdout.strip()


def build_wheel(folder: Path) -> Path:
    """Build the wheel from the checkout into a folder and return its path."""
    call(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder)
    (wheel,) = folder.glob("*.whl")
    return wheel


def install(wheel: Path, folder: Path) -> Path:
    """Install a wheel with locked dependencies into a new environment; return its programs."""
    environment = folder / "clean"
    call(sys.executable, "-m", "venv", environment)
    programs = environment / ("Scripts" if os.name == "nt" else "bin")
    # Without its hashes, which pip would then want for the ranges in the wheel's own metadata too.
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    versions = [line.rstrip(" \\") for line in locked if "==" in line]
    constraints = folder / "versions.txt"
    constraints.write_text("\n".join(versions), encoding="utf-8")
    pip = (programs / "python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    call(*pip, "--only-binary", ":all:", "--constraint", constraints, wheel)
    return programs


def use(programs: Path, folder: Path) -> None:
    """Do with the installed program what a first user does, away from the checkout."""
    work = folder / "work"
    work.mkdir()
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    env |= {
        "ANNOTATOR_DATA": str(work / "data"),
        "ANNOTATOR_SETTINGS": str(work / "settings"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    annotator = programs / "annotator"
    seed = sorted((ROOT / "seeds").glob("*.txt"))[0]
    for command in (
        (annotator, "--version"),
        (programs / "python", "-c", LOAD),
        (programs / "python", "-c", "import PySide6.QtWidgets, annotator.app; print('app loads')"),
        (annotator, "new", "smoke.sqlite", "--me", "Ana"),
        (annotator, "import", "smoke.sqlite", seed),
        (annotator, "info", "smoke.sqlite"),
        (annotator, "export", "smoke.sqlite", "out.jsonl"),
        (annotator, "check", "smoke.sqlite"),
    ):
        print(f"    {call(*command, cwd=work, env=env)}", flush=True)
    exported = (work / "out.jsonl").read_text(encoding="utf-8").splitlines()
    if len(exported) != 2:
        raise SystemExit(f"FAILED: one article went in, {len(exported) - 1} came out")


def main() -> None:
    """Build, install, use."""
    with tempfile.TemporaryDirectory(prefix="annotator-wheel-") as name:
        folder = Path(name)
        wheel = build_wheel(folder)
        print(f"built {wheel.name}, {wheel.stat().st_size // 1024} kB", flush=True)
        programs = install(wheel, folder)
        print("installed it into a clean environment; using it:", flush=True)
        use(programs, folder)
    print("the wheel works")


if __name__ == "__main__":
    main()
