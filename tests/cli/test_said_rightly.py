"""What import and export say: numbers and their words, options that go together, folders."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from annotator.cli.main import group
from annotator.cli.saying import remark
from annotator.domain.problem import Problem
from annotator.project.export_source import ExportOptions
from annotator.project.exporting import export
from annotator.project.import_report import Detected
from tests.projects import bring, new_project, write_lines

TEXT = "Bob said no in Kyiv"
LABELS = ("Direct Quote", "Direct_Quote", "place of it", "plain")
SCHEMA = {"schema": "s", "labels": [{"id": each, "name": each} for each in LABELS]}


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ANNOTATOR_SETTINGS", str(tmp_path / "settings"))


def project(folder: Path, *labels: str) -> Path:
    path = new_project(folder / "p.sqlite")
    spans = [{"start": 4 * n, "end": 4 * n + 3, "label": each} for n, each in enumerate(labels)]
    line = {"id": "a", "text": TEXT, "layers": [{"person": "ana", "spans": spans}]}
    bring(path, write_lines(folder / "f.jsonl", {"annotator": 1, "schema": SCHEMA}, line))
    return path


def run(*words: Any) -> Result:
    return CliRunner().invoke(group, [*map(str, words)])


@pytest.mark.parametrize("format", ["brat", "conll-iob2", "conll-bioes", "conll-2003"])
def test_labels_that_become_one_are_told(tmp_path: Path, format: str) -> None:
    path = project(tmp_path, *LABELS[:2])
    options = ExportOptions(format, layer="all", dry_run=True)
    report = export(path, tmp_path / "out", options)
    (said,) = (str(each) for each in report.losses if each.feature == "labels")
    assert said == (
        "1 × labels spelt as they are (Direct Quote and Direct_Quote become one label, "
        "Direct_Quote)"
    )
    assert said in report.sentence()


def test_labels_that_stay_apart_are_not(tmp_path: Path) -> None:
    report = export(
        project(tmp_path, "Direct Quote", "place of it", "plain"),
        tmp_path / "out",
        ExportOptions("brat", layer="all", dry_run=True),
    )
    said = [str(each) for each in report.losses if each.feature == "labels"]
    assert said == ["2 × labels spelt as they are"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--seed", "3"], "--seed goes with --split, which is not there."),
        (["--group", "source"], "--group goes with --split, which is not there."),
        (["--licence", "CC0"], "--licence goes with --card, which is not there."),
    ],
)
def test_an_option_that_says_nothing_is_wrong_usage(
    tmp_path: Path, words: list[str], said: str
) -> None:
    path = project(tmp_path, "plain")
    result = run("export", path, tmp_path / "o.jsonl", *words)
    assert (result.exit_code, said in result.stderr) == (2, True)
    assert not (tmp_path / "o.jsonl").exists()
    if "--group" not in words:  # which the metadata would have to have
        whole = [*words, "--card"] if "--licence" in words else [*words, "--split", "50/25/25"]
        assert run("export", path, tmp_path / "o2.jsonl", *whole).exit_code == 0


@pytest.mark.parametrize("dry_run", [[], ["--dry-run"]])
def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path, dry_run: list[str]) -> None:
    (tmp_path / "out").mkdir()
    path = project(tmp_path, "plain")
    result = run("export", path, tmp_path / "out", "--format", "csv", *dry_run)
    assert isinstance(result.exception, Problem)
    assert result.exception.happened == "out is a folder, and CSV (list of spans) is one file."
    assert "such as out/out.csv" in result.exception.next_step
    assert [*(tmp_path / "out").iterdir()] == []
    brat = run("export", path, tmp_path / "out", "--format", "brat", *dry_run)
    assert brat.exit_code == 0


@pytest.mark.parametrize("words", [["--unit", "furlong"], ["--read", "unit=furlong"]])
def test_a_unit_that_is_none_is_refused_of_any_file(tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "a.txt").write_text("Bob said no.")
    path = new_project(tmp_path / "p.sqlite")
    result = run("import", path, tmp_path / "a.txt", "--me", "Ana", *words)
    assert isinstance(result.exception, Problem)
    assert result.exception.happened == "Positions cannot count “furlong”."


@pytest.mark.parametrize(("bad", "said"), [("\0", "1 character cannot be shown."),
                                           ("\0\1", "2 characters cannot be shown.")])  # fmt: skip
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_one_character_is_one(tmp_path: Path, bad: str, said: str, name: str) -> None:
    file = tmp_path / name
    if name == "a.jsonl":
        write_lines(file, {"text": f"Bob {bad} said no."})
    else:
        file.write_text(f"Bob {bad} said no.")
    result = run("import", new_project(tmp_path / "p.sqlite"), file, "--me", "Ana")
    assert said in result.stderr
    assert ("its place" in result.stderr) == (len(bad) == 1)


@pytest.mark.parametrize(("number", "said"), [(1, "1 name is (E0)"), (2, "2 names are (E0, E1)")])
def test_one_name_is_one(tmp_path: Path, number: int, said: str) -> None:
    path = new_project(tmp_path / "p.sqlite")
    spans = [
        {"start": 4 * n, "end": 4 * n + 3, "label": "quote", "entity": f"e{n}"}
        | {"entity_name": f"E{n}"}
        for n in range(number)
    ]
    task = {"text": TEXT, "spans": spans, "tokens": [], "answer": "accept"}
    result = run("import", path, write_lines(tmp_path / "t.jsonl", task), "--me", "Ana")
    assert f"of what kind {said}" in result.stderr


def test_units_are_weighed_only_where_there_is_something_to_weigh() -> None:
    fits = {"codepoint": 0, "utf16": 0}
    found = Detected("a", "doccano", "it looks so", "codepoint", 0, 0, "edges of words", fits)
    assert "would fit" not in str(found)
    found.weighed = 4
    assert "(of 4 would fit: codepoint 0, utf16 0)" in str(found)


def test_what_json_lists_is_said_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    remark(["so"] * 1_000, 39_000)
    assert "… and 39,980 more of that kind (--json lists 980 of them)." in capsys.readouterr().err
    remark(["so"] * 22)
    assert "… and 2 more of that kind (--json lists them)." in capsys.readouterr().err
