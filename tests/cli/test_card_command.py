"""The command in a dataset card makes the same data and the same card again."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from annotator.__main__ import main
from annotator.project import removal
from annotator.project.project import Project
from tests.projects import bring, new_project, write_lines

CHOICES = {
    "with gold": "--people ana --with-gold",
    "gold alone": "--layer gold",
    "a seed": "--split 60/20/20 --seed 7",
    "a group": "--split 60/20/20 --seed 3 --group story",
    "statuses": "--status done --status skipped",
    "labels": "--labels quote",
    "a licence": "--licence 'CC BY 4.0'",
    "everything": "--layer all",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Articles of which each choice takes something else."""
    path = new_project(tmp_path / "p.sqlite")
    lines = []
    for number in range(20):
        spans = [
            {"start": 0, "end": 4, "label": "quote", "id": f"q{number}"},
            {"start": 5, "end": 7, "label": "location", "id": f"l{number}"},
        ]
        status = ("done", "skipped", "started")[number % 3]
        layers = [
            {"person": "ana", "status": status, "spans": spans},
            {"person": "ben", "status": "done", "spans": spans[:1]},
            {"kind": "gold", "status": "done", "spans": spans[1:]},
        ]
        text = f"Text {number:02} of " + " ".join(f"w{number}x{n}" for n in range(80))
        meta = {"story": number // 4}
        lines.append({"id": f"d{number:02}", "text": text, "meta": meta, "layers": layers})
    bring(path, write_lines(tmp_path / "f.jsonl", *lines))
    return path


def made(folder: Path) -> dict[str, bytes]:
    files = (each for each in folder.rglob("*") if each.is_file())
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in files}


@pytest.mark.parametrize("chosen", CHOICES.values(), ids=CHOICES)
def test_the_command_of_the_card_makes_the_same_again(
    project: Path, tmp_path: Path, chosen: str
) -> None:
    for name in ("first", "again"):
        (tmp_path / name).mkdir()
    name = "out" if "--split" in chosen else "out.jsonl"
    given = ["--format", "annotator-jsonl", *shlex.split(chosen), "--card"]
    assert main(["export", str(project), str(tmp_path / "first" / name), *given]) == 0
    first = made(tmp_path / "first")
    # What comes later is not in it.
    opened = Project.open(project, device="device", via="command")
    removal.remove(opened, [opened.documents()[0].id])
    opened.close()
    card = first[f"{name}.card.md"].decode()
    (command,) = (line for line in card.splitlines() if line.startswith("    annotator export "))
    words = shlex.split(command)
    places = {"PROJECT": str(project), "OUT": str(tmp_path / "again" / name)}
    assert main([places.get(word, word) for word in words[1:]]) == 0
    assert made(tmp_path / "again") == first


def test_each_choice_makes_other_data(project: Path, tmp_path: Path) -> None:
    """Otherwise a card that forgets one would make the same by chance."""
    # A licence is in the card alone.
    every = ["", "--people ana", "--split 60/20/20", *CHOICES.values()]
    found = []
    for number, chosen in enumerate(each for each in every if "--licence" not in each):
        out = tmp_path / "made" / str(number)
        out.mkdir(parents=True)
        name = "out" if "--split" in chosen else "out.jsonl"
        given = ["--format", "annotator-jsonl", *shlex.split(chosen)]
        assert main(["export", str(project), str(out / name), *given]) == 0
        found.append(tuple(sorted(made(out).items())))
    assert len(set(found)) == len(found)
