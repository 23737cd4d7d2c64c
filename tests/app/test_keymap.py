from __future__ import annotations

import json

import pytest

from annotator.app.keymap import Keymap, chosen_keymap, label_chords, load_keymap
from annotator.domain.problem import Problem
from annotator.domain.schema import schema_from_definition
from annotator.paths import resource

NEWS = schema_from_definition(json.loads(resource("schemas/news.json").read_text("utf-8")))


def test_the_default_keymap_binds_no_chord_twice():
    keymap = load_keymap(resource("keymaps/default.toml"))
    for context, actions in keymap.bindings.items():
        chords = [chord for chords in actions.values() for chord in chords]
        assert len(chords) == len(set(chords)), context


def test_labels_bring_letters_and_digits():
    chords = label_chords(NEWS, {})
    assert chords["Q"] == ("quote", False)
    assert chords["Shift+L"] == ("location", True)
    assert chords["3"] == ("claim", False)
    assert "U" not in chords, "cue is off"


def test_a_chord_that_is_taken_stays_with_its_action():
    assert "Q" not in label_chords(NEWS, {"Q": "span.next"})


def test_no_label_key_hides_an_action_of_the_article():
    taken = load_keymap(resource("keymaps/default.toml")).actions("article")
    assert not {label.key for label in NEWS.labels} & set(taken)


def test_own_keys_replace_the_default():
    keymap = load_keymap(resource("keymaps/default.toml"), {"span.grow": ["Y"]})
    assert keymap.chords("span.grow") == ("Y",)
    assert keymap.actions("article")["Y"] == "span.grow"
    assert "E" not in keymap.actions("article")


def test_an_unknown_action_has_no_chord():
    assert Keymap({}).chords("no.such") == ()


@pytest.mark.parametrize("content", ["[article", "article = 3", ""])
def test_a_file_that_is_no_keymap_is_a_problem(tmp_path, content):
    path = tmp_path / "mine.toml"
    path.write_text(content)
    if not content:
        assert load_keymap(path).actions("article") == {}
        return
    with pytest.raises(Problem, match=r"mine\.toml"):
        load_keymap(path)


def test_own_keys_are_read_from_the_settings_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("ANNOTATOR_SETTINGS", str(tmp_path))
    (tmp_path / "keys.toml").write_text('"span.grow" = "G"\n"span.shrink" = ["Shift+G"]\n')
    keymap, problem = chosen_keymap("default")
    assert problem is None
    assert keymap.chords("span.grow") == ("G",)
    assert keymap.chords("span.shrink") == ("Shift+G",)


def test_own_keys_that_cannot_be_read_are_said_and_left_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("ANNOTATOR_SETTINGS", str(tmp_path))
    (tmp_path / "keys.toml").write_text("grow = [")
    keymap, problem = chosen_keymap("default")
    assert "keys.toml" in problem.happened
    assert keymap.chords("span.grow") == ("E",)


@pytest.mark.parametrize(
    "content", ['"span.grow" = 5', '"span.grow" = [5]', '"span.grow" = []\n"a" = [""]']
)
def test_own_keys_of_another_shape_are_said(tmp_path, monkeypatch, content):
    monkeypatch.setenv("ANNOTATOR_SETTINGS", str(tmp_path))
    (tmp_path / "keys.toml").write_text(content)
    keymap, problem = chosen_keymap("default")
    assert problem is not None
    assert keymap.chords("span.grow") == ("E",)


def test_an_action_without_a_key_can_be_given_one(tmp_path, monkeypatch):
    monkeypatch.setenv("ANNOTATOR_SETTINGS", str(tmp_path))
    (tmp_path / "keys.toml").write_text('"document.skip" = "Ctrl+J"\n')
    keymap, problem = chosen_keymap("default")
    assert problem is None
    assert keymap.chords("document.skip") == ("Ctrl+J",)


def test_own_keys_of_a_label_belong_to_the_article():
    keymap = load_keymap(resource("keymaps/default.toml"), {"mark.quote": ["Z"]})
    assert keymap.actions("article")["Z"] == "mark.quote"
    assert "Z" not in keymap.actions("window")
    chords = label_chords(NEWS, keymap.actions("article"))
    assert not {"Q", "1"} & set(chords)
    assert chords["Shift+Q"] == ("quote", True)
