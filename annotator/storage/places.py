"""The index of the gazetteer: places by their names, in a file beside the person's other data.

It is made once from the gazetteer's own data and can be made again; no project depends on it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from annotator.domain.problem import Problem

_TABLES = (
    "CREATE TABLE places (number INTEGER PRIMARY KEY, name TEXT, kind TEXT, country TEXT, "
    "population INTEGER, lat REAL, lon REAL, reference TEXT, region TEXT, languages TEXT)",
    # `own` says that it is the place's name, not one of its others.
    "CREATE TABLE names (name TEXT, number INTEGER, own INTEGER, PRIMARY KEY (name, number)) "
    "WITHOUT ROWID",
)
_COLUMNS = "places.name, kind, country, population, lat, lon, reference, region, languages"
_EXACT = (
    f"SELECT {_COLUMNS}, own FROM names JOIN places USING (number) WHERE names.name = ? "
    "ORDER BY population DESC LIMIT ?"
)
_BEGINNING = (
    f"SELECT {_COLUMNS}, max(own) FROM names JOIN places USING (number) "
    "WHERE names.name > ?1 AND names.name < ?1 || char(1114111) "
    "GROUP BY number ORDER BY population DESC LIMIT ?2"
)

# The largest town of each cell, so that a thinly peopled coast shows as well as a crowded one.
_TOWNS = (
    "SELECT lat, lon, max(population) FROM places WHERE lat BETWEEN ?1 AND ?2 "
    "AND lon BETWEEN ?3 AND ?4 AND kind IN ('city', 'capital') "
    "GROUP BY CAST((lat + 90) / ?5 AS INTEGER), CAST((lon + 360) / ?5 AS INTEGER)"
)

#: A place as it is kept: name, kind, country, population, lat, lon, reference, region, languages
#: (codes with a comma before and after each).
PlaceRow = tuple[str, str, str, int, float, float, str, str, str]


def make_index(path: Path, places: Iterable[tuple[PlaceRow, dict[str, bool]]]) -> None:
    """Write the index of places with their folded names (name → whether it is its own one).

    It appears under its name only when it is complete. Raises Problem when it cannot be written.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.unlink(missing_ok=True)
        connection = sqlite3.connect(part, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            _fill(connection, places)
        finally:
            connection.close()
        part.replace(path)
    except (OSError, sqlite3.Error) as error:
        raise Problem(
            f"The index of places cannot be written: {error}.",
            "Everything else works; places can be made by hand.",
            "Look whether there is room on the disk of your home folder.",
        ) from error
    finally:
        if part.parent.is_dir():
            part.unlink(missing_ok=True)


def _fill(
    connection: sqlite3.Connection, places: Iterable[tuple[PlaceRow, dict[str, bool]]]
) -> None:
    for statement in _TABLES:
        connection.execute(statement)
    connection.execute("BEGIN")
    names: list[tuple[str, int, int]] = []
    for number, (row, own_names) in enumerate(places):
        connection.execute(f"INSERT INTO places VALUES ({number}, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        names += [(name, number, int(own)) for name, own in own_names.items() if name]
    # In the order of the key, so that the tree is written from one end to the other.
    names.sort()
    connection.executemany("INSERT OR IGNORE INTO names VALUES (?, ?, ?)", names)
    connection.execute("COMMIT")


def find_places(path: Path, name: str, limit: int, beginning: bool) -> list[tuple[Any, ...]]:
    """Return PlaceRows, each with whether it is the place's own name, by a folded name.

    With `beginning` those whose name goes on after it, the largest first.
    """
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        return connection.execute(_BEGINNING if beginning else _EXACT, (name, limit)).fetchall()
    finally:
        connection.close()


def towns(
    path: Path, south: float, north: float, west: float, east: float, apart: float
) -> list[tuple[float, float]]:
    """Return latitude and longitude of towns between these degrees, about so many apart."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        rows = connection.execute(_TOWNS, (south, north, west, east, apart))
        return [(lat, lon) for lat, lon, _population in rows]
    finally:
        connection.close()
