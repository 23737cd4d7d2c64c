"""Where other programs find our spans: `python3 dev.py oracles`. Skipped where they are not.

doccano brings a whole server; its parser alone needs `pip install --no-deps doccano` and
`pip install chardet pyexcel`, with seqeval from the extra.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from annotator.formats.doccano import FORMAT as DOCCANO
from annotator.formats.features import fragments_of
from annotator.formats.json_cas import FORMAT as JSON_CAS
from annotator.formats.spacy_docbin import FORMAT as SPACY
from annotator.formats.xmi import FORMAT as XMI
from tests.coming_back import Content, content_of, write
from tests.rich_content import rich

# What they warn of is theirs.
pytestmark = pytest.mark.filterwarnings("default")
#: (key, start, end, label, text)
Found = list[tuple[str, int, int, str, str]]


@pytest.fixture
def content(tmp_path: Path) -> Content:
    return content_of(tmp_path, *rich())


def _written(content: Content, each_fragment: bool) -> Found:
    """Return every span, or every fragment of each, as it was given to the writer."""
    return sorted(
        (document.key, start, end, row[2], document.text[start:end])
        for document in content.documents
        for layer in document.layers
        for row in layer.spans
        for start, end in (fragments_of(row) if each_fragment else [(row[0], -row[1])])
    )


def test_spacy_finds_the_spans_in_the_docbin(content: Content, tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy")
    out = write(SPACY, content, tmp_path)
    docs = list(spacy.tokens.DocBin().from_disk(out).get_docs(spacy.blank("xx").vocab))
    texts = {each.key: each.text for each in content.documents}
    found = []
    for doc in docs:
        key = orjson.loads(doc.user_data["annotator"])["key"]
        assert doc.text == texts[key]
        found += [
            (key, span.start_char, span.end_char, span.label_, span.text)
            for span in doc.spans.get("sc", ())
        ]
        assert {(e.start, e.end, e.label_) for e in doc.ents} <= {
            (span.start, span.end, span.label_) for span in doc.spans.get("sc", ())
        }
    wanted = _written(content, each_fragment=True)
    # Marks are of whole tokens there: “ane” in Jane gets all of it, a tab at the end goes.
    changed = [each[4] for each in wanted if each not in found]
    assert sorted(changed) == ["ane", "x e\u0301tait\u2028end\t"]
    other = [each[4] for each in found if each not in wanted]
    assert sorted(other) == ["Jane", "x e\u0301tait\u2028end"]
    assert len(found) == len(wanted) > 20


@pytest.mark.parametrize("format", [XMI, JSON_CAS], ids=lambda each: each.name)
def test_cassis_finds_the_spans(content: Content, tmp_path: Path, format: Any) -> None:
    cassis = pytest.importorskip("cassis")
    out = write(format, content, tmp_path)
    texts = {each.key: each.text for each in content.documents}
    found = []
    for path in sorted(out.rglob(f"*{format.suffixes[0]}")):
        if format is XMI:
            types = cassis.load_typesystem(out / "TypeSystem.xml")
            cas = cassis.load_cas_from_xmi(path, typesystem=types)
        else:
            cas = cassis.load_cas_from_json(path.read_text("utf-8"))
        (meta,) = cas.select("de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData")
        assert cas.sofa_string == texts[meta.documentId]
        found += [
            (meta.documentId, each.begin, each.end, each.label, each.get_covered_text())
            for each in cas.select("custom.Span")
        ]
        known = {each.xmiID for each in cas.select("custom.Span")}
        for link in cas.select("custom.Relation"):
            assert {link.Governor.xmiID, link.Dependent.xmiID} <= known
    assert sorted(found) == _written(content, each_fragment=False)


def test_doccano_finds_the_spans(content: Content, tmp_path: Path) -> None:
    parsers = pytest.importorskip("backend.data_import.pipeline.parsers")
    out = write(DOCCANO, content, tmp_path)
    parser = parsers.JSONLParser(encoding="utf-8")
    rows = list(parser.parse(str(out)))
    assert parser.errors == []
    texts = {each.key: each.text for each in content.documents}
    found = []
    for row in rows:
        assert row["text"] == texts[row["document"]]
        for each in row["entities"]:
            start, end = each["start_offset"], each["end_offset"]
            found.append((row["document"], start, end, each["label"], row["text"][start:end]))
        ids = {each["id"] for each in row["entities"]}
        assert all({each["from_id"], each["to_id"]} <= ids for each in row["relations"])
    assert sorted(found) == _written(content, each_fragment=True)
