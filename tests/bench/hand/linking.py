"""Links and entities by keys: what the program offers at each decides what is pressed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from annotator.app.main_window import MainWindow
from annotator.domain.span import Span
from annotator.project import attributing, entities
from tests.bench.hand.gold import GoldDocument
from tests.bench.hand.klm import CHOOSE, Action, Tally, key
from tests.bench.hand.planning import Target
from tests.bench.hand.playing import Player

#: Candidates with a digit.
_DIGITS = 9
Mark = Callable[[Target], None]


class Linker:
    """Links quotes and names speakers in the real window; every key goes into a tally."""

    def __init__(self, window: MainWindow, player: Player, mark: Mark) -> None:
        """`mark` marks a speaker by hand where A does not offer it, in a tally of its own."""
        assert window.page is not None
        self._page, self._player, self._mark = window.page, player, mark
        self.links, self.entities = Tally(), Tally()
        self.first, self.automatic = 0, 0

    def _span(self, target: Target) -> Span | None:
        spans = self._page.spans.values()
        return next((s for s in spans if (s.label, s.fragments) == tuple(target)), None)

    def _focused(self, target: Target) -> Span:
        """Give a span the focus, which is not counted: the measure is from a focused span."""
        span = self._span(target)
        assert span is not None, f"{target} was not marked"
        self._page.go_to(span.id)
        QApplication.processEvents()
        return span

    def _press(self, tally: Tally, *actions: Action) -> None:
        tally.add(actions)
        self._player.act(actions)

    def link_all(self, document: GoldDocument) -> None:
        """Link every quote to its speaker."""
        for quote, speaker in document.said_by:
            self._link(quote, speaker)

    def _link(self, quote: Target, speaker: Target) -> None:
        place = self._offered(quote, speaker)
        if place is None:
            self._mark(speaker)
            place = self._offered(quote, speaker)
        assert place is not None, f"{speaker} is not offered for {quote}"
        self._focused(quote)
        self.first += place == 0
        chosen = key("Return") if place == 0 else key(str(place + 1))
        self._press(self.links, key("A"), CHOOSE, chosen)

    def _offered(self, quote: Target, speaker: Target) -> int | None:
        """Return which candidate of A the speaker is, from 0, or None."""
        page, span = self._page, self._focused(quote)
        assert page.document_id is not None
        found = attributing.candidates(page.project, page.document_id, span.id, limit=_DIGITS)
        for place, each in enumerate(found):
            marked = page.spans.get(each.span_id or "")
            fragments = marked.fragments if marked else (each.fragment,)
            if fragments == speaker.fragments:
                return place
        return None

    def name_all(self, document: GoldDocument) -> None:
        """Say of every speaker who it is, in text order."""
        for speaker, entity in sorted(
            document.entities.items(), key=lambda each: each[0].fragments
        ):
            self._name(speaker, entity)

    def _name(self, speaker: Target, entity: str) -> None:
        page, span = self._page, self._focused(speaker)
        there = page.project.ledger.entity(span.entity)
        if there is not None and there.id == entity:
            self.automatic += 1
            return
        assert page.document_id is not None
        found = entities.likely(page.project, page.document_id, span.id, limit=_DIGITS)
        ids = [each.entity.id if each.entity else "" for each in found]
        if entity in ids:
            place = ids.index(entity)
            chosen = (key("Return") if place == 0 else key(str(place + 1)),)
        else:
            chosen = (*map(key, _typed(page.project.ledger.name_of(entity))), key("Return"))
        self._press(self.entities, key("W"), CHOOSE, *chosen)


def _typed(name: str) -> list[str]:
    """Return the keys of a name's last word, which is enough to find it."""
    return [letter.upper() for letter in name.split()[-1] if letter.isalpha() and letter.isascii()]
