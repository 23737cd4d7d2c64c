"""Propagation: what is listed and ticked, and marking it all as one edit."""

from __future__ import annotations

from threading import Thread

import pytest

from annotator.domain.edit import Edit, add
from annotator.domain.problem import Problem
from annotator.project import editing, history, propagating
from annotator.project.attributes import set_attribute
from annotator.project.checking import check
from annotator.project.fragments import join
from annotator.project.marking import Hand
from annotator.project.progress import Cancelled
from annotator.project.project import Project
from annotator.project.propagating import occurrences, propagate, search, wanted
from tests.samples import ARTICLE, add_documents, reopen, set_span_fields

DOC = "D-a"


def mark(project: Project, words: str, number: int = 0, label: str = "location") -> str:
    start = -1
    for _ in range(number + 1):
        start = ARTICLE.index(words, start + 1)
    return editing.mark(project, DOC, label, [(start, start + len(words))]).id


def words_of(project: Project, document: str, label: str = "location") -> list[str]:
    spans = project.open_document(document).spans.values()
    return [span.quote[0] for span in spans if span.label == label]


def test_other_places_of_the_document_are_listed_in_context(project: Project) -> None:
    odessa = mark(project, "Odessa")
    (found,) = occurrences(project, DOC, odessa)
    second = ARTICLE.index("Odessa", ARTICLE.index("Odessa") + 1)
    assert (found.document, found.fragment, found.words) == (DOC, (second, second + 6), "Odessa")
    assert found.before.endswith("Lukashenko added that ")
    assert found.after.startswith(" was quiet.")
    assert found.ticked
    assert propagate(project, DOC, odessa, [found]) == 1
    assert occurrences(project, DOC, odessa) == []


def test_a_propagated_mark_has_entity_attributes_and_its_origin(project: Project) -> None:
    odessa = mark(project, "Odessa")
    set_span_fields(project, DOC, [odessa], "link", entity="E1")
    set_attribute(project, DOC, [odessa], "usage", "metonymic")
    propagate(project, DOC, odessa, occurrences(project, DOC, odessa))
    spans = project.open_document(DOC).spans
    (made,) = [span for id, span in spans.items() if id != odessa]
    assert made.entity == "E1"
    assert made.attributes == spans[odessa].attributes
    assert (made.origin, made.because) == ("rule", "propagated")


def test_what_the_schema_does_not_let_be_copied_is_computed_there(project: Project) -> None:
    add_documents(project, {"q": "“No,” said Ana. Then “No,” he wrote."})
    quote = editing.mark(project, "D-q", "quote", [(0, 5)]).id
    set_attribute(project, "D-q", [quote], "attribution", "unattributed")
    propagate(project, "D-q", quote, occurrences(project, "D-q", quote))
    (made,) = [span for id, span in project.open_document("D-q").spans.items() if id != quote]
    assert "attribution" not in made.attributes
    assert made.attributes["quote_type"] == "direct"


def test_everywhere_is_one_edit_and_one_undo(project: Project) -> None:
    add_documents(
        project, {"b": "Odessa, ODESSA and Odessans.", "c": "No such town.", "d": "Odessa"}
    )
    odessa = mark(project, "Odessa")
    found = occurrences(project, DOC, odessa, everywhere=True)
    assert [(each.document, each.words, each.ticked) for each in found] == [
        (DOC, "Odessa", True),
        ("D-b", "Odessa", True),
        ("D-b", "ODESSA", False),
        ("D-b", "Odessa", False),
        ("D-d", "Odessa", True),
    ]
    assert propagate(project, DOC, odessa, [each for each in found if each.ticked]) == 3
    assert history.undo_name(project) == "mark 3 × Odessa as Location in 3 articles"
    # What is not written yet is not offered once more.
    again = occurrences(project, DOC, odessa, everywhere=True)
    assert [each.ticked for each in again] == [False, False]
    statuses = {each.key: each.status for each in project.documents()}
    assert statuses == {"a": "started", "b": "started", "c": "new", "d": "started"}
    assert words_of(project, "D-b") == ["Odessa"]
    assert project.open_document("D-b").spans.popitem()[1].attributes["usage"] == "literal"
    project.reload()
    history.undo(project)
    assert words_of(project, "D-b") == words_of(project, "D-d") == []
    assert words_of(project, DOC) == ["Odessa"]
    history.redo(project)
    project.flush()
    assert check(project.path, refold=True) == []
    other = reopen(project.path, "other")
    assert words_of(other, "D-d") == ["Odessa"]
    other.close()


def test_marked_and_excluded_places_are_left_out_and_overlaps_unticked(project: Project) -> None:
    odessa = mark(project, "Odessa")
    longer = mark(project, "that Odessa was")
    (found,) = occurrences(project, DOC, odessa)
    assert (found.ticked, found.because) == (False, "overlaps “that Odessa was”, which is marked")
    editing.delete(project, DOC, [longer])
    second = mark(project, "Odessa", 1)
    assert occurrences(project, DOC, odessa) == []
    editing.delete(project, DOC, [second])
    at = ARTICLE.index("Odessa was")
    editing.toggle_excluded(project, DOC, at, at + 3)
    assert occurrences(project, DOC, odessa) == []


def test_another_label_at_the_place_does_not_matter(project: Project) -> None:
    odessa = mark(project, "Odessa")
    mark(project, "Odessa", 1, "speaker")
    (found,) = occurrences(project, DOC, odessa)
    assert found.ticked


def test_what_was_marked_or_removed_meanwhile_is_left_out(project: Project) -> None:
    add_documents(project, {"b": "Odessa"})
    odessa = mark(project, "Odessa")
    found = occurrences(project, DOC, odessa, everywhere=True)
    mark(project, "Odessa", 1)
    gone = [each._replace(document="D-gone") for each in found]
    assert propagate(project, DOC, odessa, [*found, *gone]) == 1
    assert propagate(project, DOC, odessa, []) == 0
    assert history.undo_name(project) == "mark Odessa as Location"


@pytest.mark.parametrize("in_memory", [True, False])
def test_what_was_marked_or_excluded_meanwhile_is_left_in_every_article(
    project: Project, in_memory: bool
) -> None:
    add_documents(project, {"b": "Odessa, and Odessa.", "c": "Odessa", "d": "To Odessa"})
    odessa = mark(project, "Odessa")
    found = [each for each in occurrences(project, DOC, odessa, True) if each.document != DOC]
    assert len(found) == 4
    project.flush()
    other = reopen(project.path, "other", me="Ana")
    (theirs,) = editing.mark_all(other, "D-b", "location", [[(0, 6)]])
    editing.toggle_excluded(other, "D-c", 2, 4)
    editing.mark(other, "D-d", "claim", [(3, 9)])
    other.close()
    project.poll()
    if in_memory:
        kept = [project.open_document(f"D-{key}") for key in "bcd"]
        assert len(kept) == 3
    # The same place twice is one mark, too.
    assert propagate(project, DOC, odessa, [*found, *found]) == 2
    assert history.undo_name(project) == "mark 2 × Odessa as Location in 2 articles"
    assert [each.quote for each in project.open_document("D-c").spans.values()] == []
    spans = project.open_document("D-b").spans
    assert sorted(span.fragments for span in spans.values()) == [((0, 6),), ((12, 18),)]
    assert spans[theirs.id] == theirs
    assert {span.label for span in project.open_document("D-d").spans.values()} == {
        "claim",
        "location",
    }
    project.flush()
    assert check(project.path, refold=True) == []


def test_what_is_marked_and_not_written_yet_is_left_as_well(project: Project) -> None:
    add_documents(project, {"b": "Odessa"})
    odessa = mark(project, "Odessa")
    found = occurrences(project, DOC, odessa, everywhere=True)
    assert propagate(project, DOC, odessa, found) == 2
    assert project.opened(project.layer_stream("D-b")) is None
    assert propagate(project, DOC, odessa, found) == 0
    assert history.undo_name(project) == "mark 2 × Odessa as Location in 2 articles"


@pytest.mark.parametrize("in_memory", [True, False])
def test_attributes_follow_in_articles_that_are_not_in_memory_too(
    project: Project, in_memory: bool
) -> None:
    add_documents(project, {"b": "Odessa"})
    start = ARTICLE.index("Odessa")
    # As of an import, which computes nothing.
    fields = {"label": "location", "fragments": [[start, start + 6]], "quote": ["Odessa"]}
    project.apply(Edit("import", (add(project.layer_stream(DOC), "span", "s", fields),)))
    found = occurrences(project, DOC, "s", everywhere=True)
    kept = project.open_document("D-b") if in_memory else None
    propagate(project, DOC, "s", found)
    (made,) = project.open_document("D-b").spans.values()
    assert dict(made.attributes) == {"usage": "literal", "resolution": "todo"}
    assert kept is None or kept.spans == {made.id: made}


def test_a_mark_in_pieces_or_one_that_is_gone_is_a_problem(project: Project) -> None:
    quote = mark(project, "You started", label="quote")
    at = ARTICLE.index("he said")
    join(project, Hand(DOC, 0, (at, at + 7), quote))
    with pytest.raises(Problem, match="several pieces"):
        occurrences(project, DOC, quote)
    with pytest.raises(Problem, match="no longer there"):
        occurrences(project, DOC, "gone")
    with pytest.raises(Problem, match="no longer there"):
        propagate(project, DOC, "gone", [])


def test_ten_thousand_are_listed_and_the_rest_is_counted(project: Project) -> None:
    add_documents(project, {"many": "Reuters said. " * 10_050})
    span = editing.mark(project, "D-many", "speaker", [(0, 7)]).id
    found = occurrences(project, "D-many", span)
    assert (len(found), found.more) == (propagating.MOST, 49)
    assert propagate(project, "D-many", span, found) == propagating.MOST
    assert str(history.undo_name(project)).startswith("mark 10,000 × Reuters as ")
    assert len(project.open_document("D-many").spans) == propagating.MOST + 1
    history.undo(project)
    assert len(project.open_document("D-many").spans) == 1


def test_it_tells_how_far_it_is_and_can_be_stopped(project: Project) -> None:
    add_documents(project, {"b": "Odessa", "c": "Odessa"})
    odessa = mark(project, "Odessa")
    told: list[tuple[int, int | None]] = []
    occurrences(project, DOC, odessa, everywhere=True, progress=lambda *step: told.append(step))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    with pytest.raises(Cancelled):
        occurrences(project, DOC, odessa, everywhere=True, cancelled=lambda: True)


def test_another_thread_searches_with_a_reader_of_its_own(project: Project) -> None:
    add_documents(project, {"b": "Odessa"})
    odessa = mark(project, "Odessa")
    asked = wanted(project, DOC, odessa, everywhere=True)
    found: list[propagating.Occurrences] = []

    def work() -> None:
        reader = project.another_reader()
        try:
            found.append(search(asked, reader))
        finally:
            reader.close()

    thread = Thread(target=work)
    thread.start()
    thread.join()
    assert [each.document for each in found[0]] == [DOC, "D-b"]


def test_signs_of_patterns_are_words_like_others(project: Project) -> None:
    add_documents(project, {"p": "100 % (50_%) and 100 % again (50_%) x(50a%)"})
    for start, end, count in ((0, 5, 1), (6, 12, 1)):
        span = editing.mark(project, "D-p", "claim", [(start, end)]).id
        assert len(occurrences(project, "D-p", span, everywhere=True)) == count
