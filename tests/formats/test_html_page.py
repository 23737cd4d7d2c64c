from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats import html_body, html_page
from annotator.formats.format import FileDocument, Finding
from annotator.formats.html_lines import page_lines
from annotator.formats.html_page import FORMAT, read_html
from tests.articles_saved import SEED, SEEDS, as_html

BROKEN_TAGS = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<nav>", "</nav>", "<br/>", "<td>", "<tr>", "<!--", "-->", "<![CDATA[",
         "<pre>", "\n", "<script>", "</script>", "<head>", "<body>", "&amp", "&#0;", "&#xD800;",
         "<h1", ">", "<title>", "text ", "Ü", '<meta charset="latin-1">', "\0", "<svg><title>"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


def read(data: bytes, **options: str) -> tuple[FileDocument | None, list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.html")
        path.write_bytes(data)
        items = list(FORMAT.reader(options)(path, path.name))
    documents = [item for item in items if isinstance(item, FileDocument)]
    return (documents or [None])[0], [each.kind for each in items if isinstance(each, Finding)]


def body(document: FileDocument) -> str:
    """Return the text without what is proposed as excluded."""
    text, last = "", 0
    for start, end in document.excluded:
        text, last = text + document.frozen.text[last:start], end
    return text + document.frozen.text[last:]


def excluded(document: FileDocument) -> list[str]:
    return [document.frozen.text[start:end] for start, end in document.excluded]


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem[:3])
def test_an_article_saved_as_a_page_has_the_same_words(seed: Path) -> None:
    text = seed.read_text("utf-8-sig")
    document, kinds = read(as_html(text, around=False))
    assert document is not None
    assert document.frozen.text.split() == text.split()
    assert kinds == []


def test_what_surrounds_the_article_is_kept_and_excluded() -> None:
    text = SEED.read_text("utf-8")
    document, _ = read(as_html(text))
    assert document is not None
    words = document.frozen.text
    for each in (
        "Weather",
        "Share on Chirper",
        "Write what you think of it",
        "Imprint and contact",
    ):
        assert each in words
        assert each not in body(document)
    article = text[: text.index("Read more")] if "Read more" in text else text
    assert article.split() == body(document).split()[: len(article.split())]


def test_read_more_in_the_midst_is_excluded() -> None:
    long = "The mayor said on Monday that the bridge would be closed for a whole year, again. "
    page = f"<h1>Bridge closed</h1><p>{long * 3}</p><p>Read more</p><p>{long[::-1] * 3}</p>"
    document, _ = read(f"<meta charset=utf-8><article>{page}</article>".encode())
    assert document is not None
    assert excluded(document) == ["Read more"]


def test_without_trafilatura_menus_and_forms_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (html_body, html_page):
        monkeypatch.setattr(module, "can_extract", lambda: False)
    document, kinds = read(as_html(SEED.read_text("utf-8")))
    assert document is not None
    assert "Weather" in " ".join(excluded(document))
    assert "Imprint and contact" in " ".join(excluded(document))
    assert kinds == ["no-extraction"]


def test_whole_excludes_nothing() -> None:
    document, _ = read(as_html(SEED.read_text("utf-8")), whole="")
    assert document is not None
    assert document.excluded == ()
    assert "Imprint and contact" in document.frozen.text


def test_every_character_stays_as_it_is() -> None:
    odd = "Caf\u0065\u0301 so\u00adft z\u200bero n\u00a0bsp 👨‍👩‍👧 ﬁ"
    document, _ = read(f"<meta charset=utf-8><p>{odd}</p>".encode())
    assert document is not None
    assert document.frozen.text == odd


def test_lines_cells_and_paragraphs() -> None:
    page = "<h1>A</h1><p>b<br>c<br><br>d<ul><li>e<li>f</ul><table><tr><td>g<td>h<tr><th>i</table>"
    document, _ = read(page.encode(), whole="")
    assert document is not None
    assert document.frozen.text == "A\n\nb\nc\n\nd\n\ne\nf\n\ng\th\ni"


def test_what_a_page_says_of_itself() -> None:
    page = (
        '<html lang="de"><meta property="og:title" content="Der Titel"><meta name="author" '
        'content="Ute"><link rel="canonical" href="https://a.example/1">'
        "<title>Titel | Blatt</title>"
        "<p>Text."
    )
    document, _ = read(page.encode())
    assert document is not None
    assert (document.title, document.language) == ("Der Titel", "de")
    assert document.meta == {"author": "Ute", "url": "https://a.example/1"}


@pytest.mark.parametrize(
    ("head", "encoding", "read_as", "kinds"),
    [
        ('<meta charset="iso-8859-1">', "cp1252", "cp1252", []),
        ('<meta http-equiv=Content-Type content="text/html; charset=windows-1251">', "cp1251",
         "cp1251", []),
        ('<meta charset="utf-8">', "cp1252", None, ["encoding-declared-wrongly"]),
        ('<meta charset="klingon">', "utf-8", "utf-8", ["encoding-declared-wrongly"]),
        ("", "utf-16", "utf-16-le", []),
    ],
)  # fmt: skip
def test_encodings(head: str, encoding: str, read_as: str | None, kinds: list[str]) -> None:
    said = "“Привет”" if encoding == "cp1251" else "“Ça coûte déjà”"
    document, found = read(f"<html>{head}<p>{said} and more</p>".encode(encoding))
    assert document is not None
    assert [kind for kind in found if kind != "encoding-guessed"] == kinds
    assert read_as in (None, document.source.encoding)
    assert said in document.frozen.text


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"<script>x</script>", b"\x89PNG\r\n\0\0"])
def test_no_text_no_document(data: bytes) -> None:
    document, kinds = read(data)
    assert document is None
    assert len(kinds) == 1


@given(page=BROKEN_TAGS)
def test_broken_pages(page: str) -> None:
    document, _ = read(page.encode("utf-8", "surrogatepass"))
    if document is not None:
        text = document.frozen.text
        assert text.strip()
        assert all(0 <= start < end <= len(text) for start, end in document.excluded)
        assert list(document.excluded) == sorted(document.excluded)


def test_comments_hide_what_is_in_them_and_nothing_else() -> None:
    document, _ = read(b"a<!-- <p>no</p> -->b<p>c <!-- <b>d")
    assert document is not None
    assert document.frozen.text == "ab\n\nc d"


@pytest.mark.parametrize("each", ["<a ", "<!--", "<p x='", "</", "<!", "<![", "&#", "<a x=<"])
def test_thousands_of_open_tags_are_read_in_no_time(each: str) -> None:
    """Without a bound this takes minutes: the test would never end."""
    assert page_lines(f"text {each * 30_000}").parts


def test_a_head_that_nobody_ended() -> None:
    document, _ = read(b"<head><title>T</title><style>a {}</style><p>Text.")
    assert document is not None
    assert document.frozen.text == "Text."


def test_elements_as_deep_as_can_be() -> None:
    document, _ = read(b"<div>" * 20_000 + b"deep" + b"</div>" * 20_000)
    assert document is not None
    assert document.frozen.text == "deep"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(read_html(tmp_path / "no.html", "no.html"))


def test_trafilatura_never_sees_a_page_beyond_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    data = as_html(SEED.read_text("utf-8"))
    seen: list[str] = []

    def extract(page: str, **_: object) -> None:
        seen.append(page)

    monkeypatch.setattr("trafilatura.extract", extract)
    for limit, times in ((1000, 0), (1_000_000, 1)):
        monkeypatch.setattr(html_body, "_LARGEST", limit)
        document, _ = read(data)
        assert document is not None
        assert len(seen) == times
