from __future__ import annotations

import json

import pytest

from annotator.domain.edit import Edit, add, set_fields
from annotator.domain.problem import Problem
from annotator.domain.span import span_fields
from annotator.domain.stream import LEDGER
from annotator.project import editing, entities
from annotator.project.checking import check
from annotator.project.project import Project
from annotator.storage.connection import connect


def damage(project: Project, *statements: str) -> set[str]:
    """Close, damage and check a project; return the kinds of what was found."""
    for number in range(3):
        editing.mark(project, "D-a", "quote", [(number * 10, number * 10 + 5)])
    project.close()
    assert check(project.path, refold=True) == []
    connection = connect(project.path)
    connection.execute("PRAGMA foreign_keys = OFF")
    for statement in statements:
        assert connection.execute(statement).rowcount > 0
    connection.close()
    return {finding.kind for finding in check(project.path)}


ROW = "stream LIKE 'layer/%' AND seq = 2"


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        (f"DELETE FROM journal WHERE {ROW}", "gap"),
        (f"UPDATE journal SET payload = replace(payload, 'quote', 'claim') WHERE {ROW}", "hash"),
        (f"UPDATE journal SET wall_time = 'x' WHERE {ROW}", "hash"),
        (f"UPDATE journal SET previous_sha256 = 'x' WHERE {ROW}", "chain"),
        (f"UPDATE journal SET payload = NULL WHERE {ROW}", "content"),
        ("DELETE FROM journal WHERE stream LIKE 'layer/%' AND seq = 3", "gap"),
        ("UPDATE texts SET text = 'x' || text", "text"),
        ("UPDATE texts SET text = NULL", "text"),
        ("UPDATE texts SET text = CAST(x'ff41' AS TEXT)", "text"),
        ("UPDATE spans SET quote = 'x' WHERE start = 0", "quote"),
        ('UPDATE spans SET "end" = 9999 WHERE start = 0', "bounds"),
        ("UPDATE spans SET label = 'nonsense' WHERE start = 0", "label"),
        ("UPDATE layers SET document = 'nowhere'", "reference"),
    ],
)
def test_every_damage_is_found(project: Project, statement: str, kind: str) -> None:
    assert kind in damage(project, statement)


def test_a_forged_row_with_a_right_hash_breaks_the_chain(project: Project) -> None:
    from annotator.storage.canonical import canonical_json, row_sha256

    editing.mark(project, "D-a", "quote", [(50, 55)])
    editing.mark(project, "D-a", "quote", [(60, 65)])
    project.close()
    connection = connect(project.path)
    row = connection.execute(
        "SELECT stream, device, seq, time, wall_time, edit_id, undoes, previous_sha256, payload "
        "FROM journal WHERE stream LIKE 'layer/%' AND seq = 1"
    ).fetchone()
    payload = canonical_json({**json.loads(row[8]), "person": "ben"})
    digest = row_sha256(*row[:8], payload)
    connection.execute(
        "UPDATE journal SET payload = ?, sha256 = ? WHERE edit_id = ?",
        (payload.decode(), digest, row[5]),
    )
    connection.close()
    assert {each.kind for each in check(project.path)} == {"chain"}


def test_the_same_mark_twice_is_a_warning(project: Project) -> None:
    one = editing.mark(project, "D-a", "quote", [(0, 5)])
    # As imports and merges may bring it.
    again = add(project.layer_stream("D-a"), "span", "again", span_fields(one))
    project.apply(Edit("import", (again,)))
    project.flush()
    (finding,) = check(project.path, refold=True)
    assert (finding.kind, finding.grade) == ("duplicate", "warning")


def test_entities_that_only_an_older_import_took_are_warned_of(project: Project) -> None:
    wrong = {"kind": "weird", "name": "X", "lat": 200.0, "lon": 999.0}
    project.apply(Edit("import", (add(LEDGER, "entity", "E1", wrong),)))
    gone = entities.make(project, "Gone", "person")
    spans = [editing.mark(project, "D-a", "speaker", [(n, n + 5)]).id for n in (0, 10, 20)]
    known = entities.make(project, "Known", "person")
    entities.link(project, "D-a", spans[:1], known.id)
    entities.link(project, "D-a", spans[1:2], gone.id)
    entities.delete(project, gone.id)
    stream = project.layer_stream("D-a")
    lost = set_fields(stream, "span", spans[2], {}, entity="E99")
    project.apply(Edit("import", (lost,)))
    project.flush()
    found = {(each.kind, each.where.split()[-1]) for each in check(project.path)}
    assert found == {("coordinates", "(X)"), ("entity-kind", "(X)"), ("entity-loose", spans[2])}
    assert {each.grade for each in check(project.path)} == {"warning"}


def test_a_page_of_nonsense_is_found(project: Project) -> None:
    project.close()
    whole = bytearray(project.path.read_bytes())
    page = 4096 * (len(whole) // 4096 // 2)
    whole[page : page + 4096] = b"\x7f" * 4096
    project.path.write_bytes(whole)
    assert _refused_or_found(project)


def _refused_or_found(project: Project) -> bool:
    try:
        return check(project.path, refold=True) != []
    except Problem as problem:
        return "damaged" in problem.happened
