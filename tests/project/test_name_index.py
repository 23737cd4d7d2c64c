from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.project.name_index import NameIndex, folded

NAMES = {
    "1": ("Alexander Lukashenko", "Luka"),
    "2": ("Viktor Lukashenko",),
    "3": ("Lukas Podolski",),
    "4": ("Señor Peña", "O’Brien-Lukas"),
    "5": ("Straße", "岸田文雄"),
}


def index() -> NameIndex:
    made = NameIndex()
    made.add_all([(id, names, "x") for id, names in NAMES.items()])
    return made


def test_whole_names_come_before_beginnings_and_words_further_on() -> None:
    found = index()
    assert list(found.find("luka")) == ["1", "3", "2", "4"]
    assert list(found.find("lukas")) == ["3", "1", "2", "4"]
    assert list(found.find("viktor luk")) == ["2"]
    assert list(found.find("lukashenko alexander")) == ["1"]
    assert list(found.find("shenko")) == ["1", "2"]
    assert list(found.find("  ")) == []
    assert list(found.find("nobody")) == []


def test_only_the_kinds_that_are_asked_for_are_found() -> None:
    found = index()
    found.put("6", ("Lukas",), "y")
    found.put("7", ("Luka",), "")
    assert list(found.find("luka", ("y",))) == ["7", "6"]
    assert set(found.find("luka", ("x",))) == {"1", "2", "3", "4", "7"}
    assert set(found.find("luka", ("x", "y"))) == {"1", "2", "3", "4", "6", "7"}
    assert found.exact("luka", ("y",)) == ["7"]
    assert set(found.find("lu")) == {"1", "2", "3", "4", "6", "7"}
    assert set(found.find("luka", ("z",))) == {"7"}


def test_case_accents_and_signs_do_not_matter() -> None:
    found = index()
    assert list(found.find("SENOR PENA")) == ["4"]
    assert list(found.find("o'brien")) == ["4"]
    assert list(found.find("strasse")) == ["5"]
    assert list(found.find("文雄")) == ["5"]
    assert found.exact("strasse") == ["5"]
    assert found.exact("Lukas") == []


def test_what_changes_is_found_anew_and_what_goes_is_not() -> None:
    found = index()
    found.put("2", ("Wiktor",), "x")
    found.remove("3")
    found.put("6", ("Lukas Moodysson",), "y")
    assert list(found.find("lukas")) == ["6", "1", "4"]
    assert list(found.find("wik")) == ["2"]
    found.remove("6")
    found.remove("6")
    assert list(found.find("lukas")) == ["1", "4"]
    for number in range(1200):
        found.put(f"n{number}", (f"Name {number}",), "x")
    found.put("n7", ("Another",), "x")
    assert list(found.find("name 7"))[0] == "n70"
    assert list(found.find("another")) == ["n7"]


@given(st.lists(st.text(max_size=12), max_size=8), st.text(max_size=6))
def test_any_names_are_found_by_what_they_hold(names: list[str], query: str) -> None:
    found = NameIndex()
    found.add_all([(str(number), (name,), "x") for number, name in enumerate(names[:4])])
    for number, name in enumerate(names[4:], 4):
        found.put(str(number), (name,), "y")
    words = " ".join(folded(query).split())
    expected = {
        str(number)
        for number, name in enumerate(names)
        if words and words in " ".join(folded(" ".join(name.split())).split())
    }
    hits = list(found.find(query))
    assert len(hits) == len(set(hits))
    assert expected <= set(hits)
