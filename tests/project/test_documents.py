from __future__ import annotations

import pytest

from annotator.domain.problem import Problem
from annotator.project import editing
from annotator.project.project import Project
from annotator.storage.connection import connect
from tests.samples import reopen

DOC = "D-a"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE texts SET text = replace(text, 'Odessa', 'Minsk!')",
        "UPDATE texts SET text = NULL",
        "UPDATE texts SET text = CAST(x'ff41' AS TEXT)",
        "UPDATE spans SET quote = 'nonsense'",
        'UPDATE spans SET "end" = 9999',
    ],
)
def test_a_document_whose_content_was_altered_is_not_opened(
    project: Project, statement: str
) -> None:
    editing.mark(project, DOC, "quote", [(0, 5)])
    project.close()
    connection = connect(project.path)
    assert connection.execute(statement).rowcount > 0
    connection.close()
    again = reopen(project.path, "y")
    with pytest.raises(Problem, match="document “a” is damaged"):
        again.open_document(DOC)
    again.close()
