from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.edit import Edit, add, set_fields
from annotator.domain.problem import Problem
from annotator.domain.regions import toggled
from annotator.domain.stream import SCHEMA, layer_stream
from annotator.project import editing, history
from annotator.project.checking import check
from annotator.project.project import Project
from tests.samples import ARTICLE, set_span_fields

DOC = "D-a"
NAME = (ARTICLE.index("Lukashenko"), ARTICLE.index("Lukashenko") + len("Lukashenko"))
CITY = (ARTICLE.index("Odessa"), ARTICLE.index("Odessa") + len("Odessa"))


def test_marking_keeps_the_quote_and_begins_the_document(project: Project) -> None:
    span = editing.mark(project, DOC, "speaker", [NAME])
    assert (span.quote, span.origin) == (("Lukashenko",), "hand")
    opened = project.open_document(DOC)
    assert opened.spans == {span.id: span}
    assert opened.status == "started"
    (summary,) = project.documents()
    assert (summary.span_count, summary.status) == (1, "started")
    assert history.undo_name(project) == "mark Lukashenko as Speaker"


def test_marking_what_is_marked_gives_the_same_span_and_no_edit(project: Project) -> None:
    span = editing.mark(project, DOC, "speaker", [NAME])
    editing.mark(project, DOC, "location", [CITY])
    assert editing.mark(project, DOC, "speaker", [NAME]) == span
    assert history.undo_name(project) == "mark Odessa as Location"


@pytest.mark.parametrize(
    "fragments",
    [[], [(3, 3)], [(5, 2)], [(-1, 4)], [(0, len(ARTICLE) + 1)], [(0, 5), (6, 6)]],
)
def test_what_cannot_be_marked_is_a_problem_and_changes_nothing(
    project: Project, fragments: list[tuple[int, int]]
) -> None:
    with pytest.raises(Problem):
        editing.mark(project, DOC, "quote", fragments)
    assert project.open_document(DOC).spans == {}
    assert history.undo_name(project) is None


@pytest.mark.parametrize("second", [(5, 8), (4, 8), (2, 8)])
def test_parts_that_touch_or_overlap_are_marked_as_one(
    project: Project, second: tuple[int, int]
) -> None:
    span = editing.mark(project, DOC, "quote", [second, (0, 5)])
    assert span.fragments == ((0, 8),)
    # One piece is what a label with one piece takes.
    assert editing.mark(project, DOC, "speaker", [(0, 5), second]).quote == (ARTICLE[:8],)


def test_unknown_labels_and_too_many_fragments_are_problems(project: Project) -> None:
    with pytest.raises(Problem, match="no label"):
        editing.mark(project, DOC, "nonsense", [NAME])
    limited = next(label for label in project.schema.labels if label.fragments == 1)
    with pytest.raises(Problem, match="one piece"):
        editing.mark(project, DOC, limited.id, [NAME, CITY])


def test_several_places_are_one_edit(project: Project) -> None:
    second = ARTICLE.index("Lukashenko", NAME[1])
    places = [[NAME], [(second, second + 10)]]
    spans = editing.mark_all(project, DOC, "speaker", places)
    assert len(spans) == 2
    assert history.undo_name(project) == "mark 2 × Lukashenko as Speaker"
    history.undo(project)
    assert project.open_document(DOC).spans == {}


def test_changing_label_bounds_and_doubt(project: Project) -> None:
    span = editing.mark(project, DOC, "speaker", [NAME])
    editing.relabel(project, DOC, [span.id], "location")
    editing.move(project, DOC, span.id, [(NAME[0], NAME[1] - 2)])
    editing.set_uncertain(project, DOC, [span.id], True)
    now = project.open_document(DOC).spans[span.id]
    assert (now.label, now.quote, now.uncertain) == ("location", ("Lukashen",), True)
    assert (now.created, now.updated is not None) == (span.created, True)
    editing.set_uncertain(project, DOC, [span.id], False)
    assert project.open_document(DOC).spans[span.id].uncertain is False
    project.flush()
    assert check(project.path, refold=True) == []


def test_what_would_be_the_same_as_another_mark_keeps_its_label(project: Project) -> None:
    city = editing.mark(project, DOC, "location", [CITY])
    other = editing.mark(project, DOC, "speaker", [CITY])
    before = history.undo_name(project)
    assert editing.relabel(project, DOC, [other.id], "location") == [city]
    opened = project.open_document(DOC)
    assert {span.label for span in opened.spans.values()} == {"location", "speaker"}
    assert history.undo_name(project) == before
    # Of several at one place the first is changed, and the others stay.
    name = editing.mark(project, DOC, "location", [NAME])
    found = editing.relabel(project, DOC, [name.id, city.id, other.id], "claim")
    assert [span.id for span in found] == [name.id, city.id, city.id]
    assert opened.spans[other.id].label == "speaker"
    assert history.undo_name(project) == "change 2 marks to Claim"


def test_no_mark_is_moved_onto_another_of_its_label(project: Project) -> None:
    editing.mark(project, DOC, "location", [CITY])
    editing.mark(project, DOC, "speaker", [(CITY[0] - 3, CITY[1])])
    other = editing.mark(project, DOC, "location", [(CITY[0] - 3, CITY[1])])
    before = history.undo_name(project)
    with pytest.raises(Problem, match="Odessa is marked as Location already"):
        editing.move(project, DOC, other.id, [CITY])
    assert (project.open_document(DOC).spans[other.id], history.undo_name(project)) == (
        other,
        before,
    )
    # To the same place, or onto one of another label, is nothing to object to.
    editing.move(project, DOC, other.id, other.fragments)
    editing.relabel(project, DOC, [other.id], "claim")
    editing.move(project, DOC, other.id, [CITY])
    assert project.open_document(DOC).spans[other.id].fragments == (CITY,)


def test_relabelling_drops_only_attributes_the_new_label_does_not_know(project: Project) -> None:
    span = editing.mark(project, DOC, "quote", [(0, 9)])
    set_span_fields(project, DOC, [span.id], "set type", attributes={"quote_type": "direct"})
    editing.relabel(project, DOC, [span.id], "location")
    attributes = project.open_document(DOC).spans[span.id].attributes
    assert dict(attributes) == {"usage": "literal", "resolution": "todo"}
    history.undo(project)
    attributes = project.open_document(DOC).spans[span.id].attributes
    assert dict(attributes) == {"quote_type": "direct"}


def test_deleting_takes_relations_and_comments_and_undo_brings_them_back(
    project: Project,
) -> None:
    quote = editing.mark(project, DOC, "quote", [(0, 9)])
    speaker = editing.mark(project, DOC, "speaker", [NAME])
    stream = layer_stream(DOC, "ana")
    relation = add(
        stream, "relation", "r", {"label": "said_by", "from": quote.id, "to": speaker.id}
    )
    comment = add(stream, "comment", "c", {"text": "sure?", "span": speaker.id})
    project.apply(Edit("link", (relation, comment)))
    opened = project.open_document(DOC)
    before = opened.layer
    editing.delete(project, DOC, [speaker.id])
    assert (set(opened.spans), opened.relations, opened.comments) == ({quote.id}, {}, {})
    history.undo(project)
    assert opened.layer == before
    project.flush()
    assert check(project.path, refold=True) == []


def test_a_mark_that_is_gone_is_a_problem(project: Project) -> None:
    span = editing.mark(project, DOC, "speaker", [NAME])
    editing.delete(project, DOC, [span.id])
    for action in (
        lambda: editing.relabel(project, DOC, [span.id], "quote"),
        lambda: editing.delete(project, DOC, [span.id]),
        lambda: editing.move(project, DOC, span.id, [CITY]),
    ):
        _fails(action)


def _fails(action: Callable[[], None]) -> None:
    with pytest.raises(Problem, match="no longer there"):
        action()


def test_excluding_and_including_a_region(project: Project) -> None:
    assert editing.toggle_excluded(project, DOC, 10, 20) is True
    assert editing.toggle_excluded(project, DOC, 20, 30) is True
    opened = project.open_document(DOC)
    assert opened.document.excluded == ((10, 30),)
    with pytest.raises(Problem, match="excluded"):
        editing.mark(project, DOC, "quote", [(5, 12)])
    assert editing.toggle_excluded(project, DOC, 15, 18) is False
    assert opened.document.excluded == ((10, 15), (18, 30))
    history.undo(project)
    assert opened.document.excluded == ((10, 30),)
    history.undo(project)
    history.undo(project)
    assert opened.document.excluded == ()


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8))
def test_toggling_regions_is_toggling_sets_of_positions(pairs: list[tuple[int, int]]) -> None:
    regions: tuple[tuple[int, int], ...] = ()
    positions: set[int] = set()
    for one, other in pairs:
        start, end = min(one, other), max(one, other) + 1
        regions, excluded = toggled(regions, start, end)
        wanted = set(range(start, end))
        assert excluded == (not wanted <= positions)
        positions = positions | wanted if excluded else positions - wanted
        assert {p for begin, stop in regions for p in range(begin, stop)} == positions
        assert all(a[1] < b[0] for a, b in zip(regions, regions[1:], strict=False))


def test_status_with_a_reason(project: Project) -> None:
    editing.set_status(project, DOC, "skipped", "not an article")
    (summary,) = project.documents()
    assert (summary.status, summary.reason) == ("skipped", "not an article")
    history.undo(project)
    assert project.documents()[0].status == "new"
    with pytest.raises(ValueError, match="finished"):
        editing.set_status(project, DOC, "finished")


def test_edits_of_the_schema_and_title_show_at_once(project: Project) -> None:
    definition = {"labels": [{"id": "x", "name": "X", "color": "#000000"}]}
    before = {"definition": project.schema.definition}
    change = set_fields(SCHEMA, "schema", "schema", before, definition=definition)
    project.apply(Edit("change the schema", (change,)))
    assert [label.id for label in project.schema.labels] == ["x"]
    history.undo(project)
    assert project.schema.label("quote") is not None
