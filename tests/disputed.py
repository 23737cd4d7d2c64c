"""A project of the seed article on which several people disagree, the same in every run."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from annotator.domain.text_objects.edges import moved_edge
from annotator.project.bundling import FOR, FROM, make_bundle
from tests.projects import bring, new_project, session, write_lines

GOLD = Path(__file__).parent / "golden" / "seed_gold.jsonl"
NAMES = ("Ana", "Ben", "Chloé", "Dmytro", "Ewa", "Farid", "Gita", "Hugo")


def disputed(path: Path, people: int = 3, seed: int = 6) -> Path:
    """Return a project in which so many people annotated the seed, each with some mistakes."""
    project = new_project(path, title="Belarus coverage, wave 2")
    bring(project, written(path.with_suffix(".jsonl"), people, seed))
    return project


def apart(lead: Path, people: int = 3) -> list[Path]:
    """Return the work of these people, each sent back from a bundle of a project of Maria's.

    The project, at `lead`, has the article and the guideline, and none of their marks.
    """
    file = written(lead.with_suffix(".jsonl"), people)
    header, line = (json.loads(each) for each in file.read_text("utf-8").splitlines())
    new_project(lead, title="Belarus coverage, wave 2")
    bring(lead, write_lines(file.with_name("article.jsonl"), header, {**line, "layers": []}))
    backs = []
    for layer in line["layers"]:
        person = layer["person"]
        bundle, back = (lead.with_name(f"{which} {person}.sqlite") for which in ("for", "from"))
        make_bundle(lead, bundle, FOR, person, session(f"for-{person}"))
        own = {**header, "people": [each for each in header["people"] if each["id"] == person]}
        mine = write_lines(lead.with_name(f"{person}.jsonl"), own, {**line, "layers": [layer]})
        bring(bundle, mine, prefix=f"i{person}")
        make_bundle(bundle, back, FROM, person, session(f"from-{person}"))
        backs.append(back)
    return backs


def written(path: Path, people: int = 3, seed: int = 6) -> Path:
    """Write the article with everybody's layers, and return the file."""
    header, line = (json.loads(each) for each in GOLD.read_text("utf-8").splitlines())
    (gold,) = line["layers"]
    ids = [name.casefold().replace("é", "e") for name in NAMES[:people]]
    header["people"] = [
        {"id": id, "name": name, "role": "annotator"} for id, name in zip(ids, NAMES, strict=False)
    ] + [{"id": "maria", "name": "Maria Lind", "role": "lead"}]
    layers = [_layer(gold, id, line["text"], random.Random(f"{seed}{id}")) for id in ids]
    text = "# Quotations\n\n- R1 A quotation takes in its marks\n- R4 A colon joins two parts\n"
    header["guideline"] = {"version": 3, "text": text}
    return write_lines(path, header, {**line, "layers": layers})


def _layer(gold: dict[str, Any], person: str, text: str, rng: random.Random) -> dict[str, Any]:
    spans, relations = [], []
    for span in gold["spans"]:
        changed = _changed(span, text, rng)
        if changed is not None:
            spans.append({**changed, "id": f"{person}-{span['id']}"})
    there = {span["id"] for span in spans}
    for each in gold["relations"]:
        ends = {end: f"{person}-{each[end]}" for end in ("from", "to")}
        if set(ends.values()) <= there and rng.random() > 0.05:
            relations.append({**each, **ends, "id": f"{person}-{each['id']}"})
    note = "Is the agency part of it?"
    comments = [{"id": f"{person}-c", "span": spans[3]["id"], "person": person, "text": note}]
    return {**gold, "person": person, "kind": "annotations", "status": "done", "spans": spans,
            "relations": relations, "comments": comments if person == "ana" else []}  # fmt: skip


def _changed(span: dict[str, Any], text: str, rng: random.Random) -> dict[str, Any] | None:
    """Return a span as somebody else may have marked it; None when it was overlooked."""
    luck = rng.random()
    if luck < 0.06:
        return None
    if luck > 0.25:
        return span
    start, end = span["fragments"][-1]
    edge, direction = rng.choice((("end", -1), ("end", 1), ("start", -1)))
    moved = moved_edge(text, (start, end), edge, rng.choice(("word", "character")), direction)
    fragments = [*span["fragments"][:-1], list(moved)]
    if len(fragments) > 1 and fragments[-1][0] <= fragments[-2][1]:
        return span
    quote = [text[first:last] for first, last in fragments]
    return {**span, "fragments": fragments, "quote": quote}
