"""What is said of a place so that it is not taken for another of the same name."""

from __future__ import annotations

from annotator.project.gazetteer import Place


def coordinates(lat: float, lon: float) -> str:
    """Return degrees in words: “46.48° N, 30.73° E”."""
    return f"{abs(lat):.2f}° {'S' if lat < 0 else 'N'}, {abs(lon):.2f}° {'W' if lon < 0 else 'E'}"


def place_words(place: Place) -> str:
    """Return what a place is, how many people live there and where it lies."""
    people = f"{place.population:,} people" if place.population else ""
    parts = (place.kind, people, coordinates(place.lat, place.lon))
    return " · ".join(part for part in parts if part)
