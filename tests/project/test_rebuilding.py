"""A dataset is made again from its card: by the command in it, with the very same bytes."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotator.cli.main import group
from annotator.project import editing
from annotator.project.export_source import ExportOptions
from annotator.project.exporting import export
from annotator.project.reviewing import rule
from tests.merges import copied, merge
from tests.planned import planned
from tests.project.test_export_settling import contents
from tests.reviews import opened, review
from tests.samples import add_documents, make_project, reopen

DOC = "D-a"


def made_again(project: Path, place: Path) -> dict[str, bytes]:
    """Do what the card in a folder says, beside it, and return what that makes."""
    (card,) = place.glob("*.card.md")
    command = next(
        line for line in card.read_text("utf-8").splitlines() if line.startswith("    annotator ")
    )
    again = place.with_name("again")
    again.mkdir()
    out = again / card.name.removesuffix(".card.md")
    named = {"PROJECT": str(project), "OUT": str(out)}
    words = [named.get(word, word) for word in shlex.split(command)]
    assert words[0] == "annotator"
    done = CliRunner().invoke(group, words[1:])
    assert done.exit_code == 0, done.output
    return contents(again)


def everybody(path: Path) -> Path:
    """Make a project of Lea's, in which Ana and Ben are known."""
    project = make_project(path, me="Lea")
    for name in ("Ana", "Ben", "Lea"):
        project.become(name)
    add_documents(project, {"b": "A second article."})
    project.close()
    return path


def edited(project: Path, prefix: str, *places: tuple[int, int], **given: str) -> None:
    window = reopen(project, prefix, **given)
    for place in places:
        editing.mark(window, DOC, "location", [place])
    window.close()


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("out.jsonl", ExportOptions(card=True, layer="all")),
        ("out.csv", ExportOptions(card=True, status="started,done", licence="CC BY 4.0, “as is”")),
        ("out", ExportOptions("brat", card=True, people=("ana", "ben"), with_gold=True)),
        (
            "out",
            ExportOptions(card=True, layer="gold", split="40/30/30", seed=7),
        ),
        ("out.conll", ExportOptions("conll-iob2", card=True, labels=("location", "quote"))),
    ],
)
def test_a_dataset_is_made_again_after_more_work(
    tmp_path: Path, name: str, options: ExportOptions
) -> None:
    path = planned(tmp_path / "p.sqlite")
    lead = opened(path)
    rule(lead, review(lead).documents, "unanimous")
    lead.close()
    place = tmp_path / "place"
    place.mkdir()
    export(path, place / name, options)
    lead = opened(path, prefix="s")
    (first, *_) = lead.documents()
    editing.mark(lead, first.id, "location", [(67, 72)])
    rule(lead, review(lead).documents, "majority")
    lead.close()
    assert made_again(path, place) == contents(place)


def test_a_dataset_is_made_again_after_work_came_in_that_is_older(tmp_path: Path) -> None:
    """What Ana did apart meanwhile is earlier than the last edit of the dataset, and not in it."""
    project = everybody(tmp_path / "lead.sqlite")
    hers = copied(project, "hers")
    edited(hers, "h", (0, 5), me="Ana", device="laptop")
    edited(project, "l", (0, 5), (6, 9), (12, 17), (20, 24))
    place = tmp_path / "place"
    place.mkdir()
    export(project, place / "out.jsonl", ExportOptions(card=True))
    merge(project, hers)
    edited(project, "m", (30, 34))
    assert made_again(project, place) == contents(place)


def test_a_dataset_is_made_again_that_ends_with_what_came_in(tmp_path: Path) -> None:
    project = everybody(tmp_path / "lead.sqlite")
    hers, ben = copied(project, "hers"), copied(project, "ben")
    edited(hers, "h", (0, 5), (6, 9), me="Ana", device="laptop")
    edited(ben, "b", (12, 17), me="Ben", device="other")
    edited(project, "l", (0, 5), (6, 9), (12, 17), (20, 24))
    merge(project, hers)
    place = tmp_path / "place"
    place.mkdir()
    export(project, place / "out.jsonl", ExportOptions(card=True))
    merge(project, ben)
    assert made_again(project, place) == contents(place)


def test_as_of_any_edit_that_came_in_there_is_a_whole_project(tmp_path: Path) -> None:
    project = everybody(tmp_path / "lead.sqlite")
    hers = copied(project, "hers")
    window = reopen(hers, "h", me="Ana", device="laptop")
    add_documents(window, {"c": "A third article."})
    editing.mark(window, "D-c", "location", [(2, 7)])
    editing.mark(window, DOC, "location", [(2, 7)])
    window.close()
    edited(project, "l", (0, 5), (6, 9))
    merge(project, hers)
    window = reopen(project, "look")
    edits = [each.edit_id for each in window.reader.edits(50)]
    window.close()
    counts = [
        export(project, tmp_path / "o.jsonl", ExportOptions(as_of=each)).documents for each in edits
    ]
    assert max(counts) == 3
