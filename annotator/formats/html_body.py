"""Which lines of a page are the article: trafilatura says, where it is installed.

It returns a text of its own making, so lines are compared by their letters and digits alone; the
text itself stays as it is in the page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec

from annotator.formats.article_text import Paragraph

#: Lines that lead away from an article, as letters alone, for where they stand in the midst of it.
_TEASERS = frozenset(
    (
        "readmore",
        "readalso",
        "seealso",
        "advertisement",
        "share",
        "shareonfacebook",
        "shareontwitter",
    )
    + ("leaveacomment", "postacomment", "comments", "relatedarticles", "mostread", "subscribe")
    + ("signup", "continuereading", "tweet", "print", "mehrzumthema", "anzeige", "weiterlesen")
    + ("lireaussi", "lirelasuite", "publicité", "leermás", "publicidad", "читайтетакож")
    + ("читайтетакже", "реклама", "اقرأأيضا", "関連記事", "続きを読む")
)
#: Those after which the title of another article may stand, behind a colon.
_LEADS = frozenset(
    ("readmore", "readalso", "readnext", "alsoread", "seealso", "related", "relatedarticle")
    + ("relatedarticles", "relatedstory", "relatedstories", "moreonthis", "moreonthistopic")
    + ("mehrzumthema", "lesensieauch", "lesenauch", "auchinteressant", "weiterlesen", "lesetipp")
    + ("lireaussi", "àlireaussi", "alireaussi", "àlire", "voiraussi", "lirelasuite")
    + ("leermás", "leatambién", "leetambién", "leiatambém", "leiamais", "leggianche")
    + ("leesook", "czytajtakże", "czytajteż", "zobacztakże", "läsockså", "lesogså", "læsogså")
    + ("читайтетакож", "читайтетакже", "читатьтакже", "читайтепотеме", "дивітьсятакож")
    + ("смотритетакже", "чытайцетаксама", "اقرأأيضا", "関連記事", "あわせて読みたい")
)
#: How lines begin that ask for a subscription.
_ASKS = (
    ("subscribeto", "signupforour", "signuptoour", "signupforthe", "getournewsletter", "followuson")
    + ("abonnierensie", "jetztabonnieren", "newsletterabonnieren", "abonnezvous", "inscrivezvousà")
    + ("suscríbete", "suscribeteanuestr", "inscrevase", "iscrivitialla", "zapiszsięna")
    + ("подпишитесьна", "подписывайтесьна", "підпишітьсяна", "підписуйтесьна", "падпісвайцесяна")
)
#: Characters that a line has at most which leads to one other article, or asks for something.
_TEASER, _ASKING = 200, 100
#: Letters from which on a line that is part of a line of the article belongs to it.
_ENOUGH = 25
_SIGNS = re.compile(r"[\W_]+")
#: Characters of a page that trafilatura looks at; it needs many times this in memory.
_LARGEST = 10_000_000


def can_extract() -> bool:
    """Return whether trafilatura is installed."""
    return find_spec("trafilatura") is not None


def _letters(text: str) -> str:
    return _SIGNS.sub("", unicodedata.normalize("NFC", text)).casefold()


def with_body(parts: Sequence[Paragraph], page: str, titles: Sequence[str]) -> list[Paragraph]:
    """Return the parts of a page with those excluded that are no part of its article.

    `titles` are lines that belong to it in any case. Where no article is found, or it is most of
    nothing, only what the page itself marks as surroundings is excluded.
    """
    parts = [replace(each, excluded=each.excluded or _is_teaser(each)) for each in parts]
    found = _body(page)
    if found is None:
        return parts
    lines = {_letters(line) for line in found.split("\n")} - {""}
    whole = _letters(found)
    ours = {_letters(title) for title in titles} - {""}
    judged = [
        replace(
            part, excluded=part.excluded or not _belongs(_letters(part.text), lines, whole, ours)
        )
        for part in parts
    ]
    return judged if any(not each.excluded for each in judged) else parts


def _is_teaser(part: Paragraph) -> bool:
    if len(part.text) < 40 and _letters(part.text) in _TEASERS:
        return True
    lead, colon, _title = part.text.replace("：", ":").partition(":")
    if colon and len(part.text) <= _TEASER and _letters(lead) in _LEADS:
        return True
    return len(part.text) <= _ASKING and _letters(part.text).startswith(_ASKS)


def _belongs(letters: str, lines: set[str], whole: str, titles: set[str]) -> bool:
    if not letters:
        return True
    return letters in lines or letters in titles or (len(letters) >= _ENOUGH and letters in whole)


def _body(page: str) -> str | None:
    if not can_extract() or len(page) > _LARGEST:
        return None
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        text = trafilatura.extract(
            page, include_comments=False, include_tables=True, favor_recall=True, fast=True
        )
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  (it says nowhere what it may raise; without it we do with less)
        return None
    return text if isinstance(text, str) and text.strip() else None
