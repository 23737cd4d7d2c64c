from __future__ import annotations

import json
from pathlib import Path

from tests.cli.test_commands import GOLD, Run, project, run

__all__ = ["project", "run"]


def test_out_to_a_person_and_back(run: Run, project: Path, tmp_path: Path) -> None:
    run("import", project, GOLD, "--me", "Lea")
    out, back = tmp_path / "ana.sqlite", tmp_path / "back.sqlite"
    code, said, _ = run("bundle", project, out, "--for", "Ana")
    assert (code, said) == (0, f"Made {out}: work for Ana, 1 document.\n")
    _, _, told = run("info", project)
    assert told.startswith("Ana has 1 document since 20")
    article = tmp_path / "more.txt"
    article.write_text("An article that Ana found.", encoding="utf-8")
    assert run("import", out, article, "--me", "Ana")[0] == 0
    assert run("bundle", out, back, "--from", "Ana")[0] == 0
    code, said, told = run("merge", project, back, "--dry-run")
    assert said == "Would merge 2 edits from 1 file: 1 new, 1 changed, 0 removed, 0 conflicting.\n"
    assert "everyone, documents: 1 new" in told
    _, said, _ = run("merge", project, back, "--json")
    found = json.loads(said)
    assert (found["edits"], found["new"], found["forks"]) == (2, 1, 0)
    _, said, _ = run("merge", project, back, out)
    assert said == "Merged 2 files: everything was there already.\n"
    _, _, told = run("info", project)
    assert "work came back on" in told
    assert run("check", project, "--refold")[0] == 0


def test_a_bundle_is_for_one_purpose(run: Run, project: Path, tmp_path: Path) -> None:
    code, _, told = run("bundle", project, tmp_path / "b.sqlite")
    assert code == 2
    assert "Give one of --for, --from and --feedback" in told
    code, _, told = run("bundle", project, tmp_path / "b.sqlite", "--from", "Zoe")
    assert code == 1
    assert "nobody called Zoe" in told
