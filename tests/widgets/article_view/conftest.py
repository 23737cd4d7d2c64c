from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from pytestqt.qtbot import QtBot

from annotator.domain.schema import Label
from annotator.domain.span import Fragment, Span, quotes_of
from annotator.widgets.article_view import ArticleView

LABELS = (
    Label("quote", "Quote", "#E69F00", "fill", "Q"),
    Label("speaker", "Speaker", "#0072B2", "line", "S"),
    Label("claim", "Claim", "#009E73", "double line", "C"),
    Label("location", "Location", "#CC79A7", "box", "L"),
    Label("cue", "Cue", "#56B4E9", "dotted line", "U"),
)

MakeSpan = Callable[..., Span]
Show = Callable[..., ArticleView]


@pytest.fixture
def make_span() -> MakeSpan:
    """Make a span: id, label, then fragments."""

    def make(id: str, label: str, *fragments: Fragment) -> Span:
        return Span(id, label, fragments, quotes_of("", fragments))

    return make


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Show a text with spans in a view that is on the screen and has the focus."""

    def show(
        text: str,
        spans: Iterable[Span] = (),
        *,
        title: str = "",
        suggestions: Iterable[Span] = (),
        size: tuple[int, int] = (818, 700),
        **more: object,
    ) -> ArticleView:
        view = ArticleView()
        qtbot.addWidget(view)
        view.resize(*size)
        view.show_document(text, title, None, spans, LABELS, suggestions=suggestions, **more)
        with qtbot.waitExposed(view):
            view.show()
        view.activateWindow()
        view.setFocus()
        return view

    return show
