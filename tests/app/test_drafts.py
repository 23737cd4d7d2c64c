"""Drafts in their file: several windows, nobody's, and a file that cannot be read."""

from __future__ import annotations

import pytest

from annotator.app.talk.drafts import Drafts, Place

ANA = Place("p", "ana", "d", "")
TYPED = {"comments": "half a thought"}


def test_a_draft_is_there_until_it_is_emptied(tmp_path):
    Drafts(tmp_path).keep(ANA, TYPED)
    drafts = Drafts(tmp_path)
    assert drafts.of(ANA) == TYPED
    for other in ({"project": "q"}, {"person": "ben"}, {"document": "e"}, {"span": "s"}):
        assert drafts.of(ANA._replace(**other)) == {}
    drafts.keep(ANA, {})
    assert Drafts(tmp_path).of(ANA) == {}


def test_what_was_typed_before_it_was_said_who_types_goes_over_to_them(tmp_path):
    drafts, nobody = Drafts(tmp_path), ANA._replace(person="")
    drafts.keep(nobody, TYPED)
    assert drafts.of(ANA) == TYPED
    drafts.keep(ANA, TYPED)
    assert drafts.of(ANA) == TYPED
    assert drafts.of(ANA._replace(person="ben")) == {}


def test_two_windows_keep_each_others(tmp_path):
    one, two = Drafts(tmp_path), Drafts(tmp_path)
    one.keep(ANA, TYPED)
    two.keep(ANA._replace(span="s"), {"note": "x"})
    assert one.of(ANA._replace(span="s")) == {"note": "x"}
    one.keep(ANA, {})
    assert two.of(ANA) == {}
    assert two.of(ANA._replace(span="s")) == {"note": "x"}


@pytest.mark.parametrize("text", ["half a fi", "{}x", '[{"project": "p"}]', "[1]", "7"])
def test_a_file_that_cannot_be_read_is_set_aside(tmp_path, text):
    (tmp_path / "drafts.json").write_text(text, "utf-8")
    drafts = Drafts(tmp_path)
    assert drafts.of(ANA) == {}
    drafts.keep(ANA, TYPED)
    assert drafts.of(ANA) == TYPED
    assert (tmp_path / "drafts-unreadable.json").read_text("utf-8") == text


def test_what_could_not_be_written_is_written_later(tmp_path):
    drafts = Drafts(tmp_path / "missing")
    with pytest.raises(OSError, match="missing"):
        drafts.keep(ANA, TYPED)
    assert drafts.of(ANA) == TYPED
    (tmp_path / "missing").mkdir()
    drafts.write()
    assert Drafts(tmp_path / "missing").of(ANA) == TYPED
