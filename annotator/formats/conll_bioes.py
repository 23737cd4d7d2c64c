"""CoNLL (two columns, BIOES)."""

from __future__ import annotations

from annotator.formats.conll_reading import read_conll
from annotator.formats.conll_writing import KEEPS, PARTLY, losses, writer
from annotator.formats.format import Format

FORMAT = Format(
    name="conll-bioes",
    title="CoNLL (two columns, BIOES)",
    suffixes=(".bioes", ".bilou"),
    keeps=KEEPS,
    partly=PARTLY,
    read=read_conll,
    write=writer("\t", "-DOCSTART-\tO", single="S", last="E"),
    losses=losses,
    remarks="Token and tag with a tab between them, tags in BIOES.",
)
