"""A text that was replaced together with its hash: the journal knows which one was imported."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.problem import Problem
from annotator.domain.text import text_sha256
from annotator.project import editing
from annotator.project.bundling import FOR, FROM
from annotator.project.checking import check
from annotator.storage.connection import connect
from tests.merges import content, copied, merge
from tests.project.test_bundling import DOC, handed_out, lead
from tests.samples import ARTICLE, reopen

__all__ = ["lead"]


def replaced(path: Path) -> None:
    """Replace the text of an article by hand, with all hashes of the tables."""
    other = ARTICLE.replace("Monday", "Sunday")
    with closing(connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        old, new = text_sha256(ARTICLE), text_sha256(other)
        connection.execute("UPDATE texts SET text = ?, sha256 = ? WHERE sha256 = ?",
                           (other, new, old))  # fmt: skip
        connection.execute("UPDATE documents SET text_sha256 = ? WHERE text_sha256 = ?", (new, old))
        connection.commit()


def test_a_check_finds_it(lead: Path) -> None:
    assert check(lead) == []
    replaced(lead)
    (found,) = check(lead)
    assert (found.kind, found.where, found.grade) == ("text", "document a", "error")
    assert "not the one that the article was imported with" in found.message


@pytest.mark.parametrize("bundle", [True, False], ids=["a bundle", "a copy of the project"])
def test_a_merge_refuses_it_and_says_where(lead: Path, bundle: bool) -> None:
    file = handed_out(lead, FOR, "Ana") if bundle else copied(lead, "copy")
    project = reopen(file, "ana", me="Ana" if bundle else "Lea", device="lap")
    editing.mark(project, DOC, "quote", [(0, 8)])
    project.close()
    replaced(file)
    before = content(lead)
    place = ARTICLE.index("Monday") + 1
    with pytest.raises(Problem, match=f"The text of a in {file.name} is not") as caught:
        merge(lead, file)
    assert f"at character {place:,} it says “" in str(caught.value)
    assert content(lead) == before


def test_no_work_is_sent_back_out_of_another_text(lead: Path) -> None:
    bundle = handed_out(lead, FOR, "Ana")
    replaced(bundle)
    with pytest.raises(Problem, match="The text of a in .* is not the one that was imported"):
        handed_out(bundle, FROM, "Ana")
    with pytest.raises(Problem, match="somebody replaced it"):
        handed_out(bundle, FOR, "Ana")
