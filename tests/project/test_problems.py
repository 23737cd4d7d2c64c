"""The problem list, kept up to date with every edit, and finishing a document."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.changes import Changes
from annotator.domain.edit import Edit, add, set_fields
from annotator.domain.problem import Problem
from annotator.domain.stream import SCHEMA
from annotator.project import editing, history, relating
from annotator.project import problems as problem_list
from annotator.project.attributes import set_attribute
from annotator.project.checking import check
from annotator.project.finishing import Unfinished, finish
from annotator.project.problems import ERROR, HINT, WARNING, Problems
from annotator.project.project import Project
from tests.samples import ARTICLE

DOC = "D-a"


def place(words: str) -> tuple[int, int]:
    start = ARTICLE.index(words)
    return start, start + len(words)


def mark(project: Project, label: str, words: str) -> str:
    return editing.mark(project, DOC, label, [place(words)]).id


def kinds(problems: Problems) -> list[tuple[str, str | None]]:
    return [(each.kind, each.span) for each in problems.all()]


@pytest.fixture
def problems(project: Project) -> Problems:
    live = Problems(project, DOC)
    project.add_listener(live.refresh)
    return live


def test_the_list_follows_every_edit(project: Project, problems: Problems) -> None:
    assert problems.all() == []
    quote = mark(project, "quote", "“You started it,”")
    assert kinds(problems) == [("min", quote)]
    speaker = mark(project, "speaker", "Lukashenko")
    assert kinds(problems) == [("entity", speaker), ("unlinked", speaker), ("min", quote)]
    relating.relate(project, DOC, "said_by", quote, speaker)
    assert kinds(problems) == [("entity", speaker)]
    assert [each.kind for each in problems.of(speaker)] == ["entity"]
    history.undo(project)
    assert ("min", quote) in kinds(problems)
    set_attribute(project, DOC, [quote], "quote_type", "scare")
    assert ("min", quote) not in kinds(problems)
    editing.delete(project, DOC, [speaker])
    assert kinds(problems) == []


def test_excluding_a_region_shows_what_runs_into_it(project: Project, problems: Problems) -> None:
    quote = mark(project, "quote", "“You started it,”")
    editing.toggle_excluded(project, DOC, *place("started"))
    assert ("excluded", quote) in kinds(problems)
    history.undo(project)
    assert ("excluded", quote) not in kinds(problems)


def test_another_schema_asks_for_other_things(project: Project, problems: Problems) -> None:
    quote = mark(project, "quote", "“You started it,”")
    before = {"definition": project.schema.definition}
    definition = {**project.schema.definition, "relations": []}
    change = set_fields(SCHEMA, "schema", "schema", before, definition=definition)
    assert kinds(problems) == [("min", quote)]
    project.apply(Edit("change the schema", (change,)))
    assert kinds(problems) == []


def test_crossing_quotes_part_again(project: Project, problems: Problems) -> None:
    one = mark(project, "quote", "“You started")
    two = mark(project, "quote", "started it,”")
    assert ("crossing", two) in kinds(problems)
    editing.move(project, DOC, one, [place("“You")])
    assert ("crossing", two) not in kinds(problems)


def test_what_does_not_concern_the_document_changes_nothing(problems: Problems) -> None:
    assert problems.refresh(Changes(frozenset(("layer/other/ana/annotations",)))) is False


_LABELS = ("quote", "claim", "speaker")


def _random_edit(project: Project, rng: Random) -> None:
    opened = project.open_document(DOC)
    spans = sorted(opened.spans)
    start = rng.randrange(0, 60)
    fragment = (start, start + rng.randrange(1, 25))
    choice = rng.randrange(8)
    if choice <= 2 or not spans:
        editing.mark(project, DOC, rng.choice(_LABELS), [fragment])
    elif choice == 3:
        editing.move(project, DOC, rng.choice(spans), [fragment])
    elif choice == 4:
        editing.delete(project, DOC, [rng.choice(spans)])
    elif choice == 5:
        # As another window or an import may have it, whatever the verbs refuse.
        kind = rng.choice(("said_by", "nested_in", "nested_in", "stated_in", "claimed_by"))
        fields = {"label": kind, "from": rng.choice(spans), "to": rng.choice(spans)}
        relation = add(opened.stream, "relation", project.session.new_id(), fields)
        project.apply(Edit("link", (relation,)))
    elif choice == 6 and opened.relations:
        relating.unrelate(project, DOC, [rng.choice(sorted(opened.relations))])
    else:
        history.undo(project)


@pytest.mark.parametrize("at_once", [problem_list.AT_ONCE, 1])
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_the_kept_list_is_the_list_made_anew(
    project: Project, monkeypatch: pytest.MonkeyPatch, at_once: int, seed: int
) -> None:
    """Also after edits of so many spans that they are asked portion by portion."""
    monkeypatch.setattr(problem_list, "AT_ONCE", at_once)
    # A seed, as the project and so its undo goes on from one example to the next.
    rng = Random(seed)
    live = Problems(project, DOC)
    listening = [live]

    def refresh(changes: Changes) -> None:
        for each in listening:
            each.refresh(changes)

    project.add_listener(refresh)
    try:
        for _ in range(15):
            try:
                _random_edit(project, rng)
            except Problem:
                continue
            anew = Problems(project, DOC)
            assert live.all() == anew.all()
            for grade in (ERROR, WARNING, HINT):
                assert live.count(grade) == sum(each.grade == grade for each in anew.all())
    finally:
        listening.clear()
        spans = list(project.open_document(DOC).spans)
        if spans:
            editing.delete(project, DOC, spans)


def test_an_error_keeps_a_document_from_being_done(project: Project) -> None:
    quote = mark(project, "quote", "“You started it,”")
    with pytest.raises(Unfinished, match="“Said by” is missing") as refused:
        finish(project, DOC, "because")
    assert (refused.value.errors, refused.value.first.span) == (1, quote)
    assert project.open_document(DOC).status == "started"


def test_a_warning_needs_a_reason_and_keeps_it(project: Project) -> None:
    quote, speaker = mark(project, "quote", "“You started it,”"), mark(project, "speaker", "he")
    relating.relate(project, DOC, "said_by", quote, speaker)
    for reason in (None, "", "  "):
        with pytest.raises(Unfinished) as refused:
            finish(project, DOC, reason)
        assert (refused.value.errors, refused.value.warnings) == (0, 1)
        assert refused.value.first.kind == "entity"
    finish(project, DOC, "nobody knows")
    opened = project.open_document(DOC)
    assert (opened.status, opened.reason) == ("done", "nobody knows")
    history.undo(project)
    assert (opened.status, opened.reason) == ("started", None)


def test_without_problems_or_with_hints_only_it_is_done(project: Project) -> None:
    finish(project, DOC)
    assert project.open_document(DOC).status == "done"


def test_check_says_the_same_of_what_is_done(project: Project) -> None:
    mark(project, "quote", "“You started it,”")
    project.flush()
    assert check(project.path) == []
    editing.set_status(project, DOC, "done")
    project.flush()
    (finding,) = check(project.path)
    assert (finding.kind, finding.grade) == ("min", "warning")
