"""The article view: words on a page, lanes under them, a caret."""

from __future__ import annotations

from annotator.widgets.article_view.article_view import ArticleView

__all__ = ["ArticleView"]
