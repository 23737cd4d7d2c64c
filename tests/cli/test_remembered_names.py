"""What a name became in one import, it becomes in the next, in the window and by command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from annotator.cli.main import group
from annotator.domain.schema import schema_from_definition
from annotator.paths import resource
from annotator.project.import_mapping import ImportMapping
from annotator.project.remembered_names import remember_names, remembered_names
from annotator.storage.connection import open_file
from annotator.storage.reading import project_values
from tests.projects import documents_of, exported, new_project, write_lines

SCHEMA = schema_from_definition(json.loads(resource("schemas/news.json").read_text("utf-8")))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANNOTATOR_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ANNOTATOR_SETTINGS", str(tmp_path / "settings"))
    return new_project(tmp_path / "p.sqlite")


def file(folder: Path, text: str, person: str | None = None) -> Path:
    layer: dict[str, Any] = {"spans": [{"start": 0, "end": 3, "label": "PER"}]}
    layer |= {} if person is None else {"person": person}
    return write_lines(folder / f"{text}.jsonl", {"id": text, "text": text, "layers": [layer]})


def mapping(folder: Path, said: Any) -> Path:
    path = folder / "map.json"
    path.write_text(json.dumps(said))
    return path


def run(*words: str | Path) -> Result:
    result = CliRunner().invoke(group, [*map(str, words)])
    assert result.exit_code == 0, result.output
    return result


def bring(project: Path, path: Path, *words: str | Path) -> Result:
    return run("import", project, path, "--me", "Lea", *words)


def labels(project: Path) -> list[str]:
    return [
        span["label"]
        for document in documents_of(exported(project))
        for layer in document["layers"]
        for span in layer["spans"]
    ]


def test_a_mapping_is_remembered_and_said(project: Path, tmp_path: Path) -> None:
    said = mapping(tmp_path, {"labels": {"PER": "speaker"}, "people": {"u1": "Ana"}})
    bring(project, file(tmp_path, "Bob"), "--map", said, "--dry-run")
    result = bring(project, file(tmp_path, "Ann"))
    assert labels(project) == []  # a dry run has nothing to remember
    assert "Say what it becomes with --map FILE" in result.stderr
    bring(project, file(tmp_path, "Eva"), "--map", said)
    result = bring(project, file(tmp_path, "Ivo", "u1"))
    assert "PER becomes speaker, as before (--map FILE says otherwise)." in result.stderr
    assert "u1 becomes" not in result.stderr  # nobody is called so by the project yet
    assert labels(project) == ["speaker", "speaker"]
    bring(project, file(tmp_path, "Pia", "u1"), "--map", said)
    assert "u1 becomes Ana, as before" in bring(project, file(tmp_path, "Lou", "u1")).stderr
    values = json.loads(bring(project, file(tmp_path, "Mia"), "--json").stdout)
    assert values["recalled"]["labels"] == {"PER": "speaker"}


def test_what_is_left_out_stays_left_out_until_it_is_said_otherwise(
    project: Path, tmp_path: Path
) -> None:
    bring(project, file(tmp_path, "Bob"), "--map", mapping(tmp_path, {"labels": {"PER": None}}))
    result = bring(project, file(tmp_path, "Eva"))
    assert "PER is left out, as before" in result.stderr
    result = bring(project, file(tmp_path, "Ivo"), "--map", mapping(tmp_path, {}))
    assert "1 mark waits in the repair list" in result.stdout
    assert "1 mark waits" in bring(project, file(tmp_path, "Mia")).stdout


def test_what_the_repair_list_named_is_remembered(project: Path, tmp_path: Path) -> None:
    bring(project, file(tmp_path, "Bob"))
    run("repair", project, "rename", "PER", "speaker", "--me", "Lea")
    bring(project, file(tmp_path, "Eva"))
    assert labels(project) == ["speaker", "speaker"]
    # It holds for files of any format, and stands before what a format said earlier.
    bring(project, file(tmp_path, "Ivo"), "--map", mapping(tmp_path, {"labels": {"PER": None}}))
    said = {"text": "Mia", "label": [[0, 3, "PER"]]}
    bring(project, write_lines(tmp_path / "d.jsonl", said))
    assert labels(project) == ["speaker"] * 3


def test_the_dialog_and_the_command_have_one_memory(project: Path, tmp_path: Path) -> None:
    bring(project, file(tmp_path, "Bob"), "--map", mapping(tmp_path, {"labels": {"PER": "claim"}}))
    opened = open_file(project)
    id = project_values(opened.connection)["id"]
    opened.close()
    assert remembered_names(id, "annotator-jsonl", SCHEMA, ()).labels == {"PER": "claim"}
    assert not remembered_names(id, "doccano", SCHEMA, ())
    assert not remembered_names("another", "annotator-jsonl", SCHEMA, ())
    remember_names(id, "annotator-jsonl", ImportMapping(labels={"PER": "quote", "X": "gone"}))
    bring(project, file(tmp_path, "Eva"))
    assert labels(project) == ["claim", "quote"]


def test_what_the_window_kept_in_its_settings_still_holds(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = {"import.mappings": {"p": {"csv": {"labels": {"PER": "speaker"}}}}}
    (tmp_path / "settings").mkdir(exist_ok=True)
    (tmp_path / "settings" / "settings.json").write_text(json.dumps(kept))
    assert remembered_names("p", "csv", SCHEMA, ()).labels == {"PER": "speaker"}
    remember_names("q", "csv", ImportMapping())
    assert remembered_names("p", "csv", SCHEMA, ()).labels == {"PER": "speaker"}


def test_one_mapping_does_not_forget_the_names_of_another(project: Path, tmp_path: Path) -> None:
    bring(
        project, file(tmp_path, "Bob"), "--map", mapping(tmp_path, {"labels": {"PER": "speaker"}})
    )
    other = mapping(tmp_path, {"labels": {"ORG": "claim"}})
    bring(project, file(tmp_path, "Jan"), "--map", other)
    bring(project, file(tmp_path, "Ann"))
    assert labels(project) == ["speaker"] * 2


def test_names_are_remembered_for_every_format_of_a_folder(project: Path, tmp_path: Path) -> None:
    folder, alone = tmp_path / "both", tmp_path / "alone"
    for each in (folder, alone):
        each.mkdir()
    file(folder, "Bob")
    (folder / "x.conll").write_text("-DOCSTART-\tO\n\nAnn\tB-PER\nran\tO\n\n", "utf-8")
    (alone / "y.conll").write_text("-DOCSTART-\tO\n\nEve\tB-PER\nsat\tO\n\n", "utf-8")
    bring(project, folder, "--map", mapping(tmp_path, {"labels": {"PER": "speaker"}}))
    bring(project, alone)
    assert labels(project) == ["speaker"] * 3


@pytest.mark.parametrize(
    "kept", [[], {"ID": []}, {"ID": {"annotator-jsonl": []}},
             {"ID": {"annotator-jsonl": {"labels": ["x"], "people": {"PER": ["x"]}}}}]
)  # fmt: skip
def test_a_memory_that_somebody_damaged_is_no_hindrance(
    project: Path, tmp_path: Path, kept: Any
) -> None:
    opened = open_file(project)
    said = json.dumps(kept).replace("ID", project_values(opened.connection)["id"])
    opened.close()
    settings = tmp_path / "settings"
    settings.mkdir(exist_ok=True)
    (settings / "import-names.json").write_text(said, "utf-8")
    bring(project, file(tmp_path, "Bob"))
    odd = mapping(tmp_path, {"labels": {"PER": "speaker", "\ud800": "claim"}})
    bring(project, file(tmp_path, "Jan"), "--map", odd)
    bring(project, file(tmp_path, "Ann"))
    assert labels(project).count("speaker") == 2
