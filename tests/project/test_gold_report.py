"""How far each person's layers are gold, as planned beforehand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.problem import Problem
from annotator.project import editing
from annotator.project.gold_report import AGAINST, AgainstGold, gold_report
from annotator.project.progress import Progress
from tests.beside_gold import dated, gold_beside_two
from tests.disputed import disputed
from tests.feedbacks import handed_back, majority_ruled
from tests.planned import KYIV, LOST, MINSK, QUOTE, SPEAKER, Marks, document, planned
from tests.reviews import opened


def report(path: Path, person: str | None = None) -> dict[str, AgainstGold]:
    return {each.person: each for each in gold_report(Progress(), path, person)}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return gold_beside_two(tmp_path)


def test_figures_by_label_and_week_are_those_of_the_plan(path: Path) -> None:
    told = report(path)
    figures = {
        person: {row.label: row.value for row in each.figures} for person, each in told.items()
    }
    # Of 3 and 3 spans 2 are the same in a, and the only one in b.
    assert figures["ana"][None] == pytest.approx(2 * 3 / 8)
    assert (figures["ana"]["quote"], figures["ana"]["speaker"]) == (1, 0)
    assert figures["ben"][None] == pytest.approx(2 / 6)
    assert {row.documents for row in told["ben"].figures} == {1}, "ben has not begun b"
    weeks = [(p.group, p.row.value) for p in told["ana"].weeks if p.row.label is None]
    assert weeks == [("2026-W45", pytest.approx(4 / 6)), ("2026-W46", 1)]


def test_every_mark_is_counted_by_how_it_stands_to_gold(path: Path) -> None:
    told = report(path)
    assert told["ana"].total() == Counter({"agreed": 3, "boundary": 1})
    assert told["ben"].total() == Counter({"agreed": 1, "missed": 1, "extra": 1, "label": 1})
    # By gold's label; by the person's where gold has nothing.
    assert told["ben"].total("location") == Counter({"label": 1})
    assert told["ben"].total("quote") == Counter({"agreed": 1, "extra": 1})
    assert told["ana"].items["2026-W45", "speaker", "boundary"] == 1
    plain = told["ana"].as_json()
    assert plain["items"][0].keys() == {"week", "label", "category", "items"}
    assert plain["figures"][0]["value"] == pytest.approx(0.75)


def test_one_person_or_nobody(path: Path) -> None:
    assert list(report(path, "ben")) == ["ben"]
    with pytest.raises(Problem, match="Nobody in this project is called zoe"):
        report(path, "zoe")


def test_only_what_is_decided_in_full_counts(tmp_path: Path) -> None:
    lead = disputed(tmp_path / "p.sqlite")
    assert report(lead) == {}
    majority_ruled(lead, "maria")
    assert report(lead) == {}, "some items wait"


def test_a_bundle_tells_the_same_of_its_person(path: Path, tmp_path: Path) -> None:
    bundle = handed_back(path, "ana")
    (mine,) = report(bundle).values()
    whole = report(path)["ana"]
    assert (mine.figures, mine.weeks, mine.items) == (whole.figures, whole.weeks, whole.items)


def test_it_tells_how_things_are_now(path: Path) -> None:
    project = opened(path, "ana", "n")
    (a,) = [each.id for each in project.documents() if each.key == "a"]
    for span in list(project.open_document(a).spans.values()):
        if span.start == 19:
            editing.delete(project, a, [span.id])
    project.close()
    assert report(path)["ana"].total() == Counter({"agreed": 3, "missed": 1})


PLACES = (QUOTE, SPEAKER, KYIV, LOST, MINSK, (19, 27), (0, 12))
MARKS = st.lists(
    st.tuples(st.sampled_from(PLACES), st.sampled_from(("quote", "speaker", "location"))),
    unique=True, max_size=6,
)  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(MARKS, MARKS)
def test_counts_and_figures_say_the_same_of_any_marks(
    tmp_path_factory: pytest.TempPathFactory, own: Marks, gold: Marks
) -> None:
    path = planned(
        tmp_path_factory.mktemp("r") / "p.sqlite",
        document("a", dated("ana", own, "2026-11-02"), dated(None, gold, "2026-11-02")),
    )
    (told,) = report(path).values()
    total = told.total()
    assert set(total) <= set(AGAINST)
    both = len(set(own) & set(gold))
    (whole,) = [row for row in told.figures if row.label is None]
    assert whole.value == (
        pytest.approx(2 * both / (len(own) + len(gold))) if own or gold else None
    )
    # Attributes are the same here, so an agreed item is a span of the same extent and label.
    assert total["agreed"] <= both
