#!/usr/bin/env python3
"""Run, test and check Annotator from a checkout; `python3 dev.py` lists the commands.

Standard library only, and free of syntax newer than Python 3.8, so that an older Python gets a
plain message instead of a syntax error. Everything is installed into `.venv` beside this file.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)

# What the Qt libraries in the wheel look for on Debian and Ubuntu: first to load at all …
OFFSCREEN_LIBRARIES = "libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0"
# … then to open a window.
WINDOW_LIBRARIES = (
    "libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 "
    "libxcb-shape0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0 libx11-xcb1"
)
FONTS = (
    "fonts-dejavu-core fonts-sil-charis fonts-inter fonts-noto-core fonts-noto-cjk "
    "fonts-noto-color-emoji"
)
LOADS_OFFSCREEN = "import PySide6.QtWidgets"
LOADS_WINDOW = (
    "import ctypes, pathlib, PySide6, PySide6.QtWidgets\n"
    "for plugin in pathlib.Path(PySide6.__file__).parent.rglob('libqxcb.so'):\n"
    "    ctypes.CDLL(str(plugin))"
)


def say(text: str) -> None:
    """Print one line at once, so that it stands before what a child process prints."""
    print(text, flush=True)


def call(command: Sequence[object], **more: object) -> int:
    """Run a command to its end and return its exit code; Ctrl+C gives 130."""
    process = subprocess.Popen([str(part) for part in command], **more)  # type: ignore[call-overload]
    while True:
        try:
            return int(process.wait())
        except KeyboardInterrupt:
            # The child got it as well and decides itself how to end; a second one ends both.
            try:
                process.wait(timeout=10)
            except (KeyboardInterrupt, subprocess.TimeoutExpired):
                process.kill()
            return 130


def require_python() -> None:
    """Stop with a plain message on a Python that is too old."""
    if sys.version_info < OLDEST:
        here = ".".join(str(part) for part in sys.version_info[:3])
        wanted = ".".join(str(part) for part in OLDEST)
        raise SystemExit(
            f"Annotator needs Python {wanted} or newer, and this is Python {here}.\n"
            f"Install a newer one and start with it, for example: python{wanted} dev.py run"
        )


# -- system packages -----------------------------------------------------------------------------


def apt_line(packages: str) -> str:
    """Return the command that installs packages on Debian and Ubuntu."""
    return f"apt-get install -y --no-install-recommends {packages}"


def is_root() -> bool:
    """Return whether this process may install system packages."""
    return getattr(os, "geteuid", lambda: 1)() == 0


def install_system(packages: str, why: str) -> bool:
    """Print how to install system packages and, as root, do it; return whether it was done."""
    say(why)
    if shutil.which("apt-get") is None:
        say("This is not Debian or Ubuntu: install what these are called on your system:")
        say(f"    {packages}")
        return False
    say(("    " if is_root() else "    sudo ") + apt_line(packages))
    if not is_root():
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for line in ("apt-get update -q", apt_line(packages)):
        if call(line.split(), env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL):
            say(f"This failed: {line}")
            return False
    return True


def require_libraries(snippet: str, packages: str) -> None:
    """Make sure that Qt's libraries load, by trying; stop with the reason when they do not."""
    for attempt in ("check", "check again"):
        tried = subprocess.run(
            [str(PYTHON), "-c", snippet], capture_output=True, text=True, check=False
        )
        if tried.returncode == 0:
            return
        reason = (tried.stderr.strip().splitlines() or ["no message"])[-1]
        missing = "cannot open shared object file" in reason
        if attempt != "check" or not missing:
            raise SystemExit(f"Qt does not load on this system:\n    {reason}")
        if not install_system(packages, f"Qt needs system libraries ({reason})."):
            raise SystemExit("Install them, then start this again.")


def offer_fonts() -> None:
    """Install the fonts that show the articles best, or mention them; nothing fails without."""
    if shutil.which("dpkg-query") is None:
        return
    asked = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *FONTS.split()]
    shown = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    missing = [name for name in FONTS.split() if f"{name} installed" not in shown.splitlines()]
    if missing:
        install_system(" ".join(missing), "Articles look best with these fonts, and work without:")


# -- the environment -----------------------------------------------------------------------------


def once(step: str, do: Callable[[], None]) -> None:
    """Do a step unless this lock, Python and place have seen it done, so that starts are quick."""
    known = "\n".join([hashlib.sha256(LOCK.read_bytes()).hexdigest(), sys.version, str(ROOT)])
    mark = VENV / f".ready-{step}"
    if mark.is_file() and PYTHON.exists() and mark.read_text(encoding="utf-8") == known:
        return
    do()
    mark.write_text(known, encoding="utf-8")


def make_venv() -> None:
    """Make an empty `.venv`."""
    if VENV.is_symlink():
        raise SystemExit(f"{VENV} is a link, and what it leads to belongs elsewhere. Remove it.")
    parts_missing = [part for part in ("venv", "ensurepip") if not importlib.util.find_spec(part)]
    if parts_missing:
        package = f"python3.{sys.version_info[1]}-venv"
        why = f"Python lacks {' and '.join(parts_missing)}, which Debian ships apart."
        if not install_system(package, why):
            raise SystemExit("Install it, then start this again.")
    # Started from inside .venv itself, sys.executable would be what is cleared here.
    base = getattr(sys, "_base_executable", None) or sys.executable
    if call([base, "-m", "venv", "--clear", VENV]):
        raise SystemExit(f"Making {VENV} failed; the reason stands above.")


def install_packages() -> None:
    """Make `.venv` and install exactly what requirements.lock names, then Annotator itself."""
    say("Setting up .venv (once; about 140 MB to download) …")
    make_venv()
    pip: list[object] = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    loud = [] if sys.stdout.isatty() else ["--quiet"]
    locked = ["install", *loud, "--require-hashes", "--only-binary", ":all:", "-r", LOCK]
    itself = ["install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", ROOT]
    for what in (locked, itself):
        if call([*pip, *what]):
            raise SystemExit("Installing failed; the reason stands above. Start again to retry.")


def prepare(window: bool = False, fonts: bool = False) -> None:
    """Make everything ready that a command needs; takes no time when it is."""
    once("packages", install_packages)
    if sys.platform.startswith("linux"):
        once("offscreen", lambda: require_libraries(LOADS_OFFSCREEN, OFFSCREEN_LIBRARIES))
        if window:
            both = f"{OFFSCREEN_LIBRARIES} {WINDOW_LIBRARIES}"
            once("window", lambda: require_libraries(LOADS_WINDOW, both))
        if fonts:
            once("fonts", offer_fonts)


def python(*arguments: object) -> int:
    """Run the environment's Python in the checkout and return its exit code."""
    prepare()
    return call([PYTHON, *arguments], cwd=ROOT)


def headless(*arguments: object) -> int:
    """Run Python without a screen and away from the person's own settings and projects."""
    prepare()
    with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
        places = {name: os.path.join(folder, name.lower()) for name in PRIVATE_PLACES}
        env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), **places}
        return call([PYTHON, *arguments], cwd=ROOT, env=env)


PRIVATE_PLACES = ("ANNOTATOR_DATA", "ANNOTATOR_SETTINGS")
# -- commands ------------------------------------------------------------------------------------


def opens_window(arguments: Sequence[str]) -> bool:
    """Return whether these arguments of annotator open the window rather than run a command."""
    words = [part for part in arguments if not part.startswith("-")]
    if "--help" in arguments or "--version" in arguments:
        return False
    return not words or words[0] == "demo" or os.path.basename(words[0]).find(".") > 0


def run(arguments: list[str]) -> int:
    """Open the demo project; arguments replace it: run my.sqlite, run export my.sqlite out."""
    arguments = arguments or ["demo"]
    window = opens_window(arguments)
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if window and sys.platform.startswith("linux") and not any(map(os.environ.get, screens)):
        raise SystemExit(
            "There is no screen to open a window on: neither DISPLAY nor WAYLAND_DISPLAY is set.\n"
            "Start this from a desktop session, or set QT_QPA_PLATFORM to say where to draw."
        )
    prepare(window=window, fonts=window)
    return call([PYTHON, "-m", "annotator", *arguments])


def test(arguments: list[str]) -> int:
    """Run the whole test suite without a screen; arguments go to pytest: test -k offsets."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return headless("-m", "pytest", "-n", cores or 1, "--dist", "worksteal", *arguments)


def lint(arguments: list[str]) -> int:
    """Check the code's style (ruff check, ruff format --check)."""
    return python("-m", "ruff", "check", *arguments) or python("-m", "ruff", "format", "--check")


def types(arguments: list[str]) -> int:
    """Check the types (mypy, strict)."""
    return python("-m", "mypy", *arguments)


def pictures(arguments: list[str]) -> int:
    """Draw the window into build/pictures; an argument chooses: pictures dark."""
    prepare(fonts=True)
    folder = ROOT / "build" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    scripts = sorted((ROOT / "tests" / "pictures").glob("take_*.py"))
    chosen = [each for each in scripts if any(word in each.stem for word in arguments or [""])]
    if not chosen:
        raise SystemExit("There is no such script in tests/pictures.")
    failed = [script.name for script in chosen if headless(script, folder)]
    say(f"Pictures are in {folder.relative_to(ROOT)}" + "".join(f"\nFAILED {n}" for n in failed))
    return 1 if failed else 0


def bench(arguments: list[str]) -> int:
    """Measure, and print what was reached; a name runs one: bench opening --rounds 3."""
    return headless(ROOT / "tests" / "bench" / "runner.py", *arguments)


def oracles(arguments: list[str]) -> int:
    """Let other programs read our exports, those of the extra “oracles” that are installed."""
    return headless("-m", "pytest", ROOT / "tests" / "oracles", *arguments)


def pages(arguments: list[str]) -> int:
    """Write the tables of losses into the help pages about formats."""
    return headless(ROOT / "tests" / "formats" / "pages.py", *arguments)


def fuzz(arguments: list[str]) -> int:
    """Break files for the readers: fuzz 10 (minutes), or fuzz --atheris 90 xmi (seconds each)."""
    return headless("-m", "tests.faults.fuzz", *arguments)


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    command.__name__: command
    for command in (run, test, lint, types, pictures, pages, oracles, bench, fuzz)
}


def main(arguments: list[str]) -> int:
    """Do what the first argument names; without one, list what there is."""
    require_python()
    if arguments and arguments[0] in COMMANDS:
        return COMMANDS[arguments[0]](arguments[1:])
    say("python3 dev.py COMMAND")
    for name, command in COMMANDS.items():
        say(f"  {name:9} {(command.__doc__ or '').splitlines()[0]}")
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        return 0
    say(f"There is no command {arguments[0]!r}.")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
