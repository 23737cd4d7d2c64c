"""doccano gives everybody a file of their own, and only its name says whose the marks are."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from annotator.project.import_mapping import ImportMapping
from tests.projects import bring, documents_of, exported, faults, new_project, write_lines

Lines = list[dict[str, Any]]


def lines(*labels: list[Any], first: str = "Bob said no") -> Lines:
    return [
        {"id": 1, "text": first, "label": list(labels)},
        {"id": 2, "text": "Jane said yes", "label": [], "Comments": []},
    ]


ANNA = lines([0, 3, "speaker"])
BERT = lines([0, 3, "speaker"], [4, 8, "claim"])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path / "p.sqlite")


def folder(tmp_path: Path, files: Mapping[str, Lines]) -> Path:
    made = tmp_path / "export"
    made.mkdir()
    for name, content in files.items():
        write_lines(made / name, *content)
    return made


def owners(project: Path) -> dict[str, int]:
    """Return how many spans everybody has."""
    assert faults(project) == []
    layers = [layer for each in documents_of(exported(project)) for layer in each["layers"]]
    return {layer["person"]: len(layer["spans"]) for layer in layers}


@pytest.mark.parametrize("way", ["folder", "zip", "files"])
def test_each_file_is_a_persons(project: Path, tmp_path: Path, way: str) -> None:
    made = folder(tmp_path, {"anna.jsonl": ANNA, "bert.jsonl": BERT})
    paths = [made]
    if way == "files":
        paths = sorted(made.iterdir())
    elif way == "zip":
        paths = [tmp_path / "export.zip"]
        with zipfile.ZipFile(paths[0], "w") as archive:
            for each in sorted(made.iterdir()):
                archive.write(each, each.name)
    dry = bring(project, *paths, dry_run=True, ask=True)
    assert sorted(dry.owners) == ["anna", "bert"]
    said = " ".join(each.evidence for each in dry.detected)
    assert "named after who marked them: anna" in said
    assert "bert" in said
    report = bring(project, *paths, me="Lea", mapping=ImportMapping(people={"bert": "Lea"}))
    assert report.documents == 2
    assert owners(project) == {"anna": 1, "lea": 2}


@pytest.mark.parametrize(
    "files",
    [
        {"anna.jsonl": ANNA, "bert.jsonl": lines([0, 3, "claim"], first="Other")[:1]},
        {"anna.jsonl": ANNA, "anna (1).jsonl": ANNA},
        {"all.jsonl": ANNA, "old.jsonl": BERT},
        {"2026-03-01.jsonl": ANNA, "2026-03-02.jsonl": BERT},
        {"labelled.jsonl": BERT, "unlabelled v2.jsonl": ANNA},
        {"anna.jsonl": ANNA, "bert.jsonl": [BERT[0], {"text": "Another article."}]},
        {"anna.jsonl": ANNA},
        {"a.jsonl": [{**each, "annotator": "u"} for each in ANNA], "b.jsonl": BERT},
        {
            "a.jsonl": lines({"start_offset": 0, "end_offset": 3, "label": "claim", "user": 7}),  # type: ignore[arg-type]
            "b.jsonl": BERT,
        },
    ],
    ids=[
        "other-articles",
        "a-copy",
        "of-all",
        "dates",
        "kinds",
        "half-shared",
        "alone",
        "names-it",
        "marks-name-it",
    ],
)
def test_other_files_are_nobodys_in_particular(
    project: Path, tmp_path: Path, files: Mapping[str, Lines]
) -> None:
    made = folder(tmp_path, files)
    report = bring(project, made, me="Lea")
    assert not {Path(each).stem for each in files} & report.owners.keys()
    assert not any("named after" in each.evidence for each in report.detected)


def test_whose_they_are_said_to_be_stands_before_the_names(project: Path, tmp_path: Path) -> None:
    made = folder(tmp_path, {"anna.jsonl": ANNA, "bert.jsonl": BERT})
    bring(project, made, me="Lea", owner="Lea")
    assert owners(project) == {"lea": 2}
