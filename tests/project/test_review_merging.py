"""Several leads at once: whatever the order of merging, every decision is there, and gold alike."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.stream import DECISIONS
from annotator.project import editing
from annotator.project.checking import check
from annotator.project.decision_record import Ruling
from annotator.project.importing import ImportOptions, import_files
from annotator.project.merging import MergeOptions, merge_files
from annotator.project.project import Project
from annotator.project.review_gold import DECISION, gold_records
from annotator.project.reviewing import OBJECT, decide, rebuild, rule
from annotator.project.session import Session
from tests.planned import ANA, KYIV, document, layer, planned
from tests.projects import documents_of, exported, faults, session, write_lines
from tests.reviews import case, gold, opened, review
from tests.samples import ticking_clock

LEADS = ("Gita", "Hugo", "Ines")


def _rule_on_something(project: Project, rng: random.Random) -> None:
    """Rule on an item, or object to a ruling, or let a rule decide, or mark what others did."""
    now = review(project)
    if rng.random() < 0.15:
        rule(project, now.documents, rng.choice(("unanimous", "majority")))
        return
    every = [one for one in now.judged() if one[1].state != "waiting"]
    document, each = every[0] if rng.random() < 0.5 else rng.choice(every)
    marked = [] if each.case is None else [s for c in each.case.choices for s in c.spans]
    if marked and rng.random() < 0.5:
        # A mark of their own makes another item of it, that other leads have not got.
        span = rng.choice(marked)
        editing.mark(project, document.id, span.label, span.fragments)
        document, each = next(
            (doc, one)
            for doc, one in review(project).judged()
            if one.case is not None and set(case(each).members) & set(one.case.members)
        )
    rulings = [Ruling.none()]
    if each.case is not None:
        rulings += [Ruling.accept(choice) for choice in each.case.choices]
    if each.thread.ruling is not None:
        rulings.append(Ruling(OBJECT))
    decide(project, [((document, each), rng.choice(rulings))], "because")


def _decisions(path: Path) -> dict[str, dict[str, object]]:
    project = opened(path)
    found = {id: dict(each) for id, each in project.reader.records_of_kind("decision")}
    assert all(project.fields_of(DECISIONS, "decision", id) == each for id, each in found.items())
    project.close()
    return found


def _merged(into: Path, *files: Path) -> Path:
    for file in files:
        merge_files(into, MergeOptions((file,), False), Session(via="command"))
    return into


def _rebuilt(path: Path) -> set[tuple[str, str, object, object]]:
    """Make gold follow all decisions; return it as (document, id, place, decision).

    After a merge it follows already.
    """
    project = opened(path, "ana", f"z{path.stem}", device=path.stem)
    found = review(project)
    merged = {doc.id: gold(project, doc.id) for doc in found.documents}
    rebuild(project, found.documents)
    assert {doc.id: gold(project, doc.id) for doc in found.documents} == merged
    marks = set()
    for doc in found.documents:
        for span in gold(project, doc.id):
            decision = span.extra[DECISION]
            assert span.id in doc.decisions[decision]["gold"], "every mark names its decision"
            marks.add((doc.id, span.id, (span.label, span.fragments), decision))
        places = [(span.label, span.fragments) for span in gold(project, doc.id)]
        assert len(places) == len(set(places)), "what several leads ruled on is in gold once"
    project.close()
    return marks


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**30))
def test_decisions_of_three_leads_are_all_there_in_any_order_of_merging(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    rng = random.Random(seed)
    start = planned(tmp_path_factory.mktemp("leads") / "start.sqlite")
    common = opened(start, "ana", "s")
    rule(common, review(common).documents, rng.choice(("unanimous", "majority")))
    common.close()
    copies = []
    for lead in LEADS:
        copies.append(Path(shutil.copy(start, start.with_name(f"{lead}.sqlite"))))
        project = opened(copies[-1], None, lead, device=lead)
        project.become(lead)
        for _ in range(rng.randrange(1, 4)):
            _rule_on_something(project, rng)
        project.close()
    made: dict[str, dict[str, object]] = {}
    for copy in copies:
        made |= _decisions(copy)
    one, two, three = copies
    orders = []
    for name, files in (("left", (two, three)), ("right", (three, two, one)), ("twice", (two,))):
        first = one if name != "right" else start
        orders.append(_merged(Path(shutil.copy(first, start.with_name(f"{name}.sqlite"))), *files))
    # Those that came together before, once more and all at once.
    _merged(orders[-1], orders[0], three, two)
    for path in orders:
        assert _decisions(path) == made
        assert faults(path) == []
    left, *others = [_rebuilt(path) for path in orders]
    assert all(each == left for each in others)


@pytest.mark.parametrize("first", ["accept", "none"])
@pytest.mark.parametrize("newer", ["accept", "none"])
def test_of_two_leads_who_saw_other_marks_the_newer_ruling_makes_gold(
    tmp_path: Path, first: str, newer: str
) -> None:
    start = planned(
        tmp_path / "one.sqlite",
        document("a", layer("ana", [(KYIV, "location")]), layer("ben", [(KYIV, "location")]),
                 layer("cy", [], "started")),
    )  # fmt: skip
    other = Path(shutil.copy(start, tmp_path / "two.sqlite"))
    late = opened(other, "cy", "late", device="late", clock=ticking_clock(60))
    (doc,) = review(late).documents
    # Lead 2 has the mark of cy too, so that the item is another one for them.
    editing.mark(late, doc.id, "location", [KYIV])
    late.close()
    for path, lead, says in ((start, "Gita", first), (other, "Hugo", newer)):
        begins = ticking_clock(60 if lead == "Hugo" else 0)
        project = opened(path, None, lead, device=lead, clock=begins)
        project.become(lead)
        ((about, each),) = review(project).judged()
        taken = Ruling.none() if says == "none" else Ruling.accept(case(each).choices[0])
        decide(project, [((about, each), taken)])
        project.close()
    merged = [
        _merged(Path(shutil.copy(one, tmp_path / f"{one.stem}-merged.sqlite")), two)
        for one, two in ((start, other), (other, start))
    ]
    found = []
    for path in merged:
        found.append(_rebuilt(path))
        project = opened(path)
        ((_doc, each),) = review(project).judged()
        assert each.state == ("decided" if first == newer else "contested")
        assert len(each.thread.rulings) == 2
        project.close()
    assert found[0] == found[1]
    assert len(found[0]) == (newer == "accept")


def _led(start: Path, name: str, *rulings: str) -> Path:
    """Return a copy in which a lead of that name made these rulings on the first items."""
    path = Path(shutil.copy(start, start.with_name(f"{name}.sqlite")))
    project = opened(path, None, name, device=name, clock=ticking_clock(len(name)))
    project.become(name)
    for place, says in enumerate(rulings):
        if says == "majority":
            rule(project, review(project).documents, says)
            continue
        document, each = list(review(project).judged())[place]
        taken = Ruling.none() if says == "none" else Ruling.accept(case(each).choices[0])
        decide(project, [((document, each), taken)], says)
    project.close()
    return path


def _marks(path: Path) -> dict[str, int]:
    """Return how often each extent and label is in the exported gold."""
    found: dict[str, int] = {}
    for line in documents_of(exported(path, layer="gold")):
        for span in (span for each in line["layers"] for span in each["spans"]):
            what = f"{line['id']} {span['fragments']} {span['label']} {span['attributes']}"
            found[what] = found.get(what, 0) + 1
    return found


def test_what_two_leads_decided_by_one_rule_is_exported_once(tmp_path: Path) -> None:
    start = planned(tmp_path / "start.sqlite")
    one, two = _led(start, "Lea", "majority"), _led(start, "Mia", "majority")
    wanted = _marks(one)
    assert wanted
    assert set(wanted.values()) == {1}
    report = merge_files(one, MergeOptions((two,), False), Session(via="command"))
    assert report.gold == 2
    assert any("Gold of 2 documents was made to follow" in each for each in report.warnings())
    assert _marks(one) == wanted
    again = merge_files(one, MergeOptions((two,), False), Session(via="command"))
    assert (again.edits, again.gold) == (0, 0)
    assert _marks(one) == wanted
    # And back: the other copy learns of it, and has nothing to add.
    assert _marks(_merged(two, one)) == wanted
    assert merge_files(one, MergeOptions((two,), False), Session(via="command")).gold == 0
    for path in (one, two):
        assert faults(path) == []
        assert [each for each in check(path, refold=True) if each.kind == "gold"] == []


def test_a_dry_run_of_two_leads_writes_no_gold(tmp_path: Path) -> None:
    start = planned(tmp_path / "start.sqlite")
    one, two = _led(start, "Lea", "majority"), _led(start, "Mia", "majority")
    before = one.read_bytes()
    assert merge_files(one, MergeOptions((two,), True), Session(via="command")).gold == 0
    assert one.read_bytes() == before


def test_an_overruled_mark_leaves_gold_with_the_merge(tmp_path: Path) -> None:
    start = planned(tmp_path / "start.sqlite")
    # Mia begins later, so hers is the newer ruling.
    one, two = _led(start, "Al", "accept"), _led(start, "Mia", "none")
    assert len(_marks(one)) == 1
    assert _marks(_merged(Path(shutil.copy(one, tmp_path / "m.sqlite")), two)) == {}
    assert _marks(_merged(two, one)) == {}
    project = opened(two)
    status = gold_records(project, review(project).documents[0].id).layer.get("status")
    project.close()
    assert status == "started"


def test_what_leads_decided_on_marks_that_were_made_twice_is_in_gold_once(tmp_path: Path) -> None:
    lines = document("a", layer("ana", ANA), layer("ben", ANA))
    start = planned(tmp_path / "start.sqlite", document("a"))
    paths = []
    for name in ("Lea", "Mia"):
        # Each lead gets the same work on their own, so no mark has the id that it has elsewhere.
        own = json.loads(json.dumps(lines).replace('"ana-', f'"{name}-ana-'))
        own = json.loads(json.dumps(own).replace('"ben-', f'"{name}-ben-'))
        path = Path(shutil.copy(start, tmp_path / f"{name}.sqlite"))
        head = {"annotator": 1, "offset_unit": "codepoint"}
        file = write_lines(tmp_path / f"{name}.jsonl", head, own)
        import_files(path, ImportOptions((file,)), session(name, device=name))
        paths.append(_led(path, f"{name}-led", "majority"))
    one, two = paths
    wanted = _marks(one)
    assert len(wanted) == len(ANA)
    assert _marks(two) == wanted
    for path in (_merged(Path(shutil.copy(one, tmp_path / "m.sqlite")), two), _merged(two, one)):
        assert _marks(path) == wanted
        _rebuilt(path)
        assert faults(path) == []
