"""Which cases are behind a number of the agreement page, and what their list is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from annotator.compare.cases import DOCUMENT, LABELS, SHIFT, Case, Key, Marked, Pair
from annotator.domain.schema import Label, Schema
from annotator.project.agreement_overview import Overview
from annotator.project.agreement_people import COMPARED, FINISHED, NOBODY, TAKEN, TIMED
from annotator.project.said_of_spans import ATTRIBUTE, ENTITIES, About
from annotator.widgets.figures.row_names import side_by_side

NONE = "(none)"


class Behind(NamedTuple):
    """The cases behind a number: what they are called, how many there are, and some of them.

    `noun` is what one of them is: a case, or a span of one person. `said` is what both people
    say there, where the number is of that.
    """

    title: str
    total: int
    cases: Sequence[Case]
    noun: str = "case"
    said: Mapping[Case, tuple[str, str]] = {}


class Names:
    """What labels and people are called."""

    def __init__(self, schema: Schema, people: dict[str, str]) -> None:
        self.schema = schema
        self.labels = {label.id: label.name for label in schema.labels}
        self.people = people

    def label(self, id: str | None) -> str:
        """Return the name of a label; “(none)” for nothing."""
        return NONE if id is None else self.labels.get(id, id)

    def person(self, id: str) -> str:
        """Return the name of a person."""
        return self.people.get(id, id)

    def pair(self, pair: Pair | None, joined: str = ", ") -> str:
        """Return the names of two people."""
        if pair is None:
            return "Everyone"
        return side_by_side(self.both(pair), joined)

    def both(self, pair: Pair) -> tuple[str, str]:
        """Return the name of each of two people."""
        return self.person(pair[0]), self.person(pair[1])


def behind(key: tuple[Any, ...], overview: Overview, names: Names, scope: Pair | None) -> Behind:
    """Return the cases behind the number of this key; `scope` is the pair that is looked at.

    Keys are ("pair", pair, label), ("label", label), ("cell", label, label), ("shift", bucket),
    ("document", id, title), ("group", name, title), ("person", id), ("own", person, which),
    ("said", what, id) and ("gold", person, week, label, kind).
    """
    kind, *what = key
    if kind == "gold":
        return _beside_gold(what[0], what[1:], overview, names)
    if kind == "own":
        return _own(overview, *what)
    if kind == "said":
        return _said(About(*what), overview, names)
    return _between_two(kind, what, overview, names, scope)


def _between_two(
    kind: str, what: Sequence[Any], overview: Overview, names: Names, scope: Pair | None
) -> Behind:
    gathered = overview.gathered
    if kind == "pair":
        pair, label = what
        keys = _labels(gathered.counts, pair, label)
        title = names.pair(pair, " and ") + (f": {names.label(label)}" if label else "")
    elif kind == "label":
        keys = _labels(gathered.counts, None, what[0])
        title = names.label(what[0]) if what[0] else "All labels"
    elif kind == "cell":
        keys = [each for each in _labels(gathered.counts, scope, None) if each[2:] == tuple(what)]
        title = f"{names.label(what[0])} against {names.label(what[1])}"
    elif kind == "shift":
        keys = [
            each
            for each in gathered.counts
            if each[0] == SHIFT and scope in (None, each[1]) and each[2] == what[0]
        ]
        title = f"Boundaries {what[0]}"
    elif kind == "person":
        keys = [each for each in _labels(gathered.counts, None, None) if what[0] in _people(each)]
        title = f"{names.person(what[0])} with the others"
    else:
        ids = what[:1] if kind == "document" else overview.inside.get(what[0], [])
        keys = [(DOCUMENT, id) for id in ids]
        title = what[1]
    return Behind(title, gathered.total(keys), gathered.some(keys))


def _said(about: About, overview: Overview, names: Names) -> Behind:
    told = next(each for each in overview.said if each.about == about)
    title = ", ".join(said_names(about, names.schema))
    return Behind(title, told.of, told.cases, said=told.said)


_OWN = {
    FINISHED: "in finished documents",
    TIMED: "in documents with time on record",
    COMPARED: "in documents that others did too",
    TAKEN: "as they were suggested",
}


def _own(overview: Overview, person: str, which: str) -> Behind:
    told = next(each for each in overview.people if each.person == person)
    spans = told.own[which]
    return Behind(f"{told.name}: {_OWN[which]}", spans.total, spans.cases, "span")


def _beside_gold(
    person: str, what: Sequence[str | None], overview: Overview, names: Names
) -> Behind:
    told = next(each for each in overview.against_gold if each.person == person)
    week, label, kind = what
    when = ""
    if week:
        year, number = week.split("-W")
        when = f"week {int(number)} of {year}"
    of = " ".join(each for each in (label and names.label(label), kind, when) if each)
    return Behind(
        f"{told.name} against gold{': ' if of else ''}{of}", *told.some(week, label, kind)
    )


def _labels(counts: Iterable[Key], pair: Pair | None, label: str | None) -> list[Key]:
    return [
        key
        for key in counts
        if key[0] == LABELS and pair in (None, key[1]) and (label is None or label in key[2:])
    ]


def _people(key: Key) -> Sequence[Any]:
    pair: Any = key[1]
    return tuple(pair)


def said_names(about: About, schema: Schema) -> tuple[str, ...]:
    """Return what is said, and of which label where several may be asked the same."""
    if about.what == ENTITIES:
        return ("Entities",)
    if about.what != ATTRIBUTE:
        found = [each.name for each in schema.relations if each.id == about.id]
        return (found[0] if found else about.id,)
    labels = _asked(about, schema)
    names = [each.name for label in labels for each in label.attributes if each.id == about.id]
    called = names[0] if names else about.id
    return (called, " and ".join(label.name for label in labels)) if labels else (called,)


def _asked(about: About, schema: Schema) -> list[Label]:
    return [
        label for label in schema.labels if any(each.id == about.id for each in label.attributes)
    ]


def readings(case: Case, names: Names, said: tuple[str, str] | None = None) -> str:
    """Return what both people did, with the positions where they differ; or what they `said`."""
    if said is not None:
        both = zip(case.pair, said, strict=True)
        return " · ".join(f"{names.person(person)}: {words}" for person, words in both)
    same_place = case.one and case.other and case.one.fragments == case.other.fragments
    parts = [
        f"{names.person(person)}: {_reading(marked, names, bool(same_place))}"
        for person, marked in zip(case.pair, (case.one, case.other), strict=True)
        if person != NOBODY
    ]
    return " · ".join(parts)


def _reading(marked: Marked | None, names: Names, same_place: bool) -> str:
    if marked is None:
        return "nothing"
    place = "" if same_place else f" {marked.start:,}–{marked.end:,}"
    return f"{names.label(marked.label)}{place}"
