"""Three people by commands alone: handed out, annotated with planned disagreements, compared."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_commands import Run, run

__all__ = ["run"]

#: What somebody marks in sentence after sentence; Ben differs in each in a way of its own.
TEXT = "\n\n".join(
    (
        "The bridge is closed.",  # agreed
        "It was said that the river rose by night.",  # boundary
        "Many of the old houses in Lviv were empty.",  # boundary and label
        "Odessa denied it.",  # label
        "“We will wait,” was the answer.",  # attribute
        "Snow fell on Kharkiv.",  # missing
        "Prices rose and wages fell.",  # split
        "Petrenko nodded.",  # entity
        "“Not today,” Shevchenko added.",  # relation
    )
)
PEOPLE = ("ana", "ben", "cy")


def span(id: str, label: str, words: str, **more: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"id": id, "label": label, "fragments": [[start, start + len(words)]], **more}


def layer(person: str) -> dict[str, Any]:
    """Return what a person does: Ben everything otherwise, Ana and Cy the same."""
    ben = person == "ben"
    spans = [
        span("a", "claim", "The bridge is closed"),
        span("b", "claim", "river rose by night" if ben else "the river rose by night"),
        span("c", *(("claim", "in Lviv were empty") if ben else ("location", "Lviv"))),
        span("d", "speaker" if ben else "location", "Odessa"),
        span("e", "quote", "“We will wait,”", attributes={"quote_type": ("direct", "mixed")[ben]}),
        span("g", "claim", "Prices rose" if ben else "Prices rose and wages fell"),
        span("h", "speaker", "Petrenko", entity="p2" if ben else "p1"),
        span("i", "quote", "“Not today,”", attributes={"quote_type": "direct"}),
        span("j", "speaker", "Shevchenko"),
        span("k", "claim", "wages fell") if ben else span("f", "location", "Kharkiv"),
    ]  # fmt: skip
    spans = [{**each, "id": f"{person}-{each['id']}"} for each in spans]
    said = {"label": "said_by", "from": f"{person}-i", "to": f"{person}-j", "id": f"{person}-r"}
    return {"person": person, "kind": "annotations", "status": "done", "spans": spans,
            "relations": [] if ben else [said]}  # fmt: skip


def write(path: Path, *lines: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def compared(run: Run, tmp_path: Path) -> Path:
    """The lead's project after three people sent their work back."""
    project = tmp_path / "news.sqlite"
    entities = [
        {"id": id, "kind": "person", "name": f"Petrenko {number}"}
        for number, id in enumerate(("p1", "p2"), 1)
    ]
    article = write(tmp_path / "article.jsonl", {"annotator": 1, "entities": entities},
                    {"id": "d1", "text": TEXT})  # fmt: skip
    assert run("new", project)[0] == 0
    assert run("import", project, article, "--me", "Lea")[0] == 0
    names = [person.capitalize() for person in PEOPLE]
    code, said, _ = run("assign", project, "--people", ",".join(names), "--overlap", "3")
    assert code == 0
    assert "ana 1, ben 1, cy 1" in said
    backs = []
    for person in PEOPLE:
        bundle, back = (tmp_path / f"{way}-{person}.sqlite" for way in ("for", "from"))
        assert run("bundle", project, bundle, "--for", person)[0] == 0
        work = write(tmp_path / f"{person}.jsonl", {"annotator": 1},
                     {"id": "d1", "text": TEXT, "layers": [layer(person)]})  # fmt: skip
        assert run("import", bundle, work, "--me", person)[0] == 0
        assert run("bundle", bundle, back, "--from", person)[0] == 0
        backs.append(back)
    code, said, told = run("merge", project, *backs)
    assert code == 0, told
    assert "0 conflicting" in said
    assert run("check", project, "--refold")[0] == 0
    return project


def test_figures_are_those_that_were_planned(run: Run, compared: Path) -> None:
    """Ana and Cy agree in 10 of 10 spans, each of them and Ben in 5 of 10."""
    _, said, _ = run("agreement", compared, "--measure", "strict-f1", "--by", "pair", "--json")
    rows = {tuple(row["pair"] or ()): row["value"] for row in json.loads(said)["rows"]}
    assert rows[("ana", "cy")] == 1
    assert rows[("ana", "ben")] == rows[("ben", "cy")] == pytest.approx(2 * 5 / 20)
    assert rows[()] == pytest.approx(2 * (10 + 5 + 5) / 60)


def test_each_way_to_differ_is_an_item_of_its_category(run: Run, compared: Path) -> None:
    _, said, _ = run("review", compared, "list", "--all", "--json")
    items = json.loads(said)["items"]
    found = Counter(each["category"] for each in items if len(each["readings"]) > 1)
    assert found == {
        "boundary": 1, "boundary+label": 1, "label": 1, "attribute": 1, "missing": 1,
        "split/merge": 1, "entity": 1, "relation": 1,
    }  # fmt: skip
