"""What a key of the hand means, without a window."""

from __future__ import annotations

import pytest

from annotator.domain.problem import Problem
from annotator.domain.text_objects import moved_edge
from annotator.project import editing, marking
from annotator.project.importing import ImportOptions, import_files
from annotator.project.marking import Hand
from annotator.project.project import Project, create_project
from annotator.project.session import Session

TEXT = "The mayor, Ana Kovač, said: “We open  on Friday.” Nobody in Split believed it."


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "p.sqlite"
    create_project(path, me="Ana").close()
    article = tmp_path / "a.txt"
    article.write_text(TEXT, "utf-8")
    import_files(path, ImportOptions((article,), "Ana"), Session(via="command"))
    opened = Project.open(path)
    yield opened
    opened.close()


@pytest.fixture
def document(project):
    return project.documents()[0].id


def label(project, id):
    return project.schema.label(id)


def test_the_text_object_at_the_caret(project, document):
    hand = Hand(document, TEXT.index("open"))
    span = marking.mark(project, hand, label(project, "quote"))
    assert span.quote == ("“We open  on Friday.”",)
    hand = Hand(document, TEXT.index("Kov"))
    assert marking.mark(project, hand, label(project, "speaker")).quote == ("Ana Kovač",)
    hand = Hand(document, TEXT.index("mayor") + 2)
    assert marking.mark(project, hand, label(project, "speaker")).quote == ("The mayor, Ana Kovač",)


def test_a_selection_beats_the_focus(project, document):
    focused = marking.mark(project, Hand(document, 12), label(project, "speaker"))
    at = TEXT.index("Split")
    hand = Hand(document, at, (at, at + 5), focused.id)
    assert marking.mark(project, hand, label(project, "location")).quote == ("Split",)
    assert len(project.open_document(document).spans) == 2


def test_a_focused_span_is_relabelled_or_marked_once_more(project, document):
    span = marking.mark(project, Hand(document, 12), label(project, "speaker"))
    hand = Hand(document, 12, None, span.id)
    relabelled = marking.mark(project, hand, label(project, "location"))
    assert (relabelled.id, relabelled.label) == (span.id, "location")
    again = marking.mark(project, hand, label(project, "speaker"), once_more=True)
    assert again.id != span.id
    assert again.fragments == span.fragments


def test_marking_what_is_marked_gives_the_same_span(project, document):
    hand = Hand(document, 12)
    first = marking.mark(project, hand, label(project, "speaker"))
    assert marking.mark(project, hand, label(project, "speaker")).id == first.id


def test_excluded_words_are_refused(project, document):
    at = TEXT.index("Split")
    editing.toggle_excluded(project, document, at - 3, at + 10)
    with pytest.raises(Problem, match="excluded"):
        marking.mark(project, Hand(document, at + 1), label(project, "location"))


@pytest.mark.parametrize(
    ("edge", "unit", "direction", "words"),
    [
        ("end", "word", 1, "Ana Kovač, said"),
        ("end", "word", -1, "Ana"),
        ("start", "word", 1, "Kovač"),
        ("end", "character", -1, "Ana Kova"),
        ("start", "character", 1, "na Kovač"),
        ("start", "character", -1, ", Ana Kovač"),
    ],
)
def test_an_edge_moves_and_leaves_no_white_space(edge, unit, direction, words):
    start = TEXT.index("Ana")
    moved = moved_edge(TEXT, (start, start + 9), edge, unit, direction)
    assert TEXT[slice(*moved)] == words
    assert not TEXT[moved[0]].isspace()
    assert not TEXT[moved[1] - 1].isspace()


def test_an_edge_never_crosses_the_other():
    start = TEXT.index("in Split")
    assert moved_edge(TEXT, (start, start + 2), "end", "word", -1) == (start, start + 2)
    assert moved_edge(TEXT, (start, start + 2), "end", "character", -1) == (start, start + 1)
    assert moved_edge(TEXT, (0, 3), "start", "character", -1) == (0, 3)


def test_growing_goes_from_the_word_outwards(project, document):
    at = TEXT.index("open")
    hand = Hand(document, at + 1)
    first = marking.resize(project, hand, larger=True)
    assert TEXT[slice(*first)] == "open"
    second = marking.resize(project, Hand(document, first[1], first, None, at + 1), larger=True)
    assert second[0] <= first[0]
    assert second[1] > first[1]
    back = marking.resize(project, Hand(document, second[1], second, None, at + 1), larger=False)
    assert back == first
