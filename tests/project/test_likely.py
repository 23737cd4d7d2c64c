"""How often the first offer is right when the gold of the seed is annotated in text order."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.project import editing, entities
from annotator.project.likely import LikelyEntity, guessed_kind, likely
from annotator.project.project import Project
from tests.gazetteers import MINSK, ODESA, ODESSA, UKRAINE, make_gazetteer
from tests.ledgers import clean, speaker
from tests.projects import bring, new_project, write_lines
from tests.samples import add_documents

GOLD = Path(__file__).parents[1] / "golden" / "seed_gold.jsonl"
HEAD, DOCUMENT = (json.loads(line) for line in GOLD.read_bytes().splitlines())


def annotate(path: Path, label: str, with_ledger: bool) -> tuple[int, int]:
    """Mark and link the gold's mentions of a label; return how often the first was right."""
    head = HEAD if with_ledger else {**HEAD, "entities": []}
    source = write_lines(path.with_name("a.jsonl"), head, {**DOCUMENT, "layers": []})
    bring(new_project(path), source)
    project = Project.open(path)
    project.become("Ana")
    document = project.documents()[0].id
    wanted = {each["id"]: each for each in HEAD["entities"]}
    made = {id: id for id in wanted} if with_ledger else {}
    right = count = 0
    spans = DOCUMENT["layers"][0]["spans"]
    for gold in sorted(spans, key=lambda span: span["fragments"][0]):
        if gold["label"] != label or gold["entity"] is None:
            continue
        fragments = [(start, end) for start, end in gold["fragments"]]
        span = editing.mark(project, document, label, fragments).id
        offers = likely(project, document, span)
        count += 1
        right += _right(offers[0], gold["entity"], made, wanted[gold["entity"]])
        if gold["entity"] not in made:
            kind, name = wanted[gold["entity"]]["kind"], wanted[gold["entity"]]["name"]
            made[gold["entity"]] = entities.make(project, name, kind).id
        entities.link(project, document, [span], made[gold["entity"]])
    clean(project)
    project.close()
    return right, count


def _right(offer: LikelyEntity, gold: str, made: dict[str, str], wanted: dict[str, Any]) -> bool:
    if gold in made:
        return offer.entity is not None and offer.entity.id == made[gold]
    if offer.place is not None:
        return offer.place.reference == wanted["reference"]
    return offer.entity is None and offer.kind == wanted["kind"]


@pytest.mark.parametrize("with_ledger", [True, False])
def test_the_first_is_right_for_every_speaker_of_the_gold(
    tmp_path: Path, with_ledger: bool
) -> None:
    assert annotate(tmp_path / "p.sqlite", "speaker", with_ledger) == (17, 17)


def test_the_first_is_right_for_nearly_every_place_of_the_gold(tmp_path: Path) -> None:
    # Zaporozhye is another spelling, and no gazetteer is asked here.
    right, count = annotate(tmp_path / "p.sqlite", "location", True)
    assert (right, count) == (31, 33)


def names(offers: list[LikelyEntity]) -> list[str]:
    return [each.name for each in offers]


def test_a_new_one_is_offered_with_the_name_in_the_words(project: Project) -> None:
    add_documents(project, {"b": "The US Secretary of State Antony Blinken said. Kyiv was quiet."})
    span = editing.mark(project, "D-b", "speaker", [(4, 43)]).id
    (offer,) = likely(project, "D-b", span)
    assert (offer.name, offer.kind, offer.because) == ("Antony Blinken", "person", "new person")
    assert likely(project, "D-b", "gone") == []
    quote = editing.mark(project, "D-b", "quote", [(0, 10)]).id
    assert likely(project, "D-b", quote) == []


def test_what_the_same_words_were_taken_for_in_other_articles_comes_first(
    project: Project,
) -> None:
    add_documents(project, {"b": "Lukashenko spoke. He left."})
    known = entities.make(project, "Lukashenko", "person")
    used = entities.make(project, "Viktor Lukashenko", "person")
    entities.link(project, "D-a", [speaker(project, "Lukashenko")], used.id)
    assert project.flush()
    span = editing.mark(project, "D-b", "speaker", [(0, 10)]).id
    first, second, *_ = likely(project, "D-b", span)
    assert (first.entity, first.because) == (used, "so linked 1 time in the project")
    assert second.entity == known
    # Once it is said here, this article counts most.
    entities.link(project, "D-b", [span], known.id)
    he = editing.mark(project, "D-b", "speaker", [(18, 20)]).id
    assert likely(project, "D-b", he)[0].entity == known


def test_pronouns_skip_bodies_quotations_and_the_subject_of_their_clause(
    project: Project,
) -> None:
    text = "Ann met Bob. “Cleo left,” TASS reported. Bob asked him. I think so."
    add_documents(project, {"b": text})
    people = {}
    for name, kind in (("Ann", "person"), ("Bob", "person"), ("Cleo", "person"),
                       ("TASS", "organisation")):  # fmt: skip
        start = text.index(name)
        span = editing.mark(project, "D-b", "speaker", [(start, start + len(name))]).id
        people[name] = entities.make_and_link(project, "D-b", [span], name, kind)
    he = text.index("him")
    span = editing.mark(project, "D-b", "speaker", [(he, he + 3)]).id
    assert names(likely(project, "D-b", span))[0] == "Bob"
    start = text.index("Bob", 20)
    second = editing.mark(project, "D-b", "speaker", [(start, start + 3)]).id
    entities.link(project, "D-b", [second], people["Bob"].id)
    assert names(likely(project, "D-b", span))[0] == "Ann"


def test_typing_finds_names_aliases_and_places(project: Project) -> None:
    make_gazetteer()
    entities.make(project, "Alexander Lukashenko", "person", aliases=["Batka"])
    span = speaker(project, "Lukashenko")
    assert names(likely(project, "D-a", span, "bat")) == ["Alexander Lukashenko", "bat"]
    assert names(likely(project, "D-a", span, "  Nobody   else ")) == ["Nobody else"]
    text = project.open_document("D-a").document.text
    start = text.index("Odessa")
    place = editing.mark(project, "D-a", "location", [(start, start + 6)]).id
    offers = likely(project, "D-a", place)
    assert [each.place for each in offers] == [ODESA, ODESSA, None]
    assert [each.because for each in offers] == [
        "city in Ukraine",
        "city in Texas, United States",
        "new place",
    ]
    offers = likely(project, "D-a", place, "ukr")
    assert [each.place for each in offers] == [UKRAINE, None]
    entities.link_place(project, "D-a", [place], MINSK)
    found = likely(project, "D-a", place, "Minsk")
    assert found[0].entity is not None
    assert found[0].because == "place"
    assert names(found) == ["Minsk", "Minsk"]


def test_at_most_so_many_are_offered_and_a_new_one_is_among_them(project: Project) -> None:
    for number in range(30):
        entities.make(project, f"Lukas {number}", "person")
    span = speaker(project, "Lukashenko")
    offers = likely(project, "D-a", span, "luk", limit=9)
    assert len(offers) == 9
    assert [each.entity is None for each in offers] == [False] * 8 + [True]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("state news agency TASS", "organisation"), ("Ministry of Defence", "organisation"),
        ("Міністерство оборони", "organisation"), ("Ann Smith", "person"),
        ("the witness", "person"), ("US", "person"),
    ],
)  # fmt: skip
def test_the_kind_of_a_new_one_is_guessed(words: str, kind: str) -> None:
    assert guessed_kind(words, ("person", "organisation")) == kind
    assert guessed_kind(words, ("place",)) == "place"
