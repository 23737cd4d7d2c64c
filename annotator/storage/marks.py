"""Signs that the project file carries."""

from __future__ import annotations

#: "ANNO" in ASCII: marks an SQLite file as a project of ours.
APPLICATION_ID = 0x414E4E4F
#: Stands between the quotes of a span's fragments in one column.
FRAGMENT_SEPARATOR = "\u241f"
