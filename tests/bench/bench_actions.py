"""How many actions a gold layer takes, and how long: drags and keys, the best of both, keys alone.

python3 dev.py bench actions [GOLD.jsonl]

The plans are made from the gold by asking the program what each key would do at each place, and are
played in the real window; what is exported then must be the gold.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


GOLD = Path(__file__).parents[1] / "golden" / "seed_gold.jsonl"
Row = tuple[str, float, str, str | None]
MANNERS = {"a": "drag and key", "b": "mouse and keys", "c": "keys alone"}
