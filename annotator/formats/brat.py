"""brat standoff: a folder of .txt and .ann pairs."""

from __future__ import annotations

from annotator.formats.brat_conf import brat_word
from annotator.formats.brat_reading import brat_names, read_brat
from annotator.formats.brat_writing import brat_files, brat_losses
from annotator.formats.format import Format
from annotator.formats.unit_option import UNIT_OPTION, reads_unit

FORMAT = Format(
    name="brat",
    title="brat standoff",
    suffixes=(".ann",),
    keeps=frozenset(("texts", "layers", "people", "kinds", "nested")),
    partly={
        "keys": "those that are a file name",
        "spans": "all but those of nothing but line ends",
        "widened": "edges of spans, unless they are line ends",
        "fragments": "unless nothing but line ends stands between them",
        "labels": "those that are one word",
        "attributes": "values that are one word, and true",
        "mentions": "ids of entities that are one word, with the name",
        "doubts": "as the attribute “uncertain”",
        "notes": "of one line",
        "ids": "those that are brat's own (T1, R1)",
        "relations": "between two different spans",
    },
    read=read_brat,
    options=UNIT_OPTION,
    configure=reads_unit(read_brat),
    files=brat_files,
    losses=brat_losses,
    spells=brat_word,
    gathers=brat_names,
    companions=("annotation.conf", "visual.conf", "tools.conf", "kb_shortcuts.conf"),
    remarks="Each person has a folder of their own; in it every article is a text and a list of "
    "annotations. Events become relations from their trigger.",
)
