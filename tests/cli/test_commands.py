from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import annotator
from annotator.__main__ import main
from annotator.cli.commands import COMMANDS
from tests.projects import write_lines

GOLD = Path(__file__).parents[1] / "golden" / "seed_gold.jsonl"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    def run_command(*arguments: object) -> tuple[int, str, str]:
        code = main([str(each) for each in arguments])
        said = capfd.readouterr()
        return code, said.out, said.err

    return run_command


@pytest.fixture
def project(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "p.sqlite"
    assert run("new", path)[0] == 0
    return path


def test_the_way_there_and_back(run: Run, project: Path, tmp_path: Path) -> None:
    code, said, _ = run("import", project, GOLD, "--me", "Lea")
    assert code == 0
    assert said == "Imported 1 document and 1 layer with 111 spans from 1 file.\n"
    out, again, other = tmp_path / "o.jsonl", tmp_path / "o2.jsonl", tmp_path / "q.sqlite"
    assert run("export", project, out)[0] == 0
    run("new", other)
    run("import", other, out)
    run("export", other, again)
    assert out.read_bytes() == again.read_bytes()
    code, said, _ = run("check", other, "--refold")
    assert (code, said) == (0, f"{other} is whole: nothing was found.\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(run: Run, command: str) -> None:
    code, said, _ = run(command, "--help")
    assert code == 0
    assert f"Example: annotator {command}" in " ".join(said.split())


def test_help_lists_the_commands(run: Run) -> None:
    code, said, _ = run("--help")
    assert code == 0
    assert all(f"  {command} " in said for command in COMMANDS)


@pytest.mark.parametrize("command", ["new", "import", "export", "info", "check", "backup"])
def test_json_is_all_there_is_on_stdout(
    run: Run, project: Path, tmp_path: Path, command: str
) -> None:
    bad = write_lines(tmp_path / "bad.jsonl", {"text": "good one"}, b"{")
    arguments = {
        "new": [tmp_path / "n.sqlite"],
        "import": [project, GOLD, bad],
        "export": [project, tmp_path / "o.jsonl"],
        "info": [project],
        "check": [project],
        "backup": [project, tmp_path / "b.sqlite"],
    }[command]
    code, said, _ = run(command, *arguments, "--json")
    assert code == 0
    assert said.count("\n") == 1
    assert isinstance(json.loads(said), dict)


def test_info_counts(run: Run, project: Path) -> None:
    run("import", project, GOLD)
    _, said, _ = run("info", project, "--json")
    counts = json.loads(said)
    assert (counts["documents"], counts["people"], counts["spans"]) == (1, 1, 111)
    assert counts["spans_per_label"]["location"] == 37
    assert counts["relations"] == 63
    _, said, _ = run("info", project)
    assert "111 spans (claim 26, cue 15, location 37, quote 16, speaker 17)" in said


def test_a_problem_is_three_lines_on_stderr_and_exit_code_1(
    run: Run, project: Path, tmp_path: Path
) -> None:
    code, said, errors = run("import", project, tmp_path / "nowhere")
    assert (code, said) == (1, "")
    assert errors.splitlines() == [
        f"There is no file or folder nowhere in {tmp_path}.",
        "Nothing was imported.",
        "Check the name.",
    ]
    for command in ("info", "check", "export", "backup"):
        more = [tmp_path / "o.jsonl"] if command in ("export", "backup") else []
        code, _, errors = run(command, GOLD, *more)
        assert code == 1
        assert len(errors.splitlines()) >= 3


def test_a_project_is_never_made_over_another(run: Run, project: Path) -> None:
    before = project.read_bytes()
    assert run("new", project)[0] == 1
    assert run("backup", project, project)[0] == 1
    assert project.read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [["import"], ["export", "p"], ["new", "p", "--what"], ["import", "p", "f", "--layer", "x"]],
)
def test_wrong_usage_is_exit_code_2(run: Run, arguments: list[str]) -> None:
    code, said, errors = run(*arguments)
    assert (code, said) == (2, "")
    assert "Usage" in errors


@pytest.mark.parametrize("arguments", [["--what"], ["p.sqlite", "q.sqlite"], ["--document"]])
def test_wrong_usage_of_the_window_is_exit_code_2(run: Run, arguments: list[str]) -> None:
    assert run(*arguments)[0] == 2


def test_findings_are_said_on_stderr(run: Run, project: Path, tmp_path: Path) -> None:
    lines = [{"text": "good"}, *[b"{"] * 25]
    code, said, errors = run("import", project, write_lines(tmp_path / "bad.jsonl", *lines))
    assert code == 0
    assert "25 lines that could not be read" in said
    assert errors.startswith("bad.jsonl, line 2: The line is cut off or damaged")
    assert "… and 5 more" in errors
    assert len(errors.splitlines()) == 21


def test_export_warns_and_says_what_is_lost(run: Run, project: Path, tmp_path: Path) -> None:
    run("import", project, GOLD)
    code, said, _ = run(
        "export", project, tmp_path / "texts", "--format", "plain-text", "--dry-run"
    )
    assert code == 0
    assert "111 × spans" in said
    assert not (tmp_path / "texts").exists()


def test_check_finds_damage(run: Run, project: Path) -> None:
    import sqlite3

    run("import", project, GOLD)
    connection = sqlite3.connect(project)
    connection.execute("UPDATE spans SET quote = 'other' WHERE id = 's1'")
    connection.commit()
    connection.close()
    code, said, errors = run("check", project, "--json")
    assert code == 1
    values = json.loads(said)
    assert values["ok"] is False
    assert values["errors"] >= 1
    assert errors == ""


def test_a_schema_of_ones_own(run: Run, tmp_path: Path) -> None:
    schema = tmp_path / "s.json"
    schema.write_text(json.dumps({"schema": "tiny", "labels": [{"id": "a"}]}))
    code, said, _ = run("new", tmp_path / "n.sqlite", "--schema", schema, "--json")
    assert (code, json.loads(said)["labels"]) == (0, ["a"])
    schema.write_text("[1]")
    assert run("new", tmp_path / "m.sqlite", "--schema", schema)[0] == 1
    assert not (tmp_path / "m.sqlite").exists()


def test_the_demo_is_made_once_and_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from annotator import __main__
    from annotator.project.counting import count_project
    from annotator.project.demo import demo_project

    opened: list[list[str]] = []
    monkeypatch.setattr(__main__, "_open_window", lambda given: opened.append(given) or 0)
    assert main(["demo"]) == 0
    path = demo_project()
    made = path.stat().st_mtime_ns
    assert main(["demo"]) == 0
    assert opened == [[str(path)], [str(path)]]
    assert path.stat().st_mtime_ns == made
    assert count_project(path).single["documents"] >= 1
    assert [each.name for each in path.parent.glob("demo*")] == ["demo.sqlite"]


def test_version_and_commands_import_no_qt_and_the_window_no_click() -> None:
    code = (
        "import sys; from annotator.__main__ import main; main(['--version']); "
        "print(sorted({'PySide6', 'sqlite_utils', 'click', 'orjson'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [f"annotator, version {annotator.__version__}", "[]"]
    code = (
        "import sys; from annotator.__main__ import main; main(['info', '--help']); "
        "print('PySide6' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"


def test_an_empty_schema_or_name_makes_no_project(run: Run, tmp_path: Path) -> None:
    schema = tmp_path / "s.json"
    for content, words in [("{}", "it has no “labels”"), ("{", "it is not JSON")]:
        schema.write_text(content)
        code, _, errors = run("new", tmp_path / "n.sqlite", "--schema", schema)
        assert code == 1
        assert words in errors
    assert run("new", tmp_path / "n.sqlite", "--me", " ")[0] == 1
    assert list(tmp_path.glob("*n.sqlite*")) == []


def test_export_splits_into_a_folder(run: Run, project: Path, tmp_path: Path) -> None:
    lines = [{"id": f"d{n}", "text": f"Text {n}."} for n in range(10)]
    run("import", project, write_lines(tmp_path / "f.jsonl", *lines))
    out = tmp_path / "out"
    options = ("--format", "annotator-jsonl", "--split", "80/10/10", "--seed", 3)
    code, said, _ = run("export", project, out, *options)
    assert code == 0
    assert "Split: 8 train, 1 dev, 1 test." in said
    assert sorted(each.name for each in out.iterdir()) == ["dev.jsonl", "test.jsonl", "train.jsonl"]
    _, said, _ = run("export", project, out, *options, "--json")
    assert json.loads(said)["split"] == {"train": 8, "dev": 1, "test": 1}
    assert run("export", project, out, "--format", "jsonl", "--split", "80/20")[0] == 1


def test_what_to_do_is_said_in_options_in_words_and_in_json(
    run: Run, project: Path, tmp_path: Path
) -> None:
    document = {"text": "good", "layers": [{"status": "done"}]}
    file = write_lines(tmp_path / "nobody.jsonl", document)
    code, _, errors = run("import", project, file, "--dry-run")
    assert code == 0
    assert "Name the person with --as to keep it." in errors
    code, said, _ = run("import", project, file, "--dry-run", "--json")
    assert "--as to keep it." in json.loads(said)["findings"][0]["kept"]
    (tmp_path / "a.bin").write_bytes(b"\0")
    (tmp_path / "b.rtf").write_bytes(b"{\\rtf1}")
    code, said, errors = run("import", project, tmp_path / "a.bin", tmp_path / "b.rtf")
    assert (code, said) == (1, "")
    assert "name its format with --format NAME" in errors


def test_a_unit_is_told_and_what_fits_is_printed(project, run, tmp_path) -> None:
    span = {"start": 2, "end": 4, "quote": "Ky", "label": "location"}
    file = write_lines(tmp_path / "units.jsonl", {"id": "u", "text": "🎉Kyiv.", "spans": [span]})
    code, _, errors = run("import", project, file, "--me", "Lea", "--dry-run")
    assert code == 0
    assert "utf16, quotes matched: 1 of 1" in errors
    assert "(of 1 would fit: codepoint 0, utf16 1, byte 0, grapheme 0)" in errors
    code, _, errors = run(
        "import", project, file, "--me", "Lea", "--unit", "code points", "--dry-run"
    )
    assert "positions count codepoint, quotes matched: 0 of 1" in errors
    code, said, errors = run("import", project, file, "--unit", "furlongs")
    assert (code, said) == (1, "")
    assert "Positions cannot count “furlongs”." in errors


def test_a_dry_run_names_the_formats_of_the_files(project, run, tmp_path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(f"Text {name}.", "utf-8")
    (folder / "d.jsonl").write_text('{"text": "Fourth."}\n', "utf-8")
    code, _, errors = run("import", project, folder, "--dry-run")
    assert code == 0
    assert "and 2 more files: plain-text, its name ends in .txt" in errors
    assert "d.jsonl: annotator-jsonl, " in errors
    assert "plain-text" not in run("import", project, folder, "--me", "Lea")[2]


def test_a_dry_run_names_the_people_of_a_file(project, run, tmp_path) -> None:
    span = {"start": 0, "end": 4, "label": "location"}
    layers = [{"person": each, "spans": [span]} for each in ("user7", "lea")]
    file = write_lines(tmp_path / "people.jsonl", {"id": "u", "text": "Kyiv.", "layers": layers})
    run("import", project, GOLD, "--me", "Lea")
    code, _, errors = run("import", project, file, "--dry-run")
    assert code == 0
    assert "user7: 1 layer of a new person" in errors
    assert "lea: 1 layer of lea" in errors
    names = tmp_path / "names.json"
    names.write_text('{"people": {"user7": "Ben Okri", "lea": null}}')
    _, _, errors = run("import", project, file, "--map", names, "--dry-run")
    assert "user7: 1 layer of Ben Okri" in errors
    assert "lea: 1 layer, left out" in errors
    code, said, _ = run("import", project, file, "--map", names, "--json")
    assert json.loads(said)["layers"] == 1
    _, said, _ = run("info", project, "--json")
    assert "ben-okri" in said
