from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.problem import Problem
from annotator.paths import seeds
from annotator.project import history, repairing
from annotator.project.repair_list import places_of
from annotator.project.sharing import ASSIGNMENT, Plan, assign_documents
from tests.projects import bring, documents_of, exported, faults, new_project, write_lines
from tests.samples import reopen
from tests.unplaced import listed, waiting

OLD = "“No,” said Ana in Kyiv.\nBen was in Lviv. 🎉 The end. Read more."
NEW = "“No,” said Ana Kovač in Kyiv.\nBen was in Odessa. 🎉 The very end. Read more."


def span(words: str, label: str, id: str, **more: Any) -> dict[str, Any]:
    start = OLD.index(words)
    return {"id": id, "start": start, "end": start + len(words), "label": label, **more}


SPANS = [
    span(
        "“No,”", "quote", "q", attributes={"quote_type": "direct"}, note="n", created="2026-01-01"
    ),
    span("Ana", "speaker", "s", uncertain=True),
    span("Ben", "speaker", "b"),
    span("Lviv", "location", "l", note="old"),
    span("said Ana in Kyiv", "claim", "c"),
    {
        "id": "d",
        "label": "claim",
        "fragments": [
            [OLD.index(words), OLD.index(words) + len(words)] for words in ("Ben", "Lviv")
        ],
    },  # fmt: skip
]
LAYER = {
    "person": "ana", "status": "done", "spans": SPANS, "extra": {"seconds": 90},
    "relations": [
        {"id": "r", "label": "said_by", "from": "q", "to": "s"},
        {"id": "t", "label": "said_by", "from": "b", "to": "l"},
    ],
    "comments": [{"id": "k", "text": "Why?", "person": "ana"}],
}  # fmt: skip
BEN = {"person": "ben", "status": "skipped", "reason": "too short", "spans": []}
GOLD = {"kind": "gold", "status": "done", "spans": [SPANS[0]]}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = new_project(tmp_path / "p.sqlite")
    line = {
        "id": "a", "text": OLD, "language": "en", "layers": [LAYER, BEN, GOLD],
        "excluded": [[OLD.index("Read"), len(OLD)]],
    }  # fmt: skip
    bring(path, write_lines(tmp_path / "f.jsonl", line), prefix="f")
    return path


def correct(project: Path, text: str = NEW, **options: Any) -> Any:
    file = project.with_name("corrected.txt")
    file.write_text(text, "utf-8")
    return bring(project, file, prefix="c", successor_of="a", **options)


def layers(project: Path, key: str = "corrected") -> dict[tuple[str, str], dict[str, Any]]:
    found = {each["id"]: each for each in documents_of(exported(project))}[key]
    return {(each["kind"], each["person"] or ""): each for each in found["layers"]}


def test_spans_whose_words_did_not_change_are_carried_with_everything(project: Path) -> None:
    before = exported(project, people=["ana"])
    report = correct(project)
    assert (report.documents, report.carried, report.unplaced) == (1, 4, 4)
    layer = layers(project)["annotations", "ana"]
    marks = {each["quote"][0]: each for each in layer["spans"]}
    assert marks.keys() == {"“No,”", "Ana", "Ben"}
    quote = marks["“No,”"]
    assert (quote["origin"], quote["note"], quote["created"]) == ("successor", "n", "2026-01-01")
    assert quote["attributes"] == {"quote_type": "direct"}
    assert marks["Ana"]["uncertain"] is True
    assert NEW[slice(*marks["Ben"]["fragments"][0])] == "Ben"
    (relation,) = layer["relations"]
    assert (relation["from"], relation["to"]) == (quote["id"], marks["Ana"]["id"])
    assert relation["origin"] == "successor"
    assert quote["id"] != "q"
    assert documents_of(before)[0]["layers"] == [layers(project, "a")["annotations", "ana"]]
    assert faults(project) == []


def test_the_new_document_says_what_it_corrects_and_inherits(project: Path) -> None:
    correct(project)
    found = {each["id"]: each for each in documents_of(exported(project))}
    new = found["corrected"]
    assert new["extra"]["successor_of"] == {"key": "a", "text_sha256": found["a"]["text_sha256"]}
    assert new["language"] == "en"
    assert [NEW[slice(*region)] for region in new["excluded"]] == ["Read more."]
    assert layers(project)["annotations", "ana"]["status"] == "started"
    assert not layers(project)["annotations", "ana"].get("extra")
    assert layers(project, "a")["annotations", "ana"]["extra"] == {"seconds": 90}
    assert layers(project)["annotations", "ben"]["status"] == "skipped"
    assert layers(project)["annotations", "ben"]["reason"] == "too short"
    assert [each["quote"] for each in layers(project)["gold", ""]["spans"]] == [["“No,”"]]


def test_what_changed_waits_in_the_repair_list_at_its_likely_place(project: Path) -> None:
    report = correct(project)
    assert report.kinds == {"not-carried": 1}
    assert "4 marks of ana touch words that changed." in {e.message for e in report.findings}
    opened = reopen(project, "w", me="ana")
    marks = {each.mark.quote: each for each in
             (waiting(opened, id) for id in listed(opened))}  # fmt: skip
    lviv, claim = marks["Lviv",], marks["said Ana in Kyiv",]
    assert (lviv.key, lviv.mark.because, lviv.mark.fields["note"]) == (
        "corrected", "not-carried", "old",
    )  # fmt: skip
    ((likely,), *_) = places_of(opened, lviv)
    assert NEW[slice(*likely)] == "Odessa"
    start = NEW.index("Odessa")
    repairing.place(opened, lviv, [(start, start + 6)])
    assert claim.mark.reason == "Its words changed in the corrected article."
    opened.settle()
    assert ("Odessa", "successor") in {
        (each["quote"][0], each["origin"])
        for each in layers(project)["annotations", "ana"]["spans"]
    }
    # The link from Ben came with the place that it waited for.
    assert len(layers(project)["annotations", "ana"]["relations"]) == 2
    history.undo(opened)
    opened.close()
    assert faults(project) == []


def test_it_is_one_edit_that_can_be_taken_back(project: Path) -> None:
    before = exported(project)
    correct(project)
    opened = reopen(project, "w", me="ana")
    edit = history.list_edits(opened, 1)[0]
    assert edit.name == "import corrected.txt"
    history.undo_edit(opened, edit.edit_id)
    opened.settle()
    assert listed(opened) == set()
    opened.close()
    assert exported(project) == before
    assert faults(project) == []


def test_assignments_go_along(project: Path) -> None:
    opened = reopen(project, "w", me="ana")
    assign_documents(opened, ["ana"], Plan())
    opened.settle()
    opened.close()
    correct(project)
    opened = reopen(project, "v", me="ana")
    assigned = [fields for _, fields in opened.reader.records_of_kind(ASSIGNMENT)]
    ids = {each.key: each.id for each in opened.documents()}
    assert {each["document"] for each in assigned} == {ids["a"], ids["corrected"]}
    opened.close()
    assert faults(project) == []


def test_a_dry_run_only_counts(project: Path) -> None:
    before = exported(project)
    report = correct(project, dry_run=True)
    assert (report.carried, report.unplaced, report.edit_id) == (4, 4, None)
    assert "4 spans came over" in report.sentence()
    assert exported(project) == before


def test_layers_of_the_file_itself_stand_before_those_that_are_carried(
    project: Path, tmp_path: Path
) -> None:
    own = {"person": "ana", "spans": [{"start": 0, "end": 5, "label": "claim"}]}
    file = write_lines(tmp_path / "g.jsonl", {"id": "n", "text": NEW, "layers": [own]})
    report = bring(project, file, prefix="g", successor_of="a")
    assert report.carried == 1  # that of gold
    assert [e["label"] for e in layers(project, "n")["annotations", "ana"]["spans"]] == ["claim"]
    assert faults(project) == []


def test_a_correction_can_be_corrected(project: Path) -> None:
    correct(project)
    file = project.with_name("again.txt")
    file.write_text(NEW.replace("The very end", "The end"), "utf-8")
    report = bring(project, file, prefix="e", successor_of="corrected")
    assert report.carried == 4
    assert report.unplaced == 0
    assert faults(project) == []


def test_what_corrects_nothing_is_refused(project: Path, tmp_path: Path) -> None:
    before = exported(project)
    with pytest.raises(Problem, match="word for word"):
        correct(project, OLD)
    lines = write_lines(tmp_path / "two.jsonl", {"text": "One."}, {"text": "Two."})
    with pytest.raises(Problem, match="hold 2 articles"):
        bring(project, lines, prefix="t", successor_of="a")
    with pytest.raises(Problem, match="no document called nobody"):
        bring(project, lines, prefix="t", successor_of="nobody")
    assert exported(project) == before


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_project(tmp_path_factory.mktemp("bare") / "p.sqlite")


@given(st.randoms(use_true_random=False))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_mark_of_a_real_article_is_lost_whatever_is_corrected(
    bare: Path, tmp_path: Path, rng: random.Random
) -> None:
    """Replace and insert words in a seed; a span is carried unless its own words changed."""
    path = tmp_path / f"{rng.random()}.sqlite"
    path.write_bytes(bare.read_bytes())
    old = rng.choice(sorted(seeds().glob("*.txt"))).read_text("utf-8")[:3000]
    words = old.split(" ")
    places = [0]
    for word in words:
        places.append(places[-1] + len(word) + 1)
    spans = []
    for number in range(12):
        first = rng.randrange(len(words))
        last = min(first + rng.randrange(1, 6), len(words))
        start, end = places[first], places[last] - 1
        if old[start:end].strip():
            spans.append((number, first, last, start, end))
    raw = [{"id": str(n), "start": s, "end": e, "label": "claim"} for n, _, _, s, e in spans]
    file = write_lines(tmp_path / "f.jsonl", {"id": "a", "text": old, "spans": raw})
    brought = bring(path, file, owner="ana", prefix="f")
    changed = {rng.randrange(len(words)) for _ in range(rng.randrange(1, 8))}
    changed = {number for number in changed if words[number]}
    new = [f"Ω{number}Ω" if number in changed else word for number, word in enumerate(words)]
    untouched = sum(not changed & set(range(f, last)) for _, f, last, _, _ in spans)
    report = correct(path, " ".join(new))
    assert (report.carried, report.carried + report.unplaced) == (untouched, brought.spans)
    assert faults(path) == []
