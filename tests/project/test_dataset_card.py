from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.person import Person
from annotator.formats.losses import Loss
from annotator.project import editing, freezing
from annotator.project.card_facts import CardFacts, Written, WrittenFile
from annotator.project.comparing import AgreementOptions, agreement
from annotator.project.dataset_card import dataset_card
from annotator.project.decision_record import Ruling
from annotator.project.export_source import ExportOptions
from annotator.project.exporting import export
from annotator.project.freezing import Frozen
from annotator.project.project import Project
from annotator.project.reviewing import decide, rule
from annotator.storage.journal_heads import JournalHeads
from tests.planned import planned
from tests.projects import bring, documents_of, new_project, write_lines
from tests.reviews import opened, review, target

GOLDEN = Path(__file__).parents[1] / "golden" / "card.md"
TEXTS = ["“No,” said Ana in Kyiv.", "Ben was in Lviv and said: “Yes.”"]


def facts(**others: object) -> CardFacts:
    """Return facts with something of everything."""
    row = freezing.Row("strict-f1", None, None, None, None, 0.8125, 0.71, 0.9, 1.0, 96, 12)
    label = row._replace(label="quote", value=None, low=None, high=None)
    values: dict[str, object] = {
        "title": "News\nof 2026",
        "format": "CoNLL, IOB2",
        "written": Written(
            Counter(train=8, dev=2, test=2),
            Counter(train=70, dev=14, test=12),
            31_415,
            Counter({("ana", "annotations", "done"): 11, ("ana", "annotations", "skipped"): 1,
                     (None, "gold", "started"): 12}),
            Counter({("quote", "hand"): 60, ("quote", "suggestion:quotes"): 20,
                     ("location", "import"): 16}),
            Counter(said_by=58),
            Counter({"en": 10, "": 2}),
            7,
            Counter({("boundary", ""): 3, ("agreed", "unanimous"): 2, ("boundary", "majority"): 1}),
        ),
        "schema": {
            "schema": "news",
            "version": 3,
            "labels": [
                {"id": "quote", "name": "Quote", "attributes": [{"id": "quote_type"}]},
                {"id": "location", "name": "Place | region"},
            ],
            "relations": [{"id": "said_by", "name": "said by"}],
        },
        "guideline_version": 4,
        "people": [Person("ana", "Ana Kovač", "lead")],
        "frozen": Frozen("f", "2026-11-20T08:00:00Z", "ana", 3, 2, 7, 1000,
                         (row, label, row._replace(pair=("ana", "ben")))),
        "losses": [Loss("relations", 58)],
        "warnings": ["Some layers are not finished: 2 started."],
        "split": "70/15/15",
        "seed": 11,
        "group": "story",
        "licence": "CC BY 4.0",
        "files": [WrittenFile("out/train.conll", 1234, "ab" * 32)],
        "heads": JournalHeads("e9", "2026-11-21T09:30:00Z", 420, 33, "cd" * 32),
        "chosen": ["--layer", "annotations", "--people", "Ana Kovač", "--with-gold"],
    }  # fmt: skip
    return CardFacts(**{**values, **others})  # type: ignore[arg-type]


def test_a_card_reads_as_it_is_kept() -> None:
    assert dataset_card(facts()) == GOLDEN.read_text("utf-8")


def test_what_there_is_not_is_said() -> None:
    card = dataset_card(
        facts(
            written=Written(), frozen=None, losses=(), split=None, licence=" ",
            guideline_version=None, heads=JournalHeads(None, None, 0, 0, ""), files=(), warnings=(),
        )
    )  # fmt: skip
    for words in (
        "There are no spans.", "There are no layers.", "No document was done by two people",
            "It is not split.",
        "It holds everything that was chosen.", "Not stated.", "with no guideline",
        "The project has no history.",
    ):  # fmt: skip
        assert words in card


def test_suggestions_cannot_be_made_again_from_the_history() -> None:
    written = Written(layers=Counter({(None, "suggestions", "new"): 1}))
    said = "all but the suggestions, which are no part of the history."
    assert said in dataset_card(facts(written=written))
    assert said not in dataset_card(facts())


def test_many_files_are_one_hash() -> None:
    files = [WrittenFile(f"out/{n:02}.ann", 10, f"{n:064}") for n in reversed(range(21))]
    listed = "".join(f"{n:064}  out/{n:02}.ann\n" for n in range(21))
    card = dataset_card(facts(files=files))
    assert f"`{hashlib.sha256(listed.encode()).hexdigest()}`" in card
    assert "21 files, 210 bytes" in card


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two documents that Ana and Ben have done."""
    path = new_project(tmp_path / "p.sqlite")
    lines = []
    for number, text in enumerate(TEXTS):
        start = text.index("Kyiv" if number == 0 else "Lviv")
        span = {"start": start, "end": start + 4, "label": "location"}
        layers = [
            {"person": person, "status": "done", "spans": [{**span, "id": f"{person}{number}"}]}
            for person in ("ana", "ben")
        ]
        lines.append({"id": f"d{number}", "text": text, "layers": layers})
    bring(path, write_lines(tmp_path / "f.jsonl", *lines))
    return path


def test_the_card_of_an_export_is_beside_it_and_proves_it(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "data.jsonl"
    report = export(project, out, ExportOptions(card=True, licence="CC0"))
    assert report.card == tmp_path / "data.jsonl.card.md"
    card = report.card.read_text("utf-8")
    assert hashlib.sha256(out.read_bytes()).hexdigest() in card
    assert "| data.jsonl |" in card
    assert "| import | 4 | 100.0 % |" in card
    assert "\n## Licence\n\nCC0\n" in card
    assert "Its card is data.jsonl.card.md." in report.sentence()
    assert str(tmp_path) not in card


def test_the_edit_in_the_card_makes_the_same_data_and_card_again(
    project: Path, tmp_path: Path
) -> None:
    out = tmp_path / "data.jsonl"
    card = export(project, out, ExportOptions(card=True)).card
    assert card is not None
    before, data = card.read_text("utf-8"), out.read_bytes()
    edit = before.split("--as-of ")[1].split("\n")[0]
    bring(project, write_lines(tmp_path / "more.jsonl", {"id": "new", "text": "More."}), prefix="n")
    export(project, out, ExportOptions(card=True))
    assert card.read_text("utf-8") != before
    assert out.read_bytes() != data
    export(project, out, ExportOptions(card=True, as_of=edit))
    assert out.read_bytes() == data
    assert card.read_text("utf-8") == before


def test_agreement_is_that_of_the_first_frozen_figures(project: Path, tmp_path: Path) -> None:
    opened = Project.open(project)
    try:
        frozen = freezing.freeze_once(opened)
    finally:
        opened.close()
    card = export(project, tmp_path / "o.jsonl", ExportOptions(card=True)).card
    assert card is not None
    text = card.read_text("utf-8")
    assert f"As measured before adjudication, on {frozen.created}" in text
    assert "| strict-f1 | all labels | 1.000 |" in text


def test_where_nothing_is_decided_the_present_figures_are_given(tmp_path: Path) -> None:
    path = planned(tmp_path / "planned.sqlite")
    card = export(path, tmp_path / "o.jsonl", ExportOptions(card=True)).card
    assert card is not None
    text = card.read_text("utf-8").split("## Agreement")[1].split("## Adjudication")[0]
    assert "Nothing has been decided, so this is measured before adjudication." in text
    assert "As measured for this export, with schema version 1" in text
    for row in agreement(path, AgreementOptions(by=("label",))).rows:
        value = "0/0" if row.value is None else f"{row.value:.3f}"
        assert f"| {row.measure} | {row.label or 'all labels'} | {value} |" in text


def test_decisions_without_figures_and_one_person_are_told_apart(tmp_path: Path) -> None:
    path = new_project(tmp_path / "p.sqlite")
    bring(path, write_lines(tmp_path / "f.jsonl", {"id": "a", "text": TEXTS[0]}))
    card = export(path, tmp_path / "o.jsonl", ExportOptions(card=True)).card
    assert card is not None
    assert "No document was done by two people" in card.read_text("utf-8")
    assert "No figures were frozen before" in dataset_card(facts(frozen=None, decided=True))


def test_figures_are_those_of_before_the_first_ruling_whatever_comes_later(tmp_path: Path) -> None:
    path = planned(tmp_path / "planned.sqlite")
    lead = opened(path)
    rule(lead, review(lead).documents, "unanimous")
    (before,) = freezing.frozen(lead)
    # Somebody follows what was decided, and freezes once more; their clock is wrong.
    layer = next(each.id for each in lead.documents() if each.key == "b")
    lead.become("ben")
    for span in list(lead.open_document(layer).spans):
        editing.delete(lead, layer, [span])
    lead.session = replace(lead.session, clock=lambda: "2020-01-01T00:00:00Z")
    after = freezing.freeze(lead)
    lead.close()
    assert after.rows != before.rows
    card = export(path, tmp_path / "o.jsonl", ExportOptions(card=True)).card
    assert card is not None
    text = card.read_text("utf-8")
    assert f"As measured before adjudication, on {before.created}" in text
    value = next(each.value for each in before.rows if each.measure == "strict-f1")
    assert f"| strict-f1 | all labels | {value:.3f} |" in text


def test_figures_that_were_frozen_after_a_ruling_do_not_say_before(tmp_path: Path) -> None:
    path = planned(tmp_path / "planned.sqlite")
    lead = opened(path)
    rule(lead, review(lead).documents, "unanimous")
    lead.close()
    decided = tmp_path / "decided.jsonl"
    export(path, decided, ExportOptions(layer="all"))
    other = new_project(tmp_path / "other.sqlite")
    bring(other, decided)
    lead = opened(other)
    frozen = freezing.freeze(lead)
    lead.close()
    card = export(other, tmp_path / "o.jsonl", ExportOptions(card=True)).card
    assert card is not None
    text = card.read_text("utf-8")
    assert "before adjudication" not in text
    assert "Some of it had been decided when this was measured" in text
    assert f"As measured on {frozen.created}" in text


def test_adjudication_counts_the_rulings_that_hold(tmp_path: Path) -> None:
    path = planned(tmp_path / "planned.sqlite")
    lead = opened(path)
    first = target(review(lead), "b", "missing", "They lost")
    decide(lead, [(first, Ruling.none())])
    again = target(review(lead), "b", "missing", "They lost")
    decide(lead, [(again, Ruling.accept(again[1].case.choices[0]))])
    rule(lead, review(lead).documents, "unanimous")
    lead.close()
    report = export(path, tmp_path / "o.jsonl", ExportOptions(layer="gold", card=True))
    assert report.card is not None
    text = report.card.read_text("utf-8").split("## Adjudication")[1].split("## Split")[0]
    rows = {line.split(" | ")[0].strip("| "): line for line in text.splitlines() if "|" in line}
    assert rows["missing"].split("|")[2:4] == [" 1 ", " 1 "]
    agreed = rows["agreed"].split("|")[2:]
    assert agreed[0] == agreed[2] != " 0 "
    assert agreed[1] == " 0 "
    assert "by the rule unanimous" in text
    assert " by hand." in text


def test_imported_gold_was_decided_by_nobody_here(tmp_path: Path) -> None:
    spans = [{"start": n, "end": n + 3, "label": "claim"} for n in (0, 5)]
    line = {"id": "a", "text": TEXTS[0], "layers": [{"kind": "gold", "spans": spans}]}
    path = new_project(tmp_path / "q.sqlite")
    bring(path, write_lines(tmp_path / "f.jsonl", line))
    report = export(path, tmp_path / "o.jsonl", ExportOptions(layer="gold", card=True))
    assert report.card is not None
    text = report.card.read_text("utf-8").split("## Adjudication")[1].split("## Split")[0]
    assert "2 marks of gold were imported as gold" in text
    assert "Nothing else was decided" in text
    assert "by hand" not in text


def test_a_dry_run_writes_no_card(project: Path, tmp_path: Path) -> None:
    report = export(project, tmp_path / "o.jsonl", ExportOptions(card=True, dry_run=True))
    assert "Its card" not in report.sentence()
    assert not (tmp_path / "o.jsonl.card.md").exists()


def test_labels_take_what_hangs_on_others_with_them(tmp_path: Path) -> None:
    path = new_project(tmp_path / "q.sqlite")
    spans = [
        {"id": "q", "start": 0, "end": 5, "label": "quote"},
        {"id": "s", "start": 11, "end": 14, "label": "speaker"},
    ]
    layer = {
        "person": "ana",
        "spans": spans,
        "relations": [{"id": "r", "label": "said_by", "from": "q", "to": "s"}],
        "comments": [{"id": "c", "span": "s", "text": "her?"}, {"id": "d", "text": "good"}],
    }
    gold = {"kind": "gold", "spans": spans[:1]}
    file = write_lines(tmp_path / "f.jsonl", {"id": "a", "text": TEXTS[0], "layers": [layer, gold]})
    bring(path, file)
    out = tmp_path / "o.jsonl"
    report = export(path, out, ExportOptions(labels=("quote",), with_gold=True, people=("ana",)))
    assert report.warnings[-1] == (
        "1 span of other labels was left out, and 1 relation and 1 comment with it."
    )
    assert (report.layers, report.spans) == (2, 2)
    (document,) = documents_of(out.read_bytes())
    first = document["layers"][0]
    assert [each["id"] for each in first["spans"]] == ["q"]
    assert first["relations"] == []
    assert [each["id"] for each in first["comments"]] == ["d"]
