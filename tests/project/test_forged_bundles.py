"""Bundles that somebody edited by hand and whose hashes are right: refused in words."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.edit import Edit, add, set_fields
from annotator.domain.problem import Problem
from annotator.domain.stream import DECISIONS, DOCUMENTS, LEDGER, WORK, layer_stream
from annotator.domain.text import text_sha256
from annotator.project import editing
from annotator.project.bundling import FOR, FROM
from annotator.storage.connection import connect
from annotator.storage.journal import Entry, write
from tests.histories import WALL_TIME
from tests.merges import content, copied, forged, merge, wrong
from tests.project.test_bundling import DOC, handed_out, lead
from tests.projects import faults
from tests.samples import ARTICLE, reopen

__all__ = ["lead"]

_JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False,
    allow_infinity=False) | st.sampled_from(("", "zzz", "span", "add", "set", "delete")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc"), inner, max_size=2),
    max_leaves=4,
)  # fmt: skip


@pytest.fixture
def back(lead: Path) -> Path:
    """What Ana sends back: a mark with attributes, one changed, one deleted, a document done."""
    bundle = handed_out(lead, FOR, "Ana")
    project = reopen(bundle, "ana")
    first = editing.mark(project, DOC, "quote", [(0, 8)])
    editing.relabel(project, DOC, [first.id], "claim")
    gone = editing.mark(project, DOC, "quote", [(2, 8), (10, 12)])
    editing.delete(project, DOC, [gone.id])
    project.close()
    return handed_out(bundle, FROM, "Ana")


def in_added(name: str, *value: Any) -> Callable[[Any], Any]:
    """Return a forgery of a field of every added record; without a value it is taken out."""

    def forge(payload: Any) -> Any:
        for change in payload["changes"]:
            if change[0] == "add":
                change[3].pop(name, None)
                change[3].update({name: value[0]} if value else {})
        return payload

    return forge


def at(place: int, value: Any) -> Callable[[Any], Any]:
    """Return a forgery of one part of every change: op, kind, id, value, was."""

    def forge(payload: Any) -> Any:
        for change in payload["changes"]:
            change[place] = value
        return payload

    return forge


FORGERIES: dict[str, Callable[[Any], Any]] = {
    "no quote": in_added("quote"),
    "a quote that is null": in_added("quote", None),
    "no words in the quote": in_added("quote", []),
    "fragments that are null": in_added("fragments", None),
    "fragments of texts": in_added("fragments", ["a", "b"]),
    "fragments before the text": in_added("fragments", [[-8, -1]]),
    "fragments that go back": in_added("fragments", [[5, 8], [0, 3]]),
    "no label": in_added("label"),
    "attributes that are a text": in_added("attributes", "zzz"),
    "an entity that is a number": in_added("entity", 7),
    "a score that is true": in_added("score", True),
    "no changes": lambda payload: {n: v for n, v in payload.items() if n != "changes"},
    "changes that are none": lambda payload: {**payload, "changes": [1]},
    "a list": lambda _payload: [],
    "a number": lambda _payload: 4,
    "null": lambda _payload: None,
    "no author": lambda payload: {n: v for n, v in payload.items() if n != "person"},
    "no name": lambda payload: {**payload, "name": None},
    "an unknown op": at(0, "explode"),
    "an unknown kind": at(1, "wizard"),
    "a kind of another stream": at(1, "entity"),
    "an id that is none": at(2, None),
    "a value that is a list": at(3, []),
    "what was is a text": at(4, "x"),
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES.keys())
def test_a_forged_change_is_refused_and_nothing_is_kept(
    lead: Path, back: Path, forgery: Callable[[Any], Any]
) -> None:
    before = content(lead)
    with pytest.raises(Problem, match="forged.sqlite was altered") as caught:
        merge(lead, forged(back, forgery))
    assert "project is as it was" in caught.value.safe
    assert content(lead) == before
    assert merge(lead, back).edits


def test_a_deletion_that_could_not_be_taken_back_is_refused(lead: Path, back: Path) -> None:
    def forge(payload: Any) -> Any:
        for change in payload["changes"]:
            if change[0] == "delete":
                change[4] = {}
        return payload

    with pytest.raises(Problem, match="a span without “label”"):
        merge(lead, forged(back, forge))


@pytest.mark.parametrize(
    ("fragments", "quote"),
    [
        ([[0, 8]], ["other words"]),
        ([[0, 8]], [ARTICLE[:8], ARTICLE[:8]]),
        ([[100, 9_999]], [ARTICLE[100:]]),
        ([[8_000, 9_999]], [""]),
    ],
)
def test_a_quote_that_the_text_does_not_say_is_refused(
    lead: Path, back: Path, fragments: Any, quote: Any
) -> None:
    def forge(payload: Any) -> Any:
        for change in payload["changes"]:
            if change[0] == "add" and change[3]["label"] == "quote":
                change[3].update(fragments=fragments, quote=quote)
        return payload

    before = content(lead)
    with pytest.raises(Problem, match="does not quote its text"):
        merge(lead, forged(back, forge))
    assert content(lead) == before


def test_a_column_of_another_type_is_refused(lead: Path, back: Path) -> None:
    for number, what in enumerate(("payload = x'00'", "time = 'late'", "device = x'61'")):
        path = copied(back, f"typed-{number}")
        connection = connect(path)
        connection.execute(f"UPDATE journal SET {what} WHERE stream LIKE 'layer/%'")
        connection.commit()
        connection.close()
        with pytest.raises(Problem, match="was altered"):
            merge(lead, path)


def test_a_row_written_in_another_form_is_refused(lead: Path, back: Path) -> None:
    path = forged(back, lambda payload: payload, written=lambda text: text + b" ")
    with pytest.raises(Problem, match="in another form"):
        merge(lead, path)


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(value, dict):
        for name in value:
            yield from _places(value[name], (*path, name))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _places(each, (*path, number))


def _put(value: Any, path: tuple[Any, ...], new: Any, drop: bool) -> Any:
    if not path:
        return new
    holder = value = copy.deepcopy(value)
    for step in path[:-1]:
        holder = holder[step]
    if drop:
        del holder[path[-1]]
    else:
        holder[path[-1]] = new
    return value


@pytest.fixture
def elsewhere(lead: Path) -> Path:
    """A copy of the project in which something of everything was done on another computer."""
    project = reopen(copied(lead, "elsewhere"), "e", me="Lea", device="lap")
    entity = {"kind": "place", "name": "Odessa", "aliases": ["Odesa"], "lat": 46.5, "lon": 30.7}
    document = {"key": "z", "title": "Z", "text_sha256": text_sha256(ARTICLE), "excluded": [[1, 4]]}
    layer = layer_stream(DOC, "benedikta")
    changes = (
        add(LEDGER, "entity", "E7", entity),
        add(DOCUMENTS, "document", "D-z", {**document, "source": {"name": "z.txt"}}),
        set_fields(DOCUMENTS, "project", "project", {}, title="Other"),
        add(WORK, "assignment", f"{DOC}/lea", {"document": DOC, "person": "lea"}),
        add(WORK, "person", "dora", {"name": "Dora", "role": "annotator"}),
        add(DECISIONS, "decision", "d7", {"document": DOC, "action": "accept", "reason": "so"}),
        set_fields("guideline", "guideline", "guideline", {}, text="R1: Mark.", version=3),
        set_fields("schema", "schema", "schema", {}, definition={"labels": []}),
        add(layer, "comment", "c7", {"text": "why", "person": "lea", "resolved": True}),
        add(layer, "unplaced", "u7", {"what": "span", "because": "not-placed", "said": [[1, 3]]}),
        set_fields(layer, "layer", "", {}, status="done", reason="long"),
    )
    for change in changes:
        project.apply(Edit("one thing", (change,)))
    project.close()
    return project.path


@pytest.mark.parametrize(
    ("entry", "place"),
    [
        ({"attributes": [{"id": "t", "kind": "choice", "values": [{}]}]}, "value 1 of “values” of"),
        ({"color": "blue-ish"}, "the “color” of label “claim”"),
        ({"id": "quote"}, "two labels have the id “quote”"),
    ],
)
def test_a_schema_that_is_none_inside_is_refused_and_its_place_named(
    lead: Path, entry: dict[str, Any], place: str
) -> None:
    theirs = reopen(copied(lead, "theirs"), "e", me="Lea", device="lap")
    definition = {"labels": [{"id": "quote"}, {"id": "claim", **entry}]}
    change = set_fields("schema", "schema", "schema", {}, definition=definition)
    theirs.settle()
    # Written past the open project, which would refuse such a schema itself.
    connection = connect(theirs.path)
    write(connection, [Entry("e-x", Edit("x", (change,)), "lea", "window", "lap", WALL_TIME, None)])
    connection.close()
    theirs.close()
    before = content(lead)
    with pytest.raises(Problem) as caught:
        merge(lead, theirs.path)
    assert place in caught.value.happened
    assert content(lead) == before


def _merged_or_refused(lead: Path, made: Path) -> None:
    """Merge a forged file into a copy of the project; only a Problem, and nothing kept, is else."""
    project = copied(lead, "project")
    before = content(project)
    try:
        merge(project, made)
    except Problem:
        assert content(project) == before
        return
    assert wrong(project) == []
    # What the schema thinks of it can be said, and shown.
    faults(project)
    opened = reopen(project, "z", me="Lea")
    opened.open_document(DOC)
    opened.close()


_fuzzed = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _forging(data: st.DataObject, rows: int) -> Callable[[Any], Any]:
    """Return a forgery of one place in one of so many rows."""
    chosen, seen = data.draw(st.integers(0, rows - 1)), count()

    def forge(payload: Any) -> Any:
        if next(seen) != chosen:
            return payload
        path = data.draw(st.sampled_from(list(_places(payload))))
        return _put(payload, path, data.draw(_JUNK), data.draw(st.booleans()))

    return forge


@_fuzzed
@given(data=st.data())
def test_whatever_is_forged_in_a_layer_is_taken_whole_or_refused_in_words(
    lead: Path, back: Path, data: st.DataObject
) -> None:
    _merged_or_refused(lead, forged(back, _forging(data, 4)))


@pytest.mark.parametrize("changes", ["", [""], ["x"], {"a": "b"}, 5])
def test_changes_that_are_none_are_refused(lead: Path, elsewhere: Path, changes: Any) -> None:
    made = forged(elsewhere, lambda said: {**said, "changes": changes}, which="device = 'lap'")
    with pytest.raises(Problem, match="was altered"):
        merge(lead, made)


@_fuzzed
@given(data=st.data())
def test_whatever_is_forged_elsewhere_is_taken_whole_or_refused_in_words(
    lead: Path, elsewhere: Path, data: st.DataObject
) -> None:
    made = forged(elsewhere, _forging(data, 11), which="device = 'lap'")
    _merged_or_refused(lead, made)
