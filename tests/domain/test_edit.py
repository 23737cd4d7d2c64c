from __future__ import annotations

from annotator.domain.changes import Changes, changes_from
from annotator.domain.edit import Edit, add, delete, restore, set_fields
from annotator.domain.stream import SCHEMA, layer_stream, parse_layer_stream

STREAM = layer_stream("D1", "ana")


def test_the_inverse_of_the_inverse_is_the_edit() -> None:
    changes = (
        set_fields(STREAM, "span", "s", {"label": "a"}, label="b", note="n"),
        restore(STREAM, "span", "t", {"label": "a"}),
    )
    edit = Edit("change", changes)
    assert edit.inverse().inverse().changes[0] == changes[0]
    assert edit.inverse().changes[0].op == "delete"
    assert edit.inverse().changes[1].value == {"label": "a", "note": None}


def test_adding_is_undone_by_deleting_and_redone_by_restoring() -> None:
    change = add(STREAM, "span", "s", {"label": "a"})
    assert change.inverse() == delete(STREAM, "span", "s", {"label": "a"})
    assert change.inverse().inverse() == restore(STREAM, "span", "s", {"label": "a"})


def test_layer_streams_are_parsed_back() -> None:
    for parts in (("D1", "ana", "annotations"), ("D1", None, "gold")):
        assert parse_layer_stream(layer_stream(*parts)) == parts
    assert parse_layer_stream(SCHEMA) is None
    assert parse_layer_stream("layer/too/few") is None


def test_changes_name_streams_documents_and_spans() -> None:
    changes = changes_from([add(STREAM, "span", "s", {}), add("documents", "document", "D2", {})])
    assert changes == Changes(
        frozenset({STREAM, "documents"}), frozenset({"D1", "D2"}), frozenset({"s"})
    )
    assert changes.anything
    assert not Changes().anything
    assert Changes(everything=True).anything
