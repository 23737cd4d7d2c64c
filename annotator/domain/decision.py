"""What a decision of a review may say: the actions by their names in the journal."""

from __future__ import annotations

#: A remark by an annotator: the decision is wrong.
OBJECT = "object"
