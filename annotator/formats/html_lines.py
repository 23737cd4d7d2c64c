"""The text of an HTML page as a reader sees it, in parts; nothing of it is left out but code.

What is inside elements for moving about, forms and the like is marked as furniture.
"""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

from annotator.formats.article_text import Paragraph

#: Never shown as text.
_UNSEEN = frozenset(
    ("script", "style", "template", "svg", "math", "iframe", "object", "canvas", "audio", "video")
) | {"noscript", "select", "datalist", "textarea", "head", "map"}
_FURNITURE = frozenset(("nav", "footer", "aside", "form", "button", "dialog", "menu"))
_BLOCKS = _FURNITURE | frozenset(
    ("address", "article", "blockquote", "body", "center", "details", "div", "dl", "fieldset")
    + ("figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "ol")
    + ("p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "ul", "caption")
)
_LINES = frozenset(("br", "li", "tr", "dt", "dd"))
_IN_HEAD = frozenset(("meta", "link", "script", "style", "title", "base", "noscript", "template"))
_CELLS = frozenset(("td", "th"))
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source")
) | {"track", "wbr", "param"}
#: Classes and ids of what surrounds an article, as whole words of them.
_SURROUNDING = re.compile(
    r"(?:^|[\s_-])(?:comments?|disqus|share|sharing|social|related|recommended|newsletter|subscribe"
    r"|cookies?|consent|breadcrumbs?|sidebar|advert(?:isement)?|promo|read-?more|pagination)(?:$|[\s_-])",
    re.IGNORECASE,
)
#: These hold the article too, so a class says nothing about what is in them.
_NEVER = frozenset(("html", "body", "main", "article", "p", "span", "a"))
#: The beginning of a tag that is followed by another, or by nothing, before it ends.
_OPEN_TAG = re.compile(r"<(?=[a-zA-Z/!?][^<>]*(?:<|\Z))")
_MOST_OPEN = 300
#: A document type with declarations in it, which the parser takes to end with the first of them.
_DECLARED = re.compile(
    r"""(?i)\A([\ufeff\s]*(?:<\?xml[^>]*>\s*)?)<!doctype[^>\[]*\[(?:[^\]"']|"[^"]*"|'[^']*')*\]\s*>"""
)
_SPACE = re.compile(r"[ \t\n\r\f]+")
#: Elements that end where the next of their kind begins.
_CLOSED = {"li": "li", "tr": "tr", "td": "td", "th": "th", "dt": "dt", "dd": "dd"}
_KEPT_META = {
    "og:title": "title", "og:url": "url", "author": "author", "article:published_time": "date",
    "date": "date",
}  # fmt: skip


class PageLines(HTMLParser):
    """Feed it a page, close it, then `parts` are its lines and `about` what it says of itself.

    `about` may have title, url, author, date, language, and h1, its first heading.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[Paragraph] = []
        self.about: dict[str, str] = {}
        self._stack: list[tuple[str, bool, bool]] = []
        self._open: Counter[str] = Counter()
        self._unseen = self._furniture = self._pre = 0
        self._title = False
        self._buffer: list[str] = []
        self._gap = 2
        self._after_br = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        given = {name: value or "" for name, value in attrs}
        if tag == "meta" or tag == "link":
            self._note(tag, given)
        if tag == "html" and given.get("lang"):
            self.about.setdefault("language", given["lang"])
        self._title = tag == "title" and not self._open["svg"]
        if self._open["head"] and self._stack[-1][0] == "head" and tag not in _IN_HEAD:
            self._end("head")  # a page need not say where its head ends
        if self._stack and (self._stack[-1][0] == _CLOSED.get(tag) or self._closes_paragraph(tag)):
            self._end(self._stack[-1][0])
        self._break(tag)
        if tag in _CELLS and "".join(self._buffer).strip():
            self._buffer.append("\t")
        if tag in _VOID:
            return
        unseen = tag in _UNSEEN or "hidden" in given
        furniture = tag in _FURNITURE or (tag in _BLOCKS - _NEVER and _surrounds(given))
        self._stack.append((tag, unseen, furniture))
        self._open[tag] += 1
        self._unseen += unseen
        self._furniture += furniture
        self._pre += tag == "pre"

    def _closes_paragraph(self, tag: str) -> bool:
        return tag in _BLOCKS and self._stack[-1][0] == "p"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take <br/> and the like; other elements are not closed by a slash in HTML."""
        self.handle_starttag(tag, attrs)
        if tag in _UNSEEN:
            self._end(tag)

    def handle_endtag(self, tag: str) -> None:
        """End an element, and those in it that nobody ended."""
        self._title = False
        if tag == "p" and not self._open["p"]:
            self._break("p")
        if self._open[tag]:
            self._end(tag)

    def handle_data(self, data: str) -> None:
        """Take text."""
        if self._title:
            self.about["title_tag"] = self.about.get("title_tag", "") + data
        if self._unseen or self._title:
            return
        if not self._pre:
            self._buffer.append(_SPACE.sub(" ", data))
            return
        for number, line in enumerate(data.splitlines(keepends=False)):
            if number:
                self._flush(1)
            self._buffer.append(line)

    def close(self) -> None:
        """Take what is left."""
        super().close()
        self._flush(2)

    def _end(self, tag: str) -> None:
        while self._stack:
            name, unseen, furniture = self._stack[-1]
            self._break(name)
            self._stack.pop()
            self._open[name] -= 1
            self._unseen -= unseen
            self._furniture -= furniture
            self._pre -= name == "pre"
            if name == tag:
                return

    def _break(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._flush(2)
        elif tag in _LINES:
            self._flush(1, tag == "br")

    def _flush(self, gap: int, br: bool = False) -> None:
        """End the line; `gap` line feeds at least stand before the next one."""
        text = re.sub(r"  +", " ", "".join(self._buffer)).strip(" \t\n")
        text = re.sub(r" ?\t ?", "\t", text)
        self._buffer = []
        if not text:
            # An empty line between two <br> sets paragraphs apart.
            self._gap = 2 if br and self._after_br else max(gap, self._gap)
            self._after_br = br or (self._after_br and gap == 1)
            return
        if self._open["h1"] and "h1" not in self.about:
            self.about["h1"] = text
        self.parts.append(Paragraph(text, self._furniture > 0, closer=self._gap == 1))
        self._gap = gap
        self._after_br = br

    def _note(self, tag: str, given: dict[str, str]) -> None:
        if tag == "link":
            if given.get("rel", "").casefold() == "canonical" and given.get("href"):
                self.about.setdefault("url", given["href"])
            return
        name = _KEPT_META.get((given.get("property") or given.get("name", "")).casefold())
        if name and given.get("content", "").strip():
            self.about.setdefault(name, given["content"].strip())


def _surrounds(given: dict[str, str]) -> bool:
    return bool(_SURROUNDING.search(f"{given.get('class', '')} {given.get('id', '')}"))


def _without_comments(page: str) -> str:
    """Return a page without its comments; one that never ends hides nothing."""
    kept, at = [], 0
    while (start := page.find("<!--", at)) >= 0 and (end := page.find("-->", start + 4)) >= 0:
        kept.append(page[at:start])
        at = end + 3
    return "".join(kept) + page[at:].replace("<!--", "")


def _bounded(page: str) -> str:
    """Return a page in which the parser never looks for the ends of thousands of open tags.

    It looks for the end of each up to the end of the page, which takes minutes for a small file.
    """
    page = _DECLARED.sub("", _without_comments(page), count=1)
    if sum(1 for _ in _OPEN_TAG.finditer(page)) > _MOST_OPEN:
        page = _OPEN_TAG.sub("&lt;", page)
    return page


def page_lines(page: str) -> PageLines:
    """Return a page that was read to its end, whatever is broken in it."""
    lines = PageLines()
    try:
        lines.feed(_bounded(page))
        lines.close()
    except AssertionError:
        # The parser of the standard library gives up on a few malformed declarations so.
        lines.parts.append(Paragraph(re.sub(r"<[^>]*>?", " ", lines.rawdata)))
    return lines
