"""dev.py on machines that lack something: it says what, and does what it may."""

from __future__ import annotations

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Load dev.py anew, with an environment of its own that holds nothing."""
    specification = importlib.util.spec_from_file_location("dev_under_test", ROOT / "dev.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").touch()
    monkeypatch.setattr(module, "VENV", venv)
    monkeypatch.setattr(module, "PYTHON", venv / "bin" / "python")
    lock = tmp_path / "requirements.lock"
    lock.write_text("one==1", encoding="utf-8")
    monkeypatch.setattr(module, "LOCK", lock)
    return module


@pytest.fixture
def calls(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Keep every command from being run; return those that would have been."""
    kept: list[list[str]] = []

    def call(command, **_more) -> int:
        kept.append([str(part) for part in command])
        return 0

    monkeypatch.setattr(dev, "call", call)
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    return kept


def test_dev_uses_the_standard_library_only_and_old_syntax() -> None:
    tree = ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 8))
    imported = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [str(node.module)]
        )
    }
    assert imported <= sys.stdlib_module_names


def test_an_old_python_is_told_so(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.sys, "version_info", (3, 9, 2))
    with pytest.raises(
        SystemExit, match=r"needs Python 3\.11 or newer, and this is Python 3\.9\.2"
    ):
        dev.main(["test"])


def test_alone_it_lists_its_commands(dev: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main([]) == 0
    said = capsys.readouterr().out
    for name in ("run", "test", "lint", "types", "pictures", "bench", "fuzz"):
        assert f"\n  {name} " in said


def test_an_unknown_command_is_refused(dev: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["tests"]) == 2
    assert "no command 'tests'" in capsys.readouterr().out


def test_without_root_the_line_is_printed_and_nothing_is_done(
    dev: ModuleType,
    calls: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(dev, "is_root", lambda: False)
    assert not dev.install_system("liba libb", "It needs two libraries.")
    said = capsys.readouterr().out
    assert "    sudo apt-get install -y --no-install-recommends liba libb\n" in said
    assert calls == []


def test_as_root_the_line_is_run_after_an_update(
    dev: ModuleType, calls: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "is_root", lambda: True)
    assert dev.install_system("liba libb", "It needs two libraries.")
    assert calls[0][:2] == ["apt-get", "update"]
    assert calls[1] == ["apt-get", "install", "-y", "--no-install-recommends", "liba", "libb"]


def test_elsewhere_the_packages_are_named(
    dev: ModuleType,
    calls: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(dev.shutil, "which", lambda _name: None)
    assert not dev.install_system("liba", "It needs a library.")
    assert "not Debian or Ubuntu" in capsys.readouterr().out


def test_a_python_without_ensurepip_names_the_package(
    dev: ModuleType,
    calls: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(dev, "is_root", lambda: False)
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda name: name != "ensurepip")
    with pytest.raises(SystemExit, match="Install it"):
        dev.make_venv()
    assert f"python3.{sys.version_info[1]}-venv" in capsys.readouterr().out
    assert calls == []


def test_an_environment_of_somebody_else_is_left_alone(
    dev: ModuleType, calls: list[list[str]], tmp_path: Path
) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    shutil.rmtree(dev.VENV, ignore_errors=True)
    dev.VENV.symlink_to(theirs)
    with pytest.raises(SystemExit, match="belongs elsewhere"):
        dev.make_venv()
    assert calls == []


def fake_python(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


MISSING = "ImportError: libEGL.so.1: cannot open shared object file: No such file or directory"


@pytest.mark.skipif(os.name == "nt", reason="the check is for Linux")
def test_a_missing_library_is_installed_and_tried_again(
    dev: ModuleType, calls: list[list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(dev, "is_root", lambda: True)
    there = tmp_path / "libEGL.so.1"
    fake_python(dev.PYTHON, f'test -e "{there}" || {{ echo "{MISSING}" >&2; exit 1; }}')
    install = dev.install_system
    monkeypatch.setattr(dev, "install_system", lambda *a: install(*a) and there.touch() is None)
    dev.require_libraries("import Qt", "libegl1")
    assert calls[-1][-1] == "libegl1"


@pytest.mark.skipif(os.name == "nt", reason="the check is for Linux")
@pytest.mark.parametrize("error", [MISSING, "ImportError: wrong ELF class"])
def test_a_qt_that_stays_broken_stops_with_the_reason(
    dev: ModuleType, calls: list[list[str]], monkeypatch: pytest.MonkeyPatch, error: str
) -> None:
    monkeypatch.setattr(dev, "is_root", lambda: True)
    fake_python(dev.PYTHON, f'echo "{error}" >&2; exit 1')
    with pytest.raises(SystemExit, match=error):
        dev.require_libraries("import Qt", "libegl1")
    assert bool(calls) == (error == MISSING)


def test_a_step_is_done_once_until_the_lock_changes(dev: ModuleType) -> None:
    done: list[str] = []
    for lock in ("one==1", "one==1", "one==2", "one==2"):
        dev.LOCK.write_text(lock, encoding="utf-8")
        dev.once("packages", lambda lock=lock: done.append(lock))
    assert done == ["one==1", "one==2"]


def test_a_step_that_fails_is_tried_again(dev: ModuleType) -> None:
    def fail() -> None:
        raise SystemExit("no network")

    for _ in range(2):
        with pytest.raises(SystemExit, match="no network"):
            dev.once("packages", fail)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="screens are named on Linux only")
def test_without_a_screen_run_says_so_before_it_sets_up(
    dev: ModuleType, calls: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SystemExit, match="no screen"):
        dev.main(["run"])
    assert calls == []


@pytest.mark.parametrize(
    ("arguments", "opens"),
    [
        (["demo"], True),
        (["news.sqlite"], True),
        (["some/news.sqlite", "--document", "a"], True),
        (["export", "news.sqlite", "out.jsonl"], False),
        (["--version"], False),
        (["demo", "--help"], False),
    ],
)
def test_only_the_window_needs_a_screen(dev: ModuleType, arguments: list[str], opens: bool) -> None:
    assert dev.opens_window(arguments) is opens


@pytest.mark.parametrize(
    ("given", "started"),
    [([], ["demo"]), (["info", "p.sqlite"], ["info", "p.sqlite"])],
)
def test_run_starts_the_demo_or_what_is_given(
    dev: ModuleType,
    calls: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    given: list[str],
    started: list[str],
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(dev, "prepare", lambda **_what: None)
    assert dev.main(["run", *given]) == 0
    assert calls == [[str(dev.PYTHON), "-m", "annotator", *started]]


def test_test_runs_headless_in_folders_of_its_own(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = SimpleNamespace(command=[], env={})

    def call(command, cwd, env) -> int:
        seen.command, seen.env = [str(part) for part in command], env
        return 5

    monkeypatch.setattr(dev, "call", call)
    monkeypatch.setattr(dev, "prepare", lambda **_what: None)
    assert dev.main(["test", "-k", "offsets"]) == 5
    assert seen.command[1:3] == ["-m", "pytest"]
    assert seen.command[-2:] == ["-k", "offsets"]
    assert seen.env["QT_QPA_PLATFORM"] == "offscreen"
    for name in ("ANNOTATOR_DATA", "ANNOTATOR_SETTINGS"):
        assert seen.env[name] != os.environ[name]
        assert not Path(seen.env[name]).parent.exists()


def test_call_gives_the_exit_code(dev: ModuleType) -> None:
    assert dev.call([sys.executable, "-c", "raise SystemExit(7)"]) == 7


def test_pictures_go_to_the_build_folder_and_failures_show(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripts = tmp_path / "tests" / "pictures"
    scripts.mkdir(parents=True)
    (scripts / "take_light.py").write_text(
        "import pathlib, sys; pathlib.Path(sys.argv[1], 'light.png').touch()", encoding="utf-8"
    )
    (scripts / "take_dark.py").write_text("raise SystemExit(3)", encoding="utf-8")
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(dev, "prepare", lambda **_what: None)
    assert dev.main(["pictures", "light"]) == 0
    assert (tmp_path / "build" / "pictures" / "light.png").exists()
    assert dev.main(["pictures"]) == 1
    with pytest.raises(SystemExit, match="no such script"):
        dev.main(["pictures", "sepia"])


def test_ci_runs_the_readme_command_first() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert "set -euo pipefail" in lines
    commands = [line for line in lines if line.startswith(("python3", ".venv"))]
    assert commands[0] == "python3 dev.py test"
    assert os.name == "nt" or os.access(ROOT / ".ci" / "run", os.X_OK)
    checked = subprocess.run(["bash", "-n", str(ROOT / ".ci" / "run")], check=False)
    assert checked.returncode == 0
