from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.project.export_source import ExportOptions
from annotator.project.exporting import export
from annotator.project.splitting import PARTS, read_shares, split
from annotator.storage.streaming import DocumentHead
from tests.projects import bring, documents_of, exported, new_project, write_lines


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = new_project(tmp_path / "p.sqlite")
    lines = [{"id": f"d{n:02}", "text": f"Text {n}."} for n in range(20)]
    bring(path, write_lines(tmp_path / "f.jsonl", *lines))
    return path


def keys(folder: Path) -> list[list[str]]:
    files = [folder / f"{part}.jsonl" for part in PARTS]
    return [[each["id"] for each in documents_of(file.read_bytes())] for file in files]


def test_an_export_is_split_the_same_way_every_time(project: Path, tmp_path: Path) -> None:
    found = []
    for out, seed in (("a", 7), ("b", 7), ("c", 8)):
        options = ExportOptions("annotator-jsonl", split="80/10/10", seed=seed)
        report = export(project, tmp_path / out, options)
        assert report.sentence().count("Split: 16 train, 2 dev, 2 test.") == 1
        found.append(keys(tmp_path / out))
    assert found[0] == found[1] != found[2]
    assert [len(part) for part in found[0]] == [16, 2, 2]
    whole = [each["id"] for each in documents_of(exported(project))]
    assert sorted(sum(found[0], [])) == whole
    assert all(part == sorted(part) for part in found[0])


def test_a_format_with_many_files_gets_three_folders(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    report = export(project, out, ExportOptions("plain-text", split="50/25/25"))
    assert [len(list((out / part).glob("*.txt"))) for part in PARTS] == [10, 5, 5]
    assert report.files == 20


def test_documents_of_one_text_stay_together() -> None:
    heads = [DocumentHead(f"D{n}", 1, []) for n in range(40)]
    identities = {f"D{n}": (f"k{n}", f"text {n // 4}") for n in range(40)}
    for seed in range(20):
        parts = split(heads, identities, (60, 20, 20), seed)
        texts = [{identities[head.id][1] for head in part} for part in parts.values()]
        assert sum(map(len, texts)) == len(set().union(*texts)) == 10
        assert sum(map(len, parts.values())) == 40


@pytest.mark.parametrize(
    "shares",
    ["", "80", "80/20", "80/10/20", "-10/100/10", "a/b/c", "40/30/20/10", "33.3/33.3/33.4"],
)
def test_wrong_shares_are_a_problem(project: Path, tmp_path: Path, shares: str) -> None:
    options = ExportOptions("annotator-jsonl", split=shares)
    with pytest.raises(Problem, match="are not the shares of train, dev, test"):
        export(project, tmp_path / "out", options)
    assert not (tmp_path / "out").exists()


def test_parts_may_be_empty(project: Path, tmp_path: Path) -> None:
    assert read_shares("100/0/0") == (100, 0, 0)
    out = tmp_path / "out"
    export(project, out, ExportOptions("annotator-jsonl", split="0/100/0"))
    assert [len(part) for part in keys(out)] == [0, 20, 0]


def test_a_file_in_the_way_is_kept(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.write_text("mine")
    with pytest.raises(Problem, match="out is a file"):
        export(project, out, ExportOptions("annotator-jsonl", split="80/10/10"))
    assert out.read_text() == "mine"


def heads_and_names(number: int) -> tuple[list[DocumentHead], dict[str, tuple[str, str]]]:
    heads = [DocumentHead(f"D{n}", 1, []) for n in range(number)]
    return heads, {f"D{n}": (f"k{n}", f"text {n}") for n in range(number)}


def test_every_part_gets_its_share_of_a_rare_label() -> None:
    heads, names = heads_and_names(200)
    labels = {f"D{n}": Counter(quote=1 + n % 3) for n in range(200)}
    for n in range(0, 200, 20):  # ten documents have the rare one
        labels[f"D{n}"]["claim"] = 2
    for seed in range(10):
        parts = split(heads, names, (60, 20, 20), seed, labels=labels)
        sizes = [len(part) for part in parts.values()]
        assert sizes == [120, 40, 40]
        claims = [sum(labels[h.id]["claim"] for h in part) for part in parts.values()]
        assert claims == [12, 4, 4]
        quotes = [sum(labels[h.id]["quote"] for h in part) for part in parts.values()]
        total = sum(quotes)
        shares = [number / total for number in quotes]
        assert all(abs(a - b) < 0.03 for a, b in zip(shares, (0.6, 0.2, 0.2), strict=True))


def test_what_belongs_together_is_joined_through_others() -> None:
    heads, names = heads_and_names(30)
    chain = [(f"D{n}", f"D{n + 1}") for n in range(5)] + [("D20", "elsewhere")]
    for seed in range(10):
        parts = split(heads, names, (70, 20, 10), seed, together=chain)
        part_of = {head.id: part for part, chosen in parts.items() for head in chosen}
        assert len({part_of[f"D{n}"] for n in range(6)}) == 1
        assert len(part_of) == 30


def test_near_duplicates_and_groups_are_on_one_side(tmp_path: Path) -> None:
    path = new_project(tmp_path / "p.sqlite")
    words = [" ".join(f"w{n}x{m}" for m in range(80)) for n in range(12)]
    lines = [
        {"id": f"d{n:02}{copy}", "text": f"{copy} {words[n]}", "meta": {"story": n // 2}}
        for n in range(12)
        for copy in "ab"
    ]
    bring(path, write_lines(tmp_path / "f.jsonl", *lines))
    for seed in range(4):
        out = tmp_path / f"out{seed}"
        export(path, out, ExportOptions("annotator-jsonl", split="50/25/25", seed=seed))
        for part in keys(out):
            assert {key[:3] for key in part if key.endswith("a")} == {
                key[:3] for key in part if key.endswith("b")
            }
        options = ExportOptions("annotator-jsonl", split="50/25/25", seed=seed, group="story")
        export(path, tmp_path / f"grouped{seed}", options)
        stories = [
            {int(key[1:3]) // 2 for key in part} for part in keys(tmp_path / f"grouped{seed}")
        ]
        assert sum(map(len, stories)) == len(set().union(*stories)) == 6


def test_a_group_that_no_document_says_is_refused(tmp_path: Path) -> None:
    path = new_project(tmp_path / "p.sqlite")
    bring(path, write_lines(tmp_path / "f.jsonl", {"text": "One.", "meta": {"story": 1, "by": 2}}))
    options = ExportOptions("annotator-jsonl", split="80/10/10", group="stroy")
    with pytest.raises(Problem, match="No document has a field “stroy”") as caught:
        export(path, tmp_path / "out", options)
    assert caught.value.next_step == "The fields of the metadata are: by, story."
    assert not (tmp_path / "out").exists()
