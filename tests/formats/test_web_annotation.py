from __future__ import annotations

import json
from pathlib import Path

from annotator.formats.web_annotation import FORMAT
from tests.coming_back import announced, content_of, write
from tests.rich_content import rich


def test_every_selector_leads_to_its_quote(tmp_path: Path) -> None:
    content = content_of(tmp_path, *rich())
    page = json.loads(write(FORMAT, content, tmp_path).read_bytes())
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    texts = [each.text for each in content.documents]
    tags = [each for each in page["items"] if each["motivation"] == "tagging"]
    assert len(tags) == sum(len(la.spans) for each in content.documents for la in each.layers)
    for item in tags:
        assert item["body"][0]["purpose"] == "tagging"
        for target in item["target"]:
            place, quote = target["selector"]
            around = quote["prefix"] + quote["exact"] + quote["suffix"]
            (text,) = {text for text in texts if text[place["start"] : place["end"]]
                       == quote["exact"] and around in text}  # fmt: skip
            assert text[place["start"] - len(quote["prefix"]) :].startswith(around)


def test_links_name_annotations_and_ids_are_unique(tmp_path: Path) -> None:
    page = json.loads(write(FORMAT, content_of(tmp_path, *rich()), tmp_path).read_bytes())
    ids = [each["id"] for each in page["items"]]
    assert len(ids) == len(set(ids))
    assert all(" " not in id for id in ids)
    links = [each for each in page["items"] if each["motivation"] == "linking"]
    assert len(links) == 3
    assert all(set(each["target"]) <= set(ids) for each in links)
    creators = {each["creator"]["name"] for each in page["items"] if "creator" in each}
    assert creators == {"Ana Kovač", "Ben"}
    sources = {body.get("source") for each in page["items"] for body in each["body"]}
    assert "geonames:703448" in sources


def test_the_texts_are_announced_as_lost(tmp_path: Path) -> None:
    said = announced(FORMAT, content_of(tmp_path, *rich()))
    assert (said["texts"], said["comments"], said["doubts"]) == (4, 3, 1)
