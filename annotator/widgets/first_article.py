"""The beginning of an article that is looked at before it comes in or goes out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt

from annotator.domain.schema import Label
from annotator.domain.span import Fragment, Span
from annotator.widgets.article_view.span_surface import SpanSurface
from annotator.widgets.theme import Theme

#: A width in which the page gives up the margin for notes, of which there are none.
FIRST_WIDTH = 424
_HEIGHT, _TYPE, _CHARACTERS = 112, 15, 73


class FirstArticle(SpanSurface):
    """Shows a text to read with the marks in it, and what would be excluded in soft ink."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setObjectName("importPreview")
        self.setAccessibleName("Beginning of the first article")
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.set_type(None, _TYPE, _CHARACTERS)
        self.setMinimumHeight(_HEIGHT)

    def show_text(
        self,
        text: str,
        title: str,
        marks: Iterable[tuple[str, tuple[Fragment, ...]]],
        labels: Iterable[Label],
        excluded: Sequence[Fragment] = (),
    ) -> None:
        """Show the beginning of an article; the marks are (label, fragments) in code points."""
        spans = [
            Span(str(number), label, fragments, tuple(text[start:end] for start, end in fragments))
            for number, (label, fragments) in enumerate(marks)
        ]
        self.show_document(text, title, None, spans, labels, excluded)
