"""Cases: what a lead decides, of what several people did at one place."""

from __future__ import annotations

from annotator.compare.case import Case
from annotator.domain.annotation import Relation
from annotator.domain.span import Span
from tests.compare.decided import cases
from tests.compare.spans import span

QUOTE, SPEAKER = (0, 14, "quote"), (15, 27, "speaker")


def _marks(*places: tuple[int, int, str]) -> list[Span]:
    return [span(*place, id=place[2]) for place in places]


def _link(label: str = "said_by") -> list[Relation]:
    return [Relation(label, label, "quote", "speaker")]


def _relation(layers: dict[str, list[Span]], relations: dict[str, list[Relation]]) -> Case:
    (found,) = [each for each in cases(layers, relations) if each.kind == "relation"]
    return found


def test_everybody_takes_part_in_a_case_and_whoever_marked_nothing_says_so() -> None:
    (found,) = cases({"ana": _marks(QUOTE), "ben": _marks(QUOTE), "cy": []})
    assert [choice.people for choice in found.choices] == [("ana", "ben"), ("cy",)]
    assert [len(choice.spans) for choice in found.choices] == [1, 0]
    assert found.choices[0].spans[0].quote == ("“We will win,”",)
    assert (found.everyone, found.unanimous) == (("ana", "ben", "cy"), False)


def test_what_all_did_alike_is_unanimous() -> None:
    both = {name: _marks(QUOTE, SPEAKER) for name in ("ana", "ben")}
    *spans, link = cases(both, {name: _link() for name in both})
    assert [each.unanimous for each in (*spans, link)] == [True, True, True]
    assert (link.category, link.pattern) == ("agreed", None)


def test_a_relation_that_others_had_no_mark_for_is_to_be_decided() -> None:
    layers = {"ana": _marks(QUOTE, SPEAKER), "ben": _marks(QUOTE), "cy": _marks(QUOTE)}
    found = _relation(layers, {"ana": _link()})
    assert [choice.people for choice in found.choices] == [("ana",)]
    assert (found.unanimous, found.category) == (False, "relation")
    assert found.title == "Related, where others have no mark"
    # It comes again wherever others lack a mark, and only there.
    assert found.pattern is not None
    assert found.pattern == _relation({**layers, "cy": []}, {"ana": _link()}).pattern
    assert found.pattern != _relation(layers, {"ana": _link("about")}).pattern
    able = {**layers, "ben": _marks(QUOTE, SPEAKER)}
    assert found.pattern != _relation(able, {"ana": _link()}).pattern


def test_two_who_drew_it_are_not_all_where_a_third_could_not() -> None:
    layers = {"ana": _marks(QUOTE, SPEAKER), "ben": _marks(QUOTE, SPEAKER), "cy": _marks(QUOTE)}
    found = _relation(layers, {"ana": _link(), "ben": _link()})
    assert [choice.people for choice in found.choices] == [("ana", "ben")]
    assert not found.unanimous


def test_an_id_stays_while_marks_change_and_the_fingerprint_tells_of_it() -> None:
    before = cases({"ana": _marks(QUOTE), "ben": _marks(QUOTE)})
    after = cases({"ana": _marks(QUOTE), "ben": _marks((0, 12, "quote"))})
    assert [each.id for each in before] == [each.id for each in after]
    assert [each.fingerprint for each in before] != [each.fingerprint for each in after]
    joined = cases({"ana": _marks(QUOTE), "ben": _marks(QUOTE), "cy": _marks(QUOTE)})
    assert [each.id for each in before] != [each.id for each in joined]
