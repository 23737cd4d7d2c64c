from __future__ import annotations

import json

import pytest

from annotator.domain.edit import Edit, add
from annotator.domain.problem import Problem
from annotator.domain.span import span_fields
from annotator.project import editing
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
