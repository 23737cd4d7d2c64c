"""Joining a project that was opened to the window: its page, its keys, its signals."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from annotator.app.actions.talk_actions import show_label
from annotator.app.background_places import BackgroundPlaces
from annotator.app.bridge import Bridge
from annotator.app.first_look import set_type
from annotator.app.key_filter import FieldKeys, KeyFilter, LetterKeys
from annotator.app.loading_ahead import LoadingAhead
from annotator.app.pages.annotate_page import AnnotatePage
from annotator.app.pages.chosen_spans import ChosenSpans
from annotator.app.reading_ahead import ReadingAhead

if TYPE_CHECKING:
    from annotator.app.main_window import MainWindow
    from annotator.project.project import Project
    from annotator.widgets.article_view.article_view import ArticleView


def join(window: MainWindow, project: Project, view: ArticleView | None) -> AnnotatePage:
    """Return the page of a project; a `view` that shows its article already is kept."""
    page = AnnotatePage(project, window.theme, view)
    if view is None:
        set_type(page.view, window.settings)
    _join_keys(window, page)
    _join_requests(window, page)
    _join_labels(window, page)
    ReadingAhead(project, page)
    LoadingAhead(page)
    bridge = Bridge(project, page)
    # First that it is not saved yet, whatever the rest takes.
    bridge.changed.connect(window.save_indicator.show_changes)
    bridge.changed.connect(window.refresh)
    bridge.saved.connect(window.save_indicator.show_state)
    return page


def _join_keys(window: MainWindow, page: AnnotatePage) -> None:
    """Let the keymap's keys work in the article, in the form and in the fields beside them."""
    actions, settings = window.action_set, window.settings

    def by_place() -> bool:
        return bool(settings.get("letters") == "place")

    keys = KeyFilter(lambda chord: actions.trigger(chord, window_wide=True), by_place, page)
    page.view.installEventFilter(keys)
    fields = FieldKeys(actions.trigger_in_field, page)
    for field in (page.find_bar.field, page.documents.query, page.documents.list, page.panel.list):
        field.installEventFilter(fields)
    page.keep_keys = lambda *widgets: [each.installEventFilter(fields) for each in widgets]
    chosen, form = ChosenSpans(window, page), page.panel.form
    letters = LetterKeys(chosen.trigger, by_place, page, form.use_digit)
    for pane in (form, page.panel.list):
        pane.installEventFilter(letters)


def _join_requests(window: MainWindow, page: AnnotatePage) -> None:
    """Do what the page asks the window for."""
    places = BackgroundPlaces.of(window)
    page.places_ready = places.want
    places.prepared.connect(page.picks.refresh)
    page.watch_job = window.background.watch
    page.require_person = lambda: window.identity.require()
    page.problem_met.connect(window.say_problem)
    page.said.connect(window.say)
    page.document_shown.connect(window.ask_bar.keep_about)
    page.action_asked.connect(lambda id: window.action_set.qactions[id].trigger())
    page.view.zoomed.connect(lambda zoom: window.settings.set("zoom", round(zoom * 100)))
    page.panel.legend.guideline_asked.connect(partial(show_label, window))
    page.nothing.asked.connect(window.action_set.qactions["document.import"].trigger)


def _join_labels(window: MainWindow, page: AnnotatePage) -> None:
    """Make the actions of the schema, and show the keys that a person has given its labels."""
    window.action_set.add_labels(page.project.schema)
    page.panel.legend.show_keys(window.action_set.own_label_keys())
    unknown = window.action_set.unknown_labels()
    if unknown:
        names = ", ".join(sorted(unknown))
        window.say(f"Your keys name labels that this project does not have: {names}.")
