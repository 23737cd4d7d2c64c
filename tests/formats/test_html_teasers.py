"""Lines in the midst of a page that lead away from its article, and declarations before it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from annotator.formats import html_page
from annotator.formats.format import FileDocument, Finding
from annotator.formats.html_lines import page_lines
from annotator.formats.html_page import FORMAT, read_html

LONG = "The mayor said on Monday that the bridge would be closed for a whole year, again. "


def excluded(line: str) -> list[str]:
    """Return what is excluded of a page with this line in the midst of its article."""
    page = f"<h1>Bridge closed</h1><p>{LONG * 3}</p>{line}<p>{LONG[::-1] * 3}</p>"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.html")
        path.write_text(f"<meta charset=utf-8><article>{page}</article>", "utf-8")
        (document,) = (each for each in read_html(path, "p") if isinstance(each, FileDocument))
    return [document.frozen.text[start:end] for start, end in document.excluded]


@pytest.mark.parametrize(
    "line",
    [
        "Read more: <a href=x>Mayor will not resign</a>",
        "READ MORE: Mayor will not resign",
        "Read also: Mayor: I will not resign",
        "Lire aussi : Le maire ne démissionne pas",
        "À lire aussi : Le maire ne démissionne pas",
        "Lesen Sie auch: Bürgermeister bleibt",
        "Mehr zum Thema: Bürgermeister bleibt",
        "Читайте также: <a href=x>Мэр не уйдёт</a>",
        "Читайте також: Мер не піде",
        "関連記事：市長は辞任しない",
        "Subscribe to our newsletter",
        "Sign up for our weekly newsletter",
        "Подпишитесь на наш канал",
        "Abonnez-vous à notre newsletter",
    ],
)
def test_a_line_that_leads_away_is_excluded(line: str) -> None:
    (region,) = excluded(f"<p>{line}</p>")
    assert region == line.replace("<a href=x>", "").replace("</a>", "")


@pytest.mark.parametrize(
    "line",
    [
        "Read more: " + LONG * 3,
        "She told them to read more: that is how it began, and nobody knew why.",
        "Related events followed in the city, the mayor said: the bridge was closed.",
        "Subscribers of the paper learnt of it first, and the others only on Tuesday of that week, "
        "when the mayor spoke about it in the town hall.",
    ],
)
def test_what_is_of_the_article_stays(line: str) -> None:
    assert excluded(f"<p>{line}</p>") == []


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE html [<!ENTITY a 'b'>]>",
        '<!doctype html [\n<!ENTITY a "x ]> y">\n<!ENTITY b "c">\n] >',
        '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD" "x.dtd" [ <!ELEMENT p ANY> ]>',
        "<!DOCTYPE html [<!-- don't ]> --><!ENTITY a 'b'>]>",
        "<!DOCTYPE html>",
    ],
)
def test_declarations_of_a_document_type_are_no_text(doctype: str) -> None:
    page = page_lines(f"{doctype}<html><title>T</title><body><p>Closed [for now]> &amp; ever</p>")
    assert [each.text for each in page.parts] == ["Closed [for now]> & ever"]


def test_a_document_type_without_an_end_hides_nothing() -> None:
    page = page_lines("<!DOCTYPE html [<!ENTITY a 'b'><p>The bridge is closed.</p>")
    assert "The bridge is closed." in " ".join(each.text for each in page.parts)


def test_a_page_that_is_too_large_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html_page, "LARGEST_PAGE", 100)
    monkeypatch.setattr(Path, "read_bytes", lambda _path: pytest.fail("it was read"))
    (tmp_path / "a.html").write_text("<p>" + "x" * 98)
    (finding,) = FORMAT.reader({})(tmp_path / "a.html", "a.html")
    assert isinstance(finding, Finding)
    assert finding.kind == "too-large"
    assert finding.message == "The page has 101 bytes; pages of up to 100 are read."
    assert "left out" in finding.kept
