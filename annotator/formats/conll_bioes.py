"""CoNLL (two columns, BIOES)."""

from __future__ import annotations

from annotator.formats.brat_conf import brat_word
from annotator.formats.conll_look import ELSEWHERE, looks_for
from annotator.formats.conll_reading import read_conll
from annotator.formats.conll_writing import KEEPS, PARTLY, losses, writer
from annotator.formats.format import Format

_SUFFIXES = (".bioes", ".bilou")

FORMAT = Format(
    name="conll-bioes",
    title="CoNLL (two columns, BIOES)",
    suffixes=_SUFFIXES,
    elsewhere=ELSEWHERE,
    keeps=KEEPS,
    partly=PARTLY,
    read=read_conll,
    write=writer("\t", "-DOCSTART-\tO", single="S", last="E"),
    losses=losses,
    spells=brat_word,
    looks=looks_for("conll-bioes", _SUFFIXES),
    remarks="Token and tag with a tab between them, tags in BIOES.",
)
