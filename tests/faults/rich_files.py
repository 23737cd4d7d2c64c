"""Good files with what readers look for and our exports do not have, as of formats only read."""

from __future__ import annotations

import io
import json

from tests import articles_saved as saved
from tests.articles_saved import docx, epub, w_p, w_part, zipped
from tests.formats.test_cas_more import STRUCTURES, XMI
from tests.formats.test_cas_more import TSV as STACKED
from tests.formats.test_conll_columns import NUMBERED, UNIVERSAL
from tests.formats.test_inception import TSV
from tests.formats.test_marks_in_lists import LISTED, MIN, OLD

_ROW = "<w:tr><w:tc>{}{}</w:tc><w:tc>{}</w:tc></w:tr>".format(*map(w_p, "abc"))
_WORD = (
    w_p("By Ann 🎉"),
    w_p("Big “news”", '<w:pStyle w:val="Title"/>'),
    w_p("goes ", "<w:rPr><w:del/></w:rPr>"),
    w_p("on"),
    f"<w:tbl>{_ROW}<w:tr><w:trPr><w:del/></w:trPr><w:tc>{w_p('gone')}</w:tc></w:tr></w:tbl>",
    "<w:p><w:r><w:t>a</w:t></w:r><w:ins><w:r><w:t>b</w:t><w:br/><w:tab/></w:r></w:ins>"
    "<w:del><w:r><w:delText>c</w:delText></w:r></w:del>"
    "<w:moveFrom><w:r><w:t>d</w:t></w:r></w:moveFrom><w:hyperlink><w:r><w:t>f</w:t></w:r>"
    '</w:hyperlink><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>g</w:t></w:r></w:p>',
    '<w:p><w:r><w:t>x</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
    '<w:r><w:endnoteReference w:id="7"/><w:footnoteReference w:id="1"/></w:r></w:p>',
    f"<w:p><w:r><w:drawing><w:txbxContent>{w_p('boxed')}</w:txbxContent></w:drawing></w:r></w:p>",
    f"<w:sdt><w:sdtContent>{w_p('control')}</w:sdtContent></w:sdt>",
)
_PAGE = """<!DOCTYPE html><html lang="uk"><head><title>No &amp; no</title><meta charset="utf-8">
<meta property="og:title" content="No"><meta name="author" content="Ann"></head><body class="x">
<nav><a href="/">Home</a></nav><h1>No 🎉</h1><article><p>She said “no”,<br>and <b>left</b> the
town&nbsp;hall. Nobody knew why she did, and nobody asked.</p><pre>  as
 it is</pre><table><tr><th>a<td>b</tr></table><ul><li>one<li>two</ul><blockquote>Quoted &#128512;
</blockquote><script>var p = "<p>";</script><!-- no --></article><aside class="related">More
</aside><svg><title>t</title></svg><footer>© Paper</footer></body></html>"""
_ARTICLE = "No 🎉\nThe mayor said that the bridge would be closed.\n“Why?” asked Ana.\n"


def _word() -> bytes:
    notes = "".join(f'<w:footnote w:id="{n}">{w_p(f"note {n}")}</w:footnote>' for n in (0, 1, 2))
    ends = f'<w:endnote w:id="7">{w_p("the end")}</w:endnote>'
    parts = {
        "footnotes": w_part("footnotes", notes),
        "endnotes": w_part("endnotes", ends),
        "header1": w_part("hdr", w_p("The Daily")),
        "footer1": w_part("ftr", w_p("page 1")),
    }
    return docx("".join(_WORD), **parts)


def _pages() -> bytes:
    left = [(72.0, 760.0 - 14 * line, f"The left col- {line}") for line in range(6)]
    right = [(320.0, 760.0 - 14 * line, f"and the right ({line})") for line in range(6)]
    around = [(72.0, 810.0, "The Daily"), (72.0, 30.0, "Page 7")]
    return saved.pdf([[*around, *left, *right], [*around, *left[:2]]])


def _packed() -> bytes:
    line = {"id": "e", "text": "Six 🎉.", "spans": [{"start": 0, "end": 3, "label": "claim"}]}
    return zipped(
        {
            "a/x.txt": "Ana says no.",
            "a/x.ann": "T1\tspeaker 0 3\tAna\nT2\tcue 4 8\tsays\nR1\tby Arg1:T1 Arg2:T2\n",
            "a/annotation.conf": "[entities]\nspeaker\ncue\n[relations]\nby Arg1:cue\n",
            "b.conll": "Ana\tB-speaker\nsaid\tO\nno\tB-quote\n.\tO\n",
            "c.csv": "document,id,label,start,end,text\nd,s1,location,0,4,Kyiv\n",
            "c.documents.csv": "document,text\nd,Kyiv\n",
            "d.json": json.dumps([{"id": 1, "data": {"text": "x y"}, "annotations": []}]),
            "e.jsonl": json.dumps(line),
            "f.docx": saved.as_docx(_ARTICLE),
            "g.html": _PAGE,
            "h.tsv": TSV,
            "i.bin": b"\0\1\2",
        }
    )


def _project() -> bytes:
    sofa = '<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString="🎉 Jane said no."/>'
    spaces = 'xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"'
    mark = '<c:Span xmi:id="2" sofa="1" begin="3" end="7" label="WHO"/>'
    xmi = f'<xmi:XMI {spaces} xmlns:c="http:///webanno/custom.ecore">{sofa}{mark}</xmi:XMI>'
    cas = [
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaString": "🎉 Jane said no."},
        {"%TYPE": "webanno.custom.Span", "%ID": 2, "begin": 3, "end": 7, "@sofa": 1, "label": "A"},
    ]
    about = {
        "name": "News",
        "project_permissions": [{"user": "ana", "level": "ANNOTATOR"}],
        "source_documents": [{"name": "a.txt", "state": "CURATION_FINISHED"}],
        "annotation_documents": [{"name": "a.txt", "user": "ben", "state": "IGNORE"}],
    }
    return zipped(
        {
            "exportedproject.json": json.dumps(about),
            "annotation/a.txt/INITIAL_CAS.zip": b"",
            "annotation/a.txt/ana.xmi": xmi,
            "annotation/a.txt/ben.zip": zipped({"TypeSystem.xml": "<x/>", "ben.xmi": xmi}),
            "annotation/b.txt/ben.json": json.dumps({"%TYPES": {}, "%FEATURE_STRUCTURES": cas}),
            "curation/a.txt/CURATION_USER.xmi": xmi,
            "annotation/c.txt/ana.tsv": TSV,
        }
    )


def _table() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    rows = [{"Id": 7, "Headline": "No", "Body": _ARTICLE, "tags": ["a"], "Date": None}]
    pq.write_table(pa.Table.from_pylist(rows), out)
    return out.getvalue()


def _dialogue() -> bytes:
    lines = [{"author": "Ana", "text": "🎉 Hi, Bob."}, {"author": "Bob", "text": "To Kyiv?"}]
    value = {"start": "0", "end": "1", "startOffset": 2, "endOffset": 4, "paragraphlabels": ["X"]}
    result = [
        {"id": "a", "type": "paragraphlabels", "from_name": "p", "to_name": "d", "value": value},
        {"id": "a", "type": "choices", "from_name": "c", "to_name": "d"}
        | {"value": {**value, "choices": ["yes"]}},
    ]
    made = {"id": 1, "completed_by": {"id": 2, "email": "a@b.c"}, "result": result}
    guessed = {"model_version": "m", "score": 0.5, "result": result[:1]}
    task = {"id": 1, "data": {"dialogue": lines}, "annotations": [made], "predictions": [guessed]}
    return json.dumps([task, MIN]).encode()


def rich_files(name: str) -> dict[str, bytes]:
    """Return files of a format by name, with what its exports have not."""
    return {file: data for format, file, data in _rich() if name.startswith(format)}


def _rich() -> list[tuple[str, str, bytes]]:
    """Return (how the names of its formats begin, file, content)."""
    chapters = [("a.xhtml", _PAGE.encode()), ("b.xhtml", saved.as_html(_ARTICLE))]
    rows = [{"id": 7, "headline": "No 🎉", "body": _ARTICLE, "meta": {"a": [1, None, 1.5]}}]
    cas = {"%TYPES": {}, "%FEATURE_STRUCTURES": STRUCTURES}
    chunks = "-DOCSTART- -X- O O\n\nEU NNP B-NP B-ORG\nrejects VBZ B-VP O\n\nAm PRP O I-LOC\n"
    listed = [LISTED, {"id": 2, "text": "Kyiv 🎉", "annotations": [OLD]}]
    return [
        ("conll", "x.conll", NUMBERED.encode()),
        ("conll", "y.conll", UNIVERSAL.encode()),
        ("conll", "z.conll", chunks.encode()),
        ("doccano", "x.jsonl", "\n".join(map(json.dumps, listed)).encode()),
        ("docx", "x.docx", _word()),
        ("epub", "x.epub", epub(chapters, "A “book”")),
        ("html", "x.html", _PAGE.encode()),
        ("html", "y.html", saved.as_html(_ARTICLE)),
        ("inception", "x.zip", _project()),
        ("json-cas", "x.json", json.dumps(cas).encode()),
        ("label-studio", "x.json", _dialogue()),
        ("pdf", "x.pdf", _pages()),
        ("table", "x.json", json.dumps(rows).encode()),
        ("table", "x.jsonl", json.dumps(rows[0]).encode() + b"\n"),
        ("table", "x.parquet", _table()),
        ("table", "y.csv", 'Id;Title;Body\n7;No!;"He:\n“No.”"\n8;;Yes.;\n'.encode("utf-16")),
        ("webanno-tsv", "x.tsv", STACKED.encode()),
        ("xmi", "x.xmi", XMI.encode()),
        ("zip", "x.zip", _packed()),
    ]
