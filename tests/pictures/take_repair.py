"""Draw the repair list under an article in light and dark.

python3 dev.py pictures repair
"""

from __future__ import annotations

import json
from pathlib import Path

from annotator.app.application import open_window
from annotator.paths import seeds
from annotator.project import importing
from annotator.project.project import create_project
from annotator.project.session import Session, device_id, random_id, utc_now
from tests.pictures.scene import OWN, begin, settle, take
from tests.pictures.take_window import SEED


def make_project() -> Path:
    """Return a project file with the seeds, two of them marked in ways that do not fit."""
    folder = OWN
    path = folder / "repair.sqlite"
    create_project(path, me="Ana").close()
    texts = {each.stem: each.read_text("utf-8") for each in sorted(seeds().glob("*.txt"))}
    other = next(key for key in texts if key != SEED)
    marks = [
        {"id": "a", "start": 40, "end": 47, "label": "location", "quote": "Belarus"},
        {"id": "b", "start": 7, "end": 17, "label": "PER", "quote": "Lukashenko"},
        {"id": "c", "start": 90_000, "end": 90_020, "label": "claim"},
        {"id": "d", "start": 255, "end": 306, "label": "quote"},
    ]
    links = [{"id": "e", "label": "said_by", "from": "d", "to": "T12"}]
    lines = [
        {"id": SEED, "text": texts[SEED], "spans": marks, "relations": links},
        {"id": other, "text": texts[other], "spans": [{"id": "f", "start": 3, "end": 9}]},
    ]
    file = folder / "colleagues.jsonl"
    file.write_text("\n".join(json.dumps(each) for each in lines), "utf-8")
    session = Session(utc_now, random_id, device_id(), "command")
    for source in (file, seeds()):
        importing.import_files(path, importing.ImportOptions((source,), "Ana", "Ana"), session)
    return path


def main() -> None:
    """Take all pictures."""
    begin()
    window = open_window(make_project(), SEED)
    window.show()
    for theme, size in (("light", (1440, 900)), ("dark", (1440, 900)), ("light", (1024, 700))):
        window.settings.set("theme", theme)
        window.resize(*size)
        settle()
        window.page.repairs.open()
        take(window, f"repair_{theme}_{size[0]}")
        window.page.repairs.close()
    window.close()


if __name__ == "__main__":
    main()
