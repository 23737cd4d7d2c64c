"""A small gazetteer for tests, made in a moment; the real one takes seconds."""

from __future__ import annotations

from annotator.project import gazetteer
from annotator.project.gazetteer import Place
from annotator.project.name_index import folded
from annotator.storage.places import make_index

ODESA = Place("Odesa", "city", "Ukraine", 1010537, 46.47747, 30.73262, "geonames:698740")
ODESSA = Place(
    "Odessa", "city", "United States", 114428, 31.84568, -102.36764, "geonames:5527554", "Texas"
)
UKRAINE = Place("Ukraine", "country", "Ukraine", 44622516, 49.0, 32.0, "geonames:690791")
MINSK = Place("Minsk", "capital", "Belarus", 1742124, 53.9, 27.56667, "geonames:625144")
_OTHER_NAMES = {ODESA: ("Odessa",), MINSK: ("Мінск",)}


def make_gazetteer(*more: Place) -> None:
    """Put the index of these places, and of more, where the program looks for it."""
    rows = []
    for place in (ODESA, ODESSA, UKRAINE, MINSK, *more):
        spoken = ",en,es," if place.country == "United States" else ",uk,ru,"
        names = {folded(name): False for name in _OTHER_NAMES.get(place, ())}
        rows.append(((*place, spoken), {**names, folded(place.name): True}))
    make_index(gazetteer.index_path(), rows)
