"""A project on which six people disagree, the same in every run, with or without patterns.

Each document names one agency, one minister and one town. With patterns the same words are taken
apart in the same way by whoever tends to it (“TASS” or “state news agency TASS”), as the habits of
people are; without, every document has names of its own and everybody errs by chance.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any, NamedTuple

from tests.projects import bring, new_project, write_lines

PEOPLE = ("Ana", "Ben", "Chloé", "Dmytro", "Ewa", "Farid")
_SENTENCES = (
    ("state news agency ", "{agency}", " reported on Monday that the talks would go on", "speaker"),
    ("the ministry, in a note from ", "{town}", ", spoke of a delay of three weeks", "location"),
    ("President ", "{name}", " said that nobody had asked for it", "speaker"),
    ("he added: ", "“we will open the bridge”", ", which was heard by all", "quote"),
    ("and that ", "the bridge had cost twice as much", " as it should have", "claim"),
    ("people near ", "{town}", " had waited since the spring", "location"),
    ("the paper ", "{agency}", " wrote otherwise a day later", "speaker"),
    ("what ", "{name}", " did not say was when", "speaker"),
)
_COMMON = {"agency": "TASS", "town": "Odessa", "name": "Lukashenko"}
_LETTERS = "bcdfghklmnprstvz"


class _Place(NamedTuple):
    before: int
    start: int
    end: int
    label: str


def six_people(path: Path, documents: int = 24, *, patterns: bool, seed: int = 11) -> Path:
    """Return a project in which six people finished so many documents."""
    chance = random.Random(seed)
    ids = [name.casefold().replace("é", "e") for name in PEOPLE]
    roster: list[dict[str, Any]] = [
        {"id": id, "name": name, "role": "annotator"} for id, name in zip(ids, PEOPLE, strict=True)
    ]
    roster.append({"id": "lea", "name": "Lea", "role": "lead"})
    lines: list[dict[str, Any]] = []
    for number in range(documents):
        names = _COMMON if patterns else {each: _made_up(chance) for each in _COMMON}
        text, places = _article(number, names)
        layers = []
        for place, id in enumerate(ids):
            spans = [
                {"id": f"{id}-{n}", "label": marked[2], "fragments": [[marked[0], marked[1]]]}
                for n, each in enumerate(places)
                if (marked := _marked(chance, place, n, each, patterns=patterns)) is not None
            ]
            layers.append({"person": id, "kind": "annotations", "status": "done", "spans": spans})
        lines.append({"id": f"d{number:04}", "text": text, "layers": layers})
    head = {"annotator": 1, "offset_unit": "codepoint", "people": roster}
    project = new_project(path, title="Six people")
    bring(project, write_lines(path.with_suffix(".jsonl"), head, *lines))
    return project


def _made_up(chance: random.Random) -> str:
    letters = (chance.choice(_LETTERS) + chance.choice("aeiou") for _ in range(4))
    return "".join(letters).capitalize()


def _article(number: int, names: dict[str, str]) -> tuple[str, list[_Place]]:
    text, places = f"Report {number}\n\n", []
    for before, words, after, label in _SENTENCES:
        begin = len(text)
        marked = words.format(**names)
        start = begin + len(before)
        places.append(_Place(begin, start, start + len(marked), label))
        text += f"{before}{marked}{after}.\n\n"
    return text, places


def _marked(
    chance: random.Random, person: int, number: int, place: _Place, *, patterns: bool
) -> tuple[int, int, str] | None:
    """Return what a person marks at a place, None when nothing."""
    habit = (person + number) % 3 == 0 if patterns else chance.random() < 0.3
    luck = chance.random()
    if luck < 0.03:
        return None
    start = place.before if habit else place.start
    label = "claim" if luck > 0.97 and place.label == "quote" else place.label
    return (start, place.end, label)
