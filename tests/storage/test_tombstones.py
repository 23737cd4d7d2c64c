from __future__ import annotations

import sqlite3

from annotator.storage import tombstones

ONE, TWO, OTHER = ("work", "person", "a"), ("work", "person", "b"), ("ledger", "entity", "a")


def test_the_dead_are_buried_once_and_found_by_their_whole_name(connection: sqlite3.Connection):
    tombstones.bury(connection, [ONE, TWO, OTHER, ONE])
    count = connection.execute("SELECT count(*) FROM tombstones").fetchone()
    assert count == (3,)
    assert all(tombstones.is_buried(connection, key) for key in (ONE, TWO, OTHER))
    assert not tombstones.is_buried(connection, ("ledger", "entity", "b"))
    tombstones.unearth(connection, [ONE])
    assert not tombstones.is_buried(connection, ONE)
    tombstones.forget(connection, "work")
    assert not tombstones.is_buried(connection, TWO)
    assert tombstones.is_buried(connection, OTHER)
