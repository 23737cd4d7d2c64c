"""The runner of the measurements: what it finds, what it prints, what it does when one dies."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench import runner

GOOD = """
import sys
def run():
    return [("opening", 1.234, "×", "≤ 1.5"), ("articles", 4321.0, "per CPU s", "≥ 5,000")]
"""
ECHO = "import sys\ndef run():\n    return [(' '.join(sys.argv[1:]), 1, '', None)]\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bench_good.py").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bench_echo.py").write_text(ECHO, encoding="utf-8")
    (tmp_path / "other.py").write_text("raise SystemExit(3)", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("value", "reach", "verdict"),
    [
        (1.5, "≤ 1.5×", True),
        (1.51, "≤ 1.5×", False),
        (16.1, "<= 16 ms at p99", False),
        (4000, "≥ 4,000", True),
        (3999, ">= 4_000 per second", False),
        (59, "≤ +60 MB", True),
        (2, 2, True),
        (2.1, 2.0, False),
        (7, None, None),
        (7, "", None),
    ],
)
def test_reach(value: float, reach: runner.Reach, verdict: bool | None) -> None:
    assert runner.reached(value, reach) is verdict


def test_a_reach_without_direction_is_refused() -> None:
    with pytest.raises(ValueError, match="soon"):
        runner.reached(1, "soon")


def test_all_are_measured_in_one_table(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert runner.main([], folder) == 0
    lines = capfd.readouterr().out.splitlines()
    assert "measuring echo …" in lines
    (opening,) = [line for line in lines if line.startswith("opening")]
    (articles,) = [line for line in lines if line.startswith("articles")]
    assert opening.split() == ["opening", "1.23", "×", "≤", "1.5", "yes"]
    assert articles.split() == ["articles", "4,321", "per", "CPU", "s", "≥", "5,000", "NO"]
    assert opening.index("≤") == articles.index("≥")


def test_one_is_measured_with_its_arguments(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert runner.main(["echo", "--rounds", "3"], folder) == 0
    said = capfd.readouterr().out
    assert "--rounds 3" in said
    assert "opening" not in said


def test_one_that_dies_fails_and_the_others_are_printed(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "bench_dies.py").write_text("def run():\n    raise OSError('disk')", encoding="utf-8")
    assert runner.main([], folder) == 1
    said = capfd.readouterr()
    assert "dies DIED" in said.out
    assert "opening" in said.out
    assert "disk" in said.err


@pytest.mark.parametrize("name", ["nothing", "other"])
def test_an_unknown_name_lists_what_there_is(
    folder: Path, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    assert runner.main([name], folder) == 2
    assert "echo, good" in capfd.readouterr().out
