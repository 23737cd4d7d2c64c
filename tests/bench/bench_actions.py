"""How many actions a gold layer takes, and how long: drags and keys, the best of both, keys alone.

python3 dev.py bench actions [GOLD.jsonl]

The plans are made from the gold by asking the program what each key would do at each place, and are
played in the real window with suggestions off; labels, fragments, `said_by` and the speakers'
entities that are exported then must be those of the gold. The ledger of the gold is there from the
beginning. Speakers that a quote was said by are made by A, so they are not among the spans.
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication

from annotator.app.application import make_application, open_window
from annotator.app.main_window import MainWindow
from tests.bench.hand.gold import Gold, GoldDocument, difference, make_project, read_gold
from tests.bench.hand.klm import CHOOSE, Tally, click, drag, key
from tests.bench.hand.linking import Linker
from tests.bench.hand.motions import Motions
from tests.bench.hand.peers import PEERS
from tests.bench.hand.planning import Plan, Planner, Target, dragging
from tests.bench.hand.playing import Player

GOLD = Path(__file__).parents[1] / "golden" / "seed_gold.jsonl"
Row = tuple[str, float, str, str | None]
DRAGS, BEST, KEYS = "a  drag and key", "b  mouse and keys", "c  keys alone"


@dataclass
class Measured:
    """What one manner took; `first` candidates that were right, entities known without a key
    (`automatic`), and speakers that A did not offer and that were marked `by_hand`.
    """

    spans: Tally = field(default_factory=Tally)
    links: Tally = field(default_factory=Tally)
    entities: Tally = field(default_factory=Tally)
    first: int = 0
    automatic: int = 0
    by_hand: int = 0


def _settle() -> None:
    for _ in range(10):
        QApplication.processEvents()


def _plan(manner: str, window: MainWindow, targets: list[Target]) -> Plan:
    page = window.page
    assert page is not None
    assert page.document_id is not None
    schema = page.project.schema
    if manner == DRAGS:
        return dragging(targets, schema)
    document = page.project.open_document(page.document_id).document
    return Planner(document, schema, Motions(page.view)).plan(targets, mouse=manner == BEST)


def annotate(window: MainWindow, document: GoldDocument, manner: str, measured: Measured) -> None:
    """Annotate one article in the real window as the gold says."""
    player = Player(window)
    spans = [each for each in document.spans if each not in document.speakers_said]
    plan = _plan(manner, window, spans)
    player.play(plan)
    measured.spans.add(action for step in plan.steps for action in step.actions)

    def mark(speaker: Target) -> None:
        made = _plan(manner, window, [speaker])
        player.play(made)
        measured.by_hand += 1
        linker.links.add(action for step in made.steps for action in step.actions)

    linker = Linker(window, player, mark)
    linker.link_all(document)
    linker.name_all(document)
    measured.first += linker.first
    measured.automatic += linker.automatic
    for tally, own in ((measured.links, linker.links), (measured.entities, linker.entities)):
        tally.actions += own.actions
        tally.keys += own.keys
        tally.seconds += own.seconds


def _as_peers(gold: Gold, measured: Measured) -> None:
    """Put in place of our links and entities what a hand without A and W does.

    A link: the speaker dragged and given its label, a drag from quote to speaker, the kind of
    relation chosen. An entity: the mention and its field clicked, three letters, one chosen.
    """
    measured.links, measured.entities = Tally(), Tally()
    for document in gold.documents:
        for speaker in document.speakers_said:
            measured.links.add([drag(*speaker.fragments[0]), key("S")])
        for _ in document.said_by:
            measured.links.add([drag(0, 1), CHOOSE, key("S")])
        for _ in document.entities:
            letters = [key("L")] * 3
            measured.entities.add([click(0), click(0), *letters, CHOOSE, key("Return")])


def measure(gold: Gold, manner: str) -> Measured:
    """Annotate all documents in one manner and hold the export against the gold."""
    measured = Measured()
    with tempfile.TemporaryDirectory() as name:
        path = make_project(Path(name), gold)
        for document in gold.documents:
            window = open_window(path, document.key)
            window.resize(1440, 900)
            window.show()
            window.activateWindow()
            _settle()
            annotate(window, document, manner, measured)
            window.close()
        wrong = difference(path, gold)
        if wrong:
            raise SystemExit(f"{manner}: what was annotated is not the gold: {wrong[:5]}")
    if manner == DRAGS:
        _as_peers(gold, measured)
    return measured


def _rows(gold: Gold, found: dict[str, Measured]) -> list[Row]:
    documents = gold.documents
    links = sum(len(each.said_by) for each in documents)
    named = sum(len(each.entities) for each in documents)
    rows: list[Row] = []
    for manner, each in found.items():
        for what, tally in (("spans", each.spans), ("links", each.links),
                            ("entities", each.entities)):  # fmt: skip
            rows.append((f"{manner}: {what}, actions", tally.actions, "", None))
            rows.append((f"{manner}: {what}", tally.seconds, "s", None))
    best, keys, drags = found[BEST], found[KEYS], found[DRAGS]
    everything = {
        manner: each.spans.seconds + each.links.seconds + each.entities.seconds
        for manner, each in found.items()
    }
    rows += [
        ("spans, b ÷ a, seconds", best.spans.seconds / drags.spans.seconds, "×", "≤ 0.65"),
        ("spans, b ÷ a, actions", best.spans.actions / drags.spans.actions, "×", None),
        (
            "  … the caret's way not counted, as with the peers",
            (best.spans.actions - best.spans.motions) / drags.spans.actions,
            "×",
            "≤ 0.65",
        ),
        ("a link, keys", keys.links.keys / max(1, links), "keys", "≤ 2"),
        ("  … the first candidate was right", best.first, f"of {links}", None),
        ("  … speakers that had to be marked by hand", best.by_hand, "", None),
        ("a speaker's entity, keys", keys.entities.keys / max(1, named), "keys", "≤ 1.3"),
        ("  … known without a key", best.automatic, f"of {named}", None),
        ("spans, c ÷ a, seconds", keys.spans.seconds / drags.spans.seconds, "×", "≤ 1.0"),
        ("all, c ÷ a, seconds", everything[KEYS] / everything[DRAGS], "×", "≤ 1.0"),
    ]
    return rows + _peer_rows(gold)


def _peer_rows(gold: Gold) -> list[Row]:
    """Return what the peers' documented actions come to on the same gold."""
    rows: list[Row] = []
    for peer in PEERS:
        marks = sum(
            len(span.fragments) * peer.mark for each in gold.documents for span in each.spans
        )
        rows.append((f"{peer.name}, as documented: all spans, actions", marks, "", None))
        if peer.link is not None:
            links = sum(len(each.said_by) * peer.link for each in gold.documents)
            rows.append((f"{peer.name}, as documented: links, actions", links, "", None))
    return rows


def run() -> list[Row]:
    """Measure the three manners and return the figures."""
    arguments = sys.argv[1:]
    gold = read_gold(Path(arguments[0]) if arguments else GOLD)
    with tempfile.TemporaryDirectory() as name:
        os.environ["ANNOTATOR_DATA"] = str(Path(name, "data"))
        os.environ["ANNOTATOR_SETTINGS"] = str(Path(name, "settings"))
        make_application([])
        return _rows(gold, {manner: measure(gold, manner) for manner in (DRAGS, BEST, KEYS)})


if __name__ == "__main__":
    for row in run():
        print(*row)
