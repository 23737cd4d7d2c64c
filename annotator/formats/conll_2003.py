"""CoNLL-2003 (four columns, IOB2)."""

from __future__ import annotations

from annotator.formats.brat_conf import brat_word
from annotator.formats.conll_look import ELSEWHERE, looks_for
from annotator.formats.conll_reading import read_conll
from annotator.formats.conll_writing import KEEPS, PARTLY, losses, writer
from annotator.formats.format import Format

_SUFFIXES = (".conll", ".conllu", ".conllup", ".conllx")

FORMAT = Format(
    name="conll-2003",
    title="CoNLL-2003 (four columns, IOB2)",
    suffixes=_SUFFIXES,
    elsewhere=ELSEWHERE,
    keeps=KEEPS,
    partly=PARTLY,
    read=read_conll,
    write=writer(" -X- _ ", "-DOCSTART- -X- O O", single="B", last="I"),
    losses=losses,
    spells=brat_word,
    looks=looks_for("conll-2003", _SUFFIXES),
    remarks="Four columns with spaces between them, tags in IOB2, as CoNLL-2003 and spaCy have it.",
)
