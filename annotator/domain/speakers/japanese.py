"""Speakers in Japanese, where the topic comes first and the verb after the quotation.

「…」と述べ: who said it is the topic or subject (は, が, も) nearest before the quotation. There
are no spaces; a name is a run of ideographs, katakana and what goes with a name (さん, an age in
brackets), so a clause about it in hiragana stays out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.domain.span import Fragment
from annotator.domain.speakers.frame import Frame

_NAME = "[\u3400-\u4dbf\u4e00-\u9fff々ヶ\u30a1-\u30fa\u30fc-\u30ff・＝A-Za-z]"
_TOPIC = re.compile(
    f"({_NAME}+(?:さん|くん|ちゃん|たち)?(?:[（(][^）)]{{1,8}}[）)])?|彼女|彼|私|わたし|ぼく)"
    "(?:は|が|も)"
)
_SOURCE = re.compile(f"({_NAME}+(?:さん)?)(?:によると|によれば|の話では|の調査では)")
_HEADLINE = re.compile(f"({_NAME}+(?:さん)?)[\\s\u3000]*\\Z")


def speakers(text: str, frame: Frame) -> Iterator[tuple[Fragment, int, str]]:
    """Yield place, score and reason of what may name the speaker."""
    before = frame.plain(frame.before)
    topics = list(_TOPIC.finditer(before))
    for nearness, match in enumerate(reversed(topics)):
        yield _place(match, frame.before[0]), 90 - nearness, "topic of the sentence"
    for match in _SOURCE.finditer(before):
        yield _place(match, frame.before[0]), 80, "named as the source"
    if not topics:
        headline = _HEADLINE.search(before)
        if headline is not None:
            yield _place(headline, frame.before[0]), 85, "just before"
    for match in _TOPIC.finditer(frame.plain(frame.after)):
        yield _place(match, frame.after[0]), 60, "topic just after"
    for number, sentence in enumerate(frame.earlier):
        for match in reversed(list(_TOPIC.finditer(frame.plain(sentence)))):
            yield _place(match, sentence[0]), 50 - number, "topic of the sentence before"


def _place(match: re.Match[str], shift: int) -> Fragment:
    return match.start(1) + shift, match.end(1) + shift
