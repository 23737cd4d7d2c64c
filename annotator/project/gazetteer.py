"""Places of the world by name, offline."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A place of the gazetteer.

    `kind` is what it is (city, country, continent, region), `country` the name of the country it
    lies in. `lat` and `lon` are degrees, north and east positive. `reference` is “geonames:ID”.
    """

    name: str
    kind: str
    country: str
    population: int
    lat: float
    lon: float
    reference: str
