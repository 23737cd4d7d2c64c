"""Places on Earth as people type them: two numbers of degrees, north and east positive."""

from __future__ import annotations

import re

from annotator.domain.problem import Problem

_UNCHANGED = "Nothing was changed."
_NUMBER = r"[+\-−]?\d+(?:[.,]\d+)?"
_PAIR = re.compile(
    rf"\s*({_NUMBER})\s*°?\s*([NSns])?\s*(?:[;,\s]|(?<=[NSns]))\s*({_NUMBER})\s*°?\s*([EWew])?\s*"
)


def coordinates_in(text: str) -> tuple[float, float] | None:
    """Return latitude and longitude in degrees, or None for an empty text.

    “53.9, 27.57”, “53.9 27.57”, “53,9; 27,57” and “53.9° N 27.57° E” are read. Raises Problem for
    what is not two numbers, and for a place that is not on Earth.
    """
    if not text.strip():
        return None
    found = _PAIR.fullmatch(text)
    if found is None:
        raise Problem(
            f"“{text.strip()[:40]}” is not a latitude and a longitude.",
            _UNCHANGED,
            "Type two numbers of degrees with a comma between them, such as 53.9, 27.57.",
        )
    lat, lon = _degrees(found[1], found[2]), _degrees(found[3], found[4])
    check_coordinates(lat, lon)
    return lat, lon


def _degrees(number: str, side: str | None) -> float:
    degrees = float(number.replace(",", ".").replace("−", "-"))
    return -degrees if side and side in "SsWw" else degrees


def check_coordinates(lat: float | None, lon: float | None) -> None:
    """Raise Problem for a latitude without a longitude, or for a place that is not on Earth."""
    if (lat is None) != (lon is None):
        given, lacking = ("latitude", "longitude") if lon is None else ("longitude", "latitude")
        raise Problem(
            f"There is a {given} but no {lacking}.",
            _UNCHANGED,
            "Give both, or empty both.",
        )
    for name, value, most in (("latitude", lat, 90), ("longitude", lon, 180)):
        # Written so that what is no number at all fails as well.
        if value is not None and not -most <= value <= most:
            raise Problem(
                f"The {name} {value:g} is out of range.",
                _UNCHANGED,
                f"A {name} lies between −{most} and {most} degrees.",
            )
