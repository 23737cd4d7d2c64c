"""What other programs take for the documents that we write: each a piece of work to measure."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from annotator.formats.written import WrittenDocument

Work = Callable[[], object]


def cassis(given: Sequence[WrittenDocument], folder: Path) -> Work:
    """Return the building and writing of XMI through the interface of dkpro-cassis."""
    import cassis

    types = cassis.TypeSystem()
    text = "uima.cas.String"
    span = types.create_type("custom.Span", "uima.tcas.Annotation")
    for name in ("label", "entity", "note", "quote_type", "more"):
        types.create_feature(span, name, text)
    link = types.create_type("custom.Relation", "uima.tcas.Annotation")
    for name, range in (("Governor", span), ("Dependent", span), ("label", text), ("more", text)):
        types.create_feature(link, name, range)

    def write() -> None:
        # Files of its own each time, as ours: writing over files that are there costs less.
        aside = Path(mkdtemp(dir=folder))
        for document in given:
            cas = cassis.Cas(types)
            cas.sofa_string, cas.sofa_mime = document.text, "text"
            made = {
                row[3]: span(begin=row[0], end=-row[1], label=row[2], more=f'{{"id":"{row[3]}"}}')
                for row in document.layers[0].spans
            }
            cas.add_all(made.values())
            for row in document.layers[0].relations:
                ends = {"Governor": made[row[2]], "Dependent": made[row[3]]}
                cas.add(link(begin=0, end=1, **ends, label=row[1]))
            cas.to_xmi(aside / f"{document.key}.xmi")

    return write


def arrow(parquet: Path) -> Work:
    """Return the writing of the rows of our own file, given as Python values, by pyarrow."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pq.read_table(parquet)
    rows, schema = table.to_pylist(), table.schema

    def write() -> None:
        pq.write_table(pa.Table.from_pylist(rows, schema=schema), io.BytesIO(), compression="zstd")

    return write


def spacy_docs(docbin: Path) -> Work:
    """Return the writing of the Docs of our own file, ready in memory, by spaCy."""
    import spacy
    from spacy.tokens import DocBin

    docs = list(DocBin(store_user_data=True).from_disk(docbin).get_docs(spacy.blank("xx").vocab))
    return lambda: DocBin(docs=docs, store_user_data=True).to_bytes()


def spacy_tokens(given: Sequence[WrittenDocument]) -> Work:
    """Return what a script with spaCy does: cut into tokens, set the spans, write."""
    import spacy
    from spacy.tokens import DocBin
    from spacy.util import filter_spans

    nlp = spacy.blank("en")

    def write() -> None:
        bin = DocBin(store_user_data=True)
        for document in given:
            doc = nlp(document.text)
            spans: list[Any] = [
                doc.char_span(
                    row[0], -row[1], label=row[2], span_id=row[3], alignment_mode="expand"
                )
                for row in document.layers[0].spans
            ]
            doc.spans["sc"], doc.ents = spans, filter_spans(spans)
            bin.add(doc)
        bin.to_bytes()

    return write


def label_studio(tasks: Path, folder: Path) -> Work:
    """Return the making of CoNLL from tasks in a file by the converter of Label Studio."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from label_studio_sdk.converter import Converter
    config = tasks.with_name(tasks.stem + ".config.xml").read_text("utf-8")

    def write() -> None:
        made = Converter(config=config, project_dir=None, download_resources=False)
        made.convert_to_conll2003(str(tasks), str(folder / "conll"), is_dir=False)

    return write
