"""What a decision of a review may say: the actions by their names in the journal."""

from __future__ import annotations

#: A remark by an annotator: the decision is wrong.
OBJECT = "object"
#: Left for later, and sent back to the annotators.
DEFER, SEND_BACK = "defer", "send_back"
#: What is said about a case without ruling on it.
REMARKS = frozenset((OBJECT, DEFER, SEND_BACK))
