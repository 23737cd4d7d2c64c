"""Draw the page of entities: themes, sizes, the map, the card, and its states.

python3 dev.py pictures entities
"""

from __future__ import annotations

from pathlib import Path

from annotator.app.application import open_window
from annotator.app.main_window import MainWindow
from annotator.paths import seeds
from annotator.project import editing, entities, gazetteer, importing
from annotator.project.project import create_project
from annotator.project.session import Session, device_id, random_id, utc_now
from tests.pictures.scene import OWN, begin, take

GOLD = Path(__file__).parents[1] / "golden" / "seed_gold.jsonl"


def make_project() -> Path:
    """Make a project of all seeds, the first of them annotated and its entities in the ledger."""
    path = OWN / "Seeds.sqlite"
    create_project(path, me="Ana Kovač").close()
    session = Session(utc_now, random_id, device_id(), "command")
    gold = OWN / "gold.jsonl"
    text = GOLD.read_text("utf-8").replace('"person": "gold"', '"person": "ana-kovac"')
    gold.write_text(text.replace('"id": "gold"', '"id": "ana-kovac"'), "utf-8")
    for source in (gold, seeds()):
        options = importing.ImportOptions((source,), "Ana Kovač", "Ana Kovač")
        importing.import_files(path, options, session)
    return path


def shown(window: MainWindow, name: str) -> str:
    """Show an entity by its name and return its id."""
    found = window.project.ledger.named(name)[0]
    window.book.page.show_entity(found.id)
    return found.id


def main() -> None:
    """Take all pictures."""
    begin()
    gazetteer.prepare()
    window = open_window(make_project(), None)
    window.show()
    window.resize(1440, 900)
    window.show_page("entities")
    project, page = window.project, window.book.page
    one = shown(window, "Alexander Lukashenko")
    short = entities.make(project, "Batka", "person")
    entities.merge(project, one, [short.id])
    entities.make(project, "Odessa", "place")
    entities.make(project, "محمد عبد الله", "person", aliases=["أبو أحمد"])
    project.flush()
    for theme in ("light", "dark", "high_contrast"):
        window.settings.set("theme", theme)
        shown(window, "Alexander Lukashenko")
        take(window, f"entities_{theme}")
        shown(window, "Odessa")
        take(window, f"entities_map_{theme}")
    window.settings.set("theme", "light")
    shown(window, "Alexander Lukashenko")
    page.verbs.ask_merge()
    page.card.field.setText("minsk")
    page.card.query_changed.emit("minsk")
    take(window, "entities_merge")
    page.card.close_card()
    page.form.fields["coordinates"].setText("91, 200")
    page.form.field_set.emit("coordinates", "91, 200")
    page.mentions.selectRow(2)
    take(window, "entities_fault")
    shown(window, "Belarus")
    take(window, "entities_country")
    shown(window, "محمد عبد الله")
    take(window, "entities_arabic_name")
    window.resize(1024, 700)
    shown(window, "Odessa")
    take(window, "entities_1024x700")
    mark_arabic(window)
    window.close()
    empty = OWN / "Empty.sqlite"
    create_project(empty, me="Ana").close()
    window = open_window(empty, None)
    window.show()
    window.resize(1440, 900)
    window.show_page("entities")
    take(window, "entities_empty")
    window.close()


def mark_arabic(window: MainWindow) -> None:
    """Link some words of the Arabic seed and show them in context."""
    window.resize(1440, 900)
    found = next((id for id, key in window.work.keys.items() if "arabic" in key), None)
    if found is None:
        return
    project = window.project
    text = project.open_document(found).document.text
    entity = project.ledger.named("محمد عبد الله")[0]
    words = text.split()[6]
    start = text.index(words)
    while start >= 0 and start < 2500:
        span = editing.mark(project, found, "speaker", [(start, start + len(words))])
        entities.link(project, found, [span.id], entity.id)
        start = text.find(words, start + 1)
    window.book.page.show_entity(entity.id)
    take(window, "entities_rtl")


if __name__ == "__main__":
    main()
